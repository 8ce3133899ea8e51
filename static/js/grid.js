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

// What was saved last stands beside each cell; a cell that differs is not saved. At first that is what the server sent:
// a browser that reloads the page keeps what was typed into it.
const sentValue = (cell) => cell.matches("select") ? ([...cell.options].find((each) => each.defaultSelected) ?? cell.options[0]).value : cell.defaultValue;
const saved = new WeakMap();
const isChanged = (cell) => saved.get(cell) !== cell.value;
const mark = (cell) => cell.toggleAttribute("data-unsaved", isChanged(cell));
for (const cell of grids.querySelectorAll("[data-cell]")) {
  saved.set(cell, cell.matches("[aria-invalid=true]") ? null : sentValue(cell));
  mark(cell);
}

// What the server refused waits until somebody changes it; what a block brought and no choice offers, until somebody
// types into the row.
const refused = new WeakSet(), unplaced = new WeakSet();
const waits = (cell) => refused.has(cell) || unplaced.has(cell);

function showError(cell, sentence) {
  const id = `${cell.id}_error`;
  document.getElementById(id)?.remove();
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

// The saves of a row follow each other: each needs the revision that the one before it brought.
const queues = new WeakMap();
let pending = 0;

function inTurn(row, save) {
  pending += 1;
  const done = (queues.get(row) ?? Promise.resolve()).then(save).finally(() => { pending -= 1; });
  queues.set(row, done);
  return done;
}

async function send(row, cells, extra = {}) {
  const form = formOf(row), data = new FormData(form);
  const sent = new Map(cells.map((cell) => [cell, cell.value]));
  for (const cell of cells) data.append("zellen", cell.dataset.cell);
  if (!cells.length) data.append("zellen", "");
  for (const [name, value] of Object.entries(extra)) data.append(name, value);
  let answer;
  try {
    const response = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (!response.headers.get("Content-Type")?.startsWith("application/json")) throw new TypeError(words.refused);
    answer = await response.json();
  } catch (fault) {
    const sentence = fault.message === words.refused ? words.refused : words.offline;
    for (const cell of cells) showError(cell, sentence);
    return;
  }
  if ("revision" in answer) form.elements.revision.value = answer.revision;
  if ("seen" in answer) form.elements.seen.value = answer.seen;
  if (answer.status) row.querySelector("[data-row-status]").textContent = answer.status;
  const errors = answer.errors ?? {};
  for (const cell of cellsOf(row)) {
    const name = cell.dataset.cell, stands = answer.cells?.[name].replace(/\r\n?/g, "\n");
    if (errors[name]) {
      showError(cell, errors[name]);
      refused.add(cell);
      continue;
    }
    const isSent = sent.has(cell) && (answer.saved ? answer.saved.includes(name) : !Object.keys(errors).length);
    if (isSent) {
      // Who typed on meanwhile goes on; the rest becomes what is saved.
      saved.set(cell, sent.get(cell));
      if (cell.value === sent.get(cell) && stands !== undefined) {
        cell.value = stands;
        saved.set(cell, cell.value);
      }
      showError(cell, "");
    } else if (stands !== undefined && stands !== saved.get(cell)) {
      // Somebody else has written here. Who has as well is told and decides.
      if (isChanged(cell)) {
        showError(cell, words.otherWrote.replace("%s", stands));
        refused.add(cell);
      } else {
        cell.value = stands;
        saved.set(cell, cell.value);
      }
    }
    mark(cell);
  }
  if ("revision" in answer) leaveOut(row.querySelector("[data-row-unchanged]"), row);
  said.textContent = answer.said || Object.values(errors)[0] || "";
}

// Where something is written there is no "no change" any more.
function leaveOut(button, row) {
  const hadFocus = button === document.activeElement;
  button?.remove();
  if (hadFocus) cellsOf(row)[0].focus();
}

function save(row) {
  return inTurn(row, () => {
    const cells = cellsOf(row), changed = cells.filter((cell) => isChanged(cell) && !waits(cell));
    if (!changed.length) return;
    if (row.dataset.gridRow === "cell") return send(row, changed);
    // A value, its quality and its note belong together.
    return cells.some(waits) ? undefined : send(row, cells);
  });
}

// Cells that say that a block was too large for the table.
const overfull = new Set();

grids.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-cell]")) return;
  refused.delete(target);
  for (const cell of cellsOf(rowOf(target))) unplaced.delete(cell);
  mark(target);
});
grids.addEventListener("change", ({ target }) => {
  if (target.matches("[data-cell]") && rowOf(target).dataset.gridRow === "cell") save(rowOf(target));
});
grids.addEventListener("focusout", ({ target, relatedTarget }) => {
  if (!target.matches("[data-cell]")) return;
  const row = rowOf(target);
  if (overfull.delete(target)) showError(target, "");
  if (row.dataset.gridRow === "row" && !row.contains(relatedTarget)) save(row);
});
grids.addEventListener("click", (event) => {
  const button = event.target.closest("[data-row-unchanged]");
  if (!button) return;
  event.preventDefault();
  const row = rowOf(button);
  inTurn(row, () => send(row, [], { unveraendert: "1" }));
});

// Handing in waits for what is still on its way, and shows what could not be saved. What was refused of a block is shown
// once: the cell holds what it held before.
const warned = new WeakSet();
grids.querySelector("[data-grid-answer]")?.addEventListener("submit", async (event) => {
  const form = event.target, rows = [...grids.querySelectorAll("[data-grid-row]")];
  if (!pending && !grids.querySelector("[data-unsaved], [data-cell][aria-invalid=true]")) return;
  event.preventDefault();
  await Promise.all(rows.map(save));
  const cells = [...grids.querySelectorAll("[data-unsaved], [data-cell][aria-invalid=true]")];
  const open = cells.find((cell) => isChanged(cell) || !warned.has(cell));
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
      const refusal = put(cells[right], each);
      showError(cells[right], refusal);
      refused.delete(cells[right]);
      if (refusal) unplaced.add(cells[right]);
      else unplaced.delete(cells[right]);
      mark(cells[right]);
      filled += 1;
    });
    const beyond = texts.slice(cells.length);
    if (beyond.some((each) => each.trim())) leftOver.push(beyond);
    if (row) save(row);
  });
  keepLeftOver(leftOver);
  said.textContent = words.pasted.replace("%s", filled);
});
