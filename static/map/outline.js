/** Outlines above the map: of the unit that is pointed at or has the focus, and of those that were chosen. */
import { paneOf } from "./choropleth.js";
import { markUnit } from "./legend.js";
import { isSpeck } from "./target.js";

const exact = { smoothFactor: 0, noClip: true, interactive: false, fill: false };
/** Radius of the ring round a unit that is hard to see, in pixels. */
const RING = 13;

/** Outline one unit above everything else, or none; a ring shows where a tiny one is. The legend and a chart mark it too. */
export function outlineUnit(frame, index) {
  markUnit(frame.figure, index);
  frame.figure.root.dispatchEvent(new CustomEvent("mapserver:unit", { detail: { place: index } }));
  draw(frame, index);
}

/** Outline the unit that is pointed at beside the map. */
export function followPointing(frame) {
  frame.figure.root.addEventListener("mapserver:point", (event) => draw(frame, event.detail.place));
}

function draw(frame, index) {
  frame.outline?.forEach((line) => line.remove());
  frame.outline = index === null ? null : lines(frame, index, "unit-outline", 2.2);
}

/** Outline the chosen units. */
export function outlineChosen(frame, indexes) {
  frame.chosenLines?.forEach((line) => line.remove());
  frame.chosenLines = indexes.flatMap((index) => lines(frame, index, "unit-chosen", 2.6));
}

function lines(frame, index, kind, weight) {
  const layer = frame.units.get(index);
  if (!layer) return [];
  const renderer = paneOf(frame, kind === "unit-chosen" ? "chosen" : "focus", kind === "unit-chosen" ? 370 : 380);
  const kinds = [[`${kind} halo`, weight + 2.8], [kind, weight]];
  const drawn = kinds.map(([className, width]) => globalThis.L.polygon(layer.getLatLngs(), { ...exact, renderer, className, weight: width }));
  if (isSpeck(frame, index)) {
    const middle = layer.getBounds().getCenter();
    drawn.push(...kinds.map(([className, width]) => globalThis.L.circleMarker(middle, { ...exact, renderer, className, radius: RING, weight: width })));
  }
  return drawn.map((line) => line.addTo(frame.map));
}
