// Says when somebody begins or stops editing the same text; the minutes that pass are not read out.
for (const box of document.querySelectorAll("[data-presence]")) {
  const people = () => box.querySelector("[data-people]")?.dataset.people ?? "";
  const status = box.querySelector("[data-presence-status]");
  let known = people();
  box.addEventListener("htmx:beforeRequest", (event) => {
    if (!navigator.onLine) event.preventDefault();
  });
  // After the session has expired the answer is the page to sign in.
  box.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.responseText.includes("data-people")) return;
    event.detail.shouldSwap = false;
    box.querySelector("[data-presence-expired]").hidden = false;
  });
  box.addEventListener("htmx:afterSwap", () => {
    if (people() === known) return;
    known = people();
    status.textContent = known ? box.querySelector("[data-people]").textContent.trim() : status.dataset.alone;
  });
}
