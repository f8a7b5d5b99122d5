/** What one takes along of a page: its page in a dialog over this one, choices that show at once, buttons that copy. */

/** How long a button says that it has copied, in milliseconds. */
const SAID = 2000;
/** What is typed is shown after a pause of so many milliseconds. */
const PAUSE = 400;

let waiting = 0;
let asked = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-opens=share-dialog]");
  if (link && !(event.ctrlKey || event.metaKey || event.shiftKey || event.button)) {
    event.preventDefault();
    open(link);
  }
  const button = event.target.closest("[data-copies]");
  if (button) copy(button);
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-share-form]")) return;
  event.preventDefault();
  renew(event.target);
});
document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-share-form]");
  if (!form) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => renew(form), event.target.type === "number" ? PAUSE : 0);
});
prepare(document);

/** Show what a link leads to in a dialog: of the page as it is now, whatever was chosen on it since it came. */
async function open(link) {
  const dialog = document.querySelector("#share-dialog") ?? frame(link);
  dialog.querySelector("#share")?.remove();
  dialog.showModal();
  const opened = new AbortController();
  dialog.addEventListener("close", () => opened.abort(), { once: true });
  const found = await load(`/share${location.pathname}${location.search}`, opened.signal);
  if (opened.signal.aborted) return;
  if (!found) {
    dialog.close();
    location.assign(link.href);
    return;
  }
  dialog.append(found);
  prepare(found);
}

/** Make the dialog: a head with its name and the way out. */
function frame(link) {
  const dialog = document.createElement("dialog");
  Object.assign(dialog, { id: "share-dialog", className: "share-dialog" });
  const head = Object.assign(document.createElement("div"), { className: "dialog-head" });
  const title = Object.assign(document.createElement("h2"), { id: "share-dialog-title", textContent: link.textContent });
  const close = Object.assign(document.createElement("button"), { type: "button", textContent: link.dataset.close });
  dialog.setAttribute("aria-labelledby", title.id);
  head.append(title, close);
  dialog.append(head);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  return dialog;
}

/** Return the part of a page that is taken along; null where it cannot be had. */
async function load(address, signal) {
  try {
    const response = await fetch(address, { signal });
    if (!response.ok) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return document.importNode(page.querySelector("#share"), true);
  } catch {
    return null;
  }
}

/** Show what the choices of the form make of it; the form itself and what has the focus stay. */
async function renew(form) {
  if (!form.reportValidity()) return;
  asked?.abort();
  asked = new AbortController();
  const { signal } = asked;
  const query = new URLSearchParams(new FormData(form));
  // A height that nobody has typed follows the other choices.
  const height = form.elements.height;
  if (height.value === height.defaultValue) query.delete("height");
  const preview = form.parentElement.querySelector("#share-preview");
  preview.setAttribute("aria-busy", "true");
  const found = await load(`${form.action}?${query}`, signal);
  if (signal.aborted) return;
  preview.removeAttribute("aria-busy");
  form.closest("#share").querySelector("[data-share-failed]").hidden = found !== null;
  if (!found) return;
  if (!query.has("height")) height.value = height.defaultValue = found.querySelector(`#${height.id}`).value;
  for (const part of form.closest("#share").querySelectorAll("[data-shared]")) {
    const fresh = found.querySelector(`#${part.id}`);
    if (!fresh || fresh.innerHTML === part.innerHTML) continue;
    part.replaceChildren(...fresh.childNodes);
    part.lang = fresh.lang;
    prepare(part);
  }
}

/** Take into use what needs a script, and take away what only stands for it. */
function prepare(part) {
  for (const button of part.querySelectorAll("[data-copies]")) button.hidden = false;
  for (const submit of part.querySelectorAll(".share-submit")) submit.hidden = true;
}

async function copy(button) {
  const source = button.parentElement.querySelector("[data-copied-text]");
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
  } catch {
    // Where the clipboard is closed to us, the text is selected for the hand.
    if (source.select) source.select();
    else getSelection().selectAllChildren(source);
    return;
  }
  const said = button.closest("#share").querySelector("[data-share-said]");
  const words = button.textContent;
  said.textContent = said.dataset.words;
  button.textContent = said.dataset.words;
  button.dataset.done = "";
  setTimeout(() => {
    button.textContent = words;
    said.textContent = "";
    delete button.dataset.done;
  }, SAID);
}
