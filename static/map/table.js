/** The page's table of the same view: `table[data-map-table]`, rows with `data-place`, cells with `data-shows`. */
import { showMeasure } from "./measure.js";

/** Rows that are written before others may have a turn. */
const AT_ONCE = 12;

/** Fill the table with the figure's year, step by step, in the server's order: core first, highest value first, without data last. */
export function* fillTable(figure) {
  const table = document.querySelector("table[data-map-table]");
  const body = table?.tBodies[0];
  const model = body?.querySelector("tr[data-place]");
  if (!model) return;
  const known = new Map([...body.querySelectorAll("tr[data-place]")].map((row) => [Number(row.dataset.place), row]));
  const units = figure.drawn().map((index) => ({ index, ...figure.place(index), ...figure.cell(index), name: figure.name(index) }));
  units.sort((a, b) =>
    b.core - a.core || (a.value === null) - (b.value === null) || (b.value ?? 0) - (a.value ?? 0) || compare(a.name.toLowerCase(), b.name.toLowerCase()) || compare(a.code, b.code));
  const rows = [];
  for (const unit of units) {
    const row = known.get(unit.index) ?? model.cloneNode(true);
    row.dataset.place = String(unit.index);
    row.dataset.core = unit.core ? "1" : "0";
    row.dataset.at = String(rows.length);
    // Where a row that was not there stands in the alphabet, the server says.
    if (!known.has(unit.index)) delete row.dataset.order;
    writeRow(figure, row, unit, figure.rank(unit.index), !known.has(unit.index));
    if (rows.push(row) % AT_ONCE === 0) yield;
  }
  for (const place of table.querySelectorAll('caption [data-shows="year"]')) place.textContent = String(figure.year);
  showMeasure(figure, 'caption [data-shows="measure"]');
  order(body, rows);
}

/** Put rows into their order; those that stand right are not touched. */
function order(body, rows) {
  let next = body.firstElementChild;
  for (const row of rows) {
    if (row === next) next = next.nextElementSibling;
    else body.insertBefore(row, next);
  }
  while (next) {
    const gone = next;
    next = next.nextElementSibling;
    gone.remove();
  }
}

/** Compare as the server does: letter by letter, in no language's order. */
const compare = (a, b) => (a < b ? -1 : Number(a > b));

function writeRow(figure, row, unit, rank, isNew) {
  const texts = {
    value: unit.value === null ? "" : figure.number(unit.value),
    flags: figure.flagWords(unit.flags).join(", "),
    reason: unit.value === null ? figure.reasonWords(unit.reason) : "",
    class: unit.group === null || figure.root.dataset.unclassed ? "" : String(unit.group + 1),
    rank: rank === null ? "" : String(rank),
    note: "",
    series: figure.spoken(unit.series?.title ?? {}),
  };
  if (isNew) Object.assign(texts, { name: unit.name, local: "", country: unit.country, code: unit.code });
  for (const [shown, text] of Object.entries(texts)) {
    const cell = row.querySelector(`[data-shows="${shown}"]`);
    if (cell && cell.textContent !== text) cell.textContent = text;
  }
  if (isNew) retarget(figure, row.querySelector('a[data-shows="name"]'), unit);
  const chip = row.querySelector(".class-chip");
  chip?.toggleAttribute("hidden", unit.group === null);
  if (unit.group !== null) chip?.querySelector("rect").setAttribute("fill", figure.colours[unit.group]);
}

/** Lead a copied row's name to its own unit. */
function retarget(figure, link, unit) {
  if (!link) return;
  link.href = link.href.replace(/[^/]+?(?=[?#]|$)/, encodeURIComponent(unit.code));
  link.lang = figure.named(unit.index)[1];
}
