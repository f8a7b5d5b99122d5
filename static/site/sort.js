/**
 * Tables whose heads carry `data-sort` (`text` or `number`) can be sorted: each such head becomes a button.
 *
 * The table says how its numbers are written (`data-point`) and in which language its words are (`data-language`).
 * The units of the border area stay in front of those around it, and rows without a value at the end.
 */

for (const table of document.querySelectorAll("table:has(th[data-sort])")) makeSortable(table);

function makeSortable(table) {
  for (const head of table.querySelectorAll("th[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => choose(table, head));
    head.append(button);
  }
  // The map fills the table anew for another year, in an order of its own.
  document.addEventListener("mapserver:year", () => sort(table));
}

/** Sort by a column; the same column again turns round. Numbers begin with the highest, words with the first. */
function choose(table, head) {
  const turned = { ascending: "descending", descending: "ascending" }[head.getAttribute("aria-sort")];
  for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", turned ?? (head.dataset.sort === "number" ? "descending" : "ascending"));
  sort(table);
}

function sort(table) {
  const head = table.querySelector("th[aria-sort]");
  if (!head) return;
  const sign = head.getAttribute("aria-sort") === "descending" ? -1 : 1;
  const key = head.dataset.sort === "number" ? (text) => numberOf(text, table.dataset.point) : (text) => text;
  const { compare } = new Intl.Collator([table.dataset.language, "en"]);
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => {
    const text = row.cells[head.cellIndex].textContent.trim();
    return { row, core: row.dataset.core === "1", empty: text === "", key: key(text) };
  });
  const order = head.dataset.sort === "number" ? (a, b) => a.key - b.key : (a, b) => compare(a.key, b.key);
  rows.sort((a, b) => b.core - a.core || a.empty - b.empty || (a.empty ? 0 : sign * order(a, b)));
  body.append(...rows.map((item) => item.row));
}

/** Read a number whose decimals stand after `point`. */
function numberOf(text, point) {
  const plain = { [point]: ".", "\u2212": "-" };
  return Number([...text].map((sign) => plain[sign] ?? (/[\d-]/.test(sign) ? sign : "")).join(""));
}
