/**
 * The table of a map is sorted and searched in place, as its address says: by what the server wrote into its rows, and in
 * the order in which the server would put them. The heads are links that sort without us, the search is a form.
 *
 * `data-at` is the place of a row in the usual order (highest value first, those without at the end), `data-order` the
 * places of its name and country in the alphabet, `data-find` what a search looks in. The units of the border area stay
 * in front of those around it.
 */
import { withParameter } from "../map/address.js";
import { isFrozen } from "../map/frozen.js";
import { keepIn, ownForms, ownLinks } from "../map/kept.js";
import { fill } from "../map/message.js";
import { folded } from "./folded.js";

const USUAL = "-value";
const table = document.querySelector("table[data-map-table]");
const search = document.querySelector(".table-search");
const box = search?.elements.find;
/** A page that came with a search lacks the other rows: there the server searches. */
const came = box?.defaultValue ?? "";

const rowsOf = () => [...table.tBodies[0].querySelectorAll("tr[data-core]")];
const chosen = (name) => new URL(location.href).searchParams.get(name) ?? "";
const shownOrder = () => chosen("sort") || USUAL;

if (table) {
  rowsOf().forEach((row, place) => { row.dataset.at ??= String(place); });
  table.tHead.addEventListener("click", (event) => {
    const head = event.target.closest("th[data-sort]");
    if (!head || !event.target.closest("a") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const wanted = nextOrder(head.dataset.column);
    history.pushState(history.state, "", withParameter(location.href, "sort", wanted === USUAL ? "" : wanted));
    show();
  });
  // The map fills the table anew for another year, in the usual order; then the server says what it has of that year.
  document.addEventListener("mapserver:year", () => sort(shownOrder()));
  document.addEventListener("mapserver:followed", show);
  addEventListener("popstate", restore);
  // The server has put the rows in order already; a frozen page is one file for every order.
  if (isFrozen) restore();
}
if (box && !came) {
  search.addEventListener("submit", (event) => event.preventDefault());
  search.classList.add("live");
  box.addEventListener("input", () => {
    history.replaceState(history.state, "", withParameter(location.href, "find", box.value.trim()));
    show();
  });
}

/** Return the order that a head leads to: words begin with the first, numbers with the highest; the same again turns round. */
function nextOrder(column) {
  const [first, turned] = column === "value" ? [`-${column}`, column] : [column, `-${column}`];
  return shownOrder() === first ? turned : first;
}

/** Say whether a link leads to a view whose table has districts: that of lines has orders of its own. */
function sortsDistricts(link) {
  return new URL(link.href).searchParams.get("view") !== "borders";
}

/** Show what the address says: order, heads, found rows, and all that leads to another state of this page. */
function show() {
  const links = ownLinks();
  keepIn(links.filter(sortsDistricts), ownForms(), "sort", chosen("sort"));
  if (box && !came) keepIn(links, ownForms(), "find", chosen("find"));
  const shown = shownOrder();
  for (const head of table.querySelectorAll("th[data-sort]")) {
    const { column } = head.dataset;
    const wanted = nextOrder(column);
    keepIn(head.querySelectorAll("a"), [], "sort", wanted === USUAL ? "" : wanted);
    if (shown.replace("-", "") !== column) head.removeAttribute("aria-sort");
    else head.setAttribute("aria-sort", shown.startsWith("-") ? "descending" : "ascending");
  }
  sort(shown);
  if (box && !came) find(chosen("find"));
}

/** Show what the address says after a step back; where the page lacks rows of it, the server is asked. */
function restore() {
  if (!box) show();
  else if (came && chosen("find") !== came) location.reload();
  else {
    box.value = chosen("find");
    show();
  }
}

function sort(shown) {
  const rows = rowsOf().sort(order(shown.replace("-", ""), shown.startsWith("-") ? -1 : 1));
  // Rows that are moved are laid out anew, all of them: those in order already stay where they are.
  const isSorted = rows.every((row, place) => place === 0 || rows[place - 1].nextElementSibling === row);
  if (!isSorted) table.tBodies[0].append(...rows);
}

/** Return what compares rows by a column, as `ordered` of the server does. */
function order(column, sign) {
  const usual = (a, b) => b.dataset.core - a.dataset.core || a.dataset.at - b.dataset.at;
  if (column === "value" && sign < 0) return usual;
  const isEmpty = (row) => row.querySelector('[data-shows="value"]').textContent === "";
  const code = (row) => row.querySelector('[data-shows="code"]').textContent;
  const alphabet = (row) => (row.dataset.order ?? "").split(",")[column === "name" ? 0 : 1] || Infinity;
  const by = {
    value: (a, b) => isEmpty(a) - isEmpty(b) || (isEmpty(a) ? 0 : b.dataset.at - a.dataset.at),
    code: (a, b) => sign * ((code(a) > code(b)) - (code(a) < code(b))),
  }[column] ?? ((a, b) => (alphabet(a) === alphabet(b) ? 0 : sign * (alphabet(a) - alphabet(b))));
  return (a, b) => b.dataset.core - a.dataset.core || by(a, b) || usual(a, b);
}

/** Show the rows that hold every word. */
function find(text) {
  const words = folded(text).split(" ").filter(Boolean);
  const rows = rowsOf();
  for (const row of rows) row.hidden = text !== "" && !(words.length && words.every((word) => row.dataset.find.includes(word)));
  const said = search.querySelector("output");
  const found = rows.filter((row) => !row.hidden).length;
  said.textContent = text ? fill(said.dataset.one, { found, all: rows.length }) : "";
}
