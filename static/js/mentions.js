// Suggests people while somebody types "@" in a comment. The server finds their names in the text; without this script they
// are chosen from the list below it.
const AT_MOST = 8;
// "@" at the beginning of a word, and what was typed behind it up to the caret.
const TYPED = /(?:^|[\s(])@([^@\n]{0,40})$/u;
const plain = (text) => text.toLocaleLowerCase("de").normalize("NFD").replace(/\p{M}/gu, "");

for (const field of document.querySelectorAll("textarea[data-mentions]")) {
  const people = [...field.form.elements[field.dataset.mentions].options].map((option) => option.text.trim());
  const list = document.createElement("ul");
  list.id = `${field.id}_people`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.mentionsLabel);
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  field.after(list, status);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-haspopup", "listbox");
  field.setAttribute("aria-controls", list.id);

  let chosen = -1;
  const typed = () => TYPED.exec(field.value.slice(0, field.selectionStart));
  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    chosen = -1;
    field.removeAttribute("aria-activedescendant");
    status.textContent = "";
  };
  const mark = (place) => {
    chosen = (place + list.children.length) % list.children.length;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === chosen)));
    field.setAttribute("aria-activedescendant", list.children[chosen].id);
    const { offsetTop, offsetHeight } = list.children[chosen];
    list.scrollTop = Math.min(offsetTop, Math.max(list.scrollTop, offsetTop + offsetHeight - list.clientHeight));
  };
  const take = (name) => {
    const begin = field.selectionStart - typed()[1].length;
    field.setRangeText(`${name} `, begin, field.selectionStart, "end");
    close();
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const suggest = () => {
    const found = typed();
    const words = found && plain(found[1]);
    const fitting = found ? people.filter((name) => ` ${plain(name)}`.includes(` ${words}`)).slice(0, AT_MOST) : [];
    if (!fitting.length) return close();
    list.replaceChildren(...fitting.map((name, index) => {
      const item = document.createElement("li");
      item.id = `${list.id}_${index}`;
      item.setAttribute("role", "option");
      item.textContent = name;
      // The field keeps the focus.
      item.addEventListener("pointerdown", (event) => event.preventDefault());
      item.addEventListener("click", () => take(name));
      return item;
    }));
    list.hidden = false;
    mark(0);
    list.scrollIntoView({ block: "nearest", behavior: "instant" });
    status.textContent = field.dataset.mentionsFound.replace("%s", fitting.length);
  };
  field.addEventListener("input", suggest);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const steps = { ArrowDown: () => mark(chosen + 1), ArrowUp: () => mark(chosen - 1), Escape: close };
    const picks = ["Enter", "Tab"].includes(event.key) && !event.shiftKey;
    const act = picks ? () => take(list.children[chosen].textContent) : steps[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
