// Rows that become a form: the focus goes along, Esc leads back, and what is no row is shown as the page it is.
"use strict";

const FIRST = "[role=alert][tabindex], input:not([type=hidden], [disabled]), [data-row-edit]";

const isRow = (xhr) => xhr.responseText.trimStart().startsWith("<tr");

document.addEventListener("htmx:load", ({ target }) => {
  if (target.matches("[data-row]")) target.querySelector(FIRST)?.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const cancel = event.target.closest("[data-row]")?.querySelector("[data-row-cancel]");
  if (!cancel) return;
  event.preventDefault();
  cancel.click();
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
