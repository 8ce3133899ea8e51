// A table of rows that are forms, used as a spreadsheet: each cell saves itself, keys lead from cell to cell, and a block
// pasted from a spreadsheet fills the cells from here on. Without it every row has its button.
const grids = document.querySelector("[data-grids]");
const words = grids.dataset;
const ROWS_AT_MOST = 500;
const said = grids.querySelector("[data-grid-said]");
grids.classList.add("grids--live");
grids.querySelector("[data-grid-help]").hidden = false;

const rowOf = (cell) => cell.closest("[data-grid-row]");
const formOf = (row) => document.getElementById(row.querySelector("[data-cell]").getAttribute("form"));
const cellsOf = (row) => [...row.querySelectorAll("[data-cell]")];
const rowsOf = (row) => [...row.closest("[data-grid]").querySelectorAll("[data-grid-row]")];

// What is known of a cell: the text that is saved, the one that was refused (it waits until another stands there), and the
// one that somebody else has put there since, which waits for a decision. What a block brought to a row that is saved as a
// whole, and no choice offers, waits until somebody chooses. At first the text that the server sent is saved: a browser
// that reloads the page keeps what was typed into it.
const saved = new WeakMap(), refused = new WeakMap(), theirs = new WeakMap(), unplaced = new WeakSet();
const sentValue = (cell) => cell.matches("select") ? ([...cell.options].find((each) => each.defaultSelected) ?? cell.options[0]).value : cell.defaultValue;
const isWhole = (row) => row.dataset.gridRow === "row";
// A value, its quality and its note belong together: they are saved, refused and decided about as one.
const companions = (cell) => isWhole(rowOf(cell)) ? cellsOf(rowOf(cell)) : [cell];
const textOf = (cell) => companions(cell).map((each) => each.value).join("\0");
const isChanged = (cell) => saved.get(cell) !== cell.value;
const waits = (cell) => refused.get(cell) === textOf(cell) || theirs.has(cell) || unplaced.has(cell);
const mark = (cell) => cell.toggleAttribute("data-unsaved", isChanged(cell));
for (const cell of grids.querySelectorAll("[data-cell]")) {
  saved.set(cell, cell.matches("[aria-invalid=true]") ? null : sentValue(cell));
  mark(cell);
}

function showError(cell, sentence) {
  const id = `${cell.id}_error`;
  document.getElementById(id)?.remove();
  cell.parentElement.querySelector("[data-grid-decision]")?.remove();
  if (!sentence) {
    cell.removeAttribute("aria-invalid");
    cell.removeAttribute("aria-describedby");
    return;
  }
  const note = document.createElement("span");
  Object.assign(note, { id, className: "cell-error", textContent: sentence });
  cell.after(note);
  cell.setAttribute("aria-invalid", "true");
  cell.setAttribute("aria-describedby", id);
}

function setTo(cell, text) {
  cell.value = text;
  saved.set(cell, cell.value);
  theirs.delete(cell);
  showError(cell, "");
  mark(cell);
}

// Whoever is typing while the other text appears has not read it yet.
function dispute(cell, { text, said: sentence }, error = "") {
  saved.set(cell, text);
  theirs.set(cell, { text, isUnread: cell === document.activeElement });
  showError(cell, [error, sentence].filter(Boolean).join("\n"));
  if (companions(cell).some((each) => each.parentElement.querySelector("[data-grid-decision]"))) return;
  const decisions = grids.querySelector("[data-grid-decisions]").content.cloneNode(true);
  for (const button of decisions.querySelectorAll("button")) button.setAttribute("aria-describedby", `${cell.id}_error`);
  cell.parentElement.append(decisions);
}

function decide(cell) {
  for (const each of companions(cell)) theirs.delete(each);
}

// A row is idle, saving, or saving while something newer waits for its turn: each save needs the revision that the one
// before it brought, and looks anew at what there is to save.
const states = new WeakMap();
let pending = 0;

function stateOf(row) {
  if (!states.has(row)) states.set(row, { phase: "idle", done: Promise.resolve(), extra: null });
  return states.get(row);
}

function save(row, extra = null) {
  const state = stateOf(row);
  state.extra ??= extra;
  if (state.phase === "idle") state.done = saving(row, state);
  else state.phase = "saving with newer input";
  return state.done;
}

async function saving(row, state) {
  pending += 1;
  try {
    do {
      const { extra } = state, cells = dueIn(row);
      Object.assign(state, { phase: "saving", extra: null });
      if (extra) await send(row, [], extra);
      else if (cells.length) await send(row, cells);
    } while (state.phase !== "saving");
  } finally {
    state.phase = "idle";
    pending -= 1;
  }
}

function dueIn(row) {
  const cells = cellsOf(row), changed = cells.filter(isChanged);
  if (!isWhole(row)) return changed.filter((cell) => !waits(cell));
  return changed.length && !cells.some(waits) ? cells : [];
}

