/**
 * The map of own regions: districts are taken in and out in place, one by one or by a line round them. What is said beside
 * it is the server's: the page of the new address is fetched, and its parts take the places of ours.
 */
import { OutlineTool, codesWithin } from "./region-outline.js";
import { linkOf, settleStop, step } from "./region-walk.js";

const REGIONS = ["units", "with"];
const TITLES = { units: "title", with: "with_title" };
/** How near to the middle of a tiny district a pointer and a finger hit it, in pixels. */
const REACH = { mouse: 12, touch: 22 };
/** How long a choice rests before its page is asked for, in milliseconds: several in a row are asked for once. */
const REST = 250;

const page = document.getElementById("region");
const sheet = document.getElementById("region-sheet");
const said = page.querySelector("[data-region-said]");
const told = page.querySelector("[data-region-told]");
const undo = page.querySelector("[data-region-undo]");
const zoom = page.querySelector("[data-region-zoom]");
const draw = page.querySelector("[data-region-outline]");
const mapOf = () => sheet.querySelector("svg");
const chosen = () => Object.fromEntries(REGIONS.map((name) => [name, sheet.dataset[name].split(",").filter(Boolean)]));
/** The address of what the page shows, and the districts of the regions as the reader has them. */
let followed = location.pathname + location.search;
let regions = chosen();
let waiting = 0;
let asked = null;

/** Make the map what it is with a script: one stop, buttons that are pressed. */
function prepare() {
  const svg = mapOf();
  // Screen readers leave the arrow keys to an application only.
  svg.setAttribute("role", "application");
  svg.setAttribute("aria-label", sheet.dataset.label);
  settleStop(svg, svg.contains(document.activeElement) ? document.activeElement.dataset.code : "");
  paint();
  undo.disabled = !(history.state?.region > 0);
}

/** Show the regions as the reader has them, before the server has said anything of them. */
function paint() {
  const fills = mapOf().dataset.fills.split(" ");
  for (const link of mapOf().querySelectorAll("a[data-code]")) {
    const { code, name } = link.dataset;
    const held = REGIONS.map((region) => regions[region].includes(code));
    const bits = Number(held[0]) + 2 * Number(held[1]);
    const other = REGIONS.findIndex((region) => region !== sheet.dataset.into);
    const words = held[other] ? [sheet.dataset[other ? "second" : "first"]] : [];
    link.setAttribute("class", `in-${bits}`);
    link.setAttribute("role", "button");
    link.setAttribute("aria-pressed", String(held[1 - other]));
    link.setAttribute("aria-label", [`${name} (${code})`, ...words].join(", "));
    link.querySelector("path").setAttribute("fill", fills[bits]);
    for (const text of mapOf().querySelectorAll(`text[data-of="${CSS.escape(code)}"]`)) text.setAttribute("class", `in-${bits}`);
  }
}

/** Let the region that is being chosen have these districts. */
function choose(codes) {
  const { into, most, full } = sheet.dataset;
  if (codes.length > Number(most)) return say(full);
  say("");
  regions = { ...regions, [into]: codes };
  paint();
  clearTimeout(waiting);
  asked?.abort();
  waiting = setTimeout(() => follow(addressOf(), { push: true }), REST);
  return undefined;
}

function toggle(code) {
  const codes = regions[sheet.dataset.into];
  choose(codes.includes(code) ? codes.filter((other) => other !== code) : [...codes, code]);
}

/** Return the address of the regions as the reader has them; a second one alone becomes the first, as on the server. */
function addressOf() {
  const query = new URLSearchParams(new URL(followed, location.href).search);
  const isAlone = regions.units.length === 0 && regions.with.length > 0;
  const titles = Object.fromEntries(REGIONS.map((name) => [name, query.get(TITLES[name]) ?? ""]));
  const wanted = isAlone
    ? { units: regions.with, title: titles.with }
    : { units: regions.units, title: titles.units, with: regions.with, with_title: titles.with, into: regions.units.length ? sheet.dataset.into : "" };
  const pairs = Object.entries({ ...wanted, area: sheet.dataset.area, lang: query.get("lang") ?? "" })
    .map(([name, value]) => [name, String(value)]).filter(([, value]) => value);
  return `${location.pathname}?${new URLSearchParams(pairs).toString().replaceAll("%2C", ",")}`;
}

/** Fetch a page of regions and let its parts take the places of ours; what the server refuses is said and taken back. */
async function follow(address, { push }) {
  clearTimeout(waiting);
  asked?.abort();
  asked = new AbortController();
  const { signal } = asked;
  busy(true);
  let fresh = null;
  let isGood = false;
  try {
    const response = await fetch(address, { signal });
    fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    isGood = response.ok;
  } catch {
    // The network is gone, or another page is wanted by now.
  }
  if (signal.aborted) return;
  busy(false);
  if (isGood) put(fresh, push);
  else {
    regions = chosen();
    paint();
    say(fresh?.querySelector(".problem .lead")?.innerText.trim() || page.dataset.failed);
  }
}

