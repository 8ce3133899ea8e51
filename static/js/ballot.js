// Comfort for ballots: count what is left while somebody chooses. Everything works without it.
"use strict";

const ballot = document.querySelector("form[data-ballot-limit]");
const remaining = document.querySelector("[data-ballot-remaining]");
if (ballot && remaining) {
  const limit = Number(ballot.dataset.ballotLimit);
  const show = () => {
    const points = [...ballot.querySelectorAll("[data-ballot-number]")].reduce((sum, field) => sum + (Number(field.value) || 0), 0);
    const left = limit - points - ballot.querySelectorAll("[data-ballot-pick]:checked").length;
    remaining.textContent = left < 0 ? `${remaining.dataset.over} ${-left}` : `${remaining.dataset.left} ${left}`;
    remaining.classList.toggle("ballot-remaining--over", left < 0);
  };
  ballot.querySelector(".form-actions").prepend(remaining);
  remaining.hidden = false;
  ballot.addEventListener("input", show);
  show();
}
