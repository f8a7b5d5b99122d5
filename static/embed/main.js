/** Entry of an embed: the picture on the page answers to pointer, finger, keys and years. Without it the page is complete. */
import { withParameter } from "../map/address.js";
import { bindLegend } from "../map/legend.js";
import { keepTicks } from "../map/ticks.js";
import { addScale } from "../map/scale.js";
import { addTooltip } from "../map/tooltip.js";
import { addWalk } from "../map/walk.js";
import { bindYear } from "../map/year.js";
import { addZoom } from "../map/zoom.js";
import { figureOf } from "../map/figure.js";
import { tellHeight } from "./height.js";
import { StillFrame } from "./still-frame.js";
import { bindUnits } from "./units.js";

const root = document.querySelector("figure.map");
if (root) open(figureOf(root));
tellHeight();

async function open(figure) {
  // Several frames are heavy enough for whoever only looks: their figures come with the first touch.
  if (figure.root.querySelectorAll(".map-frame").length > 1) await firstTouch(figure.root);
  try {
    await figure.ready();
  } catch (problem) {
    console.warn("map stays a picture:", problem.message);
    return;
  }
  const controls = document.body.dataset.controls.split(" ");
  for (const element of figure.root.querySelectorAll(".map-frame")) bindFrame(new StillFrame(element, figure), controls);
  // Lines of gaps are of one year: there the years are links to pages of their own.
  if (controls.includes("years") && !figure.root.querySelector(".gaps")) bindYear(figure);
  figure.onYear((year) => {
    for (const link of document.querySelectorAll("footer a[data-follows-year]")) link.href = withParameter(link.href, "year", String(year));
  });
}

function bindFrame(frame, controls) {
  bindUnits(frame);
  addTooltip(frame);
  addWalk(frame, null);
  addScale(frame);
  if (controls.includes("zoom")) addZoom(frame);
  bindLegend(frame);
  frame.map.on("zoomend", () => keepTicks(frame.picture, frame.map.factor));
  frame.open();
}

/** Wait until somebody means to use a part of the page. */
function firstTouch(part) {
  return new Promise((touched) => {
    for (const name of ["pointerover", "pointerdown", "touchstart", "focusin"]) part.addEventListener(name, touched, { once: true, passive: true });
  });
}
