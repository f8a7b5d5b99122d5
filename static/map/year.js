/** Another year in place: strip, select, title, table, links and address follow, nothing is asked of the server. */
import { fillTable } from "./table.js";

/** Bind everything on the page that chooses or shows the year of a figure. */
export function bindYear(figure) {
  const strip = figure.root.querySelector(".map-years");
  strip?.addEventListener("click", (event) => chooseLink(figure, event));
  strip?.addEventListener("keydown", (event) => stepYear(figure, event));
  if (strip) scrub(figure, strip);
  rove(figure);
  remember(figure);
  for (const control of yearControls()) {
    control.addEventListener(control.matches("select") ? "change" : "input", () => figure.setYear(Number(control.value)));
  }
  figure.onYear((year, before, history) => {
    showYear(figure, year, before);
    write(figure, year, history);
    fillTable(figure);
  });
}

/** The page's own controls: `select` or `range` named year, in a form that the page marks. */
function yearControls() {
  return [...document.querySelectorAll('[data-map-control] [name="year"], form [name="year"]')];
}

function chooseLink(figure, event) {
  const link = event.target.closest("a[data-year]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  figure.setYear(Number(link.dataset.year));
}

function stepYear(figure, event) {
  const by = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
  if (!by) return;
  event.preventDefault();
  const { years } = figure.values;
  const at = Math.max(0, Math.min(years.length - 1, years.indexOf(figure.year) + by));
  figure.setYear(years[at], event.repeat ? "replace" : "push");
  figure.root.querySelector(`.map-years a[data-year="${years[at]}"]`)?.focus();
}

/** Let a pointer that is held down run through the years; they are one step back. */
function scrub(figure, strip) {
  let held = false;
  let moved = false;
  strip.addEventListener("pointerdown", (event) => { [held, moved] = [event.button === 0, false]; });
  strip.addEventListener("dragstart", (event) => event.preventDefault());
  for (const end of ["pointerup", "pointercancel"]) globalThis.addEventListener(end, () => { held = false; });
  strip.addEventListener("pointermove", (event) => {
    const link = held && document.elementFromPoint(event.clientX, event.clientY)?.closest(".map-years a[data-year]");
    const year = link ? Number(link.dataset.year) : figure.year;
    if (year === figure.year) return;
    figure.setYear(year, moved ? "replace" : "push");
    moved = true;
  });
}

/** Make the strip one stop of the tabulator: the year that is shown. */
function rove(figure) {
  for (const link of figure.root.querySelectorAll(".map-years a[data-year]")) {
    link.tabIndex = Number(link.dataset.year) === figure.year ? 0 : -1;
  }
}

// A document without an address of its own, such as a notebook's, has no history to write to.
const hasAddress = location.protocol.startsWith("http");

/** Let the browser's Back lead to the years that were shown before. */
function remember(figure) {
  if (!hasAddress) return;
  history.replaceState({ ...history.state, mapYear: figure.year }, "");
  globalThis.addEventListener("popstate", (event) => {
    if (event.state?.mapYear) figure.setYear(event.state.mapYear, "keep");
  });
}

function write(figure, year, how) {
  if (!hasAddress || how === "keep") return;
  const link = figure.root.querySelector(`.map-years a[data-year="${year}"]`);
  const address = link ? link.href : withYear(location.href, year);
  if (how === "replace") history.replaceState({ mapYear: year }, "", address);
  else history.pushState({ mapYear: year }, "", address);
}

function showYear(figure, year, before) {
  for (const link of figure.root.querySelectorAll(".map-years a[data-year]")) {
    if (Number(link.dataset.year) === year) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  rove(figure);
  for (const place of document.querySelectorAll('[data-shows="year"]')) place.textContent = String(year);
  for (const control of yearControls()) control.value = String(year);
  document.title = replaceLast(document.title, String(before), String(year));
}

/** Replace the last occurrence: a title may name another year before the one that is shown. */
function replaceLast(text, old, fresh) {
  const at = text.lastIndexOf(old);
  return at < 0 ? text : text.slice(0, at) + fresh + text.slice(at + old.length);
}

function withYear(address, year) {
  const target = new URL(address, location.href);
  target.searchParams.set("year", String(year));
  return target.href;
}
