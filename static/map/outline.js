/** Outlines above the map: of the unit that is pointed at or has the focus, and of those that were chosen. */
import { markUnit } from "./legend.js";

/** Radius of the ring round a unit that is hard to see, in pixels. */
export const RING = 13;
/** How much wider the halo of an outline is than its line, in pixels. */
export const HALO = 2.8;

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
  frame.outline = index === null ? null : frame.trace(index, "unit-outline", 2.2);
}

/** Outline the chosen units. */
export function outlineChosen(frame, indexes) {
  frame.chosenLines?.forEach((line) => line.remove());
  frame.chosenLines = indexes.flatMap((index) => frame.trace(index, "unit-chosen", 2.6));
}
