// The buttons above a text: what they do, what they show, and how the keyboard reaches them.
import { setBlockType, toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import { TextSelection } from "prosemirror-state";
import * as tables from "prosemirror-tables";
import { LISTS_IN_LISTS, isAddress } from "./dialect.js";
import { schema } from "./schema.js";
import { isList } from "./settling.js";

const { nodes, marks } = schema;

function depthsOfLists({ $from }) {
  return Array.from({ length: $from.depth }, (_, index) => $from.depth - index).filter((depth) => isList($from.node(depth)));
}

const listAround = (state) => {
  const [depth] = depthsOfLists(state.selection);
  return depth === undefined ? null : { node: state.selection.$from.node(depth), at: state.selection.$from.before(depth) };
};

// A list becomes one of the other kind; a second click on its own kind ends it.
const list = (type) => (state, dispatch) => {
  const around = listAround(state);
  if (!around) return wrapInList(type)(state, dispatch);
  if (around.node.type === type) return liftListItem(nodes.list_item)(state, dispatch);
  dispatch?.(state.tr.setNodeMarkup(around.at, type));
  return true;
};

const indent = (state, dispatch) => depthsOfLists(state.selection).length < LISTS_IN_LISTS && sinkListItem(nodes.list_item)(state, dispatch);

const headingLevel = (state) => (state.selection.$from.parent.type === nodes.heading ? state.selection.$from.parent.attrs.level : 0);
const heading = (level) => (state, dispatch) => {
  if (listAround(state)) return false;
  if (headingLevel(state) === level) return setBlockType(nodes.paragraph)(state, dispatch);
  return setBlockType(nodes.heading, { level })(state, dispatch);
};

function insertTable(state, dispatch) {
  const { $from } = state.selection;
  if (tables.isInTable(state) || !$from.parent.isTextblock) return false;
  const row = (type) => nodes.table_row.create(null, [0, 1, 2].map(() => type.create()));
  const table = nodes.table.create(null, [row(nodes.table_header), row(nodes.table_cell), row(nodes.table_cell)]);
  if (!dispatch) return true;
  const isEmpty = $from.parent.content.size === 0 && $from.parent.type === nodes.paragraph;
  const [from, to] = isEmpty ? [$from.before(), $from.after()] : [$from.after(), $from.after()];
  const tr = state.tr.replaceWith(from, to, table);
  dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(from + 1))).scrollIntoView());
  return true;
}

export const commands = {
  bold: toggleMark(marks.strong),
  bullets: list(nodes.bullet_list),
  numbers: list(nodes.ordered_list),
  indent,
  outdent: (state, dispatch) => (depthsOfLists(state.selection).length > 1 && liftListItem(nodes.list_item)(state, dispatch)),
  heading: heading(2),
  subheading: heading(3),
  table: insertTable,
  "row-above": tables.addRowBefore,
  "row-below": tables.addRowAfter,
  "column-left": tables.addColumnBefore,
  "column-right": tables.addColumnAfter,
  "delete-row": tables.deleteRow,
  "delete-column": tables.deleteColumn,
  "delete-table": tables.deleteTable,
  undo,
  redo,
};

const isMarked = (type) => ({ selection: { from, $from, to, empty }, storedMarks, doc }) => (
  empty ? Boolean(type.isInSet(storedMarks ?? $from.marks())) : doc.rangeHasMark(from, to, type)
);
const pressed = {
  bold: isMarked(marks.strong),
  link: isMarked(marks.link),
  bullets: (state) => listAround(state)?.node.type === nodes.bullet_list,
  numbers: (state) => listAround(state)?.node.type === nodes.ordered_list,
  heading: (state) => headingLevel(state) === 2,
  subheading: (state) => headingLevel(state) === 3,
};
const shownIn = { table: (state) => tables.isInTable(state), list: (state) => listAround(state) !== null };

export class Toolbar {
  constructor(field, view) {
    this.view = view;
    this.element = field.querySelector("[role=toolbar]");
    this.buttons = [...this.element.querySelectorAll("[data-command]")];
    this.parts = [...this.element.querySelectorAll("[data-shown-in]")];
    this.link = new LinkForm(field.querySelector("[data-link]"), view);
    this.element.addEventListener("click", (event) => this.run(event.target.closest("[data-command]")));
    this.element.addEventListener("keydown", (event) => this.onKey(event));
    // A mouse must not take the selection away from the text.
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    this.update();
  }

