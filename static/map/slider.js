/** The strip of years as a slider: a thumb that keys, fingers and readers of the screen can move; the bars stay links for a pointer. */
import { landing, leap, nextYear } from "./steps.js";

const KEYS = {
  ArrowLeft: (years, year) => nextYear(years, year, -1),
  ArrowDown: (years, year) => nextYear(years, year, -1),
  ArrowRight: (years, year) => nextYear(years, year, 1),
  ArrowUp: (years, year) => nextYear(years, year, 1),
  PageDown: (years, year) => leap(years, year, -5),
  PageUp: (years, year) => leap(years, year, 5),
  Home: (years) => years[0],
  End: (years) => years.at(-1),
};

/** Bind the thumb and the bars of a figure's strip. */
export function bindSlider(figure, strip) {
  const [thumb, bars] = [strip.querySelector(".map-thumb"), strip.querySelector(".map-strip")];
  const { years } = figure.values;
  const wasThere = bars.contains(document.activeElement);
  // The thumb says all that the bars say, to whoever does not see them.
  bars.setAttribute("aria-hidden", "true");
  for (const link of bars.querySelectorAll("a")) link.tabIndex = -1;
  thumb.style.setProperty("--years", String(years.at(-1) - years[0] + 1));
  thumb.hidden = false;
  if (wasThere) thumb.focus();
  const show = () => showThumb(figure, strip, thumb);
  show();
  figure.onYear(show, "now");
  thumb.parentElement.addEventListener("keydown", (event) => press(figure, event));
  const move = mover(figure);
  thumb.addEventListener("input", () => {
    move.to(Number(thumb.value));
    thumb.value = String(figure.year);
  });
  thumb.addEventListener("change", move.end);
  bindBars(figure, { bars, thumb, move });
}

function showThumb(figure, strip, thumb) {
  thumb.value = String(figure.year);
  thumb.setAttribute("aria-valuetext", strip.querySelector(`a[data-year="${figure.year}"]`)?.title ?? String(figure.year));
}

function press(figure, event) {
  const step = KEYS[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  figure.setYear(step(figure.values.years, figure.year), event.repeat ? "replace" : "push");
}

/** Return what moves through the years under a hand; a whole move is one step back. */
function mover(figure) {
  let isMoving = false;
  let last = null;
  return {
    to(year) {
      const from = last ?? figure.year;
      last = year;
      if (year === from) return;
      const before = figure.year;
      figure.setYear(landing(figure.values.years, from, year), isMoving ? "replace" : "push");
      isMoving ||= figure.year !== before;
    },
    /** End a move; says whether it led anywhere. */
    end() {
      const hasMoved = isMoving;
      isMoving = false;
      last = null;
      return hasMoved;
    },
  };
}

/** Let a pointer choose a bar, or run through them while it is held down. */
function bindBars(figure, { bars, thumb, move }) {
  const { years } = figure.values;
  const yearAt = ({ clientX }) => {
    const { left, width } = bars.getBoundingClientRect();
    const at = Math.floor(((clientX - left) / width) * (years.at(-1) - years[0] + 1));
    return Math.max(years[0], Math.min(years.at(-1), years[0] + at));
  };
  let [isHeld, hasMoved] = [false, false];
  bars.addEventListener("pointerdown", (event) => {
    isHeld = event.button === 0;
    hasMoved = false;
  });
  bars.parentElement.addEventListener("pointermove", (event) => { if (isHeld) move.to(yearAt(event)); });
  for (const end of ["pointerup", "pointercancel"]) {
    globalThis.addEventListener(end, () => {
      if (isHeld) hasMoved = move.end();
      isHeld = false;
    });
  }
  // A link below a hand would be dragged away, and one that is pressed would take the focus.
  bars.parentElement.addEventListener("dragstart", (event) => event.preventDefault());
  bars.addEventListener("mousedown", (event) => {
    if (event.button) return;
    event.preventDefault();
    thumb.focus({ preventScroll: true });
  });
  bars.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    // The end of a move is no press: the year that it led to stays.
    if (hasMoved) return;
    const link = event.target.closest("a[data-year]");
    figure.setYear(link ? Number(link.dataset.year) : landing(years, figure.year, yearAt(event)));
  });
}
