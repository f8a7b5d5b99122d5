/**
 * Another indicator from the map page: the list of the area in a dialog, and the keys for the one before and after.
 * The list is the page of the area, fetched when it is first asked for; without a script the link leads to that page.
 */
import { withQuery } from "../map/address.js";
import { rebase } from "./rebase.js";

const dialog = document.querySelector("#indicator-dialog");
let list = null;
/** Which units the indicators lack, once units are chosen. */
let lacks = null;

if (dialog) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-opens=indicator-dialog]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link.href);
  });
  document.addEventListener("keydown", step);
  dialog.addEventListener("keydown", walk);
  dialog.addEventListener("click", (event) => {
    // What is clicked beside the dialog is its backdrop, which counts as the dialog itself.
    if (event.target === dialog || event.target.closest("[data-closes]")) dialog.close();
    const anchor = event.target.closest("a[href^='#']");
    if (anchor) jump(event, anchor);
  });
}

/** Alt with Page Up or Page Down leads to the indicator before or after. */
function step(event) {
  const side = { PageUp: "before", PageDown: "after" }[event.key];
  if (!side || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || dialog.open) return;
  const link = document.querySelector(`#indicator-choice a[data-step=${side}]`);
  if (!link) return;
  event.preventDefault();
  link.click();
}

async function open(address) {
  dialog.showModal();
  list ??= await load(address);
  if (!list) return;
  // The list waits for no answer about units: they are carried on from when it is there.
  carryState();
  if (!lacks) loadUnits().then((found) => { lacks = found; carryState(); });
  const here = list.rows().find((row) => row.dataset.indicator === dialog.dataset.indicator);
  here?.querySelector("th a").setAttribute("aria-current", "page");
  here?.scrollIntoView({ block: "center" });
  // A finger would be shown its keyboard over the list.
  if (!matchMedia("(pointer: coarse)").matches) list.input.focus({ preventScroll: true });
}

/** Return the list of the area's page, put into the dialog; null where it cannot be had. */
async function load(address) {
  const place = dialog.querySelector("[data-list]");
  place.setAttribute("aria-busy", "true");
  dialog.querySelector("[data-failed]").hidden = true;
  try {
    const [{ IndicatorList }, response] = await Promise.all([import("./indicator-list.js"), fetch(address)]);
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const found = document.importNode(page.querySelector("#indicator-list"), true);
    found.querySelector("h2").remove();
    found.removeAttribute("aria-labelledby");
    rebase(found, response.url);
    place.replaceChildren(found);
    return new IndicatorList(found);
  } catch {
    dialog.querySelector("[data-failed]").hidden = false;
    return null;
  } finally {
    place.removeAttribute("aria-busy");
  }
}

const chosenUnits = () => (new URL(location.href).searchParams.get("unit") ?? "").split(",").filter(Boolean);

/** Return which units the indicators lack; null where no unit is chosen or it cannot be had, then none is carried on. */
async function loadUnits() {
  if (!chosenUnits().length || !dialog.dataset.units) return null;
  try {
    const response = await fetch(dialog.dataset.units);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/**
 * Let the links of the list keep what is chosen on the map, as `carried` of mapserver/web/indicator_choice.py does: view,
 * colours and projection, which every indicator has, year, level and units where it has them.
 */
function carryState() {
  const shown = new URL(location.href).searchParams;
  const year = document.querySelector("figure.map")?.dataset.year ?? document.querySelector("#year")?.value;
  for (const row of dialog.querySelectorAll("tr[data-indicator]")) {
    const link = row.querySelector("th a");
    const { years, levels, default: usual, indicator } = row.dataset;
    const level = levels.split(" ").includes(shown.get("level")) ? shown.get("level") : "finest";
    const missing = lacks?.missing[lacks.layers[indicator]?.[level]];
    link.href = withQuery(link.href, {
      view: shown.get("view"),
      year: year !== usual && hasYear(years, Number(year)) ? year : null,
      palette: shown.get("palette"),
      level: level === "finest" ? null : level,
      unit: missing ? chosenUnits().filter((unit) => !missing.includes(unit)).join(",") : null,
      projection: shown.get("projection"),
      lang: new URL(link.href).searchParams.get("lang"),
    });
  }
}

/** Say whether a list of years such as `1990–2013, 2017` has a year. */
function hasYear(years, year) {
  return years.split(", ").some((run) => {
    const [first, last = first] = run.split("\u2013").map(Number);
    return first <= year && year <= last;
  });
}

/** Walk through the list with the arrows; from its first link up to the words that are looked for. */
function walk(event) {
  if (!list || event.altKey || event.ctrlKey || event.metaKey) return;
  const links = list.links();
  const at = links.indexOf(document.activeElement);
  const fromInput = document.activeElement === list.input;
  const steps = {
    ArrowDown: fromInput ? 0 : at + 1,
    ArrowUp: at - 1,
    Home: fromInput || at < 0 ? NaN : 0,
    End: fromInput || at < 0 ? NaN : links.length - 1,
  };
  // A single indicator needs no step to it; a favourite stands twice.
  if (event.key === "Enter" && fromInput && new Set(links.map((link) => link.href)).size === 1) links[0].click();
  if (!(event.key in steps) || Number.isNaN(steps[event.key])) return;
  event.preventDefault();
  const next = steps[event.key];
  (next < 0 ? list.input : links[Math.min(next, links.length - 1)])?.focus();
}

/** Go to a theme inside of the dialog, without an entry in the history of the page. */
function jump(event, anchor) {
  event.preventDefault();
  dialog.querySelector(`#${CSS.escape(anchor.hash.slice(1))}`)?.scrollIntoView({ block: "start" });
}
