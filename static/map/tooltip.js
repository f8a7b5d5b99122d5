/** What a unit says beside the pointer or the focus. A finger has the docked panel instead. */
import { centreOf } from "./beside.js";
import { choose, hasPanel } from "./choice.js";
import { dock, refreshDock } from "./dock.js";
import { followPointing, outlineUnit } from "./outline.js";
import { isFinger, unitAt } from "./target.js";
import { wordsOf } from "./words.js";

const GAP = 14;

/** Give the units of a frame their words. */
export function addTooltip(frame) {
  const tip = document.createElement("div");
  tip.className = "map-tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  frame.element.append(tip);
  frame.tip = tip;
  const container = frame.map.getContainer();
  container.addEventListener("pointermove", (event) => { if (!isFinger(event)) followPointer(frame, event); });
  container.addEventListener("pointerleave", () => hideTip(frame));
  container.addEventListener("click", (event) => press(frame, event));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hideTip(frame); });
  frame.map.on("zoomstart movestart", () => hideTip(frame));
  frame.figure.onYear(() => refresh(frame));
  followPointing(frame);
}

/** Choose the unit that is pressed; a finger reads of it first, as does whoever has no panel to open. */
function press(frame, event) {
  // The end of a drag is no press.
  if (event.detail && frame.map.dragging?.moved()) return;
  const index = unitAt(frame, event);
  if (isFinger(event) || !hasPanel()) {
    hideTip(frame);
    dock(frame, index);
  } else if (index !== null) choose(frame.figure, frame.figure.place(index).code);
}

function followPointer(frame, event) {
  const index = unitAt(frame, event);
  frame.map.getContainer().classList.toggle("on-unit", index !== null);
  if (index === null) {
    hideTip(frame);
    return;
  }
  showTip(frame, index);
  const box = frame.element.getBoundingClientRect();
  moveTip(frame, event.clientX - box.left, event.clientY - box.top);
}

/** Show the words of a unit that has the focus in the corner in view that is farthest from it: they cover no neighbour of it. */
export function tipAtUnit(frame, index) {
  const [x, y] = centreOf(frame, index);
  const point = frame.map.latLngToContainerPoint([-y, x]);
  showTip(frame, index);
  const { tip, element: box } = frame;
  const edge = box.getBoundingClientRect();
  const [first, last] = [Math.max(0, -edge.top), Math.min(edge.height, innerHeight - edge.top)];
  const left = point.x > box.clientWidth / 2 ? 4 : box.clientWidth - tip.offsetWidth - 4;
  const top = point.y > (first + last) / 2 ? first + 4 : Math.max(first + 4, last - tip.offsetHeight - 4);
  tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}

function showTip(frame, index) {
  if (frame.told !== index || frame.tip.hidden) {
    frame.told = index;
    frame.tip.replaceChildren(...wordsOf(frame.figure, index));
    outlineUnit(frame, index);
  }
  frame.tip.hidden = false;
}

/** Hide the words; the outline goes with them unless the panel still speaks of the unit. */
export function hideTip(frame) {
  if (frame.tip.hidden) return;
  frame.tip.hidden = true;
  outlineUnit(frame, frame.docked ?? null);
}

function moveTip(frame, x, y) {
  const { tip, element } = frame;
  const [width, height] = [tip.offsetWidth, tip.offsetHeight];
  const left = x + GAP + width < element.clientWidth ? x + GAP : Math.max(4, x - GAP - width);
  const top = y + GAP + height < element.clientHeight ? y + GAP : Math.max(4, y - GAP - height);
  tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}

/** Say the words of what is shown for another year; a unit that is drawn no more has none. */
function refresh(frame) {
  if (!frame.tip.hidden) {
    if (frame.figure.drawn().includes(frame.told)) frame.tip.replaceChildren(...wordsOf(frame.figure, frame.told));
    else hideTip(frame);
  }
  refreshDock(frame);
}
