/** What a unit says: beside the pointer or the focus, in a docked panel where fingers would cover it. Text nodes only. */
import { outlineUnit } from "./choropleth.js";

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
  container.addEventListener("pointermove", (event) => { if (event.pointerType === "mouse") followPointer(frame, event); });
  container.addEventListener("pointerleave", () => hideTip(frame));
  container.addEventListener("click", (event) => dockTip(frame, unitAt(event)));
  frame.map.on("zoomstart movestart", () => hideTip(frame));
  frame.figure.onYear(() => refreshTip(frame));
}

function unitAt(event) {
  const path = event.target.closest?.("path[data-place]");
  return path ? Number(path.dataset.place) : null;
}

function followPointer(frame, event) {
  const index = unitAt(event);
  if (index === null) {
    hideTip(frame);
    return;
  }
  showTip(frame, index);
  const box = frame.element.getBoundingClientRect();
  moveTip(frame, event.clientX - box.left, event.clientY - box.top);
}

/** Show a unit's words beside its label point, for the keyboard. */
export function tipAtUnit(frame, index) {
  const [x, y] = frame.labelCircles.get(frame.figure.place(index).key);
  const point = frame.map.latLngToContainerPoint([-y, x]);
  showTip(frame, index);
  moveTip(frame, point.x, point.y);
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

/** Put a unit's words into the panel below the map; a tap beside the units empties it. */
function dockTip(frame, index) {
  if (!matchMedia("(pointer: coarse)").matches && !("ontouchstart" in globalThis)) return;
  hideTip(frame);
  frame.docked = index;
  const panel = frame.figure.root.querySelector(".map-panel");
  panel.hidden = index === null;
  panel.replaceChildren(...(index === null ? [] : wordsOf(frame.figure, index)));
  outlineUnit(frame, index);
}

function refreshTip(frame) {
  if (!frame.tip.hidden) frame.tip.replaceChildren(...wordsOf(frame.figure, frame.told));
  const panel = frame.figure.root.querySelector(".map-panel");
  if (frame.docked !== null && frame.docked !== undefined) panel.replaceChildren(...wordsOf(frame.figure, frame.docked));
}

/** Return a unit's words as elements: name, value, flags, all years as dots, source. */
export function wordsOf(figure, index) {
  const place = figure.place(index);
  const cell = figure.cell(index);
  const parts = [
    element("p", "tip-name", element("strong", "", figure.name(index)), element("span", "tip-code", `${place.country} · ${place.code}`)),
  ];
  if (cell.value === null) parts.push(element("p", "tip-missing", `No data in ${figure.year}: ${figure.reasonWords(cell.reason)}`));
  else parts.push(element("p", "tip-value", chip(figure.colours[cell.group]), element("b", "", figure.number(cell.value)), ` ${figure.measure}`));
  for (const words of figure.flagWords(cell.value === null ? "" : cell.flag)) parts.push(element("p", "tip-flag", words));
  parts.push(yearDots(figure, index));
  if (place.series) parts.push(element("p", "tip-source", figure.spoken(place.series.title)));
  return parts;
}

function element(name, kind, ...children) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  made.append(...children);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

function drawn(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function chip(colour) {
  const picture = drawn("svg", { class: "chip", width: 12, height: 12, "aria-hidden": "true" });
  picture.append(drawn("rect", { width: "100%", height: "100%", fill: colour }));
  return picture;
}

/** Draw one dot a year. No stroke connects them: a line may break between any two, and the client does not know where. */
function yearDots(figure, index) {
  const { years, values } = figure.values;
  const known = values[index].filter((value) => value !== null);
  const picture = drawn("svg", { class: "tip-years", viewBox: "0 0 160 34", width: 160, height: 34, "aria-hidden": "true" });
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (year) => 5 + (150 * (year - years[0])) / Math.max(years.at(-1) - years[0], 1);
  const y = (value) => (high > low ? 28 - (22 * (value - low)) / (high - low) : 17);
  picture.append(drawn("line", { x1: x(figure.year), x2: x(figure.year), y1: 0, y2: 34, class: "now" }));
  years.forEach((year, column) => {
    const value = values[index][column];
    if (value === null) return;
    picture.append(drawn("circle", { cx: x(year).toFixed(1), cy: y(value).toFixed(1), r: year === figure.year ? 3.2 : 1.6, class: year === figure.year ? "now" : "" }));
  });
  return picture;
}
