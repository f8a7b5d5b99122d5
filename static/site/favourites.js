/** A reader's favourite indicators: a list of identifiers, the newest last. */
import { keep, recall } from "../map/storage.js";

const NAME = "favourites";

/** Return the favourites; whatever else lies in the storage is none. */
export function favourites() {
  const kept = recall(NAME);
  return new Set(Array.isArray(kept) ? kept.filter((item) => typeof item === "string") : []);
}

/** Make an indicator a favourite or no longer one; returns whether it is one now. */
export function toggle(indicator) {
  const all = favourites();
  const is = !all.delete(indicator);
  if (is) all.add(indicator);
  keep(NAME, [...all]);
  return is;
}

/** Return a star for a row of the list; `label` is what it is called. */
export function star(indicator, label, is) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.star = indicator;
  button.setAttribute("aria-label", label);
  button.title = label;
  button.setAttribute("aria-pressed", String(is));
  button.append(starShape());
  return button;
}

function starShape() {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("viewBox", "0 0 20 20");
  picture.setAttribute("aria-hidden", "true");
  picture.setAttribute("focusable", "false");
  const shape = document.createElementNS(space, "path");
  shape.setAttribute("d", "M10 2.2l2.4 5 5.4.7-4 3.8 1 5.4-4.8-2.7-4.8 2.7 1-5.4-4-3.8 5.4-.7z");
  picture.append(shape);
  return picture;
}
