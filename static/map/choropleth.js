/** Land, units and borders in Leaflet, in the colours and lines of the picture. */
import { inIdleTime } from "./queue.js";
import { geometriesOf, groundOf, limitOf, linesOf, polygonsOf } from "./topology.js";

const SVG = "http://www.w3.org/2000/svg";

/** The pane whose units have names and take the focus; the others are pictures without words. */
const SPEAKS = "units";

/** Return the renderer of a pane of its own, so that land, units, borders and focus never change places. */
export function paneOf(frame, name, order) {
  const pane = frame.map.getPane(name) ?? frame.map.createPane(name);
  pane.style.zIndex = String(order);
  pane.style.pointerEvents = "none";
  if (name !== SPEAKS) pane.setAttribute("aria-hidden", "true");
  frame.renderers ??= {};
  frame.renderers[name] ??= globalThis.L.svg({ pane: name, padding: 0.6 });
  return frame.renderers[name];
}

const exact = { smoothFactor: 0, noClip: true };

/** Draw the quiet background. */
export function drawLand(frame, topology) {
  const renderer = paneOf(frame, "land", 200);
  for (const geometry of geometriesOf(topology, "land")) {
    globalThis.L.polygon(polygonsOf(topology, geometry), {
      ...exact, renderer, interactive: false, className: "land-shape", weight: 0.8, fillOpacity: 1,
    }).addTo(frame.map);
  }
}

/** Draw the units of the year, and show others or other colours whenever the year changes. */
export function drawUnits(frame, topology, settings) {
  const shapes = new Map(geometriesOf(topology, "territories").map((geometry) => [geometry.id, geometry]));
  shapes.forEach((geometry, key) => frame.figure.visible.add(key));
  frame.labelCircles = new Map([...shapes].map(([key, geometry]) => [key, geometry.properties.l]));
  const stock = { topology, shapes, opacity: settings.contextOpacity, sheets: new Map(), shown: null, groups: new Map() };
  const show = () => showUnits(frame, stock);
  show();
  frame.figure.onYear(show, "now");
  inIdleTime(prepare(frame, stock));
}

/** Make what other years draw before they are asked for; Leaflet keeps it right, the page does not hold it. */
function* prepare(frame, stock) {
  const { figure, map, units } = frame;
  const shelve = (layer) => {
    if (map.hasLayer(layer)) return;
    attach(frame, layer);
    layer.getElement().remove();
  };
  for (const year of figure.values.years) {
    for (const index of figure.drawn(year)) {
      if (!makeUnit(frame, stock, index)) continue;
      shelve(units.get(index));
      yield;
    }
    if (stock.sheets.has(figure.drawn(year))) continue;
    sheetFor(frame, stock, figure.drawn(year)).forEach(shelve);
    yield;
  }
  frame.isStocked = true;
}

function showUnits(frame, stock) {
  const drawn = frame.figure.drawn();
  if (drawn !== stock.shown) exchangeUnits(frame, stock, drawn);
  for (const index of drawn) paint(frame, stock, index);
}

/** Take away the units that are not drawn any more and add those that are, context below the core. */
function exchangeUnits(frame, stock, drawn) {
  const { figure, units } = frame;
  const [before, wanted] = [new Set(stock.shown), new Set(drawn)];
  for (const index of before) if (!wanted.has(index)) units.get(index)?.getElement().remove();
  for (const layer of stock.shown ? sheetFor(frame, stock, stock.shown) : []) layer.getElement().remove();
  for (const layer of sheetFor(frame, stock, drawn)) attach(frame, layer);
  for (const index of [...drawn].sort((a, b) => figure.isCore(a) - figure.isCore(b))) {
    makeUnit(frame, stock, index);
    if (units.has(index) && !before.has(index)) attach(frame, units.get(index), stock.shown !== null && !figure.isCore(index));
  }
  stock.shown = drawn;
  defineHatch(frame);
}

/** Put a layer on the map for the first time, later its shape alone back to where it was: that is all that has changed. */
function attach(frame, layer, isBelow = false) {
  if (frame.map.hasLayer(layer)) layer.shelf.append(layer.getElement());
  else {
    layer.addTo(frame.map);
    layer.shelf = layer.getElement().parentNode;
  }
  if (isBelow) layer.shelf.prepend(layer.getElement());
}

