/** Where an arrow key leads from a unit: to one that shares a line with it, else to the nearest in that direction. */
import { geometriesOf } from "./topology.js";

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** How far beside its direction a neighbour may lie, and another unit: the tangent of the angle. */
const WIDTH = { neighbour: 1.75, other: 1 };

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

/** Return for each unit where the keys lead, so that every unit is reached from the first one. */
function waysBetween(frame, topology, units) {
  const centres = new Map(units.map((index) => [index, centreOf(frame, index)]));
  const beside = neighbours(frame, topology, units);
  const ways = new Map(units.map((from) => [from, Object.fromEntries(
    Object.entries(DIRECTIONS).map(([key, direction]) => [key, best(centres, from, direction, beside.get(from), units)]),
  )]));
  return connected(ways, centres, units);
}

/** Return for each unit those that share a line with it; none where there is no topology, as in an embed. */
function neighbours(frame, topology, units) {
  if (!topology) return new Map(units.map((index) => [index, []]));
  const geometries = new Map(geometriesOf(topology, "territories").map((geometry) => [geometry.id, geometry]));
  const found = globalThis.topojson.neighbors(units.map((index) => geometries.get(frame.figure.place(index).key)));
  return new Map(units.map((index, at) => [index, found[at].map((other) => units[other])]));
}

function best(centres, from, direction, beside, units) {
  return least(centres, from, direction, beside, WIDTH.neighbour) ?? least(centres, from, direction, units, WIDTH.other);
}

function least(centres, from, direction, candidates, width) {
  let [found, lowest] = [null, Infinity];
  for (const index of candidates) {
    const cost = index === from ? Infinity : costOf(centres.get(from), centres.get(index), direction, width);
    if (cost < lowest) [found, lowest] = [index, cost];
  }
  return found;
}

/** Return what it costs to go from one centre to another in a direction; infinity where that is elsewhere. */
function costOf([x, y], [ox, oy], [dx, dy], width) {
  const along = (ox - x) * dx + (oy - y) * dy;
  const across = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
  return along > 0 && across <= along * width ? along + 2 * across : Infinity;
}

/** Turn ways round until every unit is reached: a unit that lies behind others takes the way of one of them. */
function connected(ways, centres, units) {
  for (let reached = reachedFrom(ways, units[0]); reached.size < units.length;) {
    const turned = turnedFor(ways, centres, units, reached);
    if (!turned) break;
    reached = turned;
  }
  return ways;
}

function turnedFor(ways, centres, units, reached) {
  const trials = [];
  for (const lost of units.filter((index) => !reached.has(index))) {
    for (const from of reached) {
      for (const [key, direction] of Object.entries(DIRECTIONS)) {
        const cost = costOf(centres.get(from), centres.get(lost), direction, 4);
        if (cost < Infinity) trials.push({ cost, from, key, lost });
      }
    }
  }
  trials.sort((a, b) => a.cost - b.cost);
  for (const { from, key, lost } of trials) {
    const before = ways.get(from)[key];
    ways.get(from)[key] = lost;
    const now = reachedFrom(ways, units[0]);
    if (now.size > reached.size && [...reached].every((index) => now.has(index))) return now;
    ways.get(from)[key] = before;
  }
  return null;
}

function reachedFrom(ways, first) {
  const reached = new Set([first]);
  for (const index of reached) for (const next of Object.values(ways.get(index))) if (next !== null) reached.add(next);
  return reached;
}
