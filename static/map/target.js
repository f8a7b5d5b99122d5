/** Which unit is meant where a pointer or a finger is: tiny units are easier to hit than they are large. */

/** How far from its middle a tiny unit is still hit, in pixels: a target is as wide and as high as twice that. */
const REACH = { mouse: 12, touch: 22 };

/** Say whether an event comes from a finger. */
export function isFinger(event) {
  return event.pointerType ? event.pointerType === "touch" : matchMedia("(pointer: coarse)").matches;
}

/** Return the index of the unit that an event means, null where there is none. */
export function unitAt(frame, event) {
  const path = event.target.closest?.("path[data-place]");
  const hit = path ? Number(path.dataset.place) : null;
  // A screen reader or a key names its unit, it has no point.
  if (hit !== null && !event.clientX && !event.clientY) return hit;
  const reach = REACH[isFinger(event) ? "touch" : "mouse"];
  const { x, y } = frame.map.mouseEventToContainerPoint(event);
  return isTiny(frame, hit, reach) ? hit : nearestTiny(frame, x, y, reach) ?? hit;
}

/** Say whether a unit is hard to see at the present zoom: small in both directions. */
export function isSpeck(frame, index) {
  const box = boxOf(frame, index);
  return box !== null && Math.max(box.width, box.height) * 2 ** frame.map.getZoom() < 2 * REACH.mouse;
}

/** Say whether a unit is hard to hit at the present zoom, for a reach in pixels: small in one direction at least. */
function isTiny(frame, index, reach) {
  const box = index === null ? null : boxOf(frame, index);
  return box !== null && Math.min(box.width, box.height) * 2 ** frame.map.getZoom() < 2 * reach;
}

function nearestTiny(frame, x, y, reach) {
  let [best, least] = [null, reach];
  for (const index of tinyUnits(frame, reach)) {
    const middle = frame.map.latLngToContainerPoint(boxOf(frame, index).middle);
    const distance = Math.hypot(middle.x - x, middle.y - y);
    if (distance <= least) [best, least] = [index, distance];
  }
  return best;
}

/** Return the tiny units of the year that is shown, found once for each set of units, zoom and reach. */
function tinyUnits(frame, reach) {
  const drawn = frame.figure.drawn();
  const key = `${drawn.length}:${drawn[0]}:${frame.figure.year}:${frame.map.getZoom()}:${reach}`;
  frame.tiny ??= { key: "", units: [] };
  if (frame.tiny.key !== key) frame.tiny = { key, units: drawn.filter((index) => isTiny(frame, index, reach)) };
  return frame.tiny.units;
}

const boxes = new WeakMap();

/** Return width, height and middle of a unit on paper; null where the frame does not draw it. */
function boxOf(frame, index) {
  const layer = frame.units.get(index);
  if (!layer) return null;
  if (!boxes.has(layer)) {
    const bounds = layer.getBounds();
    boxes.set(layer, {
      width: bounds.getEast() - bounds.getWest(), height: bounds.getNorth() - bounds.getSouth(), middle: bounds.getCenter(),
    });
  }
  return boxes.get(layer);
}
