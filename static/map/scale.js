/** The scale bar follows the zoom; the server draws it for the whole frame. In Mercator it is that of the view's centre. */
import { groundMetres } from "./mercator.js";
import { fill } from "./message.js";

const SHARE = 0.22;
const END = 98.5;

/** Keep a frame's scale bar right. */
export function addScale(frame) {
  const bar = frame.element.querySelector(".map-scale");
  if (bar) frame.map.on("zoomend moveend resize", () => drawScale(frame, bar));
}

function drawScale(frame, bar) {
  const kilometres = (frame.map.getSize().x / 2 ** frame.map.getZoom()) * (groundMetres(frame) / 1000);
  const length = roundLength(kilometres * SHARE);
  for (const line of bar.querySelectorAll("line")) line.setAttribute("x1", `${(END - (100 * length) / kilometres).toFixed(2)}%`);
  bar.querySelector("text").textContent = fill(bar.dataset.words, { length: frame.figure.number(length, 0) });
}

/** Return the largest of 1, 2 and 5 times a power of ten that does not exceed a limit; at least 1. */
function roundLength(limit) {
  const power = 10 ** Math.floor(Math.log10(Math.max(limit, 1)));
  return power * Math.max(...[1, 2, 5].filter((step) => step * power <= Math.max(limit, 1)));
}
