// One row more in a table of inputs, or one more of several inputs, in its place. Without this the button draws the whole form anew.
"use strict";

const emptied = (input) => {
  if (input.matches("select")) input.value = [...input.options].find((option) => option.defaultSelected)?.value ?? input.options[0].value;
  else input.value = "";
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-more-rows]");
  if (!button) return;
  event.preventDefault();
  const input = [...button.form.elements].filter(({ name }) => name === button.dataset.moreRows).at(-1);
  // A row of a table, or one of several inputs below each other.
  const last = input.closest("tr") ?? input;
  const number = last.parentElement.childElementCount + 1;
  const row = last.cloneNode(true);
  const inputs = row.matches("input") ? [row] : [...row.querySelectorAll("input, select")];
  for (const each of inputs) {
    each.id = each.id.replace(/_\d+(?=(_[^\d]*)?$)/, `_${number}`);
    each.ariaLabel = button.dataset.label ? `${button.dataset.label} ${number}` : each.ariaLabel.replace(/\d+$/, number);
    each.removeAttribute("value");
    emptied(each);
  }
  last.after(row);
  // A draft that comes back asks for its rows itself.
  if (event.isTrusted) inputs[0].focus();
});
