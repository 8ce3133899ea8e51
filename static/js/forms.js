// Comfort for forms; everything works without it.
"use strict";

// Warn before leaving a form whose text was changed and not saved.
for (const form of document.querySelectorAll("form[data-unsaved-warning]")) {
  const state = () => JSON.stringify([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
  // A form that comes back with errors holds text that is not saved yet.
  let saved = form.querySelector("[aria-invalid=true]") || document.querySelector("[data-conflict]") ? "" : state();
  // At the document: by then every script has said whether the form is really sent.
  document.addEventListener("submit", (event) => {
    if (event.target === form && !event.defaultPrevented) saved = null;
  });
  window.addEventListener("beforeunload", (event) => {
    if (saved !== null && state() !== saved && !("leaving" in document.body.dataset)) event.preventDefault();
  });
}

// A second click on a button that is already sending must not do the same thing twice.
const sending = new WeakSet();
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  if (sending.has(event.target)) event.preventDefault();
  sending.add(event.target);
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) sending.delete(form);
});

// Lead to the summary of errors, as screen readers expect after a failed submit.
document.querySelector(".kern-alert[role=alert][tabindex]")?.focus();

// A preview below each Markdown field.
const template = document.getElementById("preview-template");
if (template) {
  for (const area of document.querySelectorAll("textarea[data-markdown]")) {
    const part = template.content.cloneNode(true);
    const [button, output] = [part.querySelector("button"), part.querySelector("[data-output]")];
    output.id = `${area.id}_preview`;
    button.setAttribute("aria-controls", output.id);
    button.addEventListener("click", async () => {
      const open = output.hidden;
      button.setAttribute("aria-expanded", String(open));
      output.hidden = !open;
      if (open) await htmx.ajax("POST", template.dataset.url, { target: output, values: { text: area.value, csrfmiddlewaretoken: template.dataset.token } });
    });
    area.after(part);
  }
}
