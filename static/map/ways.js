/** Where arrow keys lead over a map, worked out of the middles of its units and of which share a line. Knows no map. */

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** How far beside its direction a neighbour may lie, and another unit: the tangent of the angle. */
const WIDTH = { neighbour: 1.75, other: 1 };

/**
 * Return for each unit where the keys lead, so that every unit is reached from the first one; null where one leads nowhere.
 * `centres` has the middle of each unit, `beside` those that share a line with it.
 */
export function waysFrom(units, centres, beside) {
  const ways = new Map(units.map((from) => [from, Object.fromEntries(
    Object.entries(DIRECTIONS).map(([key, direction]) => [key, best(centres, from, direction, beside.get(from), units)]),
  )]));
  return connected(ways, centres, units);
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
