/**
 * The map shows another year at once, from the values that it has. What is said and linked beside it is the server's:
 * once the reader rests on a year, the page of that year is fetched, and its words, links and remarks take our places.
 */

import { isFrozen } from "../map/frozen.js";
import { rebase } from "./rebase.js";

/** How long a year must stay before it is asked for, in milliseconds: a year that is passed by is never asked for. */
const REST = 400;
/** Our parts are marked as being of another year after this time, in milliseconds: the map comes first. */
const SOON = 60;

const figure = document.querySelector("figure.map");
const form = document.querySelector("form[data-map-control]");
/** The year that the page came with. */
const own = figure?.dataset.year;
let waiting = 0;
let marking = 0;
let asked = null;
/** The address that the words on the page are of. */
let followed = shownAddress();

/** Return the address of the page for what the map shows; of a frozen site the file of the year, nothing where it holds none. */
function shownAddress() {
  if (!isFrozen) return location.pathname + location.search;
  const { year } = figure?.dataset ?? {};
  return year === own ? location.pathname : document.querySelector(`a[data-year="${year}"][href]:not([data-live-href])`)?.href ?? "";
}

/** Mark what stands on the page as being of another year than the figure: until it follows, or for good where it cannot. */
function busy(is) {
  const isLeft = is && shownAddress() === "";
  for (const part of document.querySelectorAll("main [data-follows]")) {
    part.toggleAttribute("data-stale", isLeft);
    if (is === part.hasAttribute("aria-busy") && !isLeft) continue;
    if (is && !isLeft) part.setAttribute("aria-busy", "true");
    else part.removeAttribute("aria-busy");
  }
  const words = document.getElementById("frozen-words");
  if (words) words.hidden = !isLeft;
}

/** Forget what was asked for and wait until the reader rests, which nobody does while the years are played; a chosen unit is no passing one. */
function wait(changes) {
  asked?.abort();
  clearTimeout(waiting);
  clearTimeout(marking);
  const isStale = shownAddress() !== followed;
  marking = setTimeout(() => busy(isStale), SOON);
  if (!isStale || !shownAddress() || figure.hasAttribute("data-playing")) return;
  const isChoice = changes.some(({ attributeName }) => ["data-unit", "data-pair"].includes(attributeName));
  waiting = setTimeout(follow, isChoice ? 0 : REST);
}

/** Fetch the page of the address shown and put its parts in the place of ours; what the server refuses is opened. */
async function follow() {
  asked = new AbortController();
  const { signal } = asked;
  const address = shownAddress();
  const text = await pageText(address, signal);
  if (text === null) return;
  await settled(signal);
  if (signal.aborted) return;
  const fresh = new DOMParser().parseFromString(text, "text/html");
  rebase(fresh, new URL(address, location.href));
  put(fresh);
  followed = address;
  clearTimeout(marking);
  busy(false);
  document.dispatchEvent(new CustomEvent("mapserver:followed"));
}

/** Wait until the map has written what it writes itself: it knows less, and would take the server's words away again. */
async function settled(signal) {
  while (figure.hasAttribute("data-settling") && !signal.aborted) {
    await new Promise((done) => {
      figure.addEventListener("mapserver:year", done, { once: true });
      signal.addEventListener("abort", done, { once: true });
    });
  }
}

/** Return the text of a page; null where it is no longer wanted, is refused, or cannot be had for now: then the map stays. */
async function pageText(address, signal) {
  try {
    const response = await fetch(address, { signal });
    if (response.ok) return await response.text();
    if (!signal.aborted) location.assign(address);
  } catch {
    // The network is gone: our parts stay marked, and the next rest, or the network when it is back, asks again.
  }
  return null;
}

function put(fresh) {
  for (const part of document.querySelectorAll("[data-follows]")) {
    const other = fresh.getElementById(part.id);
    if (other) part.replaceChildren(...document.importNode(other, true).childNodes);
  }
  // The map has filled the table already: a row is touched only where the server says more, and none is moved.
  for (const row of document.querySelectorAll("#table-rows tr[data-place]")) {
    const other = fresh.querySelector(`#table-rows tr[data-place="${CSS.escape(row.dataset.place)}"]`);
    if (other) row.dataset.order = other.dataset.order;
    if (other && other.innerHTML !== row.innerHTML) row.replaceChildren(...document.importNode(other, true).childNodes);
  }
}

if (figure) {
  new MutationObserver(wait).observe(figure, { attributes: true, attributeFilter: ["data-year", "data-playing", "data-unit", "data-pair"] });
  addEventListener("online", () => wait([]));
  figure.addEventListener("mapserver:live", () => form?.classList.add("live"));
}
