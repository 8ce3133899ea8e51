// Comfort for ballots: + and − beside each number, and what is left while somebody chooses. Everything works without it.
"use strict";

const ballot = document.querySelector("form[data-ballot-limit], form[data-ballot-places]");
const remaining = document.querySelector("[data-ballot-remaining]");
const numbers = ballot ? [...ballot.querySelectorAll("[data-ballot-number]")] : [];
const valueOf = (field) => Number(field.value.trim()) || 0;

if (ballot && remaining) {
  const limit = Number(ballot.dataset.ballotLimit);
  const places = Number(ballot.dataset.ballotPlaces);
  const words = (left) => {
    const { none, one, many, over } = remaining.dataset;
    if (left < 0) return over.replace("%s", -left);
    if (left === 0) return none;
    return left === 1 ? one : many.replace("%s", left);
  };
  const show = () => {
    if (places) {
      const ranked = numbers.filter(valueOf).length;
      remaining.textContent = ranked === places ? remaining.dataset.none : remaining.dataset.many.replace("%s", ranked);
      return;
    }
    const points = numbers.reduce((sum, field) => sum + valueOf(field), 0);
    const left = limit - points - ballot.querySelectorAll("[data-ballot-pick]:checked").length;
    remaining.textContent = words(left);
    remaining.classList.toggle("ballot-remaining--over", left < 0);
  };
  ballot.querySelector(".form-fields").prepend(remaining);
  remaining.hidden = false;
  ballot.addEventListener("input", show);

  // In a ranking the first step takes the next free place, further ones change places; whoever leaves closes the gap.
  const free = () => Math.min(places, Math.max(0, ...numbers.map(valueOf)) + 1);
  const put = (field, number) => {
    field.value = number || "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const rank = (field, by) => {
    const now = valueOf(field);
    if (!now) return by > 0 ? put(field, free()) : undefined;
    const next = Math.min(places, now + by);
    for (const other of numbers) {
      if (other === field) continue;
      if (next && valueOf(other) === next) put(other, now);
      if (!next && valueOf(other) > now) put(other, valueOf(other) - 1);
    }
    put(field, next);
  };
  const step = (field, by) => (places ? rank(field, by) : put(field, Math.max(0, valueOf(field) + by)));
  const button = (field, by, sign, label) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "stepper__button";
    made.textContent = sign;
    made.setAttribute("aria-label", `${label}: ${field.labels[0].textContent.trim()}`);
    made.addEventListener("click", () => step(field, by));
    return made;
  };
  for (const field of numbers) {
    const box = document.createElement("div");
    const buttons = [button(field, -1, "−", field.dataset.fewer), button(field, 1, "+", field.dataset.more)];
    box.className = "stepper";
    field.replaceWith(box);
    box.append(buttons[0], field, buttons[1]);
  }
  show();
}
