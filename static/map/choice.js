/** The chosen units: in the address, as outlines, and in the panel of the last one, which the server writes. */
import { hasAddress, withParameter } from "./address.js";
import { isFrozen } from "./frozen.js";
import { keepIn } from "./kept.js";
import { outlineChosen } from "./outline.js";

const bound = new WeakSet();
const panelOf = () => document.getElementById("unit-panel");

/** Say whether the page has a place for the panel of a unit, and a server to write it. */
export const hasPanel = () => hasAddress && !isFrozen && panelOf() !== null;

/** Return the codes of the chosen units, the last one chosen last. */
const chosenUnits = (figure) => (figure.root.dataset.unit ?? "").split(",").filter(Boolean);

/** Return the place of a code that is drawn in the year shown, null where none is. */
const placeOf = (figure, code) => figure.drawn().find((index) => figure.place(index).code === code) ?? null;

/** Return the place of the unit that was chosen last, null where it is not drawn. */
export function chosenPlace(figure) {
  const code = chosenUnits(figure).at(-1);
  return code ? placeOf(figure, code) : null;
}

/** Outline what is chosen in a frame, and whatever will be. */
export function addChoice(frame) {
  const { figure } = frame;
  const show = () => {
    const places = chosenUnits(figure).map((code) => placeOf(figure, code)).filter((index) => index !== null);
    if (String(places) === frame.shownChoice) return;
    frame.shownChoice = String(places);
    outlineChosen(frame, places);
  };
  show();
  figure.onYear(show);
  figure.root.addEventListener("mapserver:chosen", show);
  // A ring round a tiny unit is for the zoom at which it is tiny.
  frame.map.on("zoomend", () => { frame.shownChoice = null; show(); });
  if (bound.has(figure)) return;
  bound.add(figure);
  bindPanel(figure);
}

/** Choose a unit by its code, or none by an empty one; `focus` moves to its panel once that is there. */
export function choose(figure, code, { focus = false } = {}) {
  const before = chosenUnits(figure);
  if (code && before.at(-1) === code) {
    reveal(focus);
    return;
  }
  const address = addressOf(figure, code);
  setUnits(figure, unitsWith(figure, code));
  history.pushState(null, "", address);
  const held = document.activeElement;
  document.addEventListener("mapserver:followed", () => {
    // Who has gone on since, to another year or another place, is not called back.
    const isThere = document.activeElement === held || document.activeElement === document.body;
    if (location.href === address) reveal(focus && isThere);
  }, { once: true });
}

/** Return the address of the page with a unit chosen. */
export function addressOf(figure, code) {
  return withParameter(location.href, "unit", unitsWith(figure, code).join(",")).replace(/#.*/, "");
}

/** Return the chosen units with another one as the last: it takes the place of the one whose panel is shown. */
function unitsWith(figure, code) {
  const before = chosenUnits(figure);
  if (!code) return [];
  return before.includes(code) ? [...before.filter((other) => other !== code), code] : [...before.slice(0, -1), code];
}

/** Keep the choice where links and forms of the page would forget it. */
function setUnits(figure, units) {
  keepIn(document.querySelectorAll("a[data-year]"), document.querySelectorAll("form[data-map-control]"), "unit", units.join(","));
  figure.root.dataset.unit = units.join(",");
  figure.root.dispatchEvent(new CustomEvent("mapserver:chosen"));
}

/** Bring the panel into view; with the focus for those who came by keys. */
function reveal(focus) {
  const heading = panelOf()?.querySelector("h2");
  if (!heading) return;
  if (!isSeen(heading)) heading.closest("section").scrollIntoView({ block: focus ? "start" : "nearest" });
  if (focus) heading.focus({ preventScroll: true });
}

function isSeen(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

/** Let the panel's links choose in place, Escape in it lead back to the map, and Back to what was chosen before. */
function bindPanel(figure) {
  if (!hasPanel()) return;
  const back = () => figure.root.dispatchEvent(new CustomEvent("mapserver:back"));
  panelOf().addEventListener("click", (event) => {
    const link = event.target.closest("a[data-choose]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (link.dataset.choose) choose(figure, link.dataset.choose, { focus: true });
    else {
      back();
      choose(figure, "");
    }
  });
  panelOf().addEventListener("keydown", (event) => { if (event.key === "Escape") back(); });
  globalThis.addEventListener("popstate", () => {
    const units = (new URLSearchParams(location.search).get("unit") ?? "").split(",").filter(Boolean);
    if (String(units) !== String(chosenUnits(figure))) setUnits(figure, units);
  });
}
