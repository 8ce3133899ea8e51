// The code behind # in the link of the first person stands in its field; no server ever sees that part of an address.
"use strict";

const field = document.querySelector("[data-from-address]");

function takeCode() {
  if (!field || window.location.hash.length < 2) return;
  field.value = window.location.hash.slice(1);
  // It would go along to the next page, and into the memory of the browser.
  window.history.replaceState(null, "", window.location.pathname);
}

takeCode();
// A newer link, pasted while the page is open, loads nothing.
window.addEventListener("hashchange", takeCode);
