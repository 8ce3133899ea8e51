// A table that is wider than its box says so; how it is moved, everybody's device knows.
"use strict";

const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const box = target.closest(".table-box");
    box.classList.toggle("table-box--wider", box.scrollWidth > box.clientWidth + 1);
  }
});
for (const box of document.querySelectorAll(".table-box")) {
  widths.observe(box);
  for (const child of box.children) widths.observe(child);
}
