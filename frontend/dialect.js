// The dialect of long texts, as editing/dialect.py reads it: the same rules in the same order, so that the text field
// shows what the page will show. tests/editing/dialect_traps.json holds both to the same answers.
import MarkdownIt from "markdown-it";
import libraryList from "markdown-it/lib/rules_block/list.mjs";
import libraryTable from "markdown-it/lib/rules_block/table.mjs";

export const LISTS_IN_LISTS = 3;
// The library lets a line deeper than this belong to the paragraph before it.
const INDENT_OF_TEXT = 4;
const TAB = 4;

const HEADING = /^(#{2,4})[ \t]+([^# \t][^\n]*)$/;
const MARKER = /^(?:-|(0|[1-9]\d{0,8})\.)([ \t]+)(?=[^ \t])/;
const FIGURE = /^[€$]?\d/;
const DELIMITER_ROW = /^\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$/;
const LABEL = "\\[([^\\[\\]\\n]{1,300})\\]";
const ADDRESS_CHARACTERS = "[^\\x00-\\x20\\xa0\\u2028\\u2029()<>\"\\\\]";
// Brackets in an address come in pairs, as in …/wiki/Herne_(Stadt).
const ADDRESS = `(?:https?://|mailto:|/(?!/)|#)${ADDRESS_CHARACTERS}+(?:\\(${ADDRESS_CHARACTERS}*\\)${ADDRESS_CHARACTERS}*)*`;
const WHOLE_ADDRESS = new RegExp(`^${ADDRESS}$`, "iu");
const LINK = new RegExp(`${LABEL}\\((${ADDRESS})\\)`, "iuy");
const ESCAPED_STARS = /(?:\\\*){2,}/y;
const ESCAPED_MARK = /\\(?=-[ \t]|#{2,4}[ \t]|\|)/y;
const ESCAPED_NUMBER = /\\(?=\.[ \t])/y;
const NUMBER = /^[ \t]*\d{1,9}$/;
const NEVER_OPENED_BEFORE = ").,;:!?";

export const beginsWithFigure = (text) => FIGURE.test(text);
export const isAddress = (text) => WHOLE_ADDRESS.test(text);
export const linkAt = (text, position) => matchAt(LINK, text, position, text.length);

function matchAt(pattern, text, position, end) {
  pattern.lastIndex = position;
  return pattern.exec(end === text.length ? text : text.slice(0, end));
}

const trimmed = (text) => text.replace(/^[ \t]+|[ \t]+$/g, "");
const trimmedEnd = (text) => text.replace(/[ \t]+$/, "");
const lineOf = (state, line) => state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line]);

// Whether a line stands too deep, or not deep enough, to begin a structure of its own here.
function isOutside(state, line) {
  const depth = state.sCount[line] - state.blkIndent;
  return depth < 0 || depth >= INDENT_OF_TEXT;
}

function heading(state, start, end, silent) {
  const match = HEADING.exec(trimmedEnd(lineOf(state, start)));
  if (!match || isOutside(state, start)) return false;
  if (silent) return true;
  const [, marks, words] = match;
  state.line = start + 1;
  const [tag, lines] = [`h${marks.length}`, [start, state.line]];
  const opened = state.push("heading_open", tag, 1);
  const content = state.push("inline", "", 0);
  const closed = state.push("heading_close", tag, -1);
  opened.markup = closed.markup = marks;
  opened.map = content.map = lines;
  [content.content, content.children] = [words, []];
  return true;
}

function list(state, start, end, silent) {
  const marker = MARKER.exec(lineOf(state, start));
  if (!marker) return false;
  // The next entry of the list that this text is an entry of.
  if (silent && state.sCount[start] < state.blkIndent) return true;
  if (isOutside(state, start) || state.level >= 2 * LISTS_IN_LISTS) return false;
  const stop = endOfList(state, start, end, marker, silent);
  if (stop === null) return false;
  return silent || byLibrary(state, start, stop, libraryList);
}

// The line behind a list; null when its first line is text that only looks like one.
// A number counts with its successor only, a dash before a figure ("- 55 %") with a second dash only.
function endOfList(state, start, end, marker, onlyWhether) {
  const number = marker[1];
  const needsSecond = number !== undefined || beginsWithFigure(lineOf(state, start).slice(marker[0].length));
  let [entries, last, textBegins] = [1, start, columnOfText(state, start, marker)];
  for (let line = start + 1; line < end; line += 1) {
    if (onlyWhether && !(needsSecond && entries === 1)) break;
    if (state.isEmpty(line)) continue;
    if (state.sCount[line] < textBegins) {
      const sibling = MARKER.exec(lineOf(state, line));
      if (!sibling || state.sCount[line] < state.blkIndent || !follows(sibling[1], number, entries)) break;
      entries += 1;
      textBegins = columnOfText(state, line, sibling);
    }
    last = line;
  }
  return entries > 1 || !needsSecond ? last + 1 : null;
}

