/** A frame of an embed: the server's picture itself is the map. It answers what tooltips, keys and the legend ask of a frame. */
import { HALO, RING } from "../map/outline.js";
import { isSpeck } from "../map/target.js";
import { Viewport } from "./viewport.js";

const SVG = "http://www.w3.org/2000/svg";
const TITLES = "title, desc";

export class StillFrame {
  constructor(element, figure) {
    this.element = element;
    this.figure = figure;
    this.picture = element.querySelector("svg.picture");
    this.width = Number(element.dataset.width);
    this.height = Number(element.dataset.height);
    this.map = new Viewport(this.picture, this.width, this.height);
    this.units = new Map();
    this.labelCircles = { get: () => [0, 0, 0] };
    this.map.on("zoomend", () => this.#keepNames());
  }

  get atHome() {
    return this.map.factor === 1;
  }

  /** Show the whole frame. */
  fit() {
    this.map.setZoom(this.map.getZoom() - Math.log2(this.map.factor));
  }

  /** Draw the outline of a unit; returns what can be removed again. */
  trace(index, kind, weight) {
    const unit = this.units.get(index);
    if (!unit?.getElement()) return [];
    this.traces ??= this.picture.appendChild(document.createElementNS(SVG, "g"));
    this.traces.setAttribute("class", "traces");
    const kinds = [[`${kind} halo`, weight + HALO], [kind, weight]];
    const ring = isSpeck(this, index) ? unit.ring(RING / this.map.pixels) : null;
    const shapes = [unit.getElement().getAttribute("d"), ring].filter(Boolean);
    return shapes.flatMap((path) => kinds.map(([names, width]) => {
      const line = document.createElementNS(SVG, "path");
      for (const [name, value] of [["d", path], ["class", names], ["fill", "none"], ["stroke-width", width]]) line.setAttribute(name, value);
      return this.traces.appendChild(line);
    }));
  }

  /** Hand the picture over: its parts have names of their own now, and the native hints of its titles would lie over ours. */
  open() {
    for (const title of this.picture.querySelectorAll(TITLES)) title.remove();
    this.picture.removeAttribute("aria-labelledby");
    this.element.classList.add("live");
  }

  /** Keep names as large as they are at home, whatever the zoom. */
  #keepNames() {
    const scale = 1 / this.map.factor;
    for (const text of this.picture.querySelectorAll(".labels text")) {
      const [x, y] = [text.getAttribute("x"), text.getAttribute("y")];
      if (scale === 1) text.removeAttribute("transform");
      else text.setAttribute("transform", `translate(${x} ${y}) scale(${scale.toFixed(4)}) translate(${-x} ${-y})`);
    }
  }
}