// Returns what the server answers, or the sentence that says why nothing came.
async function answerTo(form, data) {
  try {
    const response = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (!response.headers.get("Content-Type")?.startsWith("application/json")) return words.refused;
    return await response.json();
  } catch {
    return words.offline;
  }
}

async function send(row, cells, extra = {}) {
  const form = formOf(row), data = new FormData(form);
  const sent = new Map(cells.map((cell) => [cell, { text: cell.value, whole: textOf(cell) }]));
  for (const cell of cells) data.append("zellen", cell.dataset.cell);
  if (!cells.length) data.append("zellen", "");
  for (const [name, value] of Object.entries(extra)) data.append(name, value);
  const answer = await answerTo(form, data);
  if (typeof answer === "string") {
    for (const cell of cells) showError(cell, answer);
    said.textContent = answer;
    return;
  }
  if ("revision" in answer) form.elements.revision.value = answer.revision;
  if ("seen" in answer) form.elements.seen.value = answer.seen;
  if (answer.status) row.querySelector("[data-row-status]").textContent = answer.status;
  for (const cell of cellsOf(row)) take(cell, answer, sent.get(cell));
  if ("revision" in answer) leaveOut(row.querySelector("[data-row-unchanged]"), row);
  const sentences = [...Object.values(answer.errors ?? {}), ...Object.values(answer.overtaken ?? {}).map((each) => each.said)];
  said.textContent = answer.said || sentences.find(Boolean) || "";
}

// Takes what an answer says of one cell. What was typed since it was sent stays, and is saved or refused by itself.
function take(cell, { saved: saves = {}, overtaken = {}, errors = {} }, sent) {
  const name = cell.dataset.cell, isNewer = sent ? cell.value !== sent.text : isChanged(cell);
  const other = overtaken[name], error = errors[name] ?? "";
  if (error && sent) refused.set(cell, sent.whole);
  if (other) {
    const text = plainBreaks(other.text);
    if ((sent || isNewer) && cell.value !== text) dispute(cell, { text, said: other.said }, isNewer ? "" : error);
    else setTo(cell, text);
  } else if (name in saves) {
    const typed = cell.value;
    setTo(cell, plainBreaks(saves[name]));
    if (isNewer) cell.value = typed;
  } else if (error && !isNewer) {
    showError(cell, error);
  }
  mark(cell);
}

const plainBreaks = (text) => text.replace(/\r\n?/g, "\n");

// Where something is written there is no "no change" any more.
function leaveOut(button, row) {
  const hadFocus = button === document.activeElement;
  button?.remove();
  if (hadFocus) cellsOf(row)[0].focus();
}

// Cells that say that a block was too large for the table.
const overfull = new Set();

grids.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-cell]")) return;
  unplaced.delete(target);
  if (!theirs.get(target)?.isUnread) decide(target);
  mark(target);
});
grids.addEventListener("change", ({ target }) => {
  if (target.matches("[data-cell]") && !isWhole(rowOf(target))) save(rowOf(target));
});
grids.addEventListener("focusout", ({ target, relatedTarget }) => {
  if (!target.matches("[data-cell]")) return;
  const row = rowOf(target);
  if (overfull.delete(target)) showError(target, "");
  if (theirs.has(target)) theirs.get(target).isUnread = false;
  if (isWhole(row) && !row.contains(relatedTarget)) save(row);
});
grids.addEventListener("click", (event) => {
  const button = event.target.closest("[data-row-unchanged]");
  if (!button) return;
  event.preventDefault();
  save(rowOf(button), { unveraendert: "1" });
});
grids.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-keep-mine], [data-take-theirs]");
  if (!button) return;
  const cell = button.closest("td").querySelector("[data-cell]"), row = rowOf(cell);
  for (const each of companions(cell)) {
    if (button.matches("[data-take-theirs]") && theirs.has(each)) setTo(each, theirs.get(each).text);
    showError(each, "");
    refused.delete(each);
  }
  decide(cell);
  cell.focus();
  save(row);
});

// Handing in waits for what is still on its way, and shows what could not be saved. What was refused of a block is shown
// once: the cell holds what it held before.
const warned = new WeakSet();
grids.querySelector("[data-grid-answer]")?.addEventListener("submit", async (event) => {
  const form = event.target, rows = [...grids.querySelectorAll("[data-grid-row]")];
  if (!pending && !grids.querySelector("[data-unsaved], [data-cell][aria-invalid=true]")) return;
  event.preventDefault();
  await Promise.all(rows.map((row) => save(row)));
  const cells = [...grids.querySelectorAll("[data-unsaved], [data-cell][aria-invalid=true]")];
  const isOpen = (cell) => isChanged(cell) || !warned.has(cell);
  const open = cells.find((cell) => isOpen(cell) && cell.matches("[aria-invalid=true]")) ?? cells.find(isOpen);
  if (!open) return form.submit();
  warned.add(open);
  open.focus();
});
window.addEventListener("beforeunload", (event) => {
  if (pending || grids.querySelector("[data-unsaved]")) event.preventDefault();
});

