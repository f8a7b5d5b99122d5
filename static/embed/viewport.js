/**
 * What a frame shows of its picture: as much of a Leaflet map as our modules ask of one, over the view box of an SVG. As there,
 * a point of the paper is `[-y, x]`, and a zoom is the binary logarithm of pixels a unit.
 */
import { bindHands } from "./hands.js";

/** How far one may come nearer, in doublings. */
const NEAREST = 3;

export class Viewport {
  #listeners = new Map();

  constructor(picture, width, height) {
    Object.assign(this, { picture, width, height, options: {}, left: 0, top: 0, factor: 1 });
    this.keyboard = { disable() {} };
    this.dragging = bindHands(this);
    // A frame that is not shown yet has no size, and nothing to fit to it.
    new ResizeObserver(() => { if (this.getSize().x) this.fire("resize"); }).observe(picture);
  }

  on(names, listener) {
    for (const name of names.split(" ")) this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
    return this;
  }

  fire(name) {
    for (const listener of this.#listeners.get(name) ?? []) listener();
  }

  getContainer() {
    return this.picture;
  }

  getSize() {
    const { width, height } = this.picture.getBoundingClientRect();
    return { x: width, y: height };
  }

  /** Return the pixels that a unit of the paper takes. */
  get pixels() {
    return ((this.getSize().x || 1) / this.width) * this.factor;
  }

  getZoom() {
    return Math.log2(this.pixels);
  }

  getMaxZoom() {
    return this.getZoom() - Math.log2(this.factor) + NEAREST;
  }

  getCenter() {
    return { lat: -(this.top + this.height / this.factor / 2), lng: this.left + this.width / this.factor / 2 };
  }

  getBounds() {
    return {
      contains: ([lat, lng]) => lng >= this.left && lng <= this.left + this.width / this.factor && -lat >= this.top && -lat <= this.top + this.height / this.factor,
    };
  }

  setZoom(zoom) {
    const { x, y } = this.getSize();
    this.setZoomAround({ x: x / 2, y: y / 2 }, zoom);
  }

  /** Come nearer or go farther; the point of the paper that lies at a point of the box stays there. */
  setZoomAround({ x, y }, zoom) {
    const [fixedX, fixedY] = [this.left + x / this.pixels, this.top + y / this.pixels];
    this.factor *= 2 ** (zoom - this.getZoom());
    this.factor = Math.min(Math.max(this.factor, 1), 2 ** NEAREST);
    if (this.factor < 1.001) this.factor = 1;
    this.#show(fixedX - x / this.pixels, fixedY - y / this.pixels);
    this.fire("zoomend");
  }

  panTo([lat, lng]) {
    this.#show(lng - this.width / this.factor / 2, -lat - this.height / this.factor / 2);
  }

  /** Move what is shown by pixels. */
  panBy(x, y) {
    this.#show(this.left + x / this.pixels, this.top + y / this.pixels);
  }

  latLngToContainerPoint(point) {
    const [lat, lng] = Array.isArray(point) ? point : [point.lat, point.lng];
    return { x: (lng - this.left) * this.pixels, y: (-lat - this.top) * this.pixels };
  }

  mouseEventToContainerPoint({ clientX, clientY }) {
    const { left, top } = this.picture.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  /** Show the paper from a corner on, never more than the whole of it. */
  #show(left, top) {
    const [width, height] = [this.width / this.factor, this.height / this.factor];
    this.left = Math.min(Math.max(left, 0), this.width - width);
    this.top = Math.min(Math.max(top, 0), this.height - height);
    this.picture.setAttribute("viewBox", [this.left, this.top, width, height].map((number) => Number(number.toFixed(2))).join(" "));
    this.fire("moveend");
  }
}
