// From the document of the field to the text that is stored.
import { dialect, linkAt } from "./dialect.js";
import { read, readBlocks } from "./reading.js";
import { schema } from "./schema.js";
import { isList, settled } from "./settling.js";

const { nodes, marks } = schema;
const RULES = { "-": "---", left: ":--", center: ":-:", right: "--:" };
const STARS = /\*{2,}/y;
const LINE_MARK = /(?:-(?=[ \t])|#{2,4}(?=[ \t])|\|)/y;
const LINE_NUMBER = /\d{1,9}(?=\.[ \t])/y;
const NEVER_OPENED_BEFORE = ").,;:!?";

// Writes one document after the other: what was not touched keeps the lines it was read from, so that a comparison of
// two versions shows edits only.
export class Writer {
  constructor(text) {
    this.sources = new WeakMap();
    const { head, blocks } = readBlocks(text);
    this.head = head;
    this.blocks = blocks;
    this.text = text;
    blocks.forEach((block, index) => this.sources.set(block.node, { ...block, index }));
  }

  // What stood in the text for this block, also after the block was taken back to what it was.
  original(node) {
    let found = this.sources.get(node);
    if (found === undefined) {
      const index = this.blocks.findIndex((block) => block.node.eq(node));
      found = index < 0 ? null : { ...this.blocks[index], index };
      this.sources.set(node, found);
    }
    return found;
  }

  write(doc) {
    const originals = [];
    doc.forEach((node) => originals.push(this.original(node)));
    const isUntouched = originals.length === this.blocks.length && originals.every((original, index) => original?.index === index);
    if (isUntouched || (!this.blocks.length && doc.eq(read("")))) return this.text;
    const parts = this.parts(doc, originals);
    const text = this.together(parts);
    const expected = outline(settled(doc));
    if (outline(read(text)) === expected) return text;
    return this.together(withEscapes(parts, expected, (tried) => this.together(tried)));
  }

  // Runs of blocks as they were read, and between them what was changed.
  parts(doc, originals) {
    const parts = [];
    const changed = [];
    const writeChanged = () => {
      if (!changed.length) return;
      for (const node of settled(nodes.doc.create(null, changed)).content.content) if (node.content.size) parts.push(written(node));
      changed.length = 0;
    };
    doc.forEach((node, _, index) => {
      const original = originals[index];
      if (!original) {
        changed.push(node);
        return;
      }
      writeChanged();
      parts.push({ source: original.source, gap: original.gap, index: original.index });
    });
    writeChanged();
    return parts;
  }

  together(parts) {
    let text = parts[0]?.index === 0 ? this.head : "";
    parts.forEach((part, at) => {
      text += part.source;
      const next = parts[at + 1];
      if (next) text += part.index !== undefined && next.index === part.index + 1 ? part.gap : "\n\n";
      else if (part.index === this.blocks.length - 1) text += part.gap;
    });
    return text;
  }
}

// A document as text, whatever it was read from.
export const write = (doc) => new Writer("").write(doc);

// A document without its marks: what must be the same when a text is read again.
export function outline(doc) {
  return JSON.stringify(outlined(doc));
}

function outlined(node) {
  if (node.isTextblock) return [node.type.name, node.attrs, node.textBetween(0, node.content.size, "", "\n")];
  return [node.type.name, node.attrs, node.content.content.map(outlined)];
}

// One block as text: with as few escapes as possible, and without bold and links where stars and brackets forbid them.
function written(node) {
  const expected = outline(nodes.doc.create(null, node));
  const isRight = (source) => outline(read(source)) === expected;
  for (const withMarks of [true, false]) {
    const sites = countSites(node, withMarks);
    const none = blockSource(node, withMarks, () => false);
    if (isRight(none)) return { source: none, node, withMarks, sites, escaped: new Set() };
    const escaped = fewest(sites, (chosen) => isRight(blockSource(node, withMarks, (site) => chosen.has(site))));
    if (escaped) return { source: blockSource(node, withMarks, (site) => escaped.has(site)), node, withMarks, sites, escaped };
  }
  return { source: blockSource(node, false, () => true), node, withMarks: false, sites: 0, escaped: new Set() };
}

function countSites(node, withMarks) {
  let sites = 0;
  blockSource(node, withMarks, (site) => {
    sites = site + 1;
    return true;
  });
  return sites;
}

// Which of the places where a backslash could stand need one; null if all of them do not suffice.
function fewest(sites, isRight) {
  const chosen = new Set(Array(sites).keys());
  if (!isRight(chosen)) return null;
  if (sites > 60) return chosen;
  for (let site = 0; site < sites; site += 1) {
    chosen.delete(site);
    if (!isRight(chosen)) chosen.add(site);
  }
  return chosen;
}

// What each block is for itself can become a list together: "- 55 %" and "- 60 %", "1. …" before "2. …".
function withEscapes(parts, expected, together) {
  const all = parts.map((part) => rewritten(part, new Set(Array(part.sites ?? 0).keys())));
  let best = all;
  if (outline(read(together(all))) !== expected) return all;
  for (let at = 0; at < parts.length; at += 1) {
    const tried = best.with(at, parts[at]);
    if (parts[at].source !== best[at].source && outline(read(together(tried))) === expected) best = tried;
  }
  return best;
}

function rewritten(part, escaped) {
  return part.node ? { ...part, escaped, source: blockSource(part.node, part.withMarks, (site) => escaped.has(site)) } : part;
}

// From here on: one block as text. `isEscaped` is asked for each place, in order, whether a backslash stands there.

function blockSource(node, withMarks, isEscaped) {
  let site = 0;
  return block(node, { withMarks, isEscaped: () => isEscaped(site++) });
}

function block(node, how) {
  if (node.type === nodes.heading) return `${"#".repeat(node.attrs.level)} ${inline(node, { ...how, isInLine: true })}`;
  if (node.type === nodes.table) return table(node, how);
  return isList(node) ? list(node, how) : inline(node, how);
}

function list(node, how) {
  const entries = [];
  node.forEach((entry, _, index) => {
    const marker = node.type === nodes.ordered_list ? `${node.attrs.order + index}. ` : "- ";
    entries.push(marker + blocks(entry, how).replace(/\n(?=[^\n])/g, `\n${" ".repeat(marker.length)}`));
  });
  return entries.join("\n");
}

function blocks(parent, how) {
  let text = "";
  parent.forEach((node, _, index) => {
    const isTight = index > 0 && isList(node) && parent.child(index - 1).type === nodes.paragraph;
    text += (index ? (isTight ? "\n" : "\n\n") : "") + block(node, how);
  });
  return text;
}

function table(node, how) {
  const rows = [];
  node.forEach((row) => {
    const cells = [];
    row.forEach((cell) => cells.push(inline(cell, { ...how, isCell: true })));
    rows.push(`| ${cells.join(" | ")} |`);
  });
  const rules = [];
  node.firstChild.forEach((cell) => rules.push(RULES[cell.attrs.align ?? "-"]));
  rows.splice(1, 0, `|${rules.join("|")}|`);
  return rows.join("\n");
}

function inline(textblock, how) {
  const lines = [[]];
  textblock.forEach((node) => {
    if (node.type === nodes.hard_break) lines.push([]);
    else lines.at(-1).push(node);
  });
  return lines.map((line) => lineSource(line, how)).join("\n");
}

// One line of letters and links: first where backslashes stand, then the stars around what is bold.
function lineSource(line, how) {
  const isBold = (node) => how.withMarks && Boolean(marks.strong.isInSet(node.marks));
  const units = [];
  for (let at = 0; at < line.length;) {
    const link = how.withMarks && marks.link.isInSet(line[at].marks);
    let end = at + 1;
    while (link && end < line.length && link.isInSet(line[end].marks)) end += 1;
    const linked = line.slice(at, end);
    const isBoldAsWhole = linked.every(isBold);
    const source = link && linkSource(letters(linked, (node) => isBold(node) && !isBoldAsWhole), link.attrs.href, how);
    units.push(...(source ? [{ letter: "\0", source, isBold: isBoldAsWhole }] : letters(linked, isBold)));
    at = end;
  }
  const source = withBold(withBackslashes(units, { ...how, isLineStart: !how.isInLine }));
  return how.isCell ? source.replaceAll("|", "\\|") : source;
}

function letters(textNodes, isBold) {
  return textNodes.flatMap((node) => [...node.text].map((letter) => ({ letter, source: letter, isBold: isBold(node) })));
}

// A link; nothing where its words or its address cannot be one.
function linkSource(units, href, how) {
  const whole = (source) => linkAt(source, 0)?.[0] === source;
  const source = `[${withBold(withBackslashes(units, how))}](${href})`;
  return whole(`[${units.map(({ letter }) => letter).join("")}](${href})`) && whole(source) ? source : "";
}

function withBackslashes(units, { isEscaped, isLineStart }) {
  const text = units.map(({ letter }) => letter).join("");
  const starts = [];
  units.reduce((at, { letter }, index) => {
    starts[at] = index;
    return at + letter.length;
  }, 0);
  const escaped = new Set();
  for (let at = 0; at < text.length;) {
    const found = siteAt(text, at, isLineStart);
    const isWhole = found && units.slice(starts[at], starts[found.seen]).every(({ isBold }) => isBold === (found.isBold ?? units[starts[at]].isBold));
    const site = isWhole ? found : null;
    if (site && isEscaped()) for (const place of site.places) escaped.add(starts[place]);
    at = site ? site.end : at + 1;
  }
  return units.map((unit, index) => (escaped.has(index) ? { ...unit, source: `\\${unit.source}` } : unit));
}

// Where a backslash could stand: before which letters, and what must be of one piece (no stars of bold in between).
function siteAt(text, at, isLineStart) {
  const matched = (pattern) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0].length;
  };
  if (isLineStart && at === 0) {
    const mark = matched(LINE_MARK);
    if (mark) return { places: [0], end: mark, seen: mark + (text[0] === "|" ? 0 : 1), isBold: false };
    const number = matched(LINE_NUMBER);
    if (number) return { places: [number], end: number + 1, seen: number + 2, isBold: false };
  }
  const stars = matched(STARS);
  if (stars) return { places: Array.from({ length: stars }, (_, index) => at + index), end: at + stars, seen: at + stars };
  return text[at] === "[" && linkAt(text, at) ? { places: [at], end: at + 1, seen: at + 1 } : null;
}