// Keys: Enter and the arrows lead up and down; at the ends of a text those to the sides lead to the next cell.
function neighbour(cell, down, right) {
  const row = rowOf(cell), rows = rowsOf(row).filter((each) => cellsOf(each).length);
  const next = rows[rows.indexOf(row) + down];
  return next && cellsOf(next)[cellsOf(row).indexOf(cell) + right];
}

function step(event) {
  const cell = event.target, { key } = event;
  const isText = cell.matches("input, textarea");
  const atBegin = !isText || (cell.selectionEnd === 0);
  const atEnd = !isText || (cell.selectionStart === cell.value.length);
  const isWhole = isText && cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
  if (key === "Enter" && !event.altKey) return [event.shiftKey ? -1 : 1, 0];
  // In a choice the arrows up and down choose.
  if (key === "ArrowDown" && isText && (atEnd || isWhole || cell.matches("input"))) return [1, 0];
  if (key === "ArrowUp" && isText && (atBegin || isWhole || cell.matches("input"))) return [-1, 0];
  if (key === "ArrowRight" && (atEnd || isWhole)) return [0, 1];
  if (key === "ArrowLeft" && (atBegin || isWhole)) return [0, -1];
  return null;
}

grids.addEventListener("keydown", (event) => {
  const cell = event.target;
  if (!cell.matches("[data-cell]") || event.isComposing || event.ctrlKey || event.metaKey) return;
  if (event.key === "Enter" && event.altKey && cell.matches("textarea")) {
    event.preventDefault();
    cell.setRangeText("\n", cell.selectionStart, cell.selectionEnd, "end");
    mark(cell);
    return;
  }
  if (event.shiftKey && event.key !== "Enter") return;
  const way = step(event);
  if (!way) return;
  event.preventDefault();
  const next = neighbour(cell, ...way);
  if (!next) return;
  next.focus();
  if (next.matches("input, textarea")) next.select();
});

// A block as spreadsheets copy it: tabs between cells, cells with line breaks in quotation marks.
function blockOf(text) {
  const rows = [[]];
  const cells = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*)/y;
  const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at <= plain.length;) {
    cells.lastIndex = at;
    const [whole, quoted, bare] = cells.exec(plain);
    rows.at(-1).push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    at += whole.length;
    if (plain[at] === "\n") rows.push([]);
    at += 1;
  }
  return rows;
}

const plain = (text) => text.trim().toLowerCase();

// Returns the sentence that says why a text does not go into a cell.
function put(cell, text) {
  if (!cell.matches("select")) {
    cell.value = cell.matches("input") ? text.replace(/\s+/g, " ").trim() : text;
    return "";
  }
  const option = [...cell.options].find((each) => [each.value, plain(each.text)].includes(plain(text)) || (!text.trim() && !each.value));
  if (!option) return words.noChoice.replace("%s", text.trim().slice(0, 80));
  cell.value = option.value;
  return "";
}

// Puts a text of a block into its cell. A block decides nothing about what somebody else has written there.
function place(cell, text) {
  const refusal = put(cell, text);
  if (!theirs.has(cell)) showError(cell, refusal);
  unplaced.delete(cell);
  if (refusal && isWhole(rowOf(cell))) {
    cell.selectedIndex = -1;
    unplaced.add(cell);
  }
  mark(cell);
}

// What had no place before stays there.
function keepLeftOver(rows) {
  if (!rows.length) return;
  const box = grids.querySelector("[data-grid-left-over]"), area = box.querySelector("textarea");
  box.hidden = false;
  box.querySelector("[data-grid-left-over-label]").textContent = words.leftOver;
  area.value = [area.value, ...rows.map((row) => row.join("\t"))].filter(Boolean).join("\n");
}

grids.addEventListener("paste", (event) => {
  const cell = event.target, text = event.clipboardData.getData("text/plain");
  if (!cell.matches("[data-cell]") || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
  // Some lines of a text are no block.
  if (cell.matches("textarea") && !text.includes("\t") && !event.clipboardData.types.includes("text/html")) return;
  event.preventDefault();
  const block = blockOf(text);
  if (block.length > ROWS_AT_MOST) {
    const sentence = words.tooMany.replace("%s", new Intl.NumberFormat("de-DE").format(block.length));
    showError(cell, sentence);
    overfull.add(cell);
    said.textContent = sentence;
    return;
  }
  const rows = rowsOf(rowOf(cell)), first = rows.indexOf(rowOf(cell)), column = cellsOf(rowOf(cell)).indexOf(cell);
  const leftOver = [];
  let filled = 0;
  block.forEach((texts, down) => {
    const row = rows[first + down], cells = row ? cellsOf(row).slice(column) : [];
    texts.slice(0, cells.length).forEach((each, right) => {
      place(cells[right], each);
      filled += 1;
    });
    const beyond = texts.slice(cells.length);
    if (beyond.some((each) => each.trim())) leftOver.push(beyond);
    if (row) save(row);
  });
  keepLeftOver(leftOver);
  said.textContent = words.pasted.replace("%s", filled);
});
