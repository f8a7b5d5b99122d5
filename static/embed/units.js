/** The units of an embed's picture: in the colours of the year, and only those that are drawn in it. */

/** A unit of the picture, as our modules ask of a layer in Leaflet. */
class StillUnit {
  constructor(path) {
    this.path = path;
  }

  /** Return the shape; nothing while the year does not draw it. */
  getElement() {
    return this.path.hasAttribute("display") ? null : this.path;
  }

  getBounds() {
    const { x, y, width, height } = this.path.getBBox();
    return {
      getWest: () => x, getEast: () => x + width, getNorth: () => -y, getSouth: () => -(y + height),
      getCenter: () => ({ lat: -(y + height / 2), lng: x + width / 2 }),
    };
  }

  /** Return a circle round the middle, as path data. */
  ring(radius) {
    const { x, y, width, height } = this.path.getBBox();
    const size = radius.toFixed(2);
    const half = `a${size} ${size} 0 1 0`;
    return `M${(x + width / 2 - radius).toFixed(2)} ${(y + height / 2).toFixed(2)}${half} ${2 * size} 0${half} ${-2 * size} 0z`;
  }
}

/** Know the units of a frame's picture, and let them follow the year. */
export function bindUnits(frame) {
  const { figure, picture, units } = frame;
  for (const path of picture.querySelectorAll("path.unit")) {
    const index = Number(path.dataset.place);
    units.set(index, new StillUnit(path));
    figure.visible.add(figure.place(index).key);
  }
  const names = [...picture.querySelectorAll(".labels text")];
  const grounds = [...picture.querySelectorAll(".ground[data-place]")];
  const [shown, isApart] = [figure.drawn(), frame.element.dataset.apart === "years"];
  const hatch = `url(#${frame.element.dataset.hatch})`;
  figure.onYear((year) => {
    const drawn = new Set(figure.drawn());
    if (isApart && figure.drawn() !== shown) {
      // The picture holds the units of its year alone: the page of that year has the others. The history of the article gets no entry of it.
      location.replace(figure.root.querySelector(`.map-years a[data-year="${year}"]`).href);
      return;
    }
    for (const [index, { path }] of units) {
      show(path, drawn.has(index));
      if (drawn.has(index)) paint(figure, path, index, hatch);
    }
    for (const part of [...grounds, ...names]) show(part, drawn.has(Number(part.dataset.place)));
    // A name beside its unit keeps its own ink.
    for (const text of names) if (!text.classList.contains("aside")) text.setAttribute("class", figure.inkOf(Number(text.dataset.place)));
    // Its words are those of the year that came with the page.
    picture.removeAttribute("aria-describedby");
  }, "now");
}

function show(part, isShown) {
  if (isShown) part.removeAttribute("display");
  else part.setAttribute("display", "none");
}

/** Give a unit the colour of its class, and the lines that stand off from it. */
function paint(figure, path, index, hatch) {
  const group = figure.group(index);
  path.setAttribute("fill", group === null ? hatch : figure.colours[group]);
  path.removeAttribute("stroke");
  path.setAttribute("class", ["unit", ...figure.kinds(group)].join(" "));
}
