// Rows that become a form: the focus goes along, Esc leads back (to the way back, where something was typed), and what is no row is shown as the page it is.
"use strict";

const FIRST = "[role=alert][tabindex], input:not([type=hidden], [disabled]), [data-row-edit]";

const isRow = (xhr) => xhr.responseText.trimStart().startsWith("<tr");

const valuesOf = (row) => [...row.querySelectorAll("input, select, textarea")].map((field) => `${field.value} ${field.checked}`).join("\n");
const opened = new WeakMap();

document.addEventListener("htmx:load", ({ target }) => {
  if (!target.matches("[data-row]")) return;
  opened.set(target, valuesOf(target));
  target.querySelector(FIRST)?.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const row = event.target.closest("[data-row]");
  const cancel = row?.querySelector("[data-row-cancel]");
  // A list of suggestions closes by the same key.
  if (!cancel || event.target.matches("input[list]")) return;
  event.preventDefault();
  if (valuesOf(row) !== opened.get(row)) cancel.focus();
  else cancel.click();
});

// The text was locked or removed meanwhile, or nobody is signed in any more.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.target?.matches?.("[data-row]")) return;
  if (isRow(detail.xhr)) {
    Object.assign(detail, { shouldSwap: true, isError: false });
  } else if (detail.xhr.status < 400) {
    detail.shouldSwap = false;
    location.assign(detail.xhr.responseURL);
  } else {
    const main = document.getElementById("inhalt");
    Object.assign(detail, { target: main, selectOverride: "#inhalt", swapOverride: "outerHTML", shouldSwap: true, isError: false });
  }
});

// What else the page shows of the measure asks for itself anew.
document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig, xhr } }) => {
  const isSaved = requestConfig.verb === "post" && isRow(xhr) && !xhr.responseText.includes("data-row-cancel");
  if (isSaved) document.body.dispatchEvent(new Event("row-saved"));
});
