/** Ranks of a year: the places of the core's values, 1 for the highest. Worked out once a year, when first asked for. */

const known = new WeakMap();

/** Return `{ rank, count }` of a place among the core, null for one around it, without a value or without an order. */
export function rankOf(figure, index, year = figure.year) {
  const place = figure.place(index);
  const { value } = figure.cell(index, year);
  if (!place.core || value === null || !hasOrder(figure, year)) return null;
  const ranked = rankedValues(figure, year);
  return { rank: ranked.indexOf(value) + 1, count: ranked.length };
}

/** Say whether the values of a year have a common order: those of series that measure different things have none. */
export function hasOrder(figure, year = figure.year) {
  return !figure.root.dataset.unranked.split(" ").includes(String(year));
}

/** Return the values of the core in a year, the highest first. */
function rankedValues(figure, year) {
  if (!known.has(figure)) known.set(figure, new Map());
  const years = known.get(figure);
  if (!years.has(year)) {
    const column = figure.values.years.indexOf(year);
    const core = figure.drawn(year).filter((index) => figure.place(index).core);
    years.set(year, core.map((index) => figure.values.values[index][column]).filter((value) => value !== null).sort((a, b) => b - a));
  }
  return years.get(year);
}
