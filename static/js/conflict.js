// The page of a conflict: a choice puts its text into the form at once. Without this script the server does it.
const page = document.querySelector("[data-conflict]");
const form = page && document.getElementById(page.dataset.form);
const inputsOf = (name) => [...form.elements].filter((input) => input.name === name);
const isTicked = (input) => ["checkbox", "radio"].includes(input.type);
let copying = false;

// What stands in the form, in the shape of data-sent.
function standing(names) {
  const values = (name) => inputsOf(name).filter((input) => !isTicked(input) || input.checked).map((input) => input.value);
  return Object.fromEntries(names.map((name) => [name, values(name)]));
}

// Several answers stand in inputs of one name; there may be more answers than the page has inputs.
function oneMore(input) {
  const more = input.cloneNode();
  more.removeAttribute("id");
  input.after(more);
  return more;
}

function copy(sent) {
  copying = true;
  for (const [name, values] of Object.entries(sent)) {
    const lines = inputsOf(name).filter((input) => !isTicked(input));
    while (lines.length && lines.length < values.length) lines.push(oneMore(lines.at(-1)));
    for (const input of inputsOf(name)) {
      if (isTicked(input)) input.checked = values.includes(input.value);
      else input.value = values[lines.indexOf(input)] ?? "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  copying = false;
}

if (form) {
  const groups = [...page.querySelectorAll("[data-field]")].map((group) => {
    const options = [...group.querySelectorAll("input[type=radio]")];
    const own = options.find((option) => option.value === "field");
    return { options, own, names: Object.keys(JSON.parse(own.dataset.sent)) };
  });

  for (const { options, own, names } of groups) {
    let chosen = own;
    for (const option of options) {
      option.addEventListener("change", () => {
        // What was written in the form comes back when its own choice is taken again.
        if (chosen === own) own.dataset.sent = JSON.stringify(standing(names));
        chosen = option;
        copy(JSON.parse(option.dataset.sent));
      });
    }
    form.addEventListener("input", (event) => {
      if (copying || !names.includes(event.target.name)) return;
      own.checked = true;
      chosen = own;
    });
  }

  // The form holds every choice already; without them the server takes it as it is.
  form.addEventListener("formdata", (event) => {
    for (const name of [...event.formData.keys()]) if (name.startsWith("take-")) event.formData.delete(name);
  });
}
