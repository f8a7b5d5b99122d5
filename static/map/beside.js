/** Where an arrow key leads from a unit: to one that shares a line with it, else to the nearest in that direction. */
import { geometriesOf } from "./topology.js";
import { waysFrom } from "./ways.js";

/** Return the units that keys can reach: all that the frame draws in the year that is shown. */
export function unitsOnMap(frame) {
  return frame.figure.drawn().filter((index) => frame.units.get(index)?.getElement());
}

/** Return the middle of a unit on paper: of its largest circle, of what the frame shows where that holds no circle. */
export function centreOf(frame, index) {
  const [x, y, radius] = frame.labelCircles.get(frame.figure.place(index).key);
  if (radius > 0) return [x, y];
  const bounds = frame.units.get(index).getBounds();
  const middle = (low, high, size) => (Math.max(low, 0) + Math.min(high, size)) / 2;
  return [middle(bounds.getWest(), bounds.getEast(), frame.width), middle(-bounds.getNorth(), -bounds.getSouth(), frame.height)];
}

/** Return the unit to which a key leads, null where it leads nowhere. */
export function nextUnit(frame, topology, from, key) {
  const units = unitsOnMap(frame);
  const name = String(units);
  if (frame.ways?.name !== name) frame.ways = { name, from: waysBetween(frame, topology, units) };
  return frame.ways.from.get(from)?.[key] ?? null;
}

function waysBetween(frame, topology, units) {
  const centres = new Map(units.map((index) => [index, centreOf(frame, index)]));
  return waysFrom(units, centres, neighbours(frame, topology, units));
}

/** Return for each unit those that share a line with it; none where there is no topology, as in an embed. */
function neighbours(frame, topology, units) {
  if (!topology) return new Map(units.map((index) => [index, []]));
  const geometries = new Map(geometriesOf(topology, "territories").map((geometry) => [geometry.id, geometry]));
  const found = globalThis.topojson.neighbors(units.map((index) => geometries.get(frame.figure.place(index).key)));
  return new Map(units.map((index, at) => [index, found[at].map((other) => units[other])]));
}
