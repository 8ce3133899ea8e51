// Many check boxes become a picker: a search above them, and what is chosen as buttons that take it away again.
// The boxes stay what they are, and are what the form sends.
"use strict";

const ENDING_AT_LEAST = 5;

// A number finds what begins with it: "4" all of SDG 4, "4.1" one target, not 14.1. Words must all occur.
function finds(query, code, text) {
  if (/^\d/.test(query)) return query.includes(".") ? code.startsWith(query) : code.startsWith(`${query}.`);
  return query.split(/\s+/).every((word) => text.includes(word));
}

// In German the end of a compound says what kind of thing it is: "Grundbildung" is a "Bildung".
function endingThatOccurs(word, texts) {
  for (let start = 1; start <= word.length - ENDING_AT_LEAST; start += 1) {
    const ending = word.slice(start);
    if (texts.some((text) => text.includes(ending))) return ending;
  }
  return "";
}

class Picker {
  constructor(box) {
    this.words = box.dataset;
    this.chosen = box.querySelector("[data-picker-chosen]");
    this.search = box.querySelector("[data-picker-search] input");
    this.found = box.querySelector("[data-picker-found]");
    this.fold = box.querySelector("[data-picker-fold]");
    // A short list is open from the beginning.
    this.isShort = this.fold.open;
    this.list = box.querySelector("[data-picker-list]");
    this.options = [...this.list.querySelectorAll("input")].map((input) => {
      const row = input.parentElement;
      const label = row.textContent.trim();
      const group = row.parentElement.getAttribute("aria-label");
      return { input, row, label, code: input.value.toLowerCase(), text: `${label} ${group}`.toLowerCase() };
    });
    box.querySelector("[data-picker-search]").hidden = false;
    box.classList.add("picker--live");
    this.search.addEventListener("input", () => this.narrow());
    this.search.addEventListener("keydown", (event) => this.onSearchKey(event));
    this.list.addEventListener("keydown", (event) => this.onListKey(event));
    // Drafts and conflicts put values in, too, and say so.
    this.list.addEventListener("input", () => this.drawSoon());
    this.list.addEventListener("change", () => this.drawSoon());
    this.draw();
  }

  shown() {
    return this.options.filter(({ row }) => !row.hidden);
  }

  narrow() {
    const typed = this.search.value.trim().toLowerCase();
    let query = typed;
    let matching = this.options.filter(({ code, text }) => finds(query, code, text));
    if (!matching.length && !/^\d/.test(typed)) {
      query = endingThatOccurs(typed, this.options.map(({ text }) => text));
      if (query) matching = this.options.filter(({ text }) => text.includes(query));
    }
    for (const option of this.options) option.row.hidden = !matching.includes(option);
    for (const group of this.list.children) group.hidden = !group.querySelector(":scope > div:not([hidden])");
    // Whoever types sees what is found, and has room again afterwards.
    this.fold.open = this.isShort || Boolean(typed);
    this.list.scrollTop = 0;
    this.found.textContent = typed ? this.sentence(typed, query, matching.length) : "";
  }

  sentence(typed, query, count) {
    const { foundOne, foundMany, foundNone, foundEnding } = this.words;
    if (!count) return foundNone;
    const number = count === 1 ? foundOne : foundMany.replace("%s", count);
    return query === typed ? number : `${foundEnding.replace("%s", typed).replace("%s", query)} ${number}`;
  }

  onSearchKey(event) {
    const shown = this.shown();
    if (event.key === "ArrowDown") {
      event.preventDefault();
      this.fold.open = true;
      shown[0]?.input.focus();
    } else if (event.key === "Escape" && this.search.value) {
      event.preventDefault();
      this.search.value = "";
      this.narrow();
    } else if (event.key === "Enter") {
      // It would send the whole form.
      event.preventDefault();
      if (shown.length !== 1) return;
      this.set(shown[0], true);
      this.search.value = "";
      this.narrow();
      this.found.textContent = this.words.added.replace("%s", shown[0].code);
    }
  }

  onListKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const inputs = this.shown().map(({ input }) => input);
    const next = inputs[inputs.indexOf(event.target) + step];
    (next ?? (step < 0 ? this.search : event.target)).focus();
  }

  set(option, checked) {
    option.input.checked = checked;
    option.input.dispatchEvent(new Event("input", { bubbles: true }));
    this.draw();
  }

  // Many values may come at once.
  drawSoon() {
    if (this.isWaiting) return;
    this.isWaiting = true;
    queueMicrotask(() => {
      this.isWaiting = false;
      this.draw();
    });
  }

  // Drawn again, a button would lose the focus.
  draw() {
    const checked = this.options.filter(({ input }) => input.checked);
    const drawn = checked.map(({ code }) => code).join();
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.chosen.replaceChildren(...checked.map((option) => this.chip(option)));
    this.chosen.hidden = !this.chosen.children.length;
  }

  chip(option) {
    const [item, button, text, cross] = ["li", "button", "span", "span"].map((name) => document.createElement(name));
    button.type = "button";
    button.className = "picker__chip";
    button.disabled = option.input.disabled;
    button.title = option.label;
    button.ariaLabel = this.words.remove.replace("%s", option.label);
    text.textContent = option.label;
    cross.className = "kern-icon kern-icon--close";
    cross.ariaHidden = "true";
    button.append(text, cross);
    item.append(button);
    button.addEventListener("click", () => this.remove(option, item));
    return item;
  }

  remove(option, item) {
    const place = [...this.chosen.children].indexOf(item);
    this.set(option, false);
    this.found.textContent = this.words.removed.replace("%s", option.code);
    (this.chosen.children[place] ?? this.chosen.lastElementChild)?.firstElementChild.focus();
    if (!this.chosen.children.length) this.search.focus();
  }
}

for (const box of document.querySelectorAll("[data-picker]")) new Picker(box);
