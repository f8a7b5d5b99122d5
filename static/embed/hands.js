/** What hands do to a viewport: a mouse drags what was brought nearer, two fingers move and stretch; one finger scrolls the page. */

/** A press that moves so few pixels is none of a drag. */
const STILL = 4;

/** Let hands move a viewport; returns what tells whether the last press was a drag, and what leaves dragging to others. */
export function bindHands(view) {
  const dragging = { isOn: true, hasMoved: false, disable() { this.isOn = false; }, moved() { return this.hasMoved; } };
  bindMouse(view, dragging);
  bindFingers(view);
  return dragging;
}

function bindMouse(view, dragging) {
  const { picture } = view;
  let last = null;
  picture.addEventListener("pointerdown", (event) => {
    dragging.hasMoved = false;
    if (event.button === 0 && event.pointerType !== "touch" && dragging.isOn && view.factor > 1) last = event;
  });
  addEventListener("pointermove", (event) => {
    if (!last) return;
    const [x, y] = [last.clientX - event.clientX, last.clientY - event.clientY];
    if (!dragging.hasMoved && Math.hypot(x, y) < STILL) return;
    if (!dragging.hasMoved) view.fire("movestart");
    dragging.hasMoved = true;
    view.panBy(x, y);
    last = event;
  });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => { last = null; });
}

function bindFingers(view) {
  const { picture } = view;
  let before = null;
  const hold = (event) => { before = event.touches.length === 2 ? gripOf(view, event.touches) : null; };
  for (const name of ["touchstart", "touchend", "touchcancel"]) picture.addEventListener(name, hold, { passive: true });
  picture.addEventListener("touchmove", (event) => {
    if (!before || event.touches.length !== 2) return;
    event.preventDefault();
    const now = gripOf(view, event.touches);
    view.fire("movestart");
    view.panBy(before.x - now.x, before.y - now.y);
    if (before.span > 0 && now.span > 0) view.setZoomAround(now, view.getZoom() + Math.log2(now.span / before.span));
    before = now;
  }, { passive: false });
}

/** Return the middle of two fingers in the box, and how far they are apart. */
function gripOf(view, [one, other]) {
  const [a, b] = [view.mouseEventToContainerPoint(one), view.mouseEventToContainerPoint(other)];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, span: Math.hypot(a.x - b.x, a.y - b.y) };
}
