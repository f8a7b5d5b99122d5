/** Names above the units: where the picture has them at first, placed anew without collisions at any other scale or year. */
import { inIdleTime } from "./queue.js";
import { STEP, commonSpans, crossedShare, foreignShare, ownShare, sheetOf } from "./scanlines.js";

const SVG = "http://www.w3.org/2000/svg";
/** The numbers of the server's `labels.py`. */
const LEADING = 1.15;
const CONTEXT_SHARE = 0.86;
const GAP = 4;
const PADDING = 0.25;
const SMALLEST = { core: 0.35, context: 0.6 };
const FOREIGN = { core: 0.5, context: 0.12 };
const OWN = 0.6;
const NEAR = 4;
const FAR = 0.1;
const HALO = 0.2;
/** Size of core names in pixels where the picture does not say it. */
const CORE_SIZE = 13;
const measurer = document.createElement("canvas").getContext("2d");

/** Put labels into a pane of their own and keep them right. */
export function drawLabels(frame, topology) {
  const { map } = frame;
  const pane = map.createPane("names");
  pane.style.zIndex = "420";
  pane.style.pointerEvents = "none";
  const layer = document.createElementNS(SVG, "svg");
  layer.setAttribute("class", "map-labels");
  layer.setAttribute("aria-hidden", "true");
  layer.setAttribute("width", "1");
  layer.setAttribute("height", "1");
  pane.append(layer);
  const names = { layer, placed: new Map(), shown: null };
  const place = () => drain(placeLabels(frame, topology, names));
  const anew = () => {
    names.placed = new Map();
    place();
  };
  map.on("zoomstart", () => layer.classList.add("away"));
  map.on("zoomend resize", anew);
  map.on("moveend", () => { if (!frame.atHome) anew(); });
  frame.figure.onYear(() => inkLabels(frame, names), "now");
  frame.figure.onYear(() => (names.shown === frame.figure.drawn() ? null : placeLabels(frame, topology, names)));
  place();
  inIdleTime(prepare(frame, topology, names));
}

const drain = (steps) => {
  while (!steps.next().done);
};

/** Find places for the names of units that other years draw, once these are made. */
function* prepare(frame, topology, names) {
  while (!frame.isStocked) yield;
  for (const year of frame.figure.values.years) yield* placesOf(frame, topology, names.placed, frame.figure.drawn(year));
}

/** Write the names of the units that are drawn, unless the view has changed since this began. */
function* placeLabels(frame, topology, names) {
  const drawn = frame.figure.drawn();
  const { layer, placed } = names;
  yield* placesOf(frame, topology, placed, drawn);
  if (names.placed !== placed) return;
  layer.replaceChildren(...placed.get(drawn).map((label) => textOf(frame, label)));
  layer.classList.remove("away");
  names.shown = drawn;
}

/** Find where the names of units stand, which depends on the view and not on the values of a year. */
function* placesOf(frame, topology, placed, drawn) {
  if (placed.has(drawn)) return;
  const ready = frame.atHome && drawn === frame.figure.drawn(frame.firstYear) ? fromPicture(frame) : null;
  placed.set(drawn, ready ?? (yield* fresh(frame, topology, drawn)));
}

/** Give the names the ink that is legible on the colours of the year; those of units that are gone go at once. */
function inkLabels(frame, names) {
  const drawn = frame.figure.drawn();
  const wanted = drawn === names.shown ? null : new Set(drawn);
  for (const text of [...names.layer.children]) {
    const index = Number(text.dataset.place);
    const kinds = kindsOf(frame, index, text.dataset.aside);
    if (wanted && !wanted.has(index)) text.remove();
    else if (text.getAttribute("class") !== kinds) text.setAttribute("class", kinds);
  }
  if (wanted) names.shown = null;
}

/** Return the picture's group of names for this width. */
const shownGroup = (frame) =>
  [...(frame.picture?.querySelectorAll("g.labels") ?? [])].find((found) => getComputedStyle(found).display !== "none");

/** Return the picture's own labels, scaled to the box; null where it shows none. */
function fromPicture(frame) {
  const group = shownGroup(frame);
  if (!group) return null;
  const scale = 2 ** frame.home;
  const origin = frame.map.latLngToLayerPoint([0, 0]);
  return [...group.querySelectorAll("text")].map((text) => {
    const spans = [...text.querySelectorAll("tspan")];
    return {
      index: Number(text.dataset.place),
      x: origin.x + Number(text.getAttribute("x")) * scale,
      y: origin.y + Number(text.getAttribute("y")) * scale,
      size: Number(text.getAttribute("font-size") ?? group.getAttribute("font-size")) * scale,
      lang: text.lang,
      aside: text.classList.contains("aside"),
      halo: Number(group.getAttribute("stroke-width")) * scale,
      leading: Number(spans[1]?.getAttribute("dy") ?? 0) * scale,
      lines: spans.length ? spans.map((span) => span.textContent) : [text.textContent],
    };
  });
}