/** Make the shape of a unit where the frame has one; say whether there was anything to do. */
function makeUnit(frame, stock, index) {
  const { key, core } = frame.figure.place(index);
  if (frame.units.has(index) || !stock.shapes.has(key)) return false;
  frame.units.set(index, globalThis.L.polygon(polygonsOf(stock.topology, stock.shapes.get(key)), {
    ...exact, renderer: paneOf(frame, "units", 300), className: `unit ${core ? "core" : "context"}`,
    weight: 0.8, fillOpacity: core ? 1 : stock.opacity, bubblingMouseEvents: true,
  }).on("add", ({ target }) => { target.getElement().dataset.place = String(index); }));
  return true;
}

/**
 * Return what lies below and above a set of units: land, so that paler and dimmed colours do not mix with the sea, and the
 * thin line round the core, where its units meet those around it.
 */
function sheetFor(frame, { topology, shapes, sheets }, drawn) {
  if (!sheets.has(drawn)) {
    const places = drawn.map((index) => frame.figure.place(index)).filter(({ key }) => shapes.has(key));
    const geometries = places.map(({ key }) => shapes.get(key));
    const core = new Set(places.filter((place) => place.core).map(({ key }) => shapes.get(key)));
    const ground = globalThis.L.polygon(groundOf(topology, geometries), {
      ...exact, renderer: paneOf(frame, "land", 200), interactive: false, className: "land-shape", stroke: false, fillOpacity: 1,
    });
    const limit = [["limit-halo", 2.8, 0.7], ["limit-line", 0.9, 1]].map(([className, weight, opacity]) =>
      globalThis.L.polyline(limitOf(topology, geometries, core), {
        ...exact, renderer: paneOf(frame, "limit", 340), interactive: false, className, weight, opacity,
      }));
    sheets.set(drawn, [ground, ...limit]);
  }
  return sheets.get(drawn);
}

/**
 * Give a unit the colour of its class and lines that stand off from it, or the hatch. Only what is another than before is
 * touched, and not through Leaflet, which writes a dozen attributes each time.
 */
function paint(frame, { groups }, index) {
  const { figure } = frame;
  const layer = frame.units.get(index);
  const group = figure.group(index);
  const before = groups.get(index);
  if (!layer || group === before) return;
  const element = layer.getElement();
  layer.options.fillColor = group === null ? `url(#live-${frame.element.dataset.hatch})` : figure.colours[group];
  element.setAttribute("fill", layer.options.fillColor);
  if (before !== undefined) element.classList.remove(...figure.kinds(before));
  element.classList.add(...figure.kinds(group));
  groups.set(index, group);
}

/** Lay the picture's no-data pattern into Leaflet's own picture, line upon line: a hidden one does not lend it. */
function defineHatch(frame) {
  const target = frame.renderers.units._container;
  const source = frame.picture?.querySelector("pattern");
  if (!target || !source) return;
  let pattern = target.querySelector("pattern");
  if (!pattern) {
    const definitions = document.createElementNS(SVG, "defs");
    pattern = source.cloneNode(true);
    pattern.id = `live-${frame.element.dataset.hatch}`;
    definitions.append(pattern);
    target.prepend(definitions);
    frame.map.on("zoomend resize", () => alignHatch(frame, pattern));
  }
  alignHatch(frame, pattern);
}

/** Keep the pitch that the hatch has while the whole frame is shown, at any zoom. */
function alignHatch(frame, pattern) {
  const { x, y } = frame.map.latLngToLayerPoint([0, 0]);
  pattern.setAttribute("patternTransform", `translate(${x} ${y}) scale(${2 ** frame.home}) rotate(45)`);
}

/** Draw the international borders: all halos first, then all lines. */
export function drawBorders(frame, topology) {
  const renderer = paneOf(frame, "borders", 350);
  const lines = geometriesOf(topology, "borders").map((geometry) => linesOf(topology, geometry));
  for (const [className, weight, opacity] of [["border-halo", 3.8, 0.8], ["border-line", 1.4, 1]]) {
    for (const coordinates of lines) {
      globalThis.L.polyline(coordinates, { ...exact, renderer, interactive: false, className, weight, opacity }).addTo(frame.map);
    }
  }
}
