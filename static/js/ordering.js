// The order of a tree: dragging with mouse or finger, and the focus back on the arrow that was pressed. The arrows work without it.
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

// The sibling under the pointer, whatever lies inside of it.
function siblingAt({ clientX, clientY }) {
  let item = document.elementFromPoint(clientX, clientY)?.closest("[data-order]");
  while (item && item.parentElement !== dragged.parentElement) item = item.parentElement.closest("[data-order]");
  return item === dragged ? null : item;
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

function put(item, before) {
  const input = document.createElement("input");
  Object.assign(input, { type: "hidden", name: "before", value: before?.id.replace(/^e-/, "") ?? "" });
  form.append(input);
  form.action = item.dataset.order;
  form.requestSubmit();
}

// A long list is moved along when the pointer comes to an edge of the window.
function scrollAlong({ clientY }) {
  const edge = 64;
  if (clientY < edge) window.scrollBy(0, -16);
  if (clientY > window.innerHeight - edge) window.scrollBy(0, 16);
}

function letGo() {
  dragged?.classList.remove("dragged");
  dragged = null;
  unmark();
}

// Pointers are mice, pens and fingers.
function makeDraggable(item) {
  const handle = document.createElement("span");
  Object.assign(handle, { className: "drag-handle", textContent: "⠿", title: form.dataset.hint });
  handle.setAttribute("aria-hidden", "true");
  item.querySelector(".tree__number").prepend(handle);
  handle.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    dragged = item;
    item.classList.add("dragged");
  });
  handle.addEventListener("pointermove", (event) => {
    if (dragged !== item) return;
    scrollAlong(event);
    unmark();
    const over = siblingAt(event);
    over?.classList.add(isAbove(over, event) ? "drop-above" : "drop-below");
  });
  handle.addEventListener("pointerup", (event) => {
    if (dragged !== item) return;
    const over = siblingAt(event);
    const before = over && following(over, event);
    letGo();
    if (over) put(item, before);
  });
  handle.addEventListener("pointercancel", letGo);
}

if (form) {
  for (const item of document.querySelectorAll("[data-order]")) makeDraggable(item);
  // A row that was changed in its place comes back without a handle.
  document.addEventListener("htmx:load", ({ target }) => {
    if (target.matches("[data-order]")) makeDraggable(target);
  });
}
