import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { dialect } from "../../frontend/dialect.js";
import { read, readBlocks } from "../../frontend/reading.js";
import { schema } from "../../frontend/schema.js";
import { settled } from "../../frontend/settling.js";
import { Writer, outline, write } from "../../frontend/writing.js";
import { randomDocument, randomness } from "./random_documents.js";

const { nodes } = schema;
const json = (path) => JSON.parse(readFileSync(path, "utf-8"));
const withPlainBreaks = (text) => text.replace(/\r\n?/g, "\n");
const TRAPS = json(new URL("../editing/dialect_traps.json", import.meta.url)).map((trap) => ({ ...trap, text: withPlainBreaks(trap.text) }));
// tests/frontend/test_text_field.py hands them over.
const STORED = json(process.env.STORED_TEXTS).map(withPlainBreaks);
const isEscape = (line) => /\\[-#*|[]|\d\\\./.test(line);
const LINES = [...new Set(TRAPS.flatMap((trap) => trap.text.split("\n")))].filter((line) => line.trim());
const DOCUMENTS = Number(process.env.DOCUMENTS ?? 300);
const SEED = Number(process.env.SEED ?? 7);

const paragraphs = (...lines) => nodes.doc.create(null, lines.map((line) => nodes.paragraph.create(null, schema.text(line))));

test("traps are read as in Python", () => {
  assert.ok(TRAPS.length > 100);
  for (const { name, text, html } of TRAPS) assert.equal(dialect.render(text), html, name);
});

test("a text that nobody touches stays as it is, blank lines and all", () => {
  for (const { text } of [...TRAPS, ...STORED.map((stored) => ({ text: stored })), { text: "" }, { text: "\n\n  \n" }]) {
    assert.equal(new Writer(text).write(read(text)), text);
    const { head, blocks } = readBlocks(text);
    assert.equal(head + blocks.map(({ source, gap }) => source + gap).join(""), text);
  }
});

test("stored texts are the same when every block is written anew", () => {
  assert.ok(STORED.length > 1000);
  for (const text of STORED) assert.equal(write(read(text)), text.trim());
});

test("traps mean the same when every block is written anew", () => {
  for (const { text } of TRAPS) assert.deepEqual(read(write(read(text))).toJSON(), read(text).toJSON(), text);
});

test("documents of trap texts survive writing and reading", () => {
  const chance = randomness(SEED);
  const lines = LINES.filter((line) => !isEscape(line));
  for (let number = 0; number < DOCUMENTS; number += 1) {
    const doc = randomDocument(chance, lines);
    doc.check();
    const text = write(doc);
    assert.equal(outline(read(text)), outline(settled(doc)), `seed ${SEED}, document ${number}:\n${text}`);
  }
});

test("only the block that was edited is written anew", () => {
  const text = "\nEins,\nzwei.\n- a\n\n- b\n\n\n|A|B|\n|-|:-:|\n|1|2|\n\n1. x\n2. y\n";
  const doc = read(text);
  const edited = doc.copy(doc.content.replaceChild(0, nodes.paragraph.create(null, schema.text("Neu."))));
  const writer = new Writer(text);
  assert.equal(writer.write(edited), "Neu.\n\n- a\n\n- b\n\n\n|A|B|\n|-|:-:|\n|1|2|\n\n1. x\n2. y\n");
  // Taken back, it is what it was, although the block is another object.
  assert.equal(writer.write(read(text)), text);
});

test("a backslash stands only where reading back would differ", () => {
  assert.equal(write(paragraphs("Bürger*innen", "15. März 2026", "- 55 %", "*) geschätzt; **) hochgerechnet")), "Bürger*innen\n\n15. März 2026\n\n- 55 %\n\n*) geschätzt; **) hochgerechnet");
  assert.equal(write(paragraphs("- Punkt", "**fett**", "## Kopf", "[a](/b)")), "\\- Punkt\n\n**fett\\*\\*\n\n\\## Kopf\n\n\\[a](/b)");
  assert.equal(write(paragraphs("- 55 %", "- 60 %")), "- 55 %\n\n\\- 60 %");
  assert.equal(write(paragraphs("1. eins", "2. zwei")), "1. eins\n\n2\\. zwei");
});

test("bold ends where the dialect can tell it", () => {
  const bold = (...parts) => nodes.doc.create(null, nodes.paragraph.create(null, parts.map((part) => schema.text(part.text ?? part, part.text ? [schema.marks.strong.create()] : []))));
  assert.equal(write(bold({ text: "Ziel: " }, "mehr")), "**Ziel:** mehr");
  assert.equal(write(bold("x", { text: "(a)" }, "y")), "x(**a**)y");
  assert.equal(write(bold({ text: "Wert*" }, " 2020")), "**Wer**t* 2020");
});

test("what the dialect cannot tell becomes what it shows", () => {
  const entry = (text) => nodes.list_item.create(null, nodes.paragraph.create(null, schema.text(text)));
  const doc = (...content) => nodes.doc.create(null, content);
  assert.equal(write(doc(nodes.ordered_list.create({ order: 15 }, entry("März")))), "15. März");
  assert.equal(write(doc(nodes.bullet_list.create(null, entry("a")), nodes.paragraph.create(), nodes.bullet_list.create(null, entry("b")))), "- a\n- b");
  assert.equal(write(doc(nodes.heading.create({ level: 2 }, schema.text("#Herne")))), "#Herne");
  const nested = ([first, ...rest]) => nodes.bullet_list.create(null, nodes.list_item.create(null, [entry(first).firstChild, ...(rest.length ? [nested(rest)] : [])]));
  assert.equal(write(doc(nested(["a", "b", "c", "d", "e"]))), "- a\n  - b\n    - c\n    - d\n    - e");
});

test("the longest text is written within a keystroke", () => {
  const text = Array.from({ length: 400 }, (_, index) => `Absatz ${index} mit **Worten** und Bürger*innen in einer Zeile.\n\n- eins\n- zwei`).join("\n\n").slice(0, 50_000);
  const writer = new Writer(text);
  const doc = read(text);
  writer.write(doc);
  const edited = doc.copy(doc.content.replaceChild(0, nodes.paragraph.create(null, schema.text("Neu."))));
  const begin = performance.now();
  writer.write(edited);
  const took = performance.now() - begin;
  console.log(`50,000 characters: ${took.toFixed(1)} ms`);
  assert.ok(took < 500, `${took} ms`);
});
