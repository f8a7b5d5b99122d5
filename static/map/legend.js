/** The legend answers: a class lights its units, a unit is marked in it, counts follow the year. */
import { drawStrokes, lightBars, markValue, onBar } from "./histogram.js";
import { fill } from "./message.js";

const bound = new WeakSet();
const marked = new WeakMap();

/** Bind a figure's legend once, however many frames it has. */
export function bindLegend(frame) {
  const { figure } = frame;
  if (bound.has(figure)) return;
  bound.add(figure);
  const classes = figure.root.querySelector(".map-classes");
  if (classes) bindClasses(figure, classes);
  figure.onYear(() => {
    recount(figure);
    drawStrokes(figure);
    markUnit(figure, marked.get(figure) ?? null);
  });
}

function bindClasses(figure, classes) {
  const light = (event) => lightClass(figure, event.target.closest("li[data-class]")?.dataset.class ?? null);
  for (const item of classes.children) {
    item.tabIndex = 0;
    item.setAttribute("role", "listitem");
    setCount(figure, item, Number(item.querySelector(".count-number").textContent));
  }
  classes.addEventListener("pointerover", light);
  classes.addEventListener("focusin", light);
  for (const leaving of ["pointerleave", "focusout"]) classes.addEventListener(leaving, () => lightClass(figure, null));
  onBar(figure, (group) => lightClass(figure, group));
}

/** Dim every unit that is not of the class and outline those that are; null shows them all as they were. */
function lightClass(figure, group) {
  for (const unit of figure.root.querySelectorAll("path.unit")) {
    const isOfIt = unit.classList.contains(`c${group}`);
    unit.classList.toggle("lit", group !== null && isOfIt);
    unit.classList.toggle("dim", group !== null && !isOfIt);
  }
  for (const item of figure.root.querySelectorAll(".map-classes li")) item.classList.toggle("lit", item.dataset.class === group);
  lightBars(figure, group);
}

/** Mark the place of a unit in the legend: its value on the axis, its class, or the hatch where it has none. */
export function markUnit(figure, index) {
  marked.set(figure, index);
  for (const item of figure.root.querySelectorAll(".map-legend .marked")) item.classList.remove("marked");
  const cell = index === null ? null : figure.cell(index);
  markValue(figure, cell?.value ?? null);
  if (!cell) return;
  const place = cell.value === null ? ".map-missing li" : `.map-classes li[data-class="${cell.group}"]`;
  figure.root.querySelector(place)?.classList.add("marked");
}

/** Count classes, reasons and flags of the year anew. */
function recount(figure) {
  const groups = new Map();
  const reasons = new Map();
  const flags = new Map();
  const add = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const index of figure.drawn()) {
    if (!figure.visible.has(figure.place(index).key)) continue;
    const cell = figure.cell(index);
    if (cell.value === null) add(reasons, cell.reason);
    else add(groups, String(cell.group));
    cell.flags.forEach((flag) => add(flags, flag));
  }
  for (const item of figure.root.querySelectorAll(".map-classes li")) setCount(figure, item, groups.get(item.dataset.class) ?? 0);
  writeMissing(figure, figure.root.querySelector(".map-missing"), ordered(reasons));
  writeFlags(figure, figure.root.querySelector(".map-flags"), ordered(flags));
}

/** Return counted entries, most frequent first. */
const ordered = (counts) => [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));

function setCount(figure, item, count) {
  item.querySelector(".count-number").textContent = String(count);
  item.classList.toggle("empty", count === 0);
  const { words } = figure;
  const [measure] = figure.measureIn();
  const form = new Intl.PluralRules(words.language).select(count);
  item.setAttribute("aria-label", fill(words.class, {
    number: Number(item.dataset.class) + 1,
    total: figure.breaks.length,
    range: item.querySelector(".range").textContent,
    measure,
    districts: fill(words.districts[form] ?? words.districts.other, { num: count }),
  }));
}

/** Write the one entry of the hatch, with its reasons. */
function writeMissing(figure, list, reasons) {
  if (!list) return;
  const { missing, reason } = figure.words;
  const words = reasons.map(([name, count]) =>
    reasons.length < 2 ? figure.reasonWords(name) : fill(reason, { words: figure.reasonWords(name), count }));
  const total = reasons.reduce((sum, [, count]) => sum + count, 0);
  const hatch = list.closest(".map-legend").querySelector("pattern")?.id ?? "";
  list.replaceChildren(...(total ? [entry([swatch(hatch)], fill(missing, { reasons: listing(words, figure.words) }), total)] : []));
}

function writeFlags(figure, list, flags) {
  list?.replaceChildren(...flags.map(([flag, count]) => {
    const item = entry([abbreviation(flag), " "], figure.flagWords([flag])[0], count);
    item.dataset.flag = flag;
    return item;
  }));
}

/** Join words as a sentence of the reader's language does. */
function listing(words, { between, last, pair }) {
  if (words.length < 3) return words.join(pair);
  return words.slice(0, -1).join(between) + last + words.at(-1);
}

function entry(signs, words, count) {
  const item = document.createElement("li");
  item.append(...signs, counted("range", words), " ", counted("count", ""));
  item.querySelector(".count").append(counted("count-number", String(count)));
  return item;
}

function counted(kind, text) {
  const made = document.createElement("span");
  made.className = kind;
  made.textContent = text;
  return made;
}

function abbreviation(text) {
  const made = document.createElement("abbr");
  made.textContent = text;
  return made;
}

function swatch(hatch) {
  const svg = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(svg, "svg");
  const field = document.createElementNS(svg, "rect");
  for (const [name, value] of [["class", "swatch"], ["width", "24"], ["height", "12"], ["aria-hidden", "true"]]) picture.setAttribute(name, value);
  for (const [name, value] of [["width", "100%"], ["height", "100%"], ["fill", `url(#${hatch})`]]) field.setAttribute(name, value);
  picture.append(field);
  return picture;
}
