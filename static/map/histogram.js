/** The histogram of a legend: strokes for the values of the year, a mark where a unit lies. The server draws the bars. */

const SVG = "http://www.w3.org/2000/svg";
const STROKE = 5;

/** Return the histogram of a figure, or null where its values are not two different ones. */
const histogramOf = (figure) => figure.root.querySelector(".map-histogram");

/** Return where a value lies on the axis, from 0 to 1; beyond its ends those, as on the server. */
function shareOf(histogram, value) {
  const [low, high] = [Number(histogram.dataset.low), Number(histogram.dataset.high)];
  if (value <= low) return 0;
  if (value >= high) return 1;
  const place = histogram.dataset.log ? Math.log : (number) => number / 2;
  return (place(value) - place(low)) / (place(high) - place(low));
}

/** Draw a stroke for each value of the year that the classes were made from. */
export function drawStrokes(figure) {
  const histogram = histogramOf(figure);
  const path = histogram?.querySelector(".strokes");
  if (!path) return;
  const { width } = path.ownerSVGElement.viewBox.baseVal;
  const values = figure.drawn()
    .filter((index) => histogram.dataset.all || figure.place(index).core)
    .map((index) => figure.cell(index).value)
    .filter((value) => value !== null)
    .sort((a, b) => a - b);
  const across = (value) => String(Math.round(shareOf(histogram, value) * width * 10) / 10);
  path.setAttribute("d", values.map((value) => `M${across(value)} ${path.dataset.top}v${STROKE}`).join(""));
}

/** Mark a value on the axis with a line and the number itself; null takes the mark away. */
export function markValue(figure, value) {
  const histogram = histogramOf(figure);
  histogram?.querySelector(".mark")?.remove();
  if (!histogram || value === null) return;
  const share = shareOf(histogram, value);
  const at = `${(share * 100).toFixed(2)}%`;
  const foot = Number(histogram.querySelector(".strokes").dataset.top) + STROKE + 1;
  const line = { x1: at, x2: at, y1: 0, y2: foot };
  const mark = made("g", { class: "mark", "aria-hidden": "true" });
  const words = made("text", { x: at, y: 10, dx: share < 0.5 ? 6 : -6, "text-anchor": share < 0.5 ? "start" : "end", "font-size": 12 });
  words.textContent = figure.number(value);
  mark.append(made("line", { ...line, class: "halo" }), made("line", line), words);
  histogram.append(mark);
}

/** Dim the bars of all classes but one; null shows them all. */
export function lightBars(figure, group) {
  for (const bar of histogramOf(figure)?.querySelectorAll(".bar") ?? []) {
    bar.classList.toggle("dim", group !== null && bar.dataset.class !== group);
  }
}

/** Call back with the class of the bar that the pointer enters, with null where it leaves. */
export function onBar(figure, light) {
  const histogram = histogramOf(figure);
  histogram?.addEventListener("pointerover", (event) => light(event.target.closest(".bar")?.dataset.class ?? null));
  histogram?.addEventListener("pointerleave", () => light(null));
}

function made(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
