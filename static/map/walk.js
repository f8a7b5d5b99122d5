/** The keyboard's way through the units: one stop, then arrows to the nearest unit in that direction. */
import { hideTip, tipAtUnit } from "./tooltip.js";

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Make the units of a frame reachable. */
export function addWalk(frame) {
  const { figure, map } = frame;
  const container = map.getContainer();
  container.tabIndex = -1;
  map.keyboard.disable();
  const name = () => {
    for (const [index, layer] of frame.units) {
      const path = layer.getElement();
      if (!path) continue;
      const cell = figure.cell(index);
      const value = cell.value === null ? `no data, ${figure.reasonWords(cell.reason)}` : `${figure.number(cell.value)} ${figure.measure}`;
      path.setAttribute("role", "img");
      path.setAttribute("aria-label", `${figure.name(index)}: ${value}`);
      path.setAttribute("tabindex", "-1");
    }
    stop(frame, firstUnit(frame));
  };
  name();
  figure.onYear(name);
  container.addEventListener("focusin", (event) => {
    const index = event.target.dataset?.place;
    if (index !== undefined && event.target.matches(":focus-visible")) tipAtUnit(frame, Number(index));
  });
  container.addEventListener("focusout", () => hideTip(frame));
  container.addEventListener("keydown", (event) => step(frame, event));
}

function step(frame, event) {
  const from = event.target.dataset?.place;
  if (from === undefined) return;
  if (event.key === "Escape") {
    hideTip(frame);
    return;
  }
  const direction = DIRECTIONS[event.key];
  if (!direction) return;
  event.preventDefault();
  const next = nearest(frame, Number(from), direction);
  if (next === null) return;
  stop(frame, next);
  frame.units.get(next).getElement().focus({ preventScroll: true });
}

/** Let the tabulator stop at one unit only. */
function stop(frame, index) {
  if (index === null) return;
  for (const layer of frame.units.values()) layer.getElement()?.setAttribute("tabindex", "-1");
  frame.units.get(index).getElement()?.setAttribute("tabindex", "0");
}

function onMap(frame) {
  const inFrame = (index) => frame.labelCircles.get(frame.figure.place(index).key)?.[2] > 0;
  return frame.figure.drawn().filter((index) => frame.units.get(index)?.getElement() && inFrame(index));
}

function firstUnit(frame) {
  const units = onMap(frame);
  return units.find((index) => frame.figure.place(index).core) ?? units[0] ?? null;
}

function nearest(frame, from, [dx, dy]) {
  const centre = (index) => frame.labelCircles.get(frame.figure.place(index).key);
  const [x, y] = centre(from);
  let best = null;
  let least = Infinity;
  for (const index of onMap(frame)) {
    const [ox, oy] = centre(index);
    const along = (ox - x) * dx + (oy - y) * dy;
    const across = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
    const cost = along + 2 * across;
    if (index !== from && along > across * 0.4 && cost < least) [best, least] = [index, cost];
  }
  return best;
}