/** Place as many names as fit into what is in view, core units before others, large before small. */
function* fresh(frame, topology, drawn) {
  const { figure, map } = frame;
  const size = map.getSize();
  const corner = map.containerPointToLayerPoint([0, 0]);
  const view = { left: corner.x, top: corner.y, right: corner.x + size.x, bottom: corner.y + size.y };
  const sheet = sheetOf(frame, topology, drawn, view);
  const home = Number(shownGroup(frame)?.getAttribute("font-size")) * 2 ** frame.home || CORE_SIZE;
  const family = getComputedStyle(frame.element).fontFamily;
  const taken = reserved(frame, view);
  const units = drawn
    .filter((index) => sheet.units.get(index)?.size)
    .map((index) => ({ index, ...figure.place(index), ...middleOf(frame, index, sheet, view) }))
    .sort((a, b) => b.core - a.core || b.radius - a.radius);
  const placed = [];
  for (const unit of units) {
    yield;
    const label = fitLabel(unit, figure.named(unit.index), { sheet, view, family, taken, home });
    if (!label) continue;
    placed.push(label);
    taken.push(label.box);
  }
  return placed;
}

/** Return where the buttons and the scale stand, in layer pixels. */
const reserved = (frame, { left, top, right, bottom }) => [
  { left: right - 44, top, right, bottom: top + (frame.atHome ? 44 : 120) },
  { left: left + (right - left) * 0.7, top: bottom - 26, right, bottom },
];

/** Return the centre and radius of a unit: its largest circle, or the middle of its widest row where that is out of view. */
function middleOf(frame, index, sheet, view) {
  const [x, y, r] = frame.labelCircles.get(frame.figure.place(index).key);
  const centre = frame.map.latLngToLayerPoint([-y, x]);
  const radius = r * 2 ** frame.map.getZoom();
  if (radius && inside({ left: centre.x, right: centre.x, top: centre.y, bottom: centre.y }, view, 0)) return { centre, radius };
  const rows = [...sheet.units.get(index)].map(([row, spans]) => [row, spans.reduce((best, span) => (span[1] - span[0] > best[1] - best[0] ? span : best))]);
  const [row, [a, b]] = rows.reduce((best, next) => (next[1][1] - next[1][0] > best[1][1] - best[1][0] ? next : best));
  return { centre: { x: (a + b) / 2, y: (row + 0.5) * STEP }, radius: Math.min((b - a) / 2, (rows.length * STEP) / 2) };
}

/** Return the label of a unit: inside its shape where it fits, else where it hides the least of the others. */
function fitLabel(unit, [name, lang], room) {
  const kind = unit.core ? "core" : "context";
  if (unit.radius < room.home * SMALLEST[kind]) return null;
  const free = (label) => inside(label.box, room.view, label.size * PADDING) && !room.taken.some((other) => collide(label.box, other, GAP));
  let blocks = [];
  for (const size of unit.core ? [room.home, room.home * CONTEXT_SHARE] : [room.home * CONTEXT_SHARE]) {
    blocks = blocksOf(name, size, room.family, unit.core ? 550 : 400);
    const within = blocks.flatMap((block) => withinUnit(room.sheet, unit, block));
    const found = near(within, unit.centre).find(free);
    if (found) return finished(unit, lang, found);
  }
  const [best] = near(blocks.flatMap((block) => acrossUnit(room.sheet, unit, block)), unit.centre).reduce(([label, least], next) => {
    if (FAR * next.distance >= least || !free(next)) return [label, least];
    const cost = disturbance(room.sheet, unit.index, kind, next.box) + FAR * next.distance;
    if (cost >= least) return [label, least];
    const aside = ownShare(room.sheet, next.box, unit.index) < OWN;
    return aside && gapTo(next.box, unit.centre) > unit.radius + NEAR * next.size ? [label, least] : [{ ...next, aside }, cost];
  }, [null, Infinity]);
  return best && { ...finished(unit, lang, best), aside: best.aside };
}

