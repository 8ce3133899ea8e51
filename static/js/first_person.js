// The code behind # in the link of the first person stands in its field; no server ever sees that part of an address.
"use strict";

const field = document.querySelector("[data-from-address]");
if (field && window.location.hash.length > 1) {
  field.value = window.location.hash.slice(1);
  // It would go along to the next page, and into the memory of the browser.
  window.history.replaceState(null, "", window.location.pathname);
}
