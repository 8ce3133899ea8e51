// A field for long texts over a textarea, which stays the field of the form: it holds the text that is sent, kept as a
// draft and compared; nothing is written into it before somebody changes the text.
import { baseKeymap, chainCommands, exitCode } from "prosemirror-commands";
import { gapCursor } from "prosemirror-gapcursor";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { liftListItem, splitListItem } from "prosemirror-schema-list";
import { EditorState, Plugin } from "prosemirror-state";
import { goToNextCell, tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { cleaned, copiedText, inOneLine, pastedText } from "./pasting.js";
import { read } from "./reading.js";
import { schema } from "./schema.js";
import { Toolbar, commands } from "./toolbar.js";
import { Writer } from "./writing.js";

const { nodes } = schema;
const LINES_AT_FIRST = 12;
// What lies over the text at the edges of the window: the buttons, the bar for saving.
const COVERED = { top: 96, right: 0, bottom: 128, left: 0 };

const isInCell = (state) => ["cell", "header_cell"].includes(state.selection.$from.parent.type.spec.tableRole);

function breakLine(state, dispatch) {
  if (!nodes.paragraph.contentMatch.matchType(nodes.hard_break) || state.selection.$from.parent.type !== nodes.paragraph) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
}

// At the beginning of an entry the first step back ends its list.
function leaveList(state, dispatch) {
  const { $from, empty } = state.selection;
  const isFirst = empty && $from.parentOffset === 0 && $from.depth > 1 && $from.node(-1).type === nodes.list_item && $from.index(-1) === 0;
  return isFirst && liftListItem(nodes.list_item)(state, dispatch);
}

// The dialect's tables begin with the row of headings; behind the last one there must be a place to go on.
const tidyTables = new Plugin({
  appendTransaction(transactions, _, { doc, tr }) {
    if (!transactions.some((transaction) => transaction.docChanged)) return null;
    doc.descendants((table, at) => {
      if (table.type !== nodes.table) return !table.isTextblock;
      table.forEach((row, rowAt, index) => {
        row.forEach((cell, cellAt) => {
          const type = index ? nodes.table_cell : nodes.table_header;
          if (cell.type !== type) tr.setNodeMarkup(at + rowAt + cellAt + 2, type, cell.attrs);
        });
      });
      return false;
    });
    if (tr.doc.lastChild.type === nodes.table) tr.insert(tr.doc.content.size, nodes.paragraph.create());
    return tr.docChanged ? tr : null;
  },
});

function withRoomBehind(doc) {
  return doc.lastChild.type === nodes.table ? doc.copy(doc.content.addToEnd(nodes.paragraph.create())) : doc;
}

// The headings of a text that is being written are none of the page around it.
function headingView(node) {
  const dom = document.createElement(`h${node.attrs.level}`);
  dom.role = "presentation";
  return { dom, contentDOM: dom };
}

class RichTextField {
  constructor(textarea, field) {
    this.textarea = textarea;
    this.field = field;
    this.read();
    const keys = {
      "Mod-b": commands.bold,
      "Mod-z": undo,
      "Mod-y": redo,
      "Mod-Shift-z": redo,
      "Mod-k": () => this.openLink(),
      "Alt-F10": () => this.toToolbar(),
      "Shift-Enter": breakLine,
      "Mod-Enter": chainCommands(exitCode, breakLine),
      Enter: splitListItem(nodes.list_item),
      Backspace: leaveList,
      Tab: goToNextCell(1),
      "Shift-Tab": goToNextCell(-1),
    };
    const state = EditorState.create({
      doc: withRoomBehind(read(this.text)),
      plugins: [keymap(keys), keymap(baseKeymap), history(), gapCursor(), tableEditing(), tidyTables],
    });
    const place = field.querySelector("[data-text]");
    this.view = new EditorView({ mount: place }, {
      state,
      attributes: this.attributes(),
      nodeViews: { heading: headingView },
      scrollThreshold: COVERED,
      scrollMargin: COVERED,
      editable: () => !textarea.disabled && !textarea.readOnly,
      dispatchTransaction: (transaction) => this.apply(transaction),
      transformPastedHTML: (html) => cleaned(html, { hasHeadings: textarea.dataset.richText === "headings" }),
      clipboardTextParser: (text) => pastedText(text),
      clipboardTextSerializer: (slice) => copiedText(slice),
      handlePaste: (view, _, slice) => {
        if (!isInCell(view.state) || slice.content.firstChild?.type.spec.tableRole) return false;
        view.dispatch(view.state.tr.replaceSelection(inOneLine(slice)).scrollIntoView());
        return true;
      },
    });
    place.style.minBlockSize = `${Math.min(textarea.rows, LINES_AT_FIRST) * 1.5 + 1.5}em`;
    this.toolbar = new Toolbar(field, this.view);
    this.replaceTextarea();
  }

  attributes() {
    const { textarea } = this;
    const [label] = textarea.labels;
    if (label) label.id ||= `${textarea.id}_label`;
    const given = {
      role: "textbox",
      "aria-multiline": "true",
      "aria-labelledby": label?.id,
      "aria-describedby": textarea.getAttribute("aria-describedby"),
      "aria-invalid": textarea.getAttribute("aria-invalid"),
      "aria-required": textarea.required ? "true" : null,
      spellcheck: "true",
      class: textarea.className,
    };
    return Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  }

  // Not `hidden`: a link to an error, the label and scripts that focus it must reach it.
  replaceTextarea() {
    const { textarea, field, view } = this;
    const name = textarea.labels[0]?.firstChild?.textContent.trim();
    if (name) this.toolbar.element.ariaLabel += `: ${name}`;
    field.hidden = false;
    textarea.classList.add("visually-hidden");
    textarea.tabIndex = -1;
    textarea.ariaHidden = "true";
    textarea.required = false;
    const hadFocus = document.activeElement === textarea;
    textarea.addEventListener("focus", () => view.focus());
    textarea.addEventListener("input", () => this.takeOver());
    textarea.form?.addEventListener("reset", () => setTimeout(() => this.takeOver()));
    // A browser that goes back to this page may have put another text into the field.
    window.addEventListener("pageshow", () => this.takeOver());
    if (hadFocus) view.focus();
  }

  read() {
    this.text = this.textarea.value;
    this.writer = new Writer(this.text);
  }

  apply(transaction) {
    this.view.updateState(this.view.state.apply(transaction));
    this.toolbar?.update();
    if (!transaction.docChanged || transaction.getMeta("foreign")) return;
    const text = this.writer.write(this.view.state.doc);
    if (text === this.text) return;
    this.text = text;
    this.textarea.value = text;
    this.textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // A draft was restored, or the text of somebody else was chosen.
  takeOver() {
    if (this.textarea.value === this.text) return;
    this.read();
    const { doc, tr } = this.view.state;
    this.view.dispatch(tr.replaceWith(0, doc.content.size, withRoomBehind(read(this.text)).content).setMeta("foreign", true));
  }

  openLink() {
    this.toolbar.link.open();
    return true;
  }

  toToolbar() {
    this.toolbar.focus();
    return true;
  }
}

const bound = new WeakSet();

function bindAll() {
  for (const textarea of document.querySelectorAll("textarea[data-rich-text]")) {
    const field = document.getElementById(`${textarea.id}_rich_text`);
    if (bound.has(textarea) || !field) continue;
    bound.add(textarea);
    new RichTextField(textarea, field);
  }
}

bindAll();
document.addEventListener("htmx:load", bindAll);
