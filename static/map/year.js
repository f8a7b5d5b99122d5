/** Another year in place: strip, select, title, table, links and address follow, nothing is asked of the server. */
import { fillTable } from "./table.js";

/** Bind everything on the page that chooses or shows the year of a figure. */
export function bindYear(figure) {
  const strip = figure.root.querySelector(".map-years");
  strip?.addEventListener("click", (event) => chooseLink(figure, event));
  strip?.addEventListener("keydown", (event) => stepYear(figure, event));
  strip && scrub(figure, strip);
  for (const control of yearControls()) {
    control.addEventListener(control.matches("select") ? "change" : "input", () => figure.setYear(Number(control.value)));
  }
  figure.onYear((year, before) => {
    showYear(figure, year, before);
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
  figure.setYear(years[at]);
  figure.root.querySelector(`.map-years a[data-year="${years[at]}"]`)?.focus();
}

/** Let a pointer that is held down run through the years. */
function scrub(figure, strip) {
  let held = false;
  strip.addEventListener("pointerdown", (event) => { held = event.button === 0; });
  strip.addEventListener("dragstart", (event) => event.preventDefault());
  globalThis.addEventListener("pointerup", () => { held = false; });
  strip.addEventListener("pointermove", (event) => {
    const link = held && document.elementFromPoint(event.clientX, event.clientY)?.closest(".map-years a[data-year]");
    if (link) figure.setYear(Number(link.dataset.year));
  });
}

function showYear(figure, year, before) {
  for (const link of figure.root.querySelectorAll(".map-years a[data-year]")) {
    if (Number(link.dataset.year) === year) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  for (const place of document.querySelectorAll('[data-shows="year"]')) place.textContent = String(year);
  for (const control of yearControls()) control.value = String(year);
  document.title = document.title.replace(String(before), String(year));
  const link = figure.root.querySelector(`.map-years a[data-year="${year}"]`);
  // A document without an address of its own, such as a notebook's, has no history to write to.
  if (location.protocol.startsWith("http")) history.replaceState(null, "", link ? link.href : withYear(location.href, year));
  for (const other of document.querySelectorAll("a[data-keeps-year]")) other.href = withYear(other.href, year);
}

function withYear(address, year) {
  const target = new URL(address, location.href);
  target.searchParams.set("year", String(year));
  return target.href;
}
