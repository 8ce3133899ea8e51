// Comfort around allauth's passkey scripts: their buttons appear only where they can work, and a refusal of the
// browser becomes a sentence on the page instead of a line in its console.
document.addEventListener("DOMContentLoaded", () => {
  if (!window.PublicKeyCredential) return;
  for (const button of document.querySelectorAll("[data-needs-script]")) button.hidden = false;
});

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const sentence = document.querySelector("[data-passkey-trouble]");
  if (sentence) sentence.hidden = false;
});
