/**
 * The chart beside the map: bars follow the year at once, the lines mark it, and a unit that is pointed at on one of
 * them is marked on the others.
 */
import { figureOf } from "../map/figure.js";

const root = document.querySelector("figure.map");
const bars = document.getElementById("bars");
if (root && bars) root.addEventListener("mapserver:live", () => bind(figureOf(root)), { once: true });

function bind(figure) {
  figure.onYear(() => {
    markYear(figure.year);
    orderBars(figure);
  });
  const pointed = (event) => {
    const place = event.target.closest("li[data-place]")?.dataset.place;
    light(place ?? null);
    root.dispatchEvent(new CustomEvent("mapserver:point", { detail: { place: place === undefined ? null : Number(place) } }));
  };
  for (const name of ["pointerover", "focusin"]) bars.addEventListener(name, pointed);
  for (const name of ["pointerleave", "focusout"]) bars.addEventListener(name, () => pointed({ target: bars }));
  root.addEventListener("mapserver:unit", (event) => light(event.detail.place === null ? null : String(event.detail.place)));
}

/** Move the mark of the year. */
function markYear(year) {
  for (const picture of document.querySelectorAll("svg.lines")) {
    const { first, start, step } = picture.dataset;
    const x = Number(start) + (year - Number(first)) * Number(step);
    for (const end of ["x1", "x2"]) picture.querySelector(".line-now").setAttribute(end, x.toFixed(1));
  }
}

/** Draw the bars of the year; units that have none now wait for the server's words. */
function orderBars(figure) {
  const list = document.querySelector("ol.bars");
  const [low, high] = [Number(list.dataset.low), Number(list.dataset.high)];
  const share = (value) => 100 * Math.min(Math.max((value - low) / (high - low), 0), 1);
  const rows = [...list.children].map((row) => {
    const place = Number(row.dataset.place);
    return { row, name: figure.name(place).toLowerCase(), ...figure.cell(place) };
  });
  // Equal values stand as the server puts them: letter by letter, in no language's order.
  rows.sort((a, b) => (a.value === null) - (b.value === null) || b.value - a.value || (a.name < b.name ? -1 : 1));
  for (const { row, value, group } of rows) {
    row.hidden = value === null;
    if (value === null) continue;
    const [start, end] = [share(0), share(value)].sort((a, b) => a - b);
    const bar = row.querySelector(".bar-value");
    bar.setAttribute("x", start.toFixed(2));
    bar.setAttribute("width", (end - start).toFixed(2));
    bar.setAttribute("fill", figure.colours[group]);
    row.querySelector(".bar-text").textContent = figure.number(value);
  }
  list.append(...rows.map(({ row }) => row));
}

/** Mark the bar and the line of a place, or none. */
function light(place) {
  for (const row of document.querySelectorAll("ol.bars li")) row.classList.toggle("lit", row.dataset.place === place);
  const code = place === null ? null : figureOf(root).place(Number(place)).code;
  const drawn = [...document.querySelectorAll("svg.lines g.line")];
  const isDrawn = drawn.some((line) => line.dataset.code === code);
  for (const line of drawn) line.classList.toggle("away", isDrawn && line.dataset.code !== code);
}
