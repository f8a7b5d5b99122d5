/** Another year in place: strip, select, title, table and address follow, nothing is asked of the server. */
import { hasAddress, withParameter } from "./address.js";
import { isFrozen } from "./frozen.js";
import { showMeasure } from "./measure.js";
import { bindPlay } from "./play.js";
import { bindSlider } from "./slider.js";
import { fillTable } from "./table.js";

/** Bind everything on the page that chooses or shows the year of a figure. */
export function bindYear(figure) {
  const strip = figure.root.querySelector(".map-years");
  let shown = figure.year;
  remember(figure);
  for (const control of yearControls()) {
    control.addEventListener(control.matches("select") ? "change" : "input", () => figure.setYear(Number(control.value)));
  }
  figure.onYear((year, before, history) => {
    write(figure, year, history);
    showYear(figure, year, shown);
    shown = year;
  }, "now");
  figure.onYear(() => (figure.root.hasAttribute("data-playing") && !isTableSeen() ? null : fillTable(figure)), "rest");
  if (strip) {
    bindSlider(figure, strip);
    bindPlay(figure, strip);
    strip.classList.add("live");
  }
  // The server has drawn the year of the address already; a frozen page is one file for the years that have none of their own.
  if (isFrozen) figure.setYear(addressedYear(), "keep");
}

/** Say whether the page's table is in view: one that nobody sees waits while the years are played. */
function isTableSeen() {
  const box = document.querySelector("table[data-map-table]")?.getBoundingClientRect();
  return box !== undefined && box.top < innerHeight && box.bottom > 0;
}

/** The page's own controls: `select` or `range` named year, in a form that the page marks. */
function yearControls() {
  return [...document.querySelectorAll('[data-map-control] [name="year"], form [name="year"]')];
}

/** Let the browser's Back lead to the years that were shown before: to that of the address, whoever wrote its entry. */
function remember(figure) {
  if (!hasAddress) return;
  const usual = addressedYear() && !isFrozen ? yearWithout(figure) : figure.year;
  globalThis.addEventListener("popstate", () => figure.setYear(addressedYear() || usual, "keep"));
}

/** Return the year in the address of the page, 0 where it has none. */
const addressedYear = () => Number(new URLSearchParams(location.search).get("year"));

/** Return the year that the server shows where an address has none: its link has none either. */
function yearWithout(figure) {
  const links = [...figure.root.querySelectorAll(".map-years a[data-year]")];
  return Number(links.find((link) => !new URL(link.href).searchParams.has("year"))?.dataset.year);
}

function write(figure, year, how) {
  if (!hasAddress || how === "keep") return;
  const address = addressOf(figure, year);
  if (how === "replace") history.replaceState(null, "", address);
  else history.pushState(null, "", address);
}

/** Return the address that is shown, in another year; what else was chosen since the page came stays in it. */
function addressOf(figure, year) {
  const link = figure.root.querySelector(`.map-years a[data-year="${year}"]`);
  if (isFrozen) return withParameter(location.href.replace(/#.*/, ""), "year", year === figure.ownYear ? "" : String(year));
  const said = link ? new URL(link.href).searchParams.get("year") : String(year);
  return withParameter(location.href.replace(/#.*/, ""), "year", said);
}

function showYear(figure, year, before) {
  for (const link of figure.root.querySelectorAll(".map-years a[aria-current]")) link.removeAttribute("aria-current");
  figure.root.querySelector(`.map-years a[data-year="${year}"]`)?.setAttribute("aria-current", "true");
  for (const place of document.querySelectorAll(':not(caption) > [data-shows="year"]')) place.textContent = String(year);
  showMeasure(figure, ':not(caption) > [data-shows="measure"]');
  for (const control of yearControls()) control.value = String(year);
  document.title = replaceLast(document.title, String(before), String(year));
}

/** Replace the last occurrence: a title may name another year before the one that is shown. */
function replaceLast(text, old, fresh) {
  const at = text.lastIndexOf(old);
  return at < 0 ? text : text.slice(0, at) + fresh + text.slice(at + old.length);
}
