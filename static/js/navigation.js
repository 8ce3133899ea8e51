// Comfort for the head of the page; its parts open and close without it.
"use strict";

const searchField = document.getElementById("search-box");
const keysDialog = document.getElementById("keys-dialog");
const keysInUse = keysDialog.querySelector("[data-keys-in-use]");
const KEYS = "keys-off";

function openParts() {
  return [...document.querySelectorAll("details[data-header-part][open], .site-nav__group[open]")];
}

// Closes what is open, the innermost first, and leads back to what opened it.
function closeInnermost() {
  const part = openParts().at(-1);
  if (!part) return false;
  const held = part.contains(document.activeElement);
  part.open = false;
  if (held) part.querySelector("summary").focus();
  return true;
}

// Whoever goes on elsewhere leaves an open list behind. In the menu of a phone groups stay as they are.
function closeBehind(target) {
  for (const part of openParts()) {
    if (!part.contains(target)) part.open = false;
  }
}

document.addEventListener("click", (event) => closeBehind(event.target));
document.addEventListener("focusin", (event) => closeBehind(event.target));

// A part with a field for searching takes what is typed at once: "toggle" comes later than the first key may.
for (const summary of document.querySelectorAll("details[data-header-part] > summary")) {
  const part = summary.parentElement;
  const field = part.querySelector("input[type=search]");
  if (!field) continue;
  summary.addEventListener("click", (event) => {
    if (part.open) return;
    event.preventDefault();
    part.open = true;
    field.focus();
  });
}

function isTyping(element) {
  return element.closest("input, textarea, select, dialog, [contenteditable=true]") !== null;
}

// Each key alone may be a slip of the tongue for whoever dictates: they can be switched off.
function areKeysInUse() {
  try {
    return localStorage.getItem(KEYS) === null;
  } catch {
    return true; // The browser forbids the store.
  }
}

function showKeys() {
  keysInUse.checked = areKeysInUse();
  keysDialog.showModal();
}

function goToSearch() {
  if (!searchField) return;
  searchField.closest("details").open = true;
  searchField.focus();
  searchField.select();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape" && closeInnermost()) event.preventDefault();
  const action = { "/": goToSearch, "?": showKeys }[event.key];
  if (!action || isTyping(event.target) || !areKeysInUse()) return;
  event.preventDefault();
  action();
});

for (const part of document.querySelectorAll("[data-needs-keys]")) part.hidden = false;
for (const button of document.querySelectorAll("[data-show-keys]")) button.addEventListener("click", showKeys);
keysInUse.addEventListener("change", () => {
  try {
    if (keysInUse.checked) localStorage.removeItem(KEYS);
    else localStorage.setItem(KEYS, "");
  } catch {
    // The browser forbids the store; the keys stay as they are.
  }
});
