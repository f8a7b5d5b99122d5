/** The outline of a unit in Leaflet: a halo below, the line above, a ring round a unit that is hard to see. */
import { paneOf } from "./choropleth.js";
import { HALO, RING } from "./outline.js";
import { isSpeck } from "./target.js";

const exact = { smoothFactor: 0, noClip: true, interactive: false, fill: false };

/** Draw the outline of a unit, a line of a kind so many pixels wide; returns what was drawn, nothing for a unit that is not. */
export function traceUnit(frame, index, kind, weight) {
  const layer = frame.units.get(index);
  if (!layer) return [];
  const renderer = paneOf(frame, kind === "unit-chosen" ? "chosen" : "focus", kind === "unit-chosen" ? 370 : 380);
  const kinds = [[`${kind} halo`, weight + HALO], [kind, weight]];
  const drawn = kinds.map(([className, width]) => globalThis.L.polygon(layer.getLatLngs(), { ...exact, renderer, className, weight: width }));
  if (isSpeck(frame, index)) {
    const middle = layer.getBounds().getCenter();
    drawn.push(...kinds.map(([className, width]) => globalThis.L.circleMarker(middle, { ...exact, renderer, className, radius: RING, weight: width })));
  }
  return drawn.map((line) => line.addTo(frame.map));
}
