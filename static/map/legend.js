/** The legend answers: a class lights its units, counts follow the year. */

const bound = new WeakSet();

/** Bind a figure's legend once, however many frames it has. */
export function bindLegend(frame) {
  const { figure } = frame;
  if (bound.has(figure)) return;
  bound.add(figure);
  const classes = figure.root.querySelector(".map-classes");
  if (!classes) return;
  const light = (event) => lightClass(figure, event.target.closest("li[data-class]")?.dataset.class ?? null);
  classes.addEventListener("pointerover", light);
  classes.addEventListener("focusin", light);
  for (const leaving of ["pointerleave", "focusout"]) classes.addEventListener(leaving, () => lightClass(figure, null));
  figure.onYear(() => recount(figure));
}

/** Dim every unit that is not of the class and outline those that are; null shows them all as they were. */
export function lightClass(figure, group) {
  for (const unit of figure.root.querySelectorAll("path.unit")) {
    const isOfIt = unit.classList.contains(`c${group}`);
    unit.classList.toggle("lit", group !== null && isOfIt);
    unit.classList.toggle("dim", group !== null && !isOfIt);
  }
}

/** Count classes, reasons and flags of the year anew. */
export function recount(figure) {
  const groups = new Map();
  const reasons = new Map();
  const flags = new Map();
  const add = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const index of figure.drawn()) {
    if (!figure.visible.has(figure.place(index).key)) continue;
    const cell = figure.cell(index);
    if (cell.value === null) add(reasons, cell.reason);
    else {
      add(groups, String(cell.group));
      new Set(cell.flag.match(/@\w+|[^\s;,]/g) ?? []).forEach((flag) => add(flags, flag));
    }
  }
  for (const item of figure.root.querySelectorAll(".map-classes li")) setCount(item, groups.get(item.dataset.class) ?? 0);
  rewrite(figure.root.querySelector(".map-missing"), reasons, "reason", (reason) => `no data: ${figure.reasonWords(reason)}`);
  rewrite(figure.root.querySelector(".map-flags"), flags, "flag", (flag) => figure.flagWords(flag)[0]);
}

function setCount(item, count) {
  item.querySelector(".count-number").textContent = String(count);
  item.classList.toggle("empty", count === 0);
}

/** Write a list of counted entries, most frequent first. */
function rewrite(list, counts, key, words) {
  if (!list) return;
  const hatch = list.closest(".map-legend").querySelector("pattern")?.id ?? "";
  const ordered = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  list.replaceChildren(...ordered.map(([name, count]) => {
    const item = document.createElement("li");
    item.dataset[key] = name;
    item.append(...(key === "reason" ? [swatch(hatch)] : [abbreviation(name), " "]), counted("range", words(name)), " ", counted("count", ""));
    item.querySelector(".count").append(counted("count-number", String(count)));
    return item;
  }));
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
