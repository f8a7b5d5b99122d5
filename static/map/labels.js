/** Names above the units: where the picture has them at first, placed anew without collisions at any other scale or year. */

const SVG = "http://www.w3.org/2000/svg";
const CORE_SIZE = 13;
const CONTEXT_SIZE = 11.5;
const LEADING = 1.15;
const measurer = document.createElement("canvas").getContext("2d");

/** Put labels into a pane of their own and keep them right. */
export function drawLabels(frame) {
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
  const place = () => placeLabels(frame, layer);
  map.on("zoomstart", () => layer.classList.add("away"));
  map.on("zoomend resize", place);
  map.on("moveend", () => { if (!frame.atHome) place(); });
  frame.figure.onYear(place);
  place();
}

function placeLabels(frame, layer) {
  const ready = frame.atHome ? fromPicture(frame) : null;
  const placed = ready ?? fresh(frame);
  layer.replaceChildren(...placed.map(textOf));
  layer.classList.remove("away");
}

/** Return the picture's own labels where they show the same units, scaled to the box. */
function fromPicture(frame) {
  const group = [...(frame.picture?.querySelectorAll("g.labels") ?? [])].find((found) => getComputedStyle(found).display !== "none");
  if (!group) return null;
  const drawn = new Set(frame.figure.drawn());
  const texts = [...group.querySelectorAll("text")];
  if (!texts.every((text) => drawn.has(Number(text.dataset.place)))) return null;
  const scale = frame.map.getSize().x / frame.width;
  const origin = frame.map.latLngToLayerPoint([0, 0]);
  return texts.map((text) => {
    const size = Number(text.getAttribute("font-size") ?? group.getAttribute("font-size")) * scale;
    const spans = [...text.querySelectorAll("tspan")];
    return {
      x: origin.x + Number(text.getAttribute("x")) * scale,
      y: origin.y + Number(text.getAttribute("y")) * scale,
      size, kind: text.getAttribute("class"), lang: text.lang,
      lines: spans.length ? spans.map((span) => span.textContent) : [text.textContent],
    };
  });
}

/** Place as many names as fit into what is in view, core units before others, large before small. */
function fresh(frame) {
  const { figure, map } = frame;
  const scale = 2 ** map.getZoom();
  const size = map.getSize();
  const corner = map.containerPointToLayerPoint([0, 0]);
  const view = { left: corner.x + 4, top: corner.y + 4, right: corner.x + size.x - 4, bottom: corner.y + size.y - 4 };
  const family = getComputedStyle(frame.element).fontFamily;
  const wanted = figure.drawn()
    .map((index) => ({ ...figure.place(index), index, circle: frame.labelCircles.get(figure.place(index).key) }))
    .filter(({ circle }) => circle)
    .sort((a, b) => b.core - a.core || b.circle[2] - a.circle[2]);
  const placed = [];
  for (const unit of wanted) {
    const fitted = fitLabel(unit, figure.name(unit.index), { map, scale, view, family, placed });
    if (fitted) placed.push(fitted);
  }
  return placed;
}

function fitLabel({ core, circle }, name, { map, scale, view, family, placed }) {
  const size = core ? CORE_SIZE : CONTEXT_SIZE;
  const radius = circle[2] * scale;
  if (radius < size * 0.6) return null;
  const centre = map.latLngToLayerPoint([-circle[1], circle[0]]);
  measurer.font = `${size}px ${family}`;
  for (const lines of layoutsOf(name)) {
    const width = Math.max(...lines.map((line) => measurer.measureText(line).width));
    if (width > 2 * radius * (core ? 2.6 : 1.7)) continue;
    const height = lines.length * LEADING * size;
    const step = Math.min(size * 0.9, radius * 0.6);
    for (const dy of [0, -step, step]) {
      const box = {
        left: centre.x - width / 2, right: centre.x + width / 2,
        top: centre.y + dy - height / 2, bottom: centre.y + dy + height / 2,
      };
      if (!inside(box, view) || placed.some((other) => collide(box, other.box, size * 0.25))) continue;
      const y = centre.y + dy - ((lines.length - 1) * LEADING * size) / 2 + 0.35 * size;
      return { x: centre.x, y, size, lines, box, kind: core ? "core" : "context", lang: "" };
    }
  }
  return null;
}

function layoutsOf(name) {
  const cuts = [...name.matchAll(/[ -]/g)].map((match) => match.index).filter((at) => at > 0 && at < name.length - 1);
  if (!cuts.length || name.length < 9) return [[name]];
  const cut = cuts.reduce((best, at) => (Math.abs(at - name.length / 2) < Math.abs(best - name.length / 2) ? at : best));
  const two = [name.slice(0, name[cut] === "-" ? cut + 1 : cut), name.slice(cut + 1)];
  return name.length > 18 ? [two, [name]] : [[name], two];
}

const inside = (box, view) =>
  box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom;

const collide = (a, b, gap) =>
  a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap;

function textOf({ x, y, size, lines, kind, lang }) {
  const text = document.createElementNS(SVG, "text");
  text.setAttribute("class", kind);
  text.setAttribute("x", x.toFixed(1));
  text.setAttribute("y", y.toFixed(1));
  text.setAttribute("font-size", size.toFixed(2));
  text.setAttribute("stroke-width", (size * 0.24).toFixed(2));
  if (lang) text.setAttribute("lang", lang);
  if (lines.length === 1) text.textContent = lines[0];
  else lines.forEach((line, position) => {
    const span = document.createElementNS(SVG, "tspan");
    span.setAttribute("x", x.toFixed(1));
    span.setAttribute("dy", position ? (LEADING * size).toFixed(1) : "0");
    span.textContent = line;
    text.append(span);
  });
  return text;
}
