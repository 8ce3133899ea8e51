// What the dialect can tell of a document: the text field may hold more for a moment, an empty line or a list of one.
import { Fragment } from "prosemirror-model";
import { LISTS_IN_LISTS, beginsWithFigure } from "./dialect.js";
import { schema } from "./schema.js";

const { nodes } = schema;
export const isList = (node) => node.type === nodes.bullet_list || node.type === nodes.ordered_list;

// The document as it will be read again.
export function settled(doc) {
  const blocks = settledBlocks(doc, 0);
  return nodes.doc.create(null, blocks.length ? blocks : nodes.paragraph.create());
}

function settledBlocks(parent, depth) {
  const blocks = [];
  parent.forEach((node) => blocks.push(...settledBlock(node, depth)));
  return merged(blocks);
}

// What stops being a list can bring two others together.
function merged(blocks) {
  const next = joined(blocks).flatMap(withoutLonelyEntry);
  return next.length === blocks.length && next.every((block, index) => block === blocks[index]) ? next : merged(next);
}

function settledBlock(node, depth) {
  if (node.type === nodes.paragraph) return linesOf(node).map((line) => nodes.paragraph.create(null, line));
  if (node.type === nodes.heading) return settledHeading(node);
  if (node.type === nodes.table) return [settledTable(node)];
  const entries = [];
  node.forEach((entry) => {
    const content = settledBlocks(entry, depth + 1);
    const isDeepest = depth + 1 >= LISTS_IN_LISTS;
    const own = isDeepest ? content.filter((block) => !isList(block)) : content;
    if (own.length) entries.push(nodes.list_item.create(null, own));
    for (const list of isDeepest ? content.filter(isList) : []) list.forEach((deeper) => entries.push(deeper));
  });
  return entries.length ? [node.type.create(node.attrs, entries)] : [];
}

function settledHeading(node) {
  const [line] = linesOf(node);
  if (!line) return [];
  const isText = line.firstChild.text.startsWith("#");
  return [isText ? nodes.paragraph.create(null, line) : node.type.create(node.attrs, line)];
}

function settledTable(table) {
  const rows = [];
  table.forEach((row, _, index) => {
    const cells = [];
    row.forEach((cell) => {
      const type = index ? nodes.table_cell : nodes.table_header;
      const align = table.firstChild.maybeChild(cells.length)?.attrs.align ?? null;
      cells.push(type.create({ align }, linesOf(cell)[0]));
    });
    rows.push(row.type.create(null, cells));
  });
  return table.type.create(null, rows);
}

// The paragraphs of a text: empty lines part them, spaces around a line are not kept.
export function linesOf(textblock) {
  const paragraphs = [[]];
  let line = [];
  const endLine = () => {
    const trimmedLine = trimmed(line);
    line = [];
    if (!trimmedLine.length) {
      if (paragraphs.at(-1).length) paragraphs.push([]);
      return;
    }
    if (paragraphs.at(-1).length) paragraphs.at(-1).push(nodes.hard_break.create());
    paragraphs.at(-1).push(...trimmedLine);
  };
  textblock.forEach((node) => {
    if (node.type === nodes.hard_break) {
      endLine();
      return;
    }
    node.text.split("\n").forEach((part, index) => {
      if (index) endLine();
      if (part) line.push(schema.text(part, node.marks));
    });
  });
  endLine();
  return paragraphs.filter((content) => content.length).map((content) => Fragment.fromArray(content));
}

function trimmed(line) {
  const rest = [...line];
  const cut = (at, text) => rest.splice(at, 1, ...(text ? [schema.text(text, rest.at(at).marks)] : []));
  while (rest.length && rest[0].text !== rest[0].text.trimStart()) cut(0, rest[0].text.trimStart());
  while (rest.length && rest.at(-1).text !== rest.at(-1).text.trimEnd()) cut(rest.length - 1, rest.at(-1).text.trimEnd());
  return rest;
}

// Two lists beside each other are one, unless the numbers begin again.
function joined(blocks) {
  const result = [];
  for (const block of blocks) {
    const before = result.at(-1);
    const goesOn = before && isList(block) && before.type === block.type
      && (block.type === nodes.bullet_list || block.attrs.order === before.attrs.order + before.childCount);
    if (goesOn) result.splice(-1, 1, before.copy(before.content.append(block.content)));
    else result.push(block);
  }
  return result;
}

// One number makes no list, and a single dash before a figure is a minus: both are shown as text just the same.
function withoutLonelyEntry(list) {
  if (!isList(list) || list.childCount > 1) return [list];
  const entry = list.firstChild;
  const isOrdered = list.type === nodes.ordered_list;
  const [first, ...rest] = entry.content.content;
  const isMinus = first.type === nodes.ordered_list || (first.type === nodes.paragraph && beginsWithFigure(first.textContent));
  if (!isOrdered && !isMinus) return [list];
  const mark = schema.text(isOrdered ? `${list.attrs.order}. ` : "- ");
  if (first.type === nodes.paragraph) return [first.copy(Fragment.from(mark).append(first.content)), ...rest];
  return entry.content.content;
}
