/**
 * The search: a form that works by itself becomes a combobox with a list of suggestions.
 *
 * While a reader writes, the server is asked for what has a name like that. The first suggestion is chosen at once, so
 * that Enter opens it; before an answer is there, Enter sends the form. All words come from the server.
 */

import { withParameter } from "../map/address.js";

/** How long a reader must rest before the server is asked, in milliseconds. */
const REST = 150;
/** Answers that are kept, so that a letter taken back asks for nothing. */
const KEPT = 50;

for (const form of document.querySelectorAll("form[data-suggestions]")) makeCombobox(form);

function makeCombobox(form) {
  const field = form.querySelector("input[type=text]");
  const list = form.querySelector("[role=listbox]");
  const status = form.querySelector("[role=status]");
  const unitsHere = new Set((form.dataset.units ?? "").split(" ").filter(Boolean));
  const answers = new Map();
  let waiting = 0;
  let asked = null;
  let options = [];
  let active = -1;
  let walked = false;
  /** Whether what is shown is not yet the answer for what is written: then nothing of it is opened. */
  let isPending = false;
  /** Which suggestion is chosen when the answer comes: the first, or the last for a reader who went up to it. */
  let wanted = 0;

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  field.addEventListener("input", () => wait(REST));
  field.addEventListener("keydown", press);
  field.addEventListener("focusout", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const place = options.findIndex((option) => option.element.contains(event.target));
    if (place >= 0 && !isPending) open(place);
  });
  form.addEventListener("submit", (event) => {
    if (!field.value.trim()) event.preventDefault();
  });

  /** Forget what was asked for; ask for what is written once the reader rests. What is shown cannot be opened until then. */
  function wait(rest) {
    asked?.abort();
    clearTimeout(waiting);
    choose(-1);
    if (!field.value.trim()) {
      close();
      return;
    }
    pend(true);
    waiting = setTimeout(ask, rest);
  }

  function pend(is) {
    isPending = is;
    wanted = 0;
    if (is) list.setAttribute("aria-busy", "true");
    else list.removeAttribute("aria-busy");
  }

  async function ask() {
    const query = field.value.trim();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const answer = answers.get(query) ?? (await fetched(query, signal));
      if (answers.size >= KEPT) answers.clear();
      answers.set(query, answer);
      if (!signal.aborted && document.activeElement === field) show(answer);
    } catch (problem) {
      // Without suggestions the form is still there.
      if (problem.name !== "AbortError") close();
    }
  }

  async function fetched(query, signal) {
    const address = new URL(form.dataset.suggestions, location.href);
    const given = Object.fromEntries(new FormData(form));
    for (const name of ["area", "lang"]) if (given[name]) address.searchParams.set(name, given[name]);
    if (form.dataset.kind) address.searchParams.set("kind", form.dataset.kind);
    address.searchParams.set("q", query);
    const response = await fetch(address, { signal });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  }

  function show(answer) {
    const results = answer.results.map((result) => ({ ...result, element: line(result.text, result.text_lang, result.notes) }));
    // Where a unit is added there is no page of all results: the form itself asks which one is meant.
    const more = form.dataset.adds ? [] : [{ address: answer.more.address, element: line(answer.more.text, "", []) }];
    more.forEach(({ element }) => element.classList.add("search-more"));
    options = [...results, ...more];
    options.forEach(({ element }, place) => {
      element.id = `${list.id}-${place}`;
    });
    list.replaceChildren(...options.map(({ element }) => element));
    list.hidden = !options.length;
    walked = false;
    field.setAttribute("aria-expanded", String(options.length > 0));
    status.textContent = answer.told;
    // Where nothing was found, the page of the search has advice.
    choose(wanted < 0 || !options.length ? options.length - 1 : 0);
    pend(false);
  }

  function line(text, lang, notes) {
    const element = document.createElement("li");
    element.setAttribute("role", "option");
    const name = document.createElement("span");
    name.className = "search-name";
    name.textContent = text;
    if (lang) name.lang = lang;
    element.append(name);
    if (notes.length) {
      const note = document.createElement("span");
      note.className = "search-note";
      note.textContent = notes.join(" · ");
      element.append(" ", note);
    }
    return element;
  }

  function choose(place) {
    active = place;
    options.forEach(({ element }, other) => element.setAttribute("aria-selected", String(other === place)));
    if (place < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", options[place].element.id);
      options[place].element.scrollIntoView({ block: "nearest" });
    }
  }

  function close() {
    asked?.abort();
    clearTimeout(waiting);
    choose(-1);
    pend(false);
    options = [];
    list.hidden = true;
    list.replaceChildren();
    field.setAttribute("aria-expanded", "false");
    status.textContent = "";
  }

  /**
   * Open what was chosen: a unit that the map on this page shows is chosen there, one that is found to be compared
   * joins the others, all else has a page of its own.
   */
  function open(place) {
    const { kind, id, address } = options[place];
    const isHere = kind === "unit" && unitsHere.has(id);
    close();
    if (form.dataset.adds) location.assign(added(form.dataset.adds, id));
    else location.assign(isHere ? withParameter(location.href.split("#")[0], "unit", id) : address);
  }

  function press(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const isOpen = !list.hidden;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    // Home and End belong to what is written, until the reader has gone into the list.
    const end = isOpen && walked && !isPending && !event.shiftKey ? { Home: 0, End: options.length - 1 }[event.key] : undefined;
    if (step !== undefined && (isPending || !isOpen)) {
      if (!field.value.trim()) return;
      if (!isPending) wait(0);
      wanted = step < 0 ? -1 : 0;
    } else if (step !== undefined || end !== undefined) {
      walked = true;
      choose(end ?? (active + step + options.length) % options.length);
    } else if (event.key === "Enter" && isOpen && active >= 0) {
      open(active);
    } else if (event.key === "Escape" && isOpen) {
      close();
    } else {
      return;
    }
    event.preventDefault();
  }
}

/** Return the address of a comparison with one more unit. */
function added(address, id) {
  const made = new URL(address, location.href);
  const units = new Set((made.searchParams.get("units") ?? "").split(",").filter(Boolean));
  made.searchParams.set("units", [...units.add(id)].join(","));
  return made.href.replaceAll("%2C", ",");
}
