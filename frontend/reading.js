// From the stored text to the document of the field.
import { Fragment } from "prosemirror-model";
import { dialect } from "./dialect.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;
const KINDS = {
  paragraph: () => nodes.paragraph,
  heading: () => nodes.heading,
  bullet_list: () => nodes.bullet_list,
  ordered_list: () => nodes.ordered_list,
  list_item: () => nodes.list_item,
  table: () => nodes.table,
  tr: () => nodes.table_row,
  th: () => nodes.table_header,
  td: () => nodes.table_cell,
};
const ALIGNED = /text-align:(\w+)/;

function attributes(token) {
  if (token.type === "heading_open") return { level: Number(token.tag.slice(1)) };
  if (token.type === "ordered_list_open") return { order: Number(token.attrGet("start") ?? 1) };
  if (["th_open", "td_open"].includes(token.type)) return { align: ALIGNED.exec(token.attrGet("style") ?? "")?.[1] ?? null };
  return null;
}

function inline(tokens) {
  const content = [];
  let active = [];
  for (const token of tokens) {
    if (token.type === "text" && token.content) content.push(schema.text(token.content, active));
    else if (["softbreak", "hardbreak"].includes(token.type)) content.push(nodes.hard_break.create());
    else if (token.type === "strong_open") active = marks.strong.create().addToSet(active);
    else if (token.type === "strong_close") active = marks.strong.removeFromSet(active);
    else if (token.type === "link_open") active = marks.link.create({ href: token.attrGet("href") }).addToSet(active);
    else if (token.type === "link_close") active = marks.link.removeFromSet(active);
  }
  return content;
}

function blocksOf(tokens) {
  const open = [{ content: [] }];
  for (const token of tokens) {
    const name = token.type.replace(/_(open|close)$/, "");
    if (token.type === "inline") {
      open.at(-1).content.push(...inline(token.children));
    } else if (KINDS[name] && token.nesting === 1) {
      open.push({ type: KINDS[name](), attrs: attributes(token), map: token.map, content: [] });
    } else if (KINDS[name] && token.nesting === -1) {
      const { type, attrs, map, content } = open.pop();
      open.at(-1).content.push(type.create(attrs, Fragment.fromArray(content)));
      if (open.length === 1) (open[0].maps ??= []).push(map);
    }
  }
  return { blocks: open[0].content, maps: open[0].maps ?? [] };
}

// The blocks of a text, each with its own lines (`source`), the lines before the first (`head`) and behind each (`gap`).
export function readBlocks(text) {
  const lines = text.split("\n");
  const { blocks, maps } = blocksOf(dialect.parse(text, {}));
  const isBlank = (line) => !line.trim();
  const ends = maps.map(([start, end]) => {
    let last = end;
    while (last > start + 1 && isBlank(lines[last - 1])) last -= 1;
    return last;
  });
  const between = (from, to) => lines.slice(from, to).map((line) => `${line}\n`).join("");
  return {
    head: maps.length ? between(0, maps[0][0]) : text,
    blocks: blocks.map((node, index) => ({
      node,
      source: lines.slice(maps[index][0], ends[index]).join("\n"),
      gap: index + 1 < maps.length ? `\n${between(ends[index], maps[index + 1][0])}` : lines.slice(ends[index]).map((line) => `\n${line}`).join(""),
    })),
  };
}

// The document of a text.
export function read(text) {
  const { blocks } = readBlocks(text);
  return nodes.doc.create(null, blocks.length ? blocks.map(({ node }) => node) : nodes.paragraph.create());
}
