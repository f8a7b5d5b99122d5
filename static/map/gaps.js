/**
 * The lines of gaps on the live map: those of the picture, laid over it, so that both show the same. They are links; where the
 * page has a card for the pair, a click fills it in place. Lines are of the year that the server drew: while the map shows
 * another one they are away.
 */
import { hasAddress, withParameter } from "./address.js";
import { isFrozen } from "./frozen.js";
import { keepIn } from "./kept.js";
import { keepTicks } from "./ticks.js";

const SVG = "http://www.w3.org/2000/svg";
const bound = new WeakSet();
const cardOf = () => document.getElementById("pair-card");

/** Lay the lines of a frame's picture over its map; nothing where the picture has none. */
export function addGaps(frame) {
  const source = frame.picture?.querySelector(".gaps");
  if (!source) return;
  const { map, figure, width, height } = frame;
  const pane = map.getPane("gaps") ?? map.createPane("gaps");
  pane.style.zIndex = "360";
  pane.style.pointerEvents = "none";
  const sheet = document.createElementNS(SVG, "svg");
  sheet.setAttribute("viewBox", `0 0 ${width} ${height}`);
  sheet.setAttribute("class", "gap-sheet");
  globalThis.L.svgOverlay(sheet, [[-height, 0], [0, width]], { pane: "gaps", className: "gap-sheet" }).addTo(map);
  const show = () => {
    const copy = source.cloneNode(true);
    copy.removeAttribute("id");
    for (const name of ["data-follows", "aria-busy"]) copy.removeAttribute(name);
    copy.classList.toggle("of-another-year", source.dataset.year !== String(figure.year));
    for (const title of copy.querySelectorAll("title")) title.textContent = title.textContent.trim();
    sheet.replaceChildren(copy);
    keepTicks(sheet, 2 ** (map.getZoom() - frame.home));
  };
  show();
  figure.onYear(show);
  document.addEventListener("mapserver:followed", () => {
    source.dataset.year = String(figure.year);
    show();
  });
  map.on("zoomend", () => keepTicks(sheet, 2 ** (map.getZoom() - frame.home)));
  sheet.addEventListener("click", (event) => event.stopPropagation());
  if (bound.has(figure)) return;
  bound.add(figure);
  bindCard(figure);
}

/** Let lines and the rows of the table fill the card in place, Escape close it, and Back lead to the pair before. */
function bindCard(figure) {
  if (!cardOf() || !hasAddress || isFrozen) return;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-pair], tr[data-pair] th a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    choose(figure, link.dataset.pair ?? link.closest("tr").dataset.pair);
  }, true);
  cardOf().addEventListener("keydown", (event) => { if (event.key === "Escape") choose(figure, ""); });
  globalThis.addEventListener("popstate", () => setPair(figure, new URLSearchParams(location.search).get("pair") ?? ""));
}

function choose(figure, pair) {
  const before = figure.root.dataset.pair;
  const address = withParameter(location.href, "pair", pair).replace(/#.*/, "");
  if (location.href !== address) history.pushState(null, "", address);
  if (before === pair) reveal(pair);
  else {
    const held = document.activeElement;
    document.addEventListener("mapserver:followed", () => {
      // Who has gone on since, to another year or another place, is not called back.
      const isThere = document.activeElement === held || document.activeElement === document.body;
      if (location.href === address && isThere) reveal(pair, before);
    }, { once: true });
  }
  setPair(figure, pair);
}

/** Keep the choice where links and forms of the page would forget it; whoever fetches the page again sees that it is another one. */
function setPair(figure, pair) {
  if (figure.root.dataset.pair === pair) return;
  keepIn(document.querySelectorAll("a[data-year]"), document.querySelectorAll("form[data-map-control]"), "pair", pair);
  figure.root.dataset.pair = pair;
}

/** Bring the card into view, with the focus on its name; where it is closed, back to the line that it was of. */
function reveal(pair, before = "") {
  if (!pair && before) document.querySelector(`.gap-sheet a[data-pair="${CSS.escape(before)}"]`)?.focus({ preventScroll: true });
  const heading = cardOf().querySelector("h2");
  if (!pair || !heading) return;
  const { top, bottom } = heading.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) heading.closest("section").scrollIntoView({ block: "start" });
  heading.focus({ preventScroll: true });
}
