/** What a unit says, in the messages that the server gave: as elements for the eye, as a line for the ear. Text nodes only. */
import { isFrozen } from "./frozen.js";
import { fill } from "./message.js";
import { drawn, sparkline } from "./sparkline.js";

const read = new WeakMap();

/** Return the messages of a figure by their names. */
export function messagesOf(figure) {
  if (!read.has(figure)) read.set(figure, JSON.parse(figure.root.dataset.unitWords));
  return read.get(figure);
}

/** Return a message with its places filled by texts or elements, as parts to append. */
const pieces = (message, values) =>
  message.split(/%\((\w+)\)s/).map((part, at) => (at % 2 ? values[part] : part));

/** Return what a screen reader says of a unit: its name, its value or why there is none, flags, rank. */
export function spokenOf(figure, index) {
  const words = messagesOf(figure);
  const cell = figure.cell(index);
  const name = figure.name(index);
  const said = cell.value === null
    ? fill(words.unit_without, { name, reason: figure.reasonWords(cell.reason) })
    : fill(words.unit_value, { name, value: figure.number(cell.value), measure: figure.measureOf(index)[0] });
  return [[said, ...figure.flagWords(cell.flags)].join(", "), rankWords(figure, index)].filter(Boolean).join(". ");
}

/** Return the rank of a unit in words, or why it has none; nothing without a value. */
function rankWords(figure, index) {
  const words = messagesOf(figure);
  if (figure.cell(index).value === null) return "";
  const rank = figure.rank(index);
  if (rank !== null) return fill(words.rank, { rank, count: figure.ranked() });
  if (!figure.place(index).core) return words.around;
  return figure.unranked.has(figure.year) ? words.unordered : "";
}

/** Return a unit's words as elements; `linked` makes its name a link to its page. */
export function wordsOf(figure, index, linked = false) {
  const place = figure.place(index);
  const cell = figure.cell(index);
  const words = messagesOf(figure);
  const country = words.countries[place.country] ?? place.country;
  const parts = [
    element("p", "tip-name", element("strong", "", title(figure, index, linked)), element("span", "tip-code", place.code)),
    element("p", "tip-local", ...localName(figure, index).flatMap((name) => [name, " · "]), country),
  ];
  if (cell.value === null) {
    parts.push(element("p", "tip-missing", fill(words.without, { year: figure.year, reason: figure.reasonWords(cell.reason) })));
  } else {
    const value = element("b", "", figure.number(cell.value));
    parts.push(element("p", "tip-value", chip(figure.colours[cell.group]), ...pieces(words.value, { value, measure: figure.measureOf(index)[0], year: String(figure.year) })));
  }
  for (const flag of figure.flagWords(cell.flags)) parts.push(element("p", "tip-flag", flag));
  const rank = rankWords(figure, index);
  if (rank) parts.push(element("p", "tip-rank", rank));
  if (figure.values.years.length > 1 && figure.values.values[index].some((value) => value !== null)) parts.push(sparkline(figure, index));
  if (place.series) parts.push(element("p", "tip-source", figure.spoken(place.series.title)));
  return parts;
}

/** Return the first official name of a unit as an element in a list, an empty list where the reader sees it already. */
function localName(figure, index) {
  const { names, official } = figure.place(index);
  const shown = figure.name(index);
  const tag = official.find((language) => names[language] && names[language] !== shown);
  if (!tag) return [];
  const made = element("span", "", names[tag]);
  made.lang = tag;
  return [made];
}

/** Return the name of a unit in its language, as a link where `linked` and where units have pages. */
function title(figure, index, linked) {
  const [name, lang] = figure.named(index);
  const { units } = figure.root.dataset;
  const made = element(linked && units ? "a" : "span", "", name);
  if (lang) made.lang = lang;
  if (made.tagName === "A") {
    const kept = new URLSearchParams(location.search).get("lang");
    const state = kept ? `?lang=${encodeURIComponent(kept)}` : "";
    made.href = units + encodeURIComponent(figure.place(index).code) + (isFrozen ? "/index.html" : state);
  }
  return made;
}

/** Make an element of a class with children. */
export function element(name, kind, ...children) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  made.append(...children);
  return made;
}

function chip(colour) {
  const picture = drawn("svg", { class: "chip", width: 12, height: 12, "aria-hidden": "true" });
  picture.append(drawn("rect", { width: "100%", height: "100%", fill: colour }));
  return picture;
}