// Stars stand only where the dialect takes them for bold; letters at the edges that forbid it lose it.
function withBold(units) {
  const sources = units.map(({ source }) => source);
  for (let at = 0; at < units.length;) {
    let end = at + 1;
    while (end < units.length && units[end].isBold === units[at].isBold) end += 1;
    if (units[at].isBold) {
      let [begin, last] = [at, end - 1];
      while (begin <= last && !opens([...(sources[begin - 1] ?? "")].at(-1), units[begin].source)) begin += 1;
      while (last >= begin && !closes(units[last].source, units[last + 1]?.source)) last -= 1;
      if (begin <= last) {
        sources[begin] = `**${sources[begin]}`;
        sources[last] = `${sources[last]}**`;
      }
    }
    at = end;
  }
  return sources.join("");
}

const { isMdAsciiPunct, isPunctChar, isWhiteSpace } = dialect.utils;
const isSpace = (letter) => letter === undefined || isWhiteSpace(letter.codePointAt(0));
const isPunctuation = (letter) => letter !== undefined && (isMdAsciiPunct(letter.codePointAt(0)) || isPunctChar(letter));
const isEdge = (letter) => isSpace(letter) || isPunctuation(letter);

function opens(before, source) {
  const next = String.fromCodePoint(source.codePointAt(0));
  if (isSpace(next) || next === "*" || before === "*" || NEVER_OPENED_BEFORE.includes(next)) return false;
  return !isPunctuation(next) || isEdge(before);
}

function closes(source, behind) {
  const last = [...source].at(-1);
  const after = behind && String.fromCodePoint(behind.codePointAt(0));
  if (isSpace(last) || last === "*" || after === "*") return false;
  return !isPunctuation(last) || isEdge(after);
}
