// Comfort for forms; everything works without it.
"use strict";

// What scripts and the server put into a form; drafts.js adds its name after this script has run.
const UNTYPED = ["csrfmiddlewaretoken", "draft"];

// Warn before leaving a form whose text was changed and not saved.
function warnBeforeLeaving(form) {
  const state = (of) => JSON.stringify([...new FormData(of)].filter(([name]) => !UNTYPED.includes(name)));
  // As the server sent it: on a slow line somebody may have typed before this script came.
  const untouched = form.cloneNode(true);
  untouched.reset();
  // A form that comes back with errors holds text that is not saved yet.
  let saved = form.querySelector("[aria-invalid=true]") || document.querySelector("[data-conflict]") ? "" : state(untouched);
  // At the document: by then every script has said whether the form is really sent.
  document.addEventListener("submit", (event) => {
    if (event.target === form && !event.defaultPrevented) saved = null;
  });
  window.addEventListener("beforeunload", (event) => {
    if (form.isConnected && saved !== null && state(form) !== saved && !("leaving" in document.body.dataset)) event.preventDefault();
  });
}

for (const form of document.querySelectorAll("form[data-unsaved-warning]")) warnBeforeLeaving(form);
// Forms that htmx brings come later.
document.addEventListener("htmx:load", ({ target }) => {
  if (target === document.body) return;
  for (const form of target.querySelectorAll("form[data-unsaved-warning]")) warnBeforeLeaving(form);
});

// A second click on a button that is already sending must not do the same thing twice.
const sending = new WeakSet();
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  if (sending.has(event.target)) event.preventDefault();
  sending.add(event.target);
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) sending.delete(form);
});

// Lead to the summary of errors, as screen readers expect after a failed submit.
document.querySelector(".kern-alert[role=alert][tabindex]")?.focus();

// How much room a text has left, said when it gets scarce; what is too long is not cut but said.
const number = new Intl.NumberFormat("de-DE");
const PAUSE = 1000;

function limitNote(textarea) {
  const [note, shown, spoken] = [document.createElement("p"), document.createElement("span"), document.createElement("span")];
  note.className = "limit-note";
  note.hidden = true;
  shown.ariaHidden = "true";
  spoken.className = "visually-hidden";
  spoken.role = "status";
  textarea.parentElement.append(note, spoken);
  note.append(shown);
  return { note, shown, spoken };
}

const limits = new Map();

function sayLimit(textarea) {
  const limit = Number(textarea.dataset.limit);
  const length = [...textarea.value].length;
  const isScarce = length > limit - Math.min(200, limit / 10);
  if (!isScarce && !limits.has(textarea)) return;
  if (!limits.has(textarea)) limits.set(textarea, limitNote(textarea));
  const entry = limits.get(textarea);
  const { limitOver, limitLeft } = textarea.dataset;
  const sentence = length > limit
    ? limitOver.replace("%s", number.format(length - limit)).replace("%s", number.format(limit))
    : limitLeft.replace("%s", number.format(limit - length));
  entry.note.hidden = !isScarce;
  entry.note.classList.toggle("limit-note--over", length > limit);
  entry.shown.textContent = sentence;
  // Not after every letter.
  clearTimeout(entry.timer);
  entry.timer = setTimeout(() => { entry.spoken.textContent = isScarce ? sentence : ""; }, PAUSE);
}

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-limit]")) sayLimit(event.target);
});
for (const textarea of document.querySelectorAll("textarea[data-limit]")) sayLimit(textarea);
