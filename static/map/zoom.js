/** Zoom without taking the page's scrolling away: buttons, ctrl and wheel, two fingers, keys. */
import { messagesOf } from "./words.js";

const STEP = 0.75;
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Give a frame its buttons and its manners. */
export function addZoom(frame) {
  const { map } = frame;
  const words = messagesOf(frame.figure);
  if (matchMedia("(pointer: coarse)").matches) map.dragging.disable();
  map.options.zoomAnimation = !calm();
  const group = document.createElement("div");
  group.className = "map-zoom";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", words.zoom);
  const go = (delta) => map.setZoom(map.getZoom() + delta, { animate: !calm() });
  const nearer = zoomButton(words.zoom_in, "M8 3v10M3 8h10", () => go(STEP));
  const farther = zoomButton(words.zoom_out, "M3 8h10", () => go(-STEP));
  const whole = zoomButton(words.whole, "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3", () => frame.fit());
  group.append(nearer, farther, whole);
  frame.element.append(group);
  const update = () => {
    farther.disabled = whole.disabled = frame.atHome;
    nearer.disabled = map.getZoom() > map.getMaxZoom() - 1e-6;
    frame.element.classList.toggle("zoomed", !frame.atHome);
  };
  map.on("zoomend", update);
  update();
  map.getContainer().addEventListener("wheel", (event) => wheel(map, event), { passive: false });
}

function wheel(map, event) {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  const delta = Math.max(-0.5, Math.min(0.5, -event.deltaY * 0.01));
  map.setZoomAround(map.mouseEventToContainerPoint(event), map.getZoom() + delta, { animate: false });
}

function zoomButton(title, path, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.title = title;
  button.setAttribute("aria-label", title);
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("viewBox", "0 0 16 16");
  drawing.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  drawing.append(line);
  button.append(drawing);
  button.addEventListener("click", act);
  return button;
}
