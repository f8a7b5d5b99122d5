/** Units and borders as rows of spans in pixels of what is in view: which unit lies where. Knows no name and draws nothing. */
import { geometriesOf, linesOf } from "./topology.js";

/** Height of a row in pixels: a line of text covers four of them or more. */
export const STEP = 4;

/** Return units and the borders as rows, cut to the view (a box in layer pixels). */
export function sheetOf(frame, topology, drawn, view) {
  const units = new Map();
  const taken = new Map();
  const toPaper = projection(frame);
  for (const index of drawn) {
    const layer = frame.units.get(index);
    if (!layer) continue;
    const rows = unitRows(layer.getLatLngs(), toPaper, view);
    units.set(index, rows);
    for (const [row, spans] of rows) for (const [a, b] of spans) push(taken, row, [a, b, index]);
  }
  const borders = new Map();
  for (const geometry of geometriesOf(topology, "borders")) {
    for (const line of linesOf(topology, geometry)) addLine(borders, line.map(toPaper), view);
  }
  return { units, taken, borders };
}

/** Return a function from Leaflet's coordinates to layer pixels; both are on paper, so it is a scale and a shift. */
function projection(frame) {
  const scale = 2 ** frame.map.getZoom();
  const origin = frame.map.latLngToLayerPoint([0, 0]);
  return (point) => [(point.lng ?? point[1]) * scale + origin.x, -(point.lat ?? point[0]) * scale + origin.y];
}

function push(rows, row, span) {
  const spans = rows.get(row);
  if (spans) spans.push(span);
  else rows.set(row, [span]);
}

/** Return where the middle of each row lies inside a unit, cut to the view. */
function unitRows(polygons, toPaper, view) {
  const crossings = new Map();
  const [from, to] = [Math.floor(view.top / STEP), Math.floor(view.bottom / STEP)];
  for (const ring of polygons.flat()) {
    let [x1, y1] = toPaper(ring.at(-1));
    for (const point of ring) {
      const [x2, y2] = toPaper(point);
      const [low, high] = y1 < y2 ? [y1, y2] : [y2, y1];
      const last = Math.min(Math.ceil(high / STEP - 0.5) - 1, to);
      for (let row = Math.max(Math.ceil(low / STEP - 0.5), from); row <= last; row += 1) {
        push(crossings, row, x1 + ((x2 - x1) * ((row + 0.5) * STEP - y1)) / (y2 - y1));
      }
      [x1, y1] = [x2, y2];
    }
  }
  const rows = new Map();
  for (const [row, found] of crossings) {
    found.sort((a, b) => a - b);
    for (let at = 0; at + 1 < found.length; at += 2) {
      const [a, b] = [Math.max(found[at], view.left), Math.min(found[at + 1], view.right)];
      if (b > a) push(rows, row, [a, b]);
    }
  }
  return rows;
}

function addLine(rows, points, view) {
  for (let at = 1; at < points.length; at += 1) {
    const [[x1, y1], [x2, y2]] = [points[at - 1], points[at]];
    const first = Math.floor(Math.max(Math.min(y1, y2), view.top) / STEP);
    const last = Math.floor(Math.min(Math.max(y1, y2), view.bottom) / STEP);
    for (let row = first; row <= last; row += 1) push(rows, row, [Math.min(x1, x2), Math.max(x1, x2)]);
  }
}

const rowsOf = ({ top, bottom }) => {
  const first = Math.floor(top / STEP);
  return Array.from({ length: Math.floor(bottom / STEP) - first + 1 }, (_, at) => first + at);
};

function coveredShare(box, spansOf) {
  const rows = rowsOf(box);
  let covered = 0;
  for (const row of rows) for (const [a, b] of spansOf(row)) covered += Math.max(0, Math.min(box.right, b) - Math.max(box.left, a));
  return covered / ((box.right - box.left) * rows.length);
}

/** Return the share of a box that lies on other units. */
export const foreignShare = (sheet, box, unit) =>
  coveredShare(box, (row) => (sheet.taken.get(row) ?? []).filter(([, , index]) => index !== unit));

/** Return the share of a box that lies on its unit. */
export const ownShare = (sheet, box, unit) => coveredShare(box, (row) => sheet.units.get(unit).get(row) ?? []);

/** Return the share of the rows of a box in which a border runs through it. */
export function crossedShare(sheet, box) {
  const rows = rowsOf(box);
  return rows.filter((row) => sheet.borders.get(row)?.some(([a, b]) => a < box.right && box.left < b)).length / rows.length;
}

/** Return the spans of at least a width that lie inside in `count` rows from `first` on. */
export function commonSpans(rows, first, count, least) {
  let spans = rows.get(first) ?? [];
  for (let row = first + 1; row < first + count && spans.length; row += 1) {
    const next = rows.get(row) ?? [];
    spans = spans.flatMap(([a, b]) => next.map(([c, d]) => [Math.max(a, c), Math.min(b, d)]).filter(([e, f]) => f - e >= least));
  }
  return spans.filter(([a, b]) => b - a >= least);
}
