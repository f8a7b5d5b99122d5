/**
 * Tables whose heads carry `data-sort` (`text` or `number`) are sorted in place; the heads are links that do it without
 * us. A search form beside the table chooses rows as one types. The address follows both.
 *
 * The table says how its numbers are written (`data-point`) and in which language its words are (`data-language`).
 * The units of the border area stay in front of those around it, and rows without a value at the end.
 */
import { withParameter } from "../map/address.js";
import { fill } from "../map/message.js";
import { folded } from "./folded.js";

for (const table of document.querySelectorAll("table:has(th[data-sort])")) makeSortable(table);
const search = document.querySelector(".table-search");
if (search) makeSearchable(search, document.querySelector("table[data-map-table]"));

function makeSortable(table) {
  table.tHead.addEventListener("click", (event) => {
    const head = event.target.closest("th[data-sort]");
    if (!head || !event.target.closest("a") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(table, head);
  });
  // The map fills the table anew for another year, in an order of its own.
  document.addEventListener("mapserver:year", () => sort(table));
}

/** Sort by a column; the same column again turns round. Numbers begin with the highest, words with the first. */
function choose(table, head) {
  const turned = { ascending: "descending", descending: "ascending" }[head.getAttribute("aria-sort")];
  for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", turned ?? (head.dataset.sort === "number" ? "descending" : "ascending"));
  sort(table);
  const name = (head.getAttribute("aria-sort") === "descending" ? "-" : "") + head.dataset.column;
  write("sort", name === "-value" ? "" : name);
}

function sort(table) {
  const head = table.querySelector("th[aria-sort]");
  if (!head) return;
  const sign = head.getAttribute("aria-sort") === "descending" ? -1 : 1;
  const key = head.dataset.sort === "number" ? (text) => numberOf(text, table.dataset.point) : (text) => text;
  const { compare } = new Intl.Collator([table.dataset.language, "en"]);
  const body = table.tBodies[0];
  const rows = [...body.querySelectorAll("tr[data-core]")].map((row) => {
    const text = row.cells[head.cellIndex].textContent.trim();
    return { row, core: row.dataset.core === "1", empty: text === "", key: key(text) };
  });
  const order = head.dataset.sort === "number" ? (a, b) => a.key - b.key : (a, b) => compare(a.key, b.key);
  rows.sort((a, b) => b.core - a.core || a.empty - b.empty || (a.empty ? 0 : sign * order(a, b)));
  // Rows that are moved are laid out anew, all of them: those in order already stay where they are.
  const isSorted = rows.every(({ row }, place) => place === 0 || rows[place - 1].row.nextElementSibling === row);
  if (!isSorted) body.append(...rows.map((item) => item.row));
}

/** Read a number whose decimals stand after `point`. */
function numberOf(text, point) {
  const plain = { [point]: ".", "\u2212": "-" };
  return Number([...text].map((sign) => plain[sign] ?? (/[\d-]/.test(sign) ? sign : "")).join(""));
}

/** Show the rows that hold every word that is typed, once all rows are on the page. */
function makeSearchable(form, table) {
  const box = form.elements.find;
  // A page that came with a search lacks the other rows: there the server searches.
  if (box.defaultValue) return;
  const said = form.querySelector("output");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.classList.add("live");
  box.addEventListener("input", () => {
    const words = folded(box.value).split(/\s+/).filter(Boolean);
    const rows = [...table.tBodies[0].querySelectorAll("tr[data-core]")];
    for (const row of rows) {
      const text = folded(`${row.textContent} ${row.dataset.names}`);
      row.hidden = !words.every((word) => text.includes(word));
    }
    const found = rows.filter((row) => !row.hidden).length;
    said.textContent = words.length ? fill(said.dataset.one, { found, all: rows.length }) : "";
    write("find", box.value.trim());
  });
}

/** Put a parameter into the address, or take it out. */
const write = (name, value) => history.replaceState(history.state, "", withParameter(location.href, name, value));
