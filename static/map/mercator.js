/** Paper in Web Mercator: what a unit stands for on the ground, and which tiles lie where. */

const EARTH = 6378137;
const WORLD = 2 * Math.PI * EARTH;
const TILE = 256;

/** Return how a frame's paper lies in Web Mercator: metres of its upper left corner, metres a unit; null in another projection. */
export function paperOf({ element }) {
  const { corner, metres } = element.dataset;
  if (!corner) return null;
  const [left, top] = corner.split(" ").map(Number);
  return { left, top, metres: Number(metres) };
}

/** Return the metres on the ground that a unit stands for at the centre of what a frame shows. */
export function groundMetres(frame) {
  const paper = paperOf(frame);
  if (!paper) return Number(frame.element.dataset.metres);
  const northing = paper.top + frame.map.getCenter().lat * paper.metres;
  return paper.metres / Math.cosh(northing / EARTH);
}

/**
 * Return the tiles that cover a box of paper (left, top, right, bottom in units), shown with so many pixels a unit: each with
 * zoom level, column and row, and its own box. The level is the one whose tiles are shown nearest to their own size.
 */
export function tilesOn(paper, box, pixels, deepest) {
  const nearest = Math.round(Math.log2(((WORLD / TILE) * pixels) / paper.metres));
  const z = Math.min(Math.max(nearest, 0), deepest);
  const count = 2 ** z;
  const side = WORLD / count;
  const columns = span((paper.left + box.left * paper.metres + WORLD / 2) / side, (paper.left + box.right * paper.metres + WORLD / 2) / side);
  const rows = span((WORLD / 2 - paper.top + box.top * paper.metres) / side, (WORLD / 2 - paper.top + box.bottom * paper.metres) / side);
  const onPaper = (column, row) => ({
    x: (column * side - WORLD / 2 - paper.left) / paper.metres,
    y: (row * side - WORLD / 2 + paper.top) / paper.metres,
  });
  return rows.filter((row) => row >= 0 && row < count).flatMap((row) => columns.map((column) => ({
    z, x: ((column % count) + count) % count, y: row, from: onPaper(column, row), to: onPaper(column + 1, row + 1),
  })));
}

/** Return the whole numbers whose unit steps meet a range. */
function span(from, to) {
  const first = Math.floor(from);
  return Array.from({ length: Math.max(Math.ceil(to), first + 1) - first }, (_, step) => first + step);
}
