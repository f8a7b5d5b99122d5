/** A frame of a figure: the Leaflet map that takes the place of the picture, box for box. */
import { figureOf } from "./figure.js";
import { addScale } from "./scale.js";
import { loadTopology } from "./topology.js";
import { traceUnit } from "./trace.js";
import { addZoom } from "./zoom.js";

const frames = new Map();

/** Return the frame of a Leaflet map; it is fitted into its box and its files are asked for at once. */
export function frameOf(map) {
  if (!frames.has(map)) frames.set(map, new MapFrame(map));
  return frames.get(map);
}

class MapFrame {
  constructor(map) {
    this.map = map;
    this.element = map.getContainer().closest(".map-frame");
    this.figure = figureOf(this.element);
    this.picture = this.element.querySelector("svg.picture");
    this.width = Number(this.element.dataset.width);
    this.height = Number(this.element.dataset.height);
    this.units = new Map();
    /** The year that the picture shows. */
    this.firstYear = this.figure.year;
    map.latLngToLayerPoint = (latlng) => this.onScreen(globalThis.L.latLng(latlng));
    this.steps = [];
    this.fit();
    addZoom(this);
    addScale(this);
    new ResizeObserver(() => this.resize()).observe(map.getContainer());
    this.files = Promise.all([loadTopology(this.element.dataset.topology), this.figure.ready()]);
  }

  /** Show exactly the frame: the container has its proportions. */
  fit() {
    const { map } = this;
    map.options.minZoom = -8;
    map.invalidateSize({ animate: false, pan: false });
    // A box may be a fraction of a pixel wider than Leaflet knows; the picture in it is.
    const { width } = map.getContainer().getBoundingClientRect();
    this.home = Math.log2(Math.max(width / this.width, 1e-3));
    map.setView([-this.height / 2, this.width / 2], this.home, { animate: false });
    map.setMinZoom(this.home).setMaxZoom(this.home + 3);
    map.setMaxBounds([[-this.height, 0], [0, this.width]]);
    map.options.maxBoundsViscosity = 1;
  }

  /**
   * Return where a point lies in layer pixels. Leaflet would round to whole pixels, the picture is made of whole units: while the
   * map shows what the picture shows, lines must not jump when it takes its place.
   */
  onScreen({ lat, lng }) {
    const point = this.atHome ? [Math.round(lat), Math.round(lng)] : [lat, lng];
    return this.map.project(point).subtract(this.map.getPixelOrigin());
  }

  /** Say whether the whole frame is shown, as in the picture. */
  get atHome() {
    return Math.abs(this.map.getZoom() - this.home) < 1e-6;
  }

  /** Draw the outline of a unit; returns what can be removed again. */
  trace(index, kind, weight) {
    return traceUnit(this, index, kind, weight);
  }

  /** Keep the whole frame in view when the box changes, and the centre when the reader had zoomed. */
  resize() {
    const size = this.map.getContainer().getBoundingClientRect();
    if (!size.width || Math.abs(size.width - this.map.getSize().x) < 1) return;
    const [zoom, centre, was] = [this.map.getZoom(), this.map.getCenter(), this.home];
    this.fit();
    if (zoom > was + 1e-6) this.map.setView(centre, this.home + zoom - was, { animate: false });
  }

  /** Add a drawing step; after the last one the picture gives way. */
  step(draw) {
    this.steps.push(this.files.then(([topology]) => draw(topology)));
    const count = this.steps.length;
    Promise.all(this.steps).then(() => {
      if (count === this.steps.length) this.open();
    }).catch((problem) => this.giveUp(problem));
  }

  /** Show the map instead of the picture. */
  open() {
    this.element.classList.add("live");
    this.picture?.setAttribute("aria-hidden", "true");
    this.element.dispatchEvent(new CustomEvent("mapserver:live", { bubbles: true }));
  }

  /** Leave the picture where it is: it is complete without us. */
  giveUp(problem) {
    if (this.failed) return;
    this.failed = true;
    this.map.getContainer().remove();
    console.warn("map stays a picture:", problem.message);
  }
}
