// Unsaved text survives a closed tab, an expired session and a lost connection. It is kept in this browser,
// encrypted with a key that only the pages of the same person carry, until it is saved, dropped or signed out.
const { draftOwner: owner, draftKey } = document.body.dataset;
const prefix = `draft:${owner}:`;
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;
const UNTYPED = ["hidden", "password", "file", "submit", "button", "reset", "image"];
const template = document.getElementById("draft-template");
const signOut = document.querySelector("form[data-sign-out]");
const dialog = document.getElementById("sign-out-dialog");
// Browsers encrypt only where nobody can listen: on https, and on this machine.
const cipher = owner && crypto.subtle ? await importedKey() : null;
let signedOut = false;

function importedKey() {
  const bytes = Uint8Array.from(draftKey.match(/../g), (digits) => parseInt(digits, 16));
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

const toText = (bytes) => btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""));
const toBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const newName = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

// The store: "draft:<owner>:<address of the form>#<form>~<name>" -> { at, iv, data }

function storedKeys(start) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  } catch {
    return []; // The browser forbids the store.
  }
}

function forget(keys) {
  for (const key of keys) localStorage.removeItem(key);
}

async function store(key, content) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(content));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, cipher, plain);
  if (!signedOut) localStorage.setItem(key, JSON.stringify({ at: Date.now(), iv: toText(iv), data: toText(data) }));
}

async function load(key) {
  try {
    const { at, iv, data } = JSON.parse(localStorage.getItem(key));
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: toBytes(iv) }, cipher, toBytes(data));
    return { key, at, ...JSON.parse(new TextDecoder().decode(plain)) };
  } catch {
    forget([key]); // Another key, or not ours: nobody can read it any more.
    return null;
  }
}

// Saved forms left a receipt; what is old is thrown away, whoever wrote it.
function tidyUp() {
  for (const name of document.cookie.match(/(?<=\bsaved-)[0-9a-f]{32}/g) ?? []) {
    forget(storedKeys("draft:").filter((key) => key.endsWith(`~${name}`)));
    document.cookie = `saved-${name}=; max-age=0; path=/; samesite=lax`;
  }
  forget(storedKeys("draft:").filter((key) => !(JSON.parse(localStorage.getItem(key))?.at > Date.now() - KEPT_FOR)));
}

// What somebody typed into a form; never hidden values, passwords, files.

const isTicked = (input) => ["checkbox", "radio"].includes(input.type);
const typedInputs = (form) => [...form.elements].filter((input) => input.name && !UNTYPED.includes(input.type) && !input.readOnly && !input.name.startsWith("take-"));
const revisions = (form) => [...form.elements].filter((input) => input.type === "hidden" && /(^|-)revision$/.test(input.name));

function typed(form) {
  return typedInputs(form).filter((input) => !isTicked(input) || input.checked).flatMap((input) => (
    input.type === "select-multiple" ? [...input.selectedOptions].map((option) => [input.name, option.value]) : [[input.name, input.value]]
  ));
}

