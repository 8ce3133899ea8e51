// The order of a tree: dragging with the mouse, and the focus back on the arrow that was pressed. The arrows work without it.
"use strict";

const PRESSED = "pressed-arrow";
const form = document.getElementById("move-form");

// An arrow leads to the same page; whoever uses the keyboard goes on where they were.
function arrowOf({ item, up }) {
  const arrows = [...(document.getElementById(item)?.querySelectorAll(":scope [data-arrow]") ?? [])];
  const own = arrows.filter((arrow) => arrow.closest("[data-order]").id === item);
  // At the end there is only the other one.
  return own.find((arrow) => arrow.dataset.arrow === up) ?? own[0];
}

const pressed = JSON.parse(sessionStorage.getItem(PRESSED) ?? "null");
sessionStorage.removeItem(PRESSED);
// Only then has the browser gone to the fragment of the address, which takes the focus away.
if (pressed) window.addEventListener("load", () => setTimeout(() => arrowOf(pressed)?.focus()));

form?.addEventListener("submit", (event) => {
  const arrow = event.submitter;
  if (!arrow?.dataset.arrow) return;
  const item = arrow.closest("[data-order]").id;
  sessionStorage.setItem(PRESSED, JSON.stringify({ item, up: arrow.dataset.arrow }));
});

let dragged = null;

function isSibling(item) {
  return dragged && item !== dragged && item.parentElement === dragged.parentElement;
}

function isAbove(item, event) {
  const box = item.getBoundingClientRect();
  return event.clientY < box.top + box.height / 2;
}

function unmark() {
  for (const item of document.querySelectorAll(".drop-above, .drop-below")) item.classList.remove("drop-above", "drop-below");
}

// The sibling before which an item comes to stand; none at the end.
function following(item, event) {
  if (isAbove(item, event)) return item;
  const next = item.nextElementSibling;
  return next === dragged ? dragged.nextElementSibling : next;
}

function put(before) {
  const input = document.createElement("input");
  Object.assign(input, { type: "hidden", name: "before", value: before?.id.replace(/^e-/, "") ?? "" });
  form.append(input);
  form.action = dragged.dataset.order;
  form.requestSubmit();
}

for (const item of form ? document.querySelectorAll("[data-order]") : []) {
  const handle = document.createElement("span");
  Object.assign(handle, { className: "drag-handle", draggable: true, textContent: "⠿", title: form.dataset.hint });
  handle.setAttribute("aria-hidden", "true");
  item.querySelector(".tree__number").prepend(handle);
  handle.addEventListener("dragstart", (event) => {
    dragged = item;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", item.id);
    event.dataTransfer.setDragImage(item, 0, 0);
    item.classList.add("dragged");
  });
  handle.addEventListener("dragend", () => {
    item.classList.remove("dragged");
    dragged = null;
    unmark();
  });
  item.addEventListener("dragover", (event) => {
    if (!isSibling(item)) return;
    event.preventDefault();
    event.stopPropagation();
    unmark();
    item.classList.add(isAbove(item, event) ? "drop-above" : "drop-below");
  });
  item.addEventListener("drop", (event) => {
    if (!isSibling(item)) return;
    event.preventDefault();
    event.stopPropagation();
    put(following(item, event));
  });
}
