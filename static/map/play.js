/** The years one after the other: a button that plays and pauses. Nothing is asked of the server meanwhile. */
import { nextYear } from "./steps.js";

/** How long a year stays, in milliseconds. */
const PACE = 900;
/** Keys that are no interaction with the map. */
const PASSING = new Set(["Tab", "Shift", "Control", "Alt", "Meta"]);

/** Bind the button of a figure's strip. */
export function bindPlay(figure, strip) {
  const button = strip.querySelector(".map-play");
  const run = new Run(figure, strip, button);
  button.hidden = false;
  button.addEventListener("click", () => (run.isOn ? run.stop() : run.start()));
  document.addEventListener("pointerdown", (event) => { if (!button.contains(event.target)) run.stop(); }, true);
  document.addEventListener("keydown", (event) => {
    const isPress = button.contains(event.target) && (event.key === " " || event.key === "Enter");
    if (!isPress && !PASSING.has(event.key)) run.stop();
  }, true);
  document.addEventListener("visibilitychange", () => { if (document.hidden) run.stop(); });
  figure.onYear(() => { if (!run.isStepping) run.stop(); }, "now");
}

/** A run through the years: one step back for the whole of it. */
class Run {
  #waiting = 0;

  constructor(figure, strip, button) {
    Object.assign(this, { figure, strip, button, isOn: false, isStepping: false });
  }

  /** Go on from the year that is shown, from the first one where that is the last. */
  start() {
    const { figure } = this;
    const { years } = figure.values;
    this.#turn(true);
    this.#step(figure.year === years.at(-1) ? years[0] : nextYear(years, figure.year, 1), "push");
  }

  /** Rest on the year that is shown, and say which it is. */
  stop() {
    if (!this.isOn) return;
    clearTimeout(this.#waiting);
    this.#turn(false);
    this.figure.follow();
    const link = this.strip.querySelector(`a[data-year="${this.figure.year}"]`);
    this.strip.querySelector(".map-said").textContent = link?.title ?? String(this.figure.year);
  }

  #step(year, history) {
    const { figure } = this;
    const { years } = figure.values;
    this.isStepping = true;
    figure.setYear(year, history);
    this.isStepping = false;
    if (year === years.at(-1)) this.stop();
    else this.#waiting = setTimeout(() => this.#step(nextYear(years, year, 1), "replace"), PACE);
  }

  /** Tell the page, which waits with what it fetches, and keep what would be read out from speaking of every year. */
  #turn(isOn) {
    const { figure, strip, button } = this;
    this.isOn = isOn;
    figure.root.toggleAttribute("data-playing", isOn);
    strip.classList.toggle("playing", isOn);
    const words = isOn ? button.dataset.pause : button.dataset.play;
    button.title = words;
    button.setAttribute("aria-label", words);
    strip.querySelector(".map-said").textContent = "";
    for (const part of figure.root.querySelectorAll("[aria-live]")) part.setAttribute("aria-live", isOn ? "off" : "polite");
  }
}
