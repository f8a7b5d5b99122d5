/** What a unit says: beside the pointer or the focus, in a docked panel where fingers would cover it. Text nodes only. */
import { outlineUnit } from "./choropleth.js";
import { drawn, yearDots } from "./dots.js";
import { markUnit } from "./legend.js";

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

/** Show the words of a unit that has the focus in the corner farthest from it, where they cover no neighbour of it. */
export function tipAtUnit(frame, index) {
  const [x, y] = frame.labelCircles.get(frame.figure.place(index).key);
  const point = frame.map.latLngToContainerPoint([-y, x]);
  showTip(frame, index);
  const { tip, element: box } = frame;
  const left = point.x > box.clientWidth / 2 ? 4 : box.clientWidth - tip.offsetWidth - 4;
  const top = point.y > box.clientHeight / 2 ? 4 : box.clientHeight - tip.offsetHeight - 4;
  tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}

function showTip(frame, index) {
  if (frame.told !== index || frame.tip.hidden) {
    frame.told = index;
    frame.tip.replaceChildren(...wordsOf(frame.figure, index));
    outlineUnit(frame, index);
    markUnit(frame.figure, index);
  }
  frame.tip.hidden = false;
}

/** Hide the words; the outline goes with them unless the panel still speaks of the unit. */
export function hideTip(frame) {
  if (frame.tip.hidden) return;
  frame.tip.hidden = true;
  outlineUnit(frame, frame.docked ?? null);
  markUnit(frame.figure, frame.docked ?? null);
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
  fillPanel(frame, index);
}

function fillPanel(frame, index) {
  frame.docked = index;
  const panel = frame.figure.root.querySelector(".map-panel");
  panel.hidden = index === null;
  panel.replaceChildren(...(index === null ? [] : [closing(frame), ...wordsOf(frame.figure, index, true)]));
  outlineUnit(frame, index);
  markUnit(frame.figure, index);
}

function closing(frame) {
  const button = element("button", "map-close", "\u00d7");
  button.type = "button";
  button.setAttribute("aria-label", "Close");
  button.addEventListener("click", () => fillPanel(frame, null));
  return button;
}

function refreshTip(frame) {
  if (!frame.tip.hidden) frame.tip.replaceChildren(...wordsOf(frame.figure, frame.told));
  if (frame.docked !== null && frame.docked !== undefined) fillPanel(frame, frame.docked);
}

/** Return a unit's words as elements: name (a link to its page where it can be followed), value, flags, years, source. */
export function wordsOf(figure, index, linked = false) {
  const place = figure.place(index);
  const cell = figure.cell(index);
  const parts = [
    element("p", "tip-name", element("strong", "", title(figure, index, linked)), element("span", "tip-code", `${place.country} · ${place.code}`)),
  ];
  if (cell.value === null) parts.push(element("p", "tip-missing", `No data in ${figure.year}: ${figure.reasonWords(cell.reason)}`));
  else parts.push(element("p", "tip-value", chip(figure.colours[cell.group]), element("b", "", figure.number(cell.value)), ` ${figure.measure}`));
  for (const words of figure.flagWords(cell.flags)) parts.push(element("p", "tip-flag", words));
  if (figure.values.years.length > 1) parts.push(yearDots(figure, index));
  if (place.series) parts.push(element("p", "tip-source", figure.spoken(place.series.title)));
  return parts;
}

/** Return the name of a unit in its language, as a link where `linked` and where units have pages. */
function title(figure, index, linked) {
  const [name, lang] = figure.named(index);
  const { units } = figure.root.dataset;
  const made = element(linked && units ? "a" : "span", "", name);
  if (lang) made.lang = lang;
  if (made.tagName === "A") {
    const kept = new URLSearchParams(location.search).get("lang");
    made.href = units + encodeURIComponent(figure.place(index).code) + (kept ? `?lang=${encodeURIComponent(kept)}` : "");
  }
  return made;
}

function element(name, kind, ...children) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  made.append(...children);
  return made;
}

function chip(colour) {
  const picture = drawn("svg", { class: "chip", width: 12, height: 12, "aria-hidden": "true" });
  picture.append(drawn("rect", { width: "100%", height: "100%", fill: colour }));
  return picture;
}
