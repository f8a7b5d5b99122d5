/** The keyboard's way through the units: one stop, arrows to the neighbour in a direction, Enter opens, Escape leaves. */
import { centreOf, nextUnit, unitsOnMap } from "./beside.js";
import { choose, chosenPlace, hasPanel } from "./choice.js";
import { dock, isDocked } from "./dock.js";
import { fill } from "./message.js";
import { hideTip, tipAtUnit } from "./tooltip.js";
import { messagesOf, spokenOf } from "./words.js";

/** How long a year must stay before its names are given to all units, in milliseconds. */
const REST = 300;
/** How near to the edge of the window the middle of the focused unit may lie, in pixels. */
const MARGIN = 40;
const FOCUSABLE = 'a[href], button:not([disabled]), input:not([type="hidden"]), select, summary, [tabindex="0"]';
const idle = globalThis.requestIdleCallback ?? ((work) => setTimeout(work, 1));
/** An idle moment that does not come is not waited for, in milliseconds. */
const PATIENCE = 1000;

/** Make the units of a frame reachable. */
export function addWalk(frame, topology) {
  const { figure, map } = frame;
  const container = map.getContainer();
  container.tabIndex = -1;
  map.keyboard.disable();
  // Screen readers leave the arrow keys to an application only.
  container.setAttribute("role", "application");
  container.setAttribute("aria-label", fill(messagesOf(figure).map, titlesOf(frame)));
  let waiting = 0;
  const rename = () => {
    clearTimeout(waiting);
    settleStop(frame);
    const focused = document.activeElement?.closest?.("path[data-place]");
    if (focused && container.contains(focused)) nameUnit(frame, Number(focused.dataset.place));
    waiting = setTimeout(() => idle(() => nameAll(frame), { timeout: PATIENCE }), REST);
  };
  nameAll(frame);
  settleStop(frame);
  figure.onYear(rename);
  figure.root.addEventListener("mapserver:chosen", () => {
    settleStop(frame, chosenPlace(figure));
    nameAll(frame);
  });
  figure.root.addEventListener("mapserver:back", () => { if (reachable(frame, frame.stop)) focusUnit(frame, frame.stop); });
  container.addEventListener("focusin", (event) => {
    const index = event.target.dataset?.place;
    if (index !== undefined && event.target.matches(":focus-visible")) tipAtUnit(frame, Number(index));
  });
  container.addEventListener("focusout", () => hideTip(frame));
  container.addEventListener("keydown", (event) => press(frame, topology, event));
}

function titlesOf({ element, figure }) {
  const title = figure.root.querySelector(".map-title")?.textContent ?? "";
  const area = element.querySelector(".map-frame-title") ?? figure.root.querySelector(".map-area");
  return { title, area: area?.textContent ?? "" };
}

function nameAll(frame) {
  const chosen = chosenPlace(frame.figure);
  for (const index of frame.figure.drawn()) nameUnit(frame, index, chosen);
}

function nameUnit(frame, index, chosen = chosenPlace(frame.figure)) {
  const path = frame.units.get(index)?.getElement();
  if (!path) return;
  path.setAttribute("role", "button");
  path.setAttribute("aria-label", spokenOf(frame.figure, index));
  if (index === chosen) path.setAttribute("aria-current", "true");
  else path.removeAttribute("aria-current");
  path.setAttribute("tabindex", index === frame.stop ? "0" : "-1");
}

const reachable = (frame, index) => index !== null && index !== undefined && unitsOnMap(frame).includes(index);

/** Let the tabulator stop at one unit: the wanted one, the one where it stopped, what was chosen, the first of the core. */
function settleStop(frame, wanted = null) {
  const units = unitsOnMap(frame);
  const known = [wanted, frame.stop, chosenPlace(frame.figure), units.find((index) => frame.figure.place(index).core), units[0]];
  const next = known.find((index) => units.includes(index)) ?? null;
  if (next === frame.stop && frame.units.get(next)?.getElement()?.getAttribute("tabindex") === "0") return;
  frame.units.get(frame.stop)?.getElement()?.setAttribute("tabindex", "-1");
  frame.stop = next;
  if (next !== null) nameUnit(frame, next);
}

function focusUnit(frame, index) {
  settleStop(frame, index);
  nameUnit(frame, index);
  const [x, y] = centreOf(frame, index);
  if (!frame.map.getBounds().contains([-y, x])) frame.map.panTo([-y, x], { animate: false });
  const height = frame.map.getContainer().getBoundingClientRect().top + frame.map.latLngToContainerPoint([-y, x]).y;
  if (height < MARGIN || height > innerHeight - MARGIN) scrollBy({ top: height - innerHeight / 2, behavior: "instant" });
  // The browser's own scrolling to a path would shift the panes inside their box.
  frame.units.get(index).getElement().focus({ preventScroll: true });
}

function press(frame, topology, event) {
  const from = event.target.dataset?.place === undefined ? null : Number(event.target.dataset.place);
  if (from === null || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && isDocked(frame)) dock(frame, null);
  else if (event.key === "Escape") leave(frame);
  else if (event.key === "Enter" || event.key === " ") open(frame, from);
  else {
    const next = { Home: () => extreme(frame, 1), End: () => extreme(frame, -1) }[event.key]?.() ?? nextUnit(frame, topology, from, event.key);
    if (next === null) {
      if (event.key.startsWith("Arrow")) event.preventDefault();
      return;
    }
    focusUnit(frame, next);
  }
  event.preventDefault();
}

/** Open the panel of a unit, or what stands in for it on a page without one. */
function open(frame, index) {
  if (hasPanel()) choose(frame.figure, frame.figure.place(index).code, { focus: true });
  else {
    hideTip(frame);
    dock(frame, index);
  }
}

/** Move the focus to what follows the map. */
function leave(frame) {
  hideTip(frame);
  const after = [...document.querySelectorAll(FOCUSABLE)].find((element) =>
    frame.element.compareDocumentPosition(element) === Node.DOCUMENT_POSITION_FOLLOWING && element.tabIndex >= 0 && element.checkVisibility?.() !== false);
  if (after) after.focus();
  else document.activeElement?.blur();
}

/** Return the unit of the core with the highest value, with the lowest for a sign of -1; null where none has any. */
function extreme(frame, sign) {
  const { figure } = frame;
  const valued = unitsOnMap(frame).filter((index) => figure.place(index).core && figure.cell(index).value !== null);
  return valued.reduce((best, index) => (best === null || sign * (figure.cell(index).value - figure.cell(best).value) > 0 ? index : best), null);
}
