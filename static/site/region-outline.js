/**
 * A line round districts: drawn in one stroke, or corner after corner. A double click, Enter, or the first corner ends it,
 * Escape takes the last corner back.
 */

/** How far the pointer moves before a press becomes a stroke, and how near to the first corner one ends the line, in pixels. */
const STROKE = 6;
const NEAR = 12;
const SVG = "http://www.w3.org/2000/svg";

/** Return the districts of a map, by their codes, whose middle lies within a line of points on paper. */
export function codesWithin(svg, corners) {
  const inside = [...svg.querySelectorAll("a[data-code]")].filter((link) => goesRound(corners, link.dataset.at.split(" ").map(Number)));
  return inside.map((link) => link.dataset.code);
}

/** Say whether a line goes round a point, also where it crosses itself: the rule of mapserver/web/outline.py. */
function goesRound(corners, [x, y]) {
  let turns = 0;
  corners.forEach(([x0, y0], place) => {
    const [x1, y1] = corners[(place + 1) % corners.length];
    const side = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0);
    if (y0 <= y && y < y1 && side > 0) turns += 1;
    if (y1 <= y && y < y0 && side < 0) turns -= 1;
  });
  return turns !== 0;
}

/** The drawing of a line on the map of a sheet: `done` is told its corners, `changed` whether one is being drawn. */
export class OutlineTool {
  constructor(sheet, { done, changed }) {
    Object.assign(this, { sheet, done, changed, on: false, corners: [], pressed: null, first: null, isStroke: false });
    sheet.addEventListener("pointerdown", (event) => this.press(event));
    sheet.addEventListener("pointermove", (event) => this.move(event));
    sheet.addEventListener("pointerup", (event) => this.release(event));
    sheet.addEventListener("pointercancel", () => this.drop());
    sheet.addEventListener("dblclick", (event) => { if (this.on) { event.preventDefault(); this.finish(); } });
    sheet.addEventListener("dragstart", (event) => event.preventDefault());
    // A press would give its district the focus.
    sheet.addEventListener("mousedown", (event) => { if (this.on) event.preventDefault(); });
    // Before the map's own listener: while a line is drawn a click takes no district in.
    sheet.addEventListener("click", (event) => { if (this.on || this.ended) { event.preventDefault(); event.stopImmediatePropagation(); } }, true);
    document.addEventListener("keydown", (event) => this.key(event), true);
  }

  get svg() {
    return this.sheet.querySelector("svg");
  }

  toggle(on = !this.on) {
    if (on === this.on) return;
    this.on = on;
    this.drop();
    this.corners = [];
    this.sheet.toggleAttribute("data-drawing-now", on);
    this.show();
    this.changed(on);
  }

  /** Return where an event is on paper, within the drawing. */
  point(event) {
    const { width, height } = this.svg.viewBox.baseVal;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    return [Math.min(Math.max(x, 0), width), Math.min(Math.max(y, 0), height)];
  }

  press(event) {
    this.ended = false;
    if (!this.on || event.button || !event.isPrimary) return;
    this.pressed = [event.clientX, event.clientY];
    this.first = this.point(event);
    this.isStroke = false;
    this.sheet.setPointerCapture(event.pointerId);
  }

  move(event) {
    if (!this.on) return;
    if (!this.pressed) {
      if (this.corners.length) this.show(this.point(event));
      return;
    }
    const [x, y] = this.pressed;
    this.isStroke ||= Math.hypot(event.clientX - x, event.clientY - y) > STROKE;
    if (!this.isStroke) return;
    if (this.first) this.corners.push(this.first);
    this.first = null;
    this.corners.push(this.point(event));
    this.show();
  }

  release(event) {
    if (!this.on || !this.pressed) return;
    const isStroke = this.isStroke;
    this.drop();
    if (isStroke || this.isAtStart(event)) this.finish();
    else {
      this.corners.push(this.point(event));
      this.show();
    }
  }

  isAtStart(event) {
    if (this.corners.length < 3) return false;
    const [x, y] = this.corners[0];
    const first = new DOMPoint(x, y).matrixTransform(this.svg.getScreenCTM());
    return Math.hypot(first.x - event.clientX, first.y - event.clientY) < NEAR;
  }

  drop() {
    this.pressed = null;
    this.isStroke = false;
  }

  key(event) {
    if (!this.on || !["Enter", "Escape"].includes(event.key)) return;
    // The button that has the focus takes Enter where there is no line to end.
    if (event.key === "Enter" && this.corners.length < 3) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") this.finish();
    else if (this.corners.length) {
      this.corners.pop();
      this.show();
    } else this.toggle(false);
  }

  finish() {
    const corners = this.corners;
    if (corners.length < 3) return;
    // The click that follows the last press takes no district in either.
    this.ended = true;
    setTimeout(() => { this.ended = false; });
    this.toggle(false);
    this.done(corners);
  }

  /** Show the line so far, on to where the pointer is. */
  show(on = null) {
    const points = [...this.corners, ...(on ? [on] : [])].map((point) => point.map((part) => part.toFixed(1)).join()).join(" ");
    for (const kind of ["region-line-halo", "region-line"]) {
      let line = this.svg.querySelector(`.${kind}`);
      if (!line) {
        line = document.createElementNS(SVG, "polyline");
        line.setAttribute("class", kind);
        this.svg.append(line);
      }
      line.setAttribute("points", points);
    }
  }
}
