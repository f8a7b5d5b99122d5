/** The docked panel: what a unit says where a finger would cover it, and the way to all of it. */
import { addressOf, choose, hasPanel } from "./choice.js";
import { outlineUnit } from "./outline.js";
import { element, messagesOf, wordsOf } from "./words.js";

/** Put a unit's words into the panel below the map, or empty it. */
export function dock(frame, index) {
  const panel = frame.figure.root.querySelector(".map-panel");
  frame.docked = index;
  stand(frame, panel);
  panel.hidden = index === null;
  panel.onkeydown = (event) => { if (event.key === "Escape") close(frame); };
  panel.replaceChildren(...(index === null ? [] : [closing(frame), ...wordsOf(frame.figure, index, true), ...opening(frame, index)]));
  outlineUnit(frame, index);
}

/** Say whether the panel speaks of a unit of a frame. */
export const isDocked = ({ docked }) => docked !== null && docked !== undefined;

/** Put the panel below the frame that it speaks of, where there are several: it must not lie on another one. */
function stand({ element: own }, panel) {
  if (own.parentElement.querySelectorAll(":scope > .map-frame").length > 1 && panel.previousElementSibling !== own) own.after(panel);
}

/** Say the words of the docked unit anew. */
export function refreshDock(frame) {
  if (!isDocked(frame)) return;
  dock(frame, frame.figure.drawn().includes(frame.docked) ? frame.docked : null);
}

function closing(frame) {
  const button = element("button", "map-close", "\u00d7");
  button.type = "button";
  button.setAttribute("aria-label", messagesOf(frame.figure).close);
  button.addEventListener("click", () => close(frame));
  return button;
}

/** Empty the panel, and give the focus back to the map. */
function close(frame) {
  dock(frame, null);
  frame.figure.root.dispatchEvent(new CustomEvent("mapserver:back"));
}

/** Return the link that chooses the unit, where the page has a panel for it. */
function opening(frame, index) {
  if (!hasPanel()) return [];
  const { figure } = frame;
  const { code } = figure.place(index);
  const link = element("a", "map-open", messagesOf(figure).open);
  link.href = `${addressOf(figure, code)}#unit-panel`;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    dock(frame, null);
    choose(figure, code, { focus: true });
  });
  return [link];
}
