/** Land, units and borders in Leaflet, in the colours and lines of the picture. */
import { geometriesOf, limitOf, linesOf, polygonsOf } from "./topology.js";

const SVG = "http://www.w3.org/2000/svg";

/** Return the renderer of a pane of its own, so that land, units, borders and focus never change places. */
export function paneOf(frame, name, order) {
  const pane = frame.map.getPane(name) ?? frame.map.createPane(name);
  pane.style.zIndex = String(order);
  pane.style.pointerEvents = "none";
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

/** Draw the units of the year, and draw them anew whenever the year changes. */
export function drawUnits(frame, topology, settings) {
  const shapes = new Map(geometriesOf(topology, "territories").map((geometry) => [geometry.id, geometry]));
  shapes.forEach((geometry, key) => frame.figure.visible.add(key));
  frame.labelCircles = new Map([...shapes].map(([key, geometry]) => [key, geometry.properties.l]));
  const show = () => showUnits(frame, topology, shapes, settings.contextOpacity);
  show();
  frame.figure.onYear(show);
}

function showUnits(frame, topology, shapes, contextOpacity) {
  const { figure, map, units } = frame;
  const drawn = new Set(figure.drawn());
  for (const [index, layer] of units) if (!drawn.has(index)) layer.remove();
  layGround(frame, topology, shapes, drawn);
  const ordered = [...drawn].sort((a, b) => figure.place(a).core - figure.place(b).core);
  for (const index of ordered) {
    const { key, core } = figure.place(index);
    if (!shapes.has(key)) continue;
    if (!units.has(index)) {
      units.set(index, globalThis.L.polygon(polygonsOf(topology, shapes.get(key)), {
        ...exact, renderer: paneOf(frame, "units", 300), className: `unit ${core ? "core" : "context"}`,
        weight: 0.8, fillOpacity: core ? 1 : contextOpacity, bubblingMouseEvents: true,
      }));
    }
    const layer = units.get(index);
    if (!map.hasLayer(layer)) layer.addTo(map);
    if (core) layer.bringToFront();
    paint(frame, index, layer);
  }
  defineHatch(frame);
  drawLimit(frame, topology, shapes, drawn);
}

/** Draw the thin line round the core, where its units meet those around it. */
function drawLimit(frame, topology, shapes, drawn) {
  frame.limit?.forEach((line) => line.remove());
  const places = [...drawn].map((index) => frame.figure.place(index)).filter(({ key }) => shapes.has(key));
  const core = new Set(places.filter((place) => place.core).map((place) => shapes.get(place.key)));
  const lines = limitOf(topology, places.map((place) => shapes.get(place.key)), core);
  const renderer = paneOf(frame, "limit", 340);
  frame.limit = [["limit-halo", 2.8, 0.7], ["limit-line", 0.9, 1]].map(([className, weight, opacity]) =>
    globalThis.L.polyline(lines, { ...exact, renderer, interactive: false, className, weight, opacity }).addTo(frame.map));
}

/** Lay land below the units, so that paler and dimmed colours do not mix with the sea. */
function layGround(frame, topology, shapes, drawn) {
  frame.ground ??= new Map();
  for (const [index, layer] of frame.ground) if (!drawn.has(index)) layer.remove();
  for (const index of drawn) {
    const { key } = frame.figure.place(index);
    if (!shapes.has(key)) continue;
    if (!frame.ground.has(index)) {
      frame.ground.set(index, globalThis.L.polygon(polygonsOf(topology, shapes.get(key)), {
        ...exact, renderer: paneOf(frame, "land", 200), interactive: false, className: "land-shape", stroke: false, fillOpacity: 1,
      }));
    }
    frame.ground.get(index).addTo(frame.map);
  }
}

/** Give a unit the colour of its class and lines that stand off from it, or the hatch. */
function paint(frame, index, layer) {
  const { figure } = frame;
  const { group } = figure.cell(index);
  layer.setStyle({ fillColor: group === null ? `url(#live-${frame.element.dataset.hatch})` : figure.colours[group] });
  const element = layer.getElement();
  for (const name of [...element.classList]) if (/^(c\d+|none|pale|deep)$/.test(name)) element.classList.remove(name);
  const kinds = group === null ? ["none", "pale"] : [`c${group}`, figure.tones[group]];
  element.classList.add(...kinds.filter(Boolean));
  element.dataset.place = String(index);
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
