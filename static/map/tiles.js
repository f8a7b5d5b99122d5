/** The tiles of a frame: below the units in the live map, and in the picture for print. What fails is left out. */
import { paperOf, tilesOn } from "./mercator.js";

const SVG = "http://www.w3.org/2000/svg";
/** A host that has sent nothing for so long (milliseconds) is said not to answer. */
const PATIENCE = 10_000;

export class Tiles {
  /** `address` has {z}, {x} and {y}; `report` is called whenever more is known. */
  constructor(frame, { tiles, deepest }, report) {
    Object.assign(this, { frame, address: tiles, deepest: Number(deepest), report, paper: paperOf(frame) });
    this.pane = frame.map.getPane("background") ?? frame.map.createPane("background");
    this.pane.style.zIndex = "150";
    this.pane.style.pointerEvents = "none";
    this.shown = new Map();
    this.failed = new Set();
    /** Addresses of the tiles of this view. */
    this.view = new Set();
    this.since = Date.now();
    this.follow = () => this.update();
    frame.map.on("moveend resize", this.follow);
    this.update();
    this.print();
    this.timer = setTimeout(report, PATIENCE);
  }

  /** Say what is known: how many tiles of this view came, failed, and are awaited; whether the host had time enough. */
  get state() {
    const wanted = [...this.shown.values()].filter((tile) => tile.wanted);
    const loaded = wanted.filter((tile) => tile.loaded).length;
    const failed = [...this.view].filter((address) => this.failed.has(address)).length;
    return { loaded, failed, waiting: wanted.length - loaded, late: Date.now() - this.since >= PATIENCE };
  }

  /** Ask for the tiles of the view; those of the view before stay until the new ones are there. */
  update() {
    const { map } = this.frame;
    const view = map.getBounds();
    const box = { left: view.getWest(), top: -view.getNorth(), right: view.getEast(), bottom: -view.getSouth() };
    const tiles = new Map(tilesOn(this.paper, box, 2 ** map.getZoom(), this.deepest).map((tile) => [this.addressOf(tile), tile]));
    this.view = new Set(tiles.keys());
    for (const [address, tile] of this.shown) tile.wanted = tiles.has(address);
    for (const [address, tile] of tiles) if (!this.shown.has(address) && !this.failed.has(address)) this.add(address, tile);
    this.tidy();
  }

  add(address, { from, to }) {
    const layer = new (tileLayer())(address, [[-to.y, from.x], [-from.y, to.x]], { pane: "background", interactive: false });
    const tile = { layer, wanted: true, loaded: false };
    this.shown.set(address, tile);
    layer.on("load", () => {
      tile.loaded = true;
      this.tidy();
    });
    layer.on("error", () => {
      this.failed.add(address);
      this.shown.delete(address);
      layer.remove();
      this.tidy();
    });
    layer.addTo(this.frame.map);
  }

  /** Remove what another view had asked for once this one is complete. */
  tidy() {
    if (!this.state.waiting) {
      for (const [address, { wanted, layer }] of this.shown) {
        if (wanted) continue;
        layer.remove();
        this.shown.delete(address);
      }
    }
    this.report();
  }

  /** Lay the tiles of the whole frame into the picture, which is what is printed. */
  print() {
    const { picture, home, width, height } = this.frame;
    this.printed = document.createElementNS(SVG, "g");
    this.printed.setAttribute("class", "background");
    for (const tile of tilesOn(this.paper, { left: 0, top: 0, right: width, bottom: height }, 2 ** home, this.deepest)) {
      const image = document.createElementNS(SVG, "image");
      const place = { href: this.addressOf(tile), x: tile.from.x, y: tile.from.y, width: tile.to.x - tile.from.x, height: tile.to.y - tile.from.y };
      for (const [name, value] of Object.entries(place)) image.setAttribute(name, String(value));
      image.addEventListener("error", () => image.remove());
      this.printed.append(image);
    }
    picture?.querySelector(".sea")?.after(this.printed);
  }

  addressOf({ z, x, y }) {
    return this.address.replace("{z}", z).replace("{x}", x).replace("{y}", y);
  }

  /** Take everything away. */
  remove() {
    clearTimeout(this.timer);
    this.frame.map.off("moveend resize", this.follow);
    for (const { layer } of this.shown.values()) layer.off().remove();
    this.printed.remove();
  }
}

let made = null;

/** Return the class of a tile: a picture with whole pixels as its edges, so that no seam shows between two. */
function tileLayer() {
  const { L } = globalThis;
  made ??= L.ImageOverlay.extend({
    _reset() {
      const at = (latlng) => this._map.project(latlng).subtract(this._map.getPixelOrigin()).round();
      const [from, to] = [at(this._bounds.getNorthWest()), at(this._bounds.getSouthEast())];
      L.DomUtil.setPosition(this._image, from);
      this._image.style.width = `${to.x - from.x}px`;
      this._image.style.height = `${to.y - from.y}px`;
    },
  });
  return made;
}