function restore(form, draft) {
  const rest = [...draft.values];
  for (const button of form.querySelectorAll("button[data-more-rows]")) {
    const isOfTable = ([name]) => name === button.dataset.moreRows;
    const missing = rest.filter(isOfTable).length - typedInputs(form).filter(({ name }) => isOfTable([name])).length;
    for (let row = 0; row < missing; row += 1) button.click();
  }
  for (const input of typedInputs(form)) {
    const own = rest.filter(([name]) => name === input.name).map(([, value]) => value);
    if (isTicked(input)) {
      input.checked = own.includes(input.value);
    } else if (input.type === "select-multiple") {
      for (const option of input.options) option.selected = own.includes(option.value);
    } else if (own.length) {
      [input.value] = own;
      rest.splice(rest.findIndex(([name]) => name === input.name), 1); // Inputs of one name have an order.
    }
    // What comes back is seen, also in fields that the page keeps closed.
    if (own.some(Boolean) && input.value !== input.defaultValue) input.closest("details")?.setAttribute("open", "");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
  // The page may have fewer inputs of one name than there were when the text was written.
  for (const [name, value] of rest) {
    const last = typedInputs(form).filter((input) => input.name === name && input.type === "text").at(-1);
    if (!last || !value) continue;
    const more = last.cloneNode();
    more.removeAttribute("id");
    more.value = value;
    last.after(more);
  }
  // Saving on top of the revision it was written for shows what others changed meanwhile.
  for (const input of revisions(form)) input.value = draft.revisions[input.name] ?? input.value;
}

// Each open form keeps its text under a name of its own, so that two tabs do not overwrite each other.

class KeptForm {
  constructor(form) {
    this.form = form;
    this.start = `${prefix}${new URL(form.getAttribute("action") || "", location.href).pathname}#${form.id}~`;
    this.name = newName();
    const refused = form.querySelector("[aria-invalid=true], .kern-alert--danger") || document.querySelector("[data-conflict]");
    this.opened = refused ? null : JSON.stringify(typed(form));
    this.writing = Promise.resolve(true);
    form.addEventListener("input", () => this.keep());
    form.addEventListener("formdata", (event) => event.formData.set("draft", this.name));
    window.addEventListener("pageshow", (event) => { if (event.persisted) this.name = newName(); });
  }

  keep() {
    const [key, values] = [this.start + this.name, typed(this.form)];
    if (JSON.stringify(values) === this.opened) {
      this.writing = this.writing.then(() => forget([key]));
      return;
    }
    const content = { values, revisions: Object.fromEntries(revisions(this.form).map((input) => [input.name, input.value])), title: document.title.split(" – ")[0], page: location.pathname };
    this.writing = this.writing.then(() => store(key, content)).then(() => true, () => false);
  }

  // Whoever cancels has decided against the text.
  discard() {
    const key = this.start + this.name;
    this.writing = this.writing.then(() => forget([key]));
  }

  async offerKept() {
    const drafts = (await Promise.all(storedKeys(this.start).map(load))).filter(Boolean).sort((a, b) => a.at - b.at);
    if (this.opened === null) {
      // The text came back with the page; it goes on under its name.
      if (drafts.length) this.name = drafts.at(-1).key.slice(this.start.length);
      return;
    }
    for (const draft of drafts) {
      if (JSON.stringify(draft.values) === this.opened) forget([draft.key]);
      else this.offer(draft);
    }
  }

  offer(draft) {
    const notice = shownNotice(this.form, template.dataset.offer.replace("%s", whenWritten(draft.at)));
    const changed = revisions(this.form).some((input) => draft.revisions[input.name] && input.value !== draft.revisions[input.name]);
    notice.querySelector("[data-changed]").hidden = !changed;
    notice.querySelector("[data-restore]").addEventListener("click", () => {
      this.name = draft.key.slice(this.start.length);
      restore(this.form, draft);
      notice.remove();
      typedInputs(this.form)[0]?.focus();
    });
    notice.querySelector("[data-drop]").addEventListener("click", () => {
      forget([draft.key]);
      notice.remove();
      typedInputs(this.form)[0]?.focus();
    });
  }
}

function whenWritten(at) {
  const [written, time] = [new Date(at), { hour: "2-digit", minute: "2-digit" }];
  const isToday = written.toDateString() === new Date().toDateString();
  return written.toLocaleString("de-DE", isToday ? time : { day: "numeric", month: "long", ...time });
}

function shownNotice(form, text) {
  const notice = template.content.cloneNode(true).firstElementChild;
  form.prepend(notice);
  notice.querySelector("[data-text]").textContent = text;
  return notice;
}

function showOffline(form, isKept) {
  form.querySelector("[data-offline]")?.remove();
  const notice = shownNotice(form, isKept ? template.dataset.offline : template.dataset.offlineUnkept);
  notice.dataset.offline = "";
  notice.querySelector(".kern-alert__body").remove();
  notice.scrollIntoView({ block: "nearest" });
  window.addEventListener("online", () => { notice.querySelector("[data-text]").textContent = template.dataset.online; }, { once: true });
}

// Where the texts are that signing out would delete.
async function listPages() {
  const drafts = (await Promise.all(storedKeys(prefix).map(load))).filter(Boolean);
  const titles = new Map(drafts.map((draft) => [draft.page, draft.title]));
  dialog.querySelector("[data-pages]").replaceChildren(...[...titles].map(([page, title]) => {
    const [item, link] = [document.createElement("li"), document.createElement("a")];
    [link.href, link.textContent, link.className] = [page, title, "kern-link"];
    item.append(link);
    return item;
  }));
}

if (owner) {
  const kept = new Map();
  if (cipher) {
    const keepForms = async (part) => {
      tidyUp();
      for (const form of part.querySelectorAll("form[data-draft]")) {
        kept.set(form, new KeptForm(form));
        await kept.get(form).offerKept();
      }
    };
    await keepForms(document);
    // Forms that htmx brings come later.
    document.addEventListener("htmx:load", ({ target }) => {
      if (target !== document.body) keepForms(target);
    });
  }

  // Before all others: a form that is not sent must not count as sent.
  document.addEventListener("click", ({ target }) => {
    kept.get(target.closest("[data-row-cancel]")?.closest("[data-row]").querySelector("form[data-draft]"))?.discard();
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    kept.get(form)?.keep();
    if (!form.matches("[data-draft]") || navigator.onLine) return;
    event.preventDefault();
    showOffline(form, await (kept.get(form)?.writing ?? false));
  }, { capture: true });

  signOut?.addEventListener("submit", (event) => {
    if (!storedKeys(prefix).length) return;
    event.preventDefault();
    dialog.showModal();
    listPages();
  });
  dialog?.querySelector("[data-confirm]").addEventListener("click", () => {
    signedOut = true;
    forget(storedKeys(prefix));
    document.body.dataset.leaving = ""; // Asked once is enough.
    signOut.submit();
  });
}