  run(button) {
    if (!button || button.ariaDisabled === "true") return;
    const { command } = button.dataset;
    if (command === "link") {
      this.link.open();
      return;
    }
    const isByKeyboard = document.activeElement === button;
    commands[command](this.view.state, this.view.dispatch, this.view);
    if (!isByKeyboard || !this.visible().includes(button) || command.startsWith("delete")) this.view.focus();
  }

  visible() {
    return this.buttons.filter((button) => !button.closest("[data-shown-in][hidden]"));
  }

  update() {
    const { state } = this.view;
    for (const part of this.parts) part.hidden = !shownIn[part.dataset.shownIn](state);
    for (const button of this.buttons) {
      const { command } = button.dataset;
      const isPossible = command === "link" ? state.selection.$from.parent.isTextblock : commands[command](state);
      button.ariaDisabled = String(!isPossible);
      if (pressed[command]) button.ariaPressed = String(pressed[command](state));
    }
    const visible = this.visible();
    if (!visible.some((button) => button.tabIndex === 0)) this.makeReachable(visible[0]);
  }

  makeReachable(chosen) {
    for (const button of this.buttons) button.tabIndex = button === chosen ? 0 : -1;
  }

  focus() {
    this.visible().find((button) => button.tabIndex === 0)?.focus();
  }

  onKey(event) {
    const visible = this.visible();
    const at = visible.indexOf(document.activeElement);
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape") this.view.focus();
    else if (target === undefined || at < 0) return;
    else {
      const next = visible.at(target % visible.length);
      this.makeReachable(next);
      next.focus();
    }
    event.preventDefault();
  }
}

// Asks for the address of a link below the buttons.
class LinkForm {
  constructor(element, view) {
    this.element = element;
    this.view = view;
    this.input = element.querySelector("input");
    this.refusal = element.querySelector("[data-refusal]");
    element.querySelector("[data-apply]").addEventListener("click", () => this.apply());
    element.querySelector("[data-remove]").addEventListener("click", () => this.remove());
    element.querySelector("[data-close]").addEventListener("click", () => this.close());
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      else if (event.key === "Enter" && event.target === this.input) this.apply();
      else return;
      event.preventDefault();
    });
    // What is typed here is no text of the form.
    for (const name of ["input", "change"]) element.addEventListener(name, (event) => event.stopPropagation());
  }

  // The link at the cursor, or what is selected.
  range() {
    const { doc, selection: { from, to, $from, empty } } = this.view.state;
    if (!empty) return { from, to, href: marks.link.isInSet(doc.nodeAt(from)?.marks ?? [])?.attrs.href };
    const mark = marks.link.isInSet($from.marks());
    if (!mark) return { from, to };
    const start = $from.start();
    let range = null;
    let piece = null;
    $from.parent.forEach((node, offset) => {
      if (!mark.isInSet(node.marks)) piece = null;
      else piece = { from: piece?.from ?? start + offset, to: start + offset + node.nodeSize };
      if (piece && piece.from <= from && from <= piece.to) range = { ...piece, href: mark.attrs.href };
    });
    return range ?? { from, to };
  }

  open() {
    const { href } = this.range();
    this.input.value = href ?? "";
    this.element.querySelector("[data-remove]").hidden = !href;
    this.refuse(false);
    this.element.hidden = false;
    this.input.focus();
    this.input.select();
  }

  refuse(isRefused) {
    this.refusal.hidden = !isRefused;
    this.input.ariaInvalid = String(isRefused);
  }

  apply() {
    const typed = this.input.value.trim();
    const href = completed(typed);
    if (!href) {
      this.refuse(true);
      return;
    }
    const { from, to } = this.range();
    const { tr } = this.view.state;
    if (from === to) tr.insertText(typed, from);
    tr.addMark(from, from === to ? from + typed.length : to, marks.link.create({ href }));
    this.view.dispatch(tr);
    this.close();
  }

  remove() {
    const { from, to } = this.range();
    this.view.dispatch(this.view.state.tr.removeMark(from, to, marks.link));
    this.close();
  }

  close() {
    this.element.hidden = true;
    this.view.focus();
  }
}

// The address as the dialect takes it; "" where it cannot be one.
function completed(typed) {
  if (isAddress(typed)) return typed;
  const candidate = /^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(typed) ? `mailto:${typed}` : `https://${typed}`;
  return /^[^\s:]+\.[^\s]+$/.test(typed) && isAddress(candidate) ? candidate : "";
}
