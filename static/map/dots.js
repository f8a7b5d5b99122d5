/** All years of a unit as dots, with the first and the last value written. Text nodes only. */

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, EDGE] = [200, 34, 5];

/** Make an SVG element. */
export function drawn(name, attributes, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

/** Draw one dot a year. No stroke connects them: a line may break between any two, and the client does not know where. */
export function yearDots(figure, index) {
  const { years, values } = figure.values;
  const known = years.map((year, column) => ({ year, value: values[index][column] })).filter(({ value }) => value !== null);
  const picture = drawn("svg", { class: "tip-years", viewBox: `0 0 ${WIDTH} ${HEIGHT + 14}`, width: WIDTH, height: HEIGHT + 14, "aria-hidden": "true" });
  const [low, high] = [Math.min(...known.map(({ value }) => value)), Math.max(...known.map(({ value }) => value))];
  const x = (year) => EDGE + ((WIDTH - 2 * EDGE) * (year - years[0])) / Math.max(years.at(-1) - years[0], 1);
  const y = (value) => (high > low ? 28 - (22 * (value - low)) / (high - low) : 17);
  picture.append(drawn("line", { x1: x(figure.year), x2: x(figure.year), y1: 0, y2: HEIGHT, class: "now" }));
  for (const { year, value } of known) {
    const now = year === figure.year;
    picture.append(drawn("circle", { cx: x(year).toFixed(1), cy: y(value).toFixed(1), r: now ? 3.2 : 1.6, class: now ? "now" : "" }));
  }
  const ends = known.length > 1 ? [[known[0], 0, "start"], [known.at(-1), WIDTH, "end"]] : known.map((only) => [only, 0, "start"]);
  for (const [{ year, value }, end, anchor] of ends) {
    picture.append(drawn("text", { x: end, y: HEIGHT + 11, "text-anchor": anchor }, `${year}: ${figure.number(value)}`));
  }
  return picture;
}
