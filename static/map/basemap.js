/** The background map: offered, never imposed. Nothing is asked of its host before the reader has agreed. */
import { keep, recall } from "./storage.js";
import { Tiles } from "./tiles.js";

/** Under this name the host is kept that the reader agreed to for good. */
const NAME = "basemap";
const offers = new WeakMap();

/** Offer the background that the page describes, once for a figure, however many frames it has. */
export function offerBasemap(frame) {
  const { figure } = frame;
  const template = figure.root.querySelector("template.map-basemap");
  if (!template) return;
  if (!offers.has(figure)) offers.set(figure, new Offer(figure.root, template));
  offers.get(figure).add(frame);
}

class Offer {
  constructor(root, template) {
    this.root = root;
    this.words = template.dataset;
    const parts = document.importNode(template.content, true);
    this.credit = parts.querySelector(".map-basemap-credit");
    this.credit.remove();
    [this.button, this.told, this.question] = ["button", ".map-basemap-state", "dialog"].map((kind) => parts.querySelector(kind));
    this.remember = this.question.querySelector("input");
    template.before(parts);
    this.frames = [];
    this.tiles = [];
    this.credits = [];
    this.isOn = recall(NAME) === this.words.host;
    this.button.addEventListener("click", () => (this.isOn ? this.hide() : this.ask()));
    for (const answer of this.question.querySelectorAll("button")) {
      answer.addEventListener("click", () => this.answered(answer.value === "show"));
    }
    this.mark();
  }

  /** Take a frame in; it shows the background at once where the reader agreed before. */
  add(frame) {
    this.frames.push(frame);
    if (this.isOn) this.cover(frame);
  }

  ask() {
    this.remember.checked = false;
    this.question.showModal();
  }

  answered(agrees) {
    this.question.close();
    if (!agrees) return;
    if (this.remember.checked) keep(NAME, this.words.host);
    this.isOn = true;
    for (const frame of this.frames) this.cover(frame);
    this.mark();
  }

  cover(frame) {
    const credit = this.credit.cloneNode(true);
    frame.element.append(credit);
    this.credits.push(credit);
    this.tiles.push(new Tiles(frame, this.words, () => this.mark()));
  }

  /** Take the background away and forget that the reader ever agreed. */
  hide() {
    keep(NAME, null);
    this.isOn = false;
    for (const part of [...this.tiles, ...this.credits]) part.remove();
    [this.tiles, this.credits] = [[], []];
    this.mark();
  }

  /** Show what is so: the button, the paler colours, what has not come. */
  mark() {
    this.root.classList.toggle("with-background", this.isOn);
    this.button.setAttribute("aria-pressed", String(this.isOn));
    const words = this.isOn ? this.status() : "";
    if (this.told.textContent !== words) this.told.textContent = words;
  }

  status() {
    const states = this.tiles.map((tiles) => tiles.state);
    const sum = (name) => states.reduce((total, state) => total + state[name], 0);
    const isLate = states.some((state) => state.late);
    if (!sum("loaded") && (sum("failed") ? !sum("waiting") : isLate)) return this.words.silent;
    return sum("failed") && !sum("waiting") ? this.words.partial : this.words.pale;
  }
}
