// What is pasted: lists, tables, headings, bold and links stay, everything else becomes plain text.
import { Fragment, Slice } from "prosemirror-model";
import { isAddress } from "./dialect.js";
import { read } from "./reading.js";
import { schema } from "./schema.js";
import { write } from "./writing.js";

const { nodes } = schema;
const DROPPED = "STYLE SCRIPT HEAD TITLE META LINK NOSCRIPT TEMPLATE SVG MATH IMG PICTURE VIDEO AUDIO CANVAS IFRAME OBJECT BUTTON INPUT SELECT TEXTAREA XML".split(" ");
const BLOCKS = "P,DIV,SECTION,ARTICLE,MAIN,HEADER,FOOTER,ASIDE,NAV,UL,OL,LI,DL,DT,DD,TABLE,H1,H2,H3,H4,H5,H6,BLOCKQUOTE,PRE,FIGURE,FIGCAPTION,ADDRESS,FORM,FIELDSET,HR";
const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^>"'])*>/gi;
const LOWEST_HEADING = 4;
const SPAN_AT_MOST = 100;

// Styles and scripts would be reported by the Content-Security-Policy as soon as a browser reads them.
function defused(html) {
  return html
    .replace(/<style\b[\s\S]*?(?:<\/style\s*>|$)/gi, "")
    .replace(/<script\b[\s\S]*?(?:<\/script\s*>|$)/gi, "")
    .replace(TAG, (tag) => tag.replace(/([\s"'])(style|on\w+)(?=\s*=)/gi, "$1data-$2"));
}

export function cleaned(html, { hasHeadings }) {
  const harmless = defused(html);
  if (/\sdata-pm-slice=/.test(harmless)) return harmless;
  const source = new DOMParser().parseFromString(harmless, "text/html");
  return new Cleaner(hasHeadings, source.querySelector("h1") ? 1 : 0).clean(source.body);
}

const styleOf = (element) => element.dataset?.style ?? "";
const isListParagraph = (node) => node.nodeType === Node.ELEMENT_NODE && /mso-list:\s*l\d+\s+level\d+/i.test(styleOf(node));
const isListLabel = (node) => /mso-list:\s*ignore/i.test(styleOf(node));
const isBlock = (element) => element.matches(BLOCKS) || element.querySelector(BLOCKS) !== null;
const isBlank = (node) => node.nodeType === Node.COMMENT_NODE || (node.nodeType === Node.TEXT_NODE && !node.data.trim());
const isHidden = (element) => /display:\s*none|mso-hide:\s*all|mso-element:\s*comment/i.test(styleOf(element));
const isDropped = (element) => DROPPED.includes(element.tagName.toUpperCase()) || isHidden(element) || isListLabel(element);

function isBold(element, inherited) {
  const [, weight] = /(?:^|[;\s])font-weight:\s*(\w+)/i.exec(styleOf(element)) ?? [];
  if (weight) return /^(bold|bolder|[6-9]00)$/i.test(weight);
  return ["B", "STRONG"].includes(element.tagName) || inherited;
}

// Anchors inside the copied document lead nowhere here.
function addressOf(element, inherited) {
  const href = element.tagName === "A" ? element.getAttribute("href")?.trim() : null;
  return href && !href.startsWith("#") && isAddress(href) ? href : inherited;
}

class Cleaner {
  constructor(hasHeadings, shift) {
    this.hasHeadings = hasHeadings;
    this.shift = shift;
    this.page = document.implementation.createHTMLDocument("");
  }

  clean(body) {
    const place = new Place(this.page.body);
    this.flow(body.childNodes, place, {});
    place.endBlock();
    return this.page.body.innerHTML;
  }

  flow(children, place, look) {
    const rest = [...children];
    while (rest.length) {
      const node = rest.shift();
      if (node.nodeType === Node.TEXT_NODE) place.addText(node.data, look);
      if (node.nodeType !== Node.ELEMENT_NODE || isDropped(node)) continue;
      if (isListParagraph(node)) {
        const paragraphs = [node];
        while (rest.length && (isBlank(rest[0]) || isListParagraph(rest[0]))) paragraphs.push(rest.shift());
        this.officeList(paragraphs.filter((each) => !isBlank(each)), place);
      } else {
        this.element(node, place, { ...look, bold: isBold(node, look.bold), href: addressOf(node, look.href) });
      }
    }
  }

  element(node, place, look) {
    const name = node.tagName;
    if (name === "BR") {
      place.addBreak(look);
    } else if (name === "UL" || name === "OL") {
      this.list(node, place, look);
    } else if (name === "TABLE") {
      this.table(node, place, look);
    } else if (/^H[1-6]$/.test(name)) {
      this.heading(node, place, look);
    } else if (isBlock(node)) {
      place.endBlock();
      this.flow(node.childNodes, place, { ...look, isLineForLine: look.isLineForLine || name === "PRE" });
      place.endBlock();
    } else {
      this.flow(node.childNodes, place, look);
    }
  }

  heading(node, place, look) {
    const level = Math.max(2, Number(node.tagName[1]) + this.shift);
    const isHeading = this.hasHeadings && level <= LOWEST_HEADING && !place.isInEntry && !place.isLine;
    place.endBlock();
    if (isHeading) place.begin(`h${level}`);
    this.flow(node.childNodes, place, { ...look, bold: !isHeading, isHeading });
    place.endBlock();
  }

  list(node, place, look) {
    place.endBlock();
    const lettered = letteredKind(node);
    let list = null;
    let number = Number(node.getAttribute("start") ?? 1);
    for (const child of node.children) {
      if (isDropped(child)) continue;
      const isDeeper = ["UL", "OL"].includes(child.tagName);
      if (place.isLine) {
        place.addText(child.tagName === "LI" ? " • " : " ", look);
        this.flow(child.childNodes, place, look);
      } else if (lettered && !isDeeper) {
        place.label = `${lettered(number)}) `;
        this.flow(child.childNodes, place, look);
        place.endBlock();
      } else {
        list ??= place.append(node.tagName.toLowerCase());
        if (node.tagName === "OL" && !list.childElementCount) list.setAttribute("start", number);
        const entry = isDeeper && list.lastElementChild ? list.lastElementChild : list.appendChild(this.page.createElement("li"));
        const inside = new Place(entry, { isInEntry: true });
        this.flow(isDeeper ? [child] : child.childNodes, inside, look);
        inside.endBlock();
        if (!entry.hasChildNodes()) entry.remove();
      }
      if (!isDeeper) number += 1;
    }
  }

  // Word writes lists as paragraphs; the label tells their kind. Letters and "1.1" have none here and stay text.
  officeList(paragraphs, place) {
    place.endBlock();
    const open = [];
    for (const paragraph of paragraphs) {
      const label = [...paragraph.querySelectorAll("[data-style]")].find(isListLabel)?.textContent.replace(/[\s\xa0]+/g, "") ?? "";
      const level = Number(/level(\d+)/i.exec(styleOf(paragraph))[1]);
      const kind = /^\d+\.$/.test(label) ? "ol" : /^o?$|^[^\p{L}\p{N}]+$/u.test(label) ? "ul" : "p";
      open.length = Math.min(open.length, kind === "p" ? level - 1 : level);
      const current = open[level - 1];
      const number = Number.parseInt(label, 10);
      const goesOn = current?.kind === kind && (kind === "ul" || number === current.next);
      if (!goesOn) open.length = Math.min(open.length, level - 1);
      const outside = open.length ? new Place(open.at(-1).list.lastElementChild, { isInEntry: true }) : place;
      if (kind === "p") {
        outside.label = `${label} `;
        this.flow(paragraph.childNodes, outside, {});
        outside.endBlock();
        continue;
      }
      if (!goesOn) {
        const list = outside.append(kind);
        if (kind === "ol") list.setAttribute("start", number);
        open.push({ kind, list });
      }
      open.at(-1).next = number + 1;
      const inside = new Place(open.at(-1).list.appendChild(this.page.createElement("li")), { isInEntry: true });
      this.flow(paragraph.childNodes, inside, {});
      inside.endBlock();
      if (!inside.container.hasChildNodes()) inside.container.append(this.page.createElement("p"));
    }
  }

  table(node, place, look) {
    place.endBlock();
    const rows = [...node.rows];
    const cells = rows.flatMap((row) => [...row.cells]);
    const isLayout = place.isLine || cells.length < 2 || node.querySelector("table");
    if (isLayout) {
      for (const cell of cells) {
        place.endBlock();
        this.flow(cell.childNodes, place, look);
      }
      place.endBlock();
      return;
    }
    if (node.caption) this.flow([node.caption], place, look);
    place.endBlock();
    const grid = filled(rows.map((row) => [...row.cells])).map((row) => row.map((cell) => this.cell(cell)));
    const kept = grid.filter((row) => row.some((cell) => cell.textContent.trim()));
    if (!kept.length) return;
    const body = place.append("table").appendChild(this.page.createElement("tbody"));
    kept.forEach((row, index) => {
      const line = body.appendChild(this.page.createElement("tr"));
      for (const cell of row) {
        const target = line.appendChild(this.page.createElement(index ? "td" : "th"));
        target.append(...cell.childNodes);
        if (!index) for (const strong of target.querySelectorAll("strong")) strong.replaceWith(...strong.childNodes);
      }
    });
  }

  // A cell holds one line.
  cell(source) {
    const line = this.page.createElement("p");
    const place = new Place(line, { isLine: true });
    if (source) this.flow(source.childNodes, place, { bold: isBold(source, false) });
    place.endBlock();
    return line;
  }
}

// Where the next word is put: a block that is begun when there is a word for it.
class Place {
  constructor(container, { isInEntry = false, isLine = false } = {}) {
    Object.assign(this, { container, isInEntry, isLine, block: null, label: "" });
  }

  begin(name) {
    this.block = this.append(name);
  }

  append(name) {
    return this.container.appendChild(this.container.ownerDocument.createElement(name));
  }

  addText(text, look) {
    if (look.isLineForLine) {
      text.split(/\r?\n/).forEach((line, index) => {
        if (index) this.addBreak(look);
        this.addWords(line, look);
      });
    } else {
      this.addWords(text, look);
    }
  }

  // `label` stands before the first words: what a list of letters showed.
  addWords(text, look) {
    if (this.label && text.trim()) {
      const { label } = this;
      this.label = "";
      this.addWords(label, {});
    }
    let words = text.replace(/[ \t\r\n\f]+/g, " ");
    const target = this.isLine ? this.container : this.block;
    if (!target || !target.lastChild || target.lastChild.nodeName === "BR" || target.textContent.endsWith(" ")) words = words.replace(/^ /, "");
    if (!words) return;
    if (!this.isLine && !this.block) this.begin("p");
    const page = this.container.ownerDocument;
    let node = page.createTextNode(words);
    for (const [name, href] of [look.bold && !look.isHeading && ["strong"], look.href && ["a", look.href]].filter(Boolean)) {
      const around = page.createElement(name);
      if (href) around.setAttribute("href", href);
      around.append(node);
      node = around;
    }
    (this.isLine ? this.container : this.block).append(node);
  }

  addBreak(look) {
    if (this.isLine || look.isHeading) this.addWords(" ", { ...look, isLineForLine: false });
    else if (this.block?.lastChild?.nodeName === "BR") this.endBlock();
    else if (this.block?.hasChildNodes()) this.block.append(this.container.ownerDocument.createElement("br"));
  }

  endBlock() {
    if (this.isLine) {
      if (this.container.hasChildNodes()) this.addWords(" ", {});
      return;
    }
    while (this.block?.lastChild?.nodeName === "BR") this.block.lastChild.remove();
    if (this.block && !this.block.textContent.trim()) this.block.remove();
    this.block = null;
  }
}

function letteredKind(list) {
  const type = list.getAttribute("type") ?? /(?:^|[;\s])list-style-type:\s*([\w-]+)/i.exec(styleOf(list.firstElementChild ?? list))?.[1] ?? "";
  if (list.tagName !== "OL" || !/^(a|i|(lower|upper)-(alpha|latin|roman))$/i.test(type)) return null;
  const isRoman = /^i$|roman/i.test(type);
  const written = (number) => (isRoman ? roman(number) : String.fromCharCode(96 + ((number - 1) % 26) + 1));
  return /^[AI]$|^upper/.test(type) ? (number) => written(number).toUpperCase() : written;
}

function roman(number) {
  const signs = [["x", 10], ["ix", 9], ["v", 5], ["iv", 4], ["i", 1]];
  const sign = signs.find(([, value]) => value <= number);
  return sign ? sign[0] + roman(number - sign[1]) : "";
}

// Cells over several columns or rows leave the other places empty.
function filled(rows) {
  const grid = rows.map(() => []);
  rows.forEach((cells, at) => {
    let column = 0;
    for (const cell of cells) {
      while (grid[at][column] !== undefined) column += 1;
      const [width, height] = [Math.min(cell.colSpan, SPAN_AT_MOST), Math.min(cell.rowSpan || SPAN_AT_MOST, rows.length - at)];
      for (let down = 0; down < height; down += 1) for (let right = 0; right < width; right += 1) grid[at + down][column + right] = null;
      grid[at][column] = cell;
    }
  });
  const width = Math.max(...grid.map((row) => row.length));
  return grid.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? null));
}

// Plain text: what the dialect reads in it, tables of a spreadsheet (cells with tabs between them), and bullets.
export function pastedText(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  const blocks = [];
  for (let at = 0; at < lines.length;) {
    const run = [spreadsheetRows, bulletedLines, otherLines].map((taking) => taking(lines.slice(at))).find(({ taken }) => taken);
    blocks.push(...run.blocks);
    at += run.taken;
  }
  const pasted = Fragment.fromArray(blocks.length ? blocks : [nodes.paragraph.create()]);
  return Slice.maxOpen(pasted.childCount === 1 && pasted.firstChild.isTextblock ? Fragment.from(withSpaces(pasted.firstChild, text)) : pasted);
}

// Some words keep the spaces around them; the dialect does not know any at the ends of a line.
function withSpaces(block, text) {
  const spaces = [/^[ \t]+(?=\S)/, /(?<=\S)[ \t]+$/].map((pattern) => (pattern.test(text) ? Fragment.from(schema.text(" ")) : Fragment.empty));
  return block.copy(spaces[0].append(block.content).append(spaces[1]));
}

const BULLET = /^[ \t]*[•◦▪●‣][ \t\xa0]+(?=\S)/;
const words = (text) => text.trim().replace(/\t/g, " ");
const textIn = (text) => (words(text) ? schema.text(words(text)) : null);

function spreadsheetRows(lines) {
  const columns = lines[0].split("\t").length;
  const end = lines.findIndex((line) => line.split("\t").length !== columns);
  const taken = end < 0 ? lines.length : end;
  if (columns < 2 || taken < 2) return { taken: 0 };
  const row = (line, index) => nodes.table_row.create(null, line.split("\t").map((cell) => (index ? nodes.table_cell : nodes.table_header).create(null, textIn(cell))));
  return { taken, blocks: [nodes.table.create(null, lines.slice(0, taken).map(row))] };
}

function bulletedLines(lines) {
  const end = lines.findIndex((line) => !BULLET.test(line));
  const taken = end < 0 ? lines.length : end;
  if (taken < 2) return { taken: 0 };
  const entry = (line) => nodes.list_item.create(null, nodes.paragraph.create(null, textIn(line.replace(BULLET, ""))));
  return { taken, blocks: [nodes.bullet_list.create(null, lines.slice(0, taken).map(entry))] };
}

function otherLines(lines) {
  const isSpecial = (at) => spreadsheetRows(lines.slice(at)).taken || bulletedLines(lines.slice(at)).taken;
  let taken = 1;
  while (taken < lines.length && !((lines[taken].includes("\t") || BULLET.test(lines[taken])) && isSpecial(taken))) taken += 1;
  return { taken, blocks: read(lines.slice(0, taken).join("\n")).content.content.filter((block) => block.content.size) };
}

// A cell holds one line: what is pasted there loses its blocks, not its words.
export function inOneLine(slice) {
  const pieces = [];
  slice.content.descendants((node) => {
    if (node.isText) pieces.push(node);
    if ((node.isTextblock || node.type === nodes.hard_break) && pieces.length) pieces.push(schema.text(" "));
  });
  return new Slice(Fragment.fromArray(pieces), 0, 0);
}

// What is copied as plain text: the lines that would be stored; a part of one paragraph as it stands.
export function copiedText(slice) {
  if (slice.content.childCount === 1 && slice.content.firstChild.isTextblock) return slice.content.textBetween(0, slice.content.size, "\n", "\n");
  const doc = nodes.doc.createAndFill(null, slice.content);
  return doc ? write(doc) : slice.content.textBetween(0, slice.content.size, "\n", "\n");
}