/** Return how far a point lies from a box. */
const gapTo = ({ left, top, right, bottom }, { x, y }) =>
  Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));

function blocksOf(name, size, family, weight) {
  measurer.font = `${weight} ${size}px ${family}`;
  return layoutsOf(name).map((lines) => ({
    lines, size, width: Math.max(...lines.map((line) => measurer.measureText(line).width)), height: lines.length * LEADING * size,
  }));
}

function at(block, x, y) {
  const box = { left: x - block.width / 2, right: x + block.width / 2, top: y - block.height / 2, bottom: y + block.height / 2 };
  return { ...block, x, middle: y, box };
}

/** Return where a block lies inside its unit, in each row as near to the centre as the shape lets it. */
function withinUnit(sheet, { index, centre }, block) {
  const rows = sheet.units.get(index);
  const width = block.width + GAP;
  const count = Math.floor(block.height / STEP) + 1;
  return [...rows.keys()].flatMap((first) => commonSpans(rows, first, count, width).map(([a, b]) =>
    at(block, Math.min(Math.max(centre.x, a + width / 2), b - width / 2), (first + count / 2) * STEP)));
}

/** Return where a block that does not fit may lie: over the middle of its unit's spans, or from one of their ends. */
function acrossUnit(sheet, { index }, block) {
  return [...sheet.units.get(index)].flatMap(([row, spans]) => spans.flatMap(([a, b]) =>
    [(a + b) / 2, a + block.width / 2, b - block.width / 2].map((x) => at(block, x, (row + 0.5) * STEP))));
}

/** Sort labels by their distance from a centre, in heights of their text; two lines are a little worse. */
function near(labels, centre) {
  const distance = ({ x, middle, size, lines }) => (Math.abs(x - centre.x) / 2 + Math.abs(middle - centre.y)) / size + 0.3 * lines.length;
  return labels.map((label) => ({ ...label, distance: distance(label) })).sort((a, b) => a.distance - b.distance);
}

/** Return how much of other units and borders a box hides; infinity where that is too much. */
function disturbance(sheet, index, kind, box) {
  const [foreign, crossed] = [foreignShare(sheet, box, index), crossedShare(sheet, box)];
  return foreign > FOREIGN[kind] || (crossed && kind === "context") ? Infinity : 4 * foreign + 2 * crossed;
}

const finished = ({ index }, lang, { x, middle, size, lines, box }) =>
  ({ index, lang, x, y: middle - ((lines.length - 1) * LEADING * size) / 2 + 0.35 * size, size, lines, box });

function layoutsOf(name) {
  const cuts = [...name.matchAll(/[ -]/g)].map((match) => match.index).filter((at) => at > 0 && at < name.length - 1);
  if (!cuts.length || name.length < 9) return [[name]];
  const cut = cuts.reduce((best, at) => (Math.abs(at - name.length / 2) < Math.abs(best - name.length / 2) ? at : best));
  const two = [name.slice(0, name[cut] === "-" ? cut + 1 : cut), name.slice(cut + 1)];
  return name.length > 18 ? [two, [name]] : [[name], two];
}

const inside = (box, view, margin) =>
  box.left >= view.left + margin && box.right <= view.right - margin && box.top >= view.top + margin && box.bottom <= view.bottom - margin;

const collide = (a, b, gap) =>
  a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap;

function textOf(frame, { index, x, y, size, lines, lang, aside, leading = LEADING * size, halo = HALO * size }) {
  const text = document.createElementNS(SVG, "text");
  if (aside) text.dataset.aside = "";
  text.setAttribute("class", kindsOf(frame, index, text.dataset.aside));
  text.setAttribute("x", x.toFixed(3));
  text.setAttribute("y", y.toFixed(3));
  text.setAttribute("font-size", size.toFixed(3));
  text.setAttribute("stroke-width", halo.toFixed(3));
  text.dataset.place = String(index);
  if (lang) text.setAttribute("lang", lang);
  if (lines.length === 1) text.textContent = lines[0];
  else lines.forEach((line, position) => {
    const span = document.createElementNS(SVG, "tspan");
    span.setAttribute("x", x.toFixed(3));
    span.setAttribute("dy", position ? leading.toFixed(3) : "0");
    span.textContent = line;
    text.append(span);
  });
  return text;
}

/** Return the classes of a name: beside its unit the theme's own ink is legible, on it the one that stands off from its colour. */
function kindsOf({ figure }, index, aside) {
  return aside === undefined ? figure.inkOf(index) : `${figure.isCore(index) ? "core" : "context"} aside`;
}