function put(fresh, push) {
  const held = document.activeElement;
  const before = sheet.getBoundingClientRect().top;
  const part = held.closest("[data-region-part]");
  const canonical = fresh.querySelector("link[rel=canonical]")?.getAttribute("href");
  if (push && canonical) history.pushState({ region: (history.state?.region ?? 0) + 1 }, "", canonical);
  followed = location.pathname + location.search;
  document.title = fresh.title;
  const address = document.querySelector("link[rel=canonical]");
  if (address && canonical) address.href = canonical;
  const open = [...page.querySelectorAll("details[open] > summary")].map((summary) => summary.textContent);
  for (const own of document.querySelectorAll("[data-region-part], #languages")) {
    const other = fresh.getElementById(own.id);
    if (other) own.replaceChildren(...document.importNode(other, true).childNodes);
  }
  for (const summary of page.querySelectorAll("summary")) if (open.includes(summary.textContent)) summary.parentElement.open = true;
  putMap(fresh.getElementById("region-sheet"));
  regions = chosen();
  prepare();
  say("");
  // A title of another length leaves the map where it is.
  scrollBy({ top: sheet.getBoundingClientRect().top - before, behavior: "instant" });
  told.textContent = [...page.querySelectorAll(".region-own h2")].map((head) => `${head.textContent.trim()}: ${head.nextElementSibling.textContent}`).join(". ");
  if (part && !document.contains(held)) refocus(part, held);
}

/** Let the map of a fresh page take the place of ours; one with the same districts is left where it is. */
function putMap(other) {
  const codesOf = (map) => [...map.querySelectorAll("a[data-code]")].map((link) => link.dataset.code).join();
  const focused = mapOf().contains(document.activeElement) ? document.activeElement.dataset.code : "";
  const isSame = codesOf(other) === codesOf(sheet);
  for (const name of ["units", "with", "into", "area"]) sheet.dataset[name] = other.dataset[name];
  if (isSame) {
    for (const link of other.querySelectorAll("a[data-code]")) linkOf(mapOf(), link.dataset.code).setAttribute("href", link.getAttribute("href"));
    return;
  }
  mapOf().replaceWith(document.importNode(other.querySelector("svg"), true));
  if (focused) linkOf(mapOf(), focused)?.focus();
}

/** Bring the focus back to what stands where it was: the same choice, what is left of a list, else the map. */
function refocus(part, held) {
  const links = [...part.querySelectorAll("a")];
  const next = links.find((link) => link.textContent === held.textContent && !held.matches(".take-away"))
    ?? part.querySelector(held.matches(".take-away") ? ".take-away" : "a");
  (next ?? mapOf().querySelector('a[tabindex="0"]')).focus();
}

function busy(is) {
  for (const part of page.querySelectorAll("#region-side, #region-figures")) {
    if (is) part.setAttribute("aria-busy", "true");
    else part.removeAttribute("aria-busy");
  }
}

function say(words) {
  said.textContent = words;
}

/** Return the code of the district that a click means: a tiny one is easier to hit than it is large. */
function codeAt(event) {
  const hit = event.target.closest("a[data-code]")?.dataset.code ?? "";
  // A key or a screen reader names its district, it has no point.
  if (hit && !event.clientX && !event.clientY) return hit;
  let [best, least] = [hit, REACH[event.pointerType === "touch" ? "touch" : "mouse"]];
  const reach = least;
  for (const link of mapOf().querySelectorAll("a[data-code]")) {
    const box = link.getBoundingClientRect();
    const isTiny = Math.min(box.width, box.height) < 2 * reach;
    if (isTiny && link.dataset.code === hit) return hit;
    const distance = Math.hypot(box.x + box.width / 2 - event.clientX, box.y + box.height / 2 - event.clientY);
    if (isTiny && distance < least) [best, least] = [link.dataset.code, distance];
  }
  return best;
}

const tool = new OutlineTool(sheet, {
  done(corners) {
    const codes = codesWithin(mapOf(), corners);
    if (codes.length) choose([...new Set([...regions[sheet.dataset.into], ...codes])]);
    else say(sheet.dataset.nothing);
  },
  changed(on) {
    draw.setAttribute("aria-pressed", String(on));
    say(on ? sheet.dataset.drawing : "");
  },
});

prepare();
for (const button of [draw, zoom, undo]) button.hidden = false;
// With a script the map is one stop.
page.querySelector(".region-past").hidden = true;
draw.addEventListener("click", () => tool.toggle());
undo.addEventListener("click", () => history.back());
zoom.addEventListener("click", () => {
  zoom.setAttribute("aria-pressed", String(sheet.classList.toggle("large")));
  // What is chosen, else the stop of the keys, comes to the middle.
  const [box, around] = [mapOf().querySelector('a[tabindex="0"]'), sheet].map((part) => part.getBoundingClientRect());
  sheet.scrollBy(box.x + (box.width - around.width) / 2 - around.x, box.y + (box.height - around.height) / 2 - around.y);
});
sheet.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const code = codeAt(event);
  if (!code) return;
  event.preventDefault();
  settleStop(mapOf(), code);
  toggle(code);
});
sheet.addEventListener("keydown", (event) => {
  const link = event.target.closest("a[data-code]");
  if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" || event.key === " ") toggle(link.dataset.code);
  else if (event.key === "Escape") page.querySelector("#region-side a, #choose input:not([type=hidden])").focus();
  else if (!step(mapOf(), link, event.key)) return;
  event.preventDefault();
});
// Links to other regions of this page are followed in place: another area, the other region, one district less.
page.addEventListener("click", (event) => {
  const link = event.target.closest(".region-ways a, .region-side .take-away, [data-region-clear]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  follow(new URL(link.href).pathname + new URL(link.href).search, { push: true });
});
addEventListener("popstate", () => {
  if (location.pathname + location.search !== followed) follow(location.pathname + location.search, { push: false });
});