// The column where the text of an entry begins, as the library counts it: lines from there on belong to it.
function columnOfText(state, line, marker) {
  const behindMark = state.sCount[line] + marker[0].length - marker[2].length;
  let column = behindMark;
  for (const space of marker[2]) column += space === "\t" ? TAB - (column % TAB) : 1;
  return column - behindMark <= TAB ? column : behindMark + 1;
}

function follows(found, first, entries) {
  if (first === undefined) return found === undefined;
  return found !== undefined && Number(found) === Number(first) + entries;
}

function table(state, start, end, silent) {
  if (start + 1 >= end || !lineOf(state, start).startsWith("|") || isOutside(state, start)) return false;
  if (isOutside(state, start + 1) || !DELIMITER_ROW.test(lineOf(state, start + 1))) return false;
  const columns = cells(state, start);
  if (columns !== cells(state, start + 1)) return false;
  if (silent) return true;
  let stop = start + 2;
  while (stop < end && !isOutside(state, stop) && lineOf(state, stop).startsWith("|") && cells(state, stop) <= columns) stop += 1;
  return byLibrary(state, start, stop, libraryTable);
}

function cells(state, line) {
  const found = escapedSplit(trimmed(lineOf(state, line)));
  return found.length - (found[0] === "") - (found.length > 1 && found.at(-1) === "");
}

// The library keeps its own to itself: a bar behind a backslash does not end a cell.
const escapedSplit = (line) => line.split(/(?<!\\)\|/);

function byLibrary(state, start, stop, rule) {
  const { lineMax } = state;
  state.lineMax = stop;
  try {
    return rule(state, start, stop, false);
  } finally {
    state.lineMax = lineMax;
  }
}

function bold(state, silent) {
  if (silent || state.src[state.pos] !== "*") return false;
  const scanned = state.scanDelims(state.pos, true);
  const behind = state.pos + scanned.length;
  if (scanned.length !== 2) {
    state.pending += state.src.slice(state.pos, behind);
  } else {
    const next = state.src[behind];
    const open = scanned.can_open && !(next && NEVER_OPENED_BEFORE.includes(next));
    for (let star = 0; star < 2; star += 1) {
      state.push("text", "", 0).content = "*";
      state.delimiters.push({ marker: 0x2a, length: scanned.length, token: state.tokens.length - 1, end: -1, open, close: scanned.can_close });
    }
  }
  state.pos = behind;
  return true;
}

function link(state, silent) {
  if (silent || state.linkLevel || state.src[state.pos] !== "[") return false;
  const match = matchAt(LINK, state.src, state.pos, state.posMax);
  if (!match) return false;
  const [begin, { posMax }] = [state.pos, state];
  state.push("link_open", "a", 1).attrs = [["href", match[2]]];
  state.linkLevel += 1;
  [state.pos, state.posMax] = [begin + 1, begin + 1 + match[1].length];
  state.md.inline.tokenize(state);
  state.linkLevel -= 1;
  state.push("link_close", "a", -1);
  [state.pos, state.posMax] = [begin + match[0].length, posMax];
  return true;
}

// Drop a backslash that keeps something from being a mark; any other one is text.
function escape(state, silent) {
  if (silent || state.src[state.pos] !== "\\") return false;
  const stars = matchAt(ESCAPED_STARS, state.src, state.pos, state.posMax);
  let [shown, behind] = ["", state.pos + 2];
  if (stars) [shown, behind] = ["*".repeat(stars[0].length / 2), state.pos + stars[0].length];
  else if (matchAt(LINK, state.src, state.pos + 1, state.posMax)) shown = "[";
  else if (isBeforeMark(state)) shown = state.src[state.pos + 1];
  else return false;
  const token = state.push("text_special", "", 0);
  [token.content, token.markup, token.info] = [shown, state.src.slice(state.pos, behind), "escape"];
  state.pos = behind;
  return true;
}

function isBeforeMark(state) {
  const { src, pos, posMax } = state;
  const before = src.slice(pos ? src.lastIndexOf("\n", pos - 1) + 1 : 0, pos);
  if (!trimmed(before)) return matchAt(ESCAPED_MARK, src, pos, posMax) !== null;
  return NUMBER.test(before) && matchAt(ESCAPED_NUMBER, src, pos, posMax) !== null;
}

export const dialect = new MarkdownIt("zero", { breaks: true, html: false });
dialect.enable(["heading", "list", "table", "newline", "escape", "link", "emphasis", "balance_pairs"]);
for (const [name, rule] of Object.entries({ heading, list, table })) dialect.block.ruler.at(name, rule, { alt: ["paragraph"] });
for (const [name, rule] of Object.entries({ emphasis: bold, link, escape })) dialect.inline.ruler.at(name, rule);
