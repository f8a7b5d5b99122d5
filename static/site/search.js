/**
 * The search: a form that works by itself becomes a combobox with a list of suggestions.
 *
 * While a reader writes, the server is asked for what has a name like that. The first suggestion is chosen at once, so
 * that Enter opens it; before an answer is there, Enter sends the form. All words come from the server.
 */

/** How long a reader must rest before the server is asked, in milliseconds. */
const REST = 150;
/** Answers that are kept, so that a letter taken back asks for nothing. */
const KEPT = 50;

for (const form of document.querySelectorAll("form[data-suggestions]")) makeCombobox(form);

function makeCombobox(form) {
  const field = form.elements.q;
  const list = form.querySelector("[role=listbox]");
  const status = form.querySelector("[role=status]");
  const unitsHere = new Set((form.dataset.units ?? "").split(" ").filter(Boolean));
  const answers = new Map();
  let waiting = 0;
  let asked = null;
  let options = [];
  let active = -1;
  let walked = false;

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
    if (place >= 0) open(place);
  });
  form.addEventListener("submit", (event) => {
    if (!field.value.trim()) event.preventDefault();
  });

  /** Forget what was asked for; ask for what is written once the reader rests. What is shown cannot be opened until then. */
  function wait(rest) {
    asked?.abort();
    clearTimeout(waiting);
    choose(-1);
    if (field.value.trim()) waiting = setTimeout(ask, rest);
    else close();
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
    for (const [name, value] of new FormData(form)) address.searchParams.set(name, name === "q" ? query : value);
    const response = await fetch(address, { signal });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  }

  function show(answer) {
    const results = answer.results.map((result) => ({ ...result, element: line(result.text, result.text_lang, result.notes) }));
    const more = { address: answer.more.address, element: line(answer.more.text, "", []) };
    more.element.classList.add("search-more");
    options = [...results, more];
    options.forEach(({ element }, place) => {
      element.id = `${list.id}-${place}`;
    });
    list.replaceChildren(...options.map(({ element }) => element));
    list.hidden = false;
    walked = false;
    field.setAttribute("aria-expanded", "true");
    status.textContent = answer.told;
    // Where nothing was found, the page of the search has advice.
    choose(0);
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
    options = [];
    list.hidden = true;
    list.replaceChildren();
    field.setAttribute("aria-expanded", "false");
    status.textContent = "";
  }

  /** Open what was chosen: a unit that the map on this page shows is chosen there, all else has a page of its own. */
  function open(place) {
    const { kind, id, address } = options[place];
    const target = new URL(address, location.href);
    if (kind === "unit" && unitsHere.has(id)) {
      target.href = location.href;
      target.searchParams.set("unit", id);
      target.hash = "";
    }
    close();
    location.assign(target);
  }

  function press(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const isOpen = !list.hidden;
    const walk = { ArrowDown: active + 1, ArrowUp: active - 1 }[event.key];
    // Home and End belong to what is written, until the reader has gone into the list.
    const end = isOpen && walked && !event.shiftKey ? { Home: 0, End: options.length - 1 }[event.key] : undefined;
    if (walk !== undefined && !isOpen) {
      if (!field.value.trim()) return;
      wait(0);
    } else if (walk !== undefined || end !== undefined) {
      walked = true;
      choose(end ?? (walk + options.length) % options.length);
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
