/** All years of a unit as a line: strokes inside runs, seams between them, the year that is shown marked. Text nodes only. */

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, EDGE] = [200, 34, 5];

/** Make an SVG element. */
export function drawn(name, attributes, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

/** Return the runs of a place: in each its years with a value, as `{ year, value }`. */
function runsOf(figure, index) {
  const { years, values, runs } = figure.values;
  const starts = new Set(runs[index]);
  const found = [];
  years.forEach((year, column) => {
    const value = values[index][column];
    if (value === null) return;
    if (!found.length || starts.has(column)) found.push([]);
    found.at(-1).push({ year, value });
  });
  return found;
}

/** Draw the years of a place, with the first and the last value written below. */
export function sparkline(figure, index) {
  const { years } = figure.values;
  const runs = runsOf(figure, index);
  const known = runs.flat();
  const picture = drawn("svg", { class: "tip-years", viewBox: `0 0 ${WIDTH} ${HEIGHT + 14}`, width: WIDTH, height: HEIGHT + 14, "aria-hidden": "true" });
  const [low, high] = [Math.min(...known.map(({ value }) => value)), Math.max(...known.map(({ value }) => value))];
  const x = (year) => EDGE + ((WIDTH - 2 * EDGE) * (year - years[0])) / Math.max(years.at(-1) - years[0], 1);
  const y = (value) => (high > low ? 28 - (22 * (value - low)) / (high - low) : 17);
  const point = ({ year, value }) => `${x(year).toFixed(1)} ${y(value).toFixed(1)}`;
  picture.append(drawn("line", { x1: x(figure.year), x2: x(figure.year), y1: 0, y2: HEIGHT, class: "now" }));
  runs.slice(1).forEach((run, before) => {
    const seam = (x(runs[before].at(-1).year) + x(run[0].year)) / 2;
    picture.append(drawn("line", { x1: seam, x2: seam, y1: 2, y2: HEIGHT - 2, class: "seam" }));
  });
  for (const run of runs) {
    if (run.length > 1) picture.append(drawn("path", { d: `M${run.map(point).join("L")}` }));
    else picture.append(drawn("circle", { cx: x(run[0].year), cy: y(run[0].value), r: 1.6 }));
  }
  const now = known.find(({ year }) => year === figure.year);
  if (now) picture.append(drawn("circle", { cx: x(now.year), cy: y(now.value), r: 3.2, class: "now" }));
  const ends = known.length > 1 ? [[known[0], 0, "start"], [known.at(-1), WIDTH, "end"]] : known.map((only) => [only, 0, "start"]);
  for (const [{ year, value }, end, anchor] of ends) {
    picture.append(drawn("text", { x: end, y: HEIGHT + 11, "text-anchor": anchor }, `${year}: ${figure.number(value)}`));
  }
  return picture;
}
