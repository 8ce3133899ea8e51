// One row more in a table of inputs, in its place. Without this the button draws the whole form anew.
"use strict";

const emptied = (input) => {
  if (input.matches("select")) input.value = [...input.options].find((option) => option.defaultSelected)?.value ?? input.options[0].value;
  else input.value = "";
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-more-rows]");
  if (!button) return;
  event.preventDefault();
  const last = [...button.form.elements].filter((input) => input.name === button.dataset.moreRows).at(-1).closest("tr");
  const number = last.parentElement.rows.length + 1;
  const row = last.cloneNode(true);
  for (const input of row.querySelectorAll("input, select")) {
    input.id = input.id.replace(/_\d+_(?=[^\d]*$)/, `_${number}_`);
    input.ariaLabel = input.ariaLabel.replace(/\d+$/, number);
    input.removeAttribute("value");
    emptied(input);
  }
  last.after(row);
  // A draft that comes back asks for its rows itself.
  if (event.isTrusted) row.querySelector("input, select").focus();
});
