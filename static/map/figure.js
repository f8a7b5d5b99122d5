/** A figure on the page: its settings (data attributes) and its values file. Draws nothing. */
import { changesSince } from "./change.js";
import { fill } from "./message.js";
import { Queue } from "./queue.js";

const figures = new WeakMap();

/** Return the figure model that an element stands in. */
export function figureOf(element) {
  const root = element.closest("figure.map");
  if (!figures.has(root)) figures.set(root, new MapFigure(root));
  return figures.get(root);
}

/** Read JSON from an address, or from a data block of this document where the address is `#id`. */
export async function readJson(address) {
  if (address.startsWith("#")) return JSON.parse(document.getElementById(address.slice(1)).textContent);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

class MapFigure {
  constructor(root) {
    const data = root.dataset;
    this.root = root;
    this.year = Number(data.year);
    /** The year that the page came with. */
    this.ownYear = this.year;
    this.breaks = JSON.parse(data.breaks);
    this.colours = JSON.parse(data.colours);
    this.tones = JSON.parse(data.tones);
    this.inks = JSON.parse(data.inks);
    this.decimals = Number(data.decimals);
    /** What values are called that stand for a type, from 1. */
    this.types = JSON.parse(data.types || "[]");
    this.signs = JSON.parse(data.signs);
    this.measure = [data.measure, data.measureLang];
    /** Measures of series that have one of their own, by series, each with its language. */
    this.measures = JSON.parse(data.measures || "{}");
    this.lang = root.lang;
    this.words = JSON.parse(data.words);
    this.names = JSON.parse(data.names);
    this.unranked = new Set(data.unranked.split(" ").map(Number));
    this.values = null;
    this.listeners = { now: [], soon: [], rest: [] };
    this.queue = new Queue(() => this.settle());
    this.known = { drawn: new Map(), sets: new Map(), ranks: new Map() };
    /** Keys of the territories that any frame shows. */
    this.visible = new Set();
  }

  /** Load the values once; resolves to the figure itself. */
  ready() {
    this.loading ??= readJson(this.root.dataset.values).then((values) => {
      const { from } = this.root.dataset;
      this.values = from ? changesSince(values, Number(from)) : values;
      return this;
    });
    return this.loading;
  }

  /** Return a value as the reader writes it, as the server does. */
  number(value, decimals = null) {
    if (decimals === null && this.types.length) return this.types[value - 1] ?? "";
    decimals ??= this.decimals;
    const [whole, fraction] = rounded(value, decimals).split(".");
    const { minus, group, point } = this.signs;
    const sign = whole.startsWith("-") ? minus : "";
    return sign + whole.replace("-", "").replace(/\B(?=(\d{3})+$)/g, group) + (fraction ? point + fraction : "");
  }

  /** Return the indexes of the places that are drawn in a year: the very same list for years that draw the same places. */
  drawn(year = this.year) {
    const { drawn, sets } = this.known;
    if (!drawn.has(year)) {
      const held = this.values.periods.filter(([, first, last]) => first <= year && year <= last);
      const key = held.map((period) => this.values.periods.indexOf(period)).join();
      if (!sets.has(key)) sets.set(key, held.flatMap((period) => period[5]));
      drawn.set(year, sets.get(key));
    }
    return drawn.get(year);
  }

  /** Return what is known of a place in a year. */
  cell(place, year = this.year) {
    const column = this.values.years.indexOf(year);
    const value = column < 0 ? null : this.values.values[place][column];
    const at = `${place}:${column}`;
    return {
      value,
      flags: value === null ? [] : this.values.flags[at] ?? [],
      reason: value === null ? this.values.reasons[at] || this.values.default_reason : "",
      group: value === null ? null : this.groupOf(value),
    };
  }

  /** Return the class of a place in the year shown, null without a value: of a cell all that its colour needs. */
  group(index) {
    const value = this.values.values[index][this.values.years.indexOf(this.year)];
    return value === null || value === undefined ? null : this.groupOf(value);
  }

  /** Return the classes that say of a shape which class of values it is of: a pale line stands off from pale colours. */
  kinds(group) {
    return group === null ? ["none", "pale"] : [`c${group}`, this.tones[group]].filter(Boolean);
  }

  /** Return the classes of a name on its unit: in the ink that is legible on the colour of the year. */
  inkOf(index) {
    const core = this.isCore(index);
    return `${core ? "core" : "context"} ${this.inks[Number(core)][this.group(index)] ?? ""}`.trim();
  }

  /** Return what a place measures, with the language of the words. */
  measureOf(index) {
    return this.measures[this.place(index).series?.id] ?? this.measure;
  }

  /** Return what all figures of a year measure, as the server says it: the indicator's words where they are of several. */
  measureIn(year = this.year) {
    const found = new Map(this.drawn(year).filter((index) => this.cell(index, year).value !== null)
      .map((index) => this.measureOf(index)).map((measure) => [measure[0], measure]));
    return found.size === 1 ? [...found.values()][0] : this.measure;
  }

  /** Say whether a place belongs to the border area itself. */
  isCore(index) {
    return this.values.places[index][3] === 1;
  }

  /** Return the class of a value: the first whose upper bound is not below it, the last one beyond the core. */
  groupOf(value) {
    const found = this.breaks.findIndex((bound) => value <= bound);
    return found < 0 ? this.breaks.length - 1 : found;
  }

  /** Return the rank of a place among the core units with a value, 1 for the highest; null where there is none. */
  rank(index, year = this.year) {
    return this.ranks(year).get(index) ?? null;
  }

  /** Return how many units have a rank in a year. */
  ranked(year = this.year) {
    return this.ranks(year).size;
  }

  /** Return the ranks of a year by place; equal values share one. Values that measure different things have no order. */
  ranks(year) {
    const { ranks } = this.known;
    if (!ranks.has(year)) {
      const units = this.unranked.has(year) ? [] : this.drawn(year).filter((index) => this.place(index).core);
      const valued = units.map((index) => [index, this.cell(index, year).value]).filter(([, value]) => value !== null);
      valued.sort(([, a], [, b]) => b - a);
      const sorted = valued.map(([, value]) => value);
      ranks.set(year, new Map(valued.map(([index, value]) => [index, sorted.indexOf(value) + 1])));
    }
    return ranks.get(year);
  }

  /** Return the facts of a place that do not depend on the year. */
  place(index) {
    const [key, code, country, core, series, names, official] = this.values.places[index];
    return { key, code, country, core: core === 1, series: this.values.series[series], names, official };
  }

  /** Return the name of a place for this reader and the language that it is in, as the server chose it. */
  named(index) {
    const names = this.values.places[index][5];
    return this.names[index] ?? [this.spoken(names), this.languageOf(names) ?? ""];
  }

  /** Return the name of a place for this reader. */
  name(index) {
    return this.named(index)[0];
  }

  /** Return the language of the best text for this reader: the own one, another form of it, English, whatever there is. */
  languageOf(texts) {
    const tags = Object.keys(texts);
    const primary = this.lang.split("-")[0];
    const known = [this.lang, tags.find((tag) => tag.split("-")[0] === primary), "en"];
    return known.find((tag) => tag !== undefined && Object.hasOwn(texts, tag)) ?? tags[0];
  }

  /** Return the best text for this reader of a map from language to text. */
  spoken(texts) {
    return texts[this.languageOf(texts)] ?? "";
  }

  /** Return the parts of a flag in words; unknown ones are kept. */
  flagWords(flags) {
    return flags.map((part) => (Object.hasOwn(this.words.flags, part) ? this.words.flags[part] : fill(this.words.unknown_flag, { flag: part })));
  }

  /** Return the reason for no data in words. */
  reasonWords(reason) {
    return Object.hasOwn(this.words.reasons, reason) ? this.words.reasons[reason] : reason;
  }

  /**
   * Call back whenever the year changes: `now`, in the very picture that shows it, with the year before and what becomes of
   * the address; `soon` after it; or once the reader `rest`s on the year. The later ones may return an iterator, which is
   * continued step by step, and are dropped when yet another year comes.
   */
  onYear(listener, when = "soon") {
    this.listeners[when].push(listener);
  }

  /** Show another year everywhere; `history` says what becomes of the address: push, replace or keep. */
  setYear(year, history = "push") {
    if (year === this.year || !this.values.years.includes(year)) return;
    const before = this.year;
    this.year = year;
    this.root.dataset.year = String(year);
    for (const show of this.listeners.now) show(year, before, history);
    this.follow();
  }

  /** Let all that follows the year do so once more. */
  follow() {
    this.root.dataset.settling = "";
    this.queue.begin(this.listeners.soon, this.listeners.rest);
  }

  /** Say that the whole page shows the year. */
  settle() {
    delete this.root.dataset.settling;
    this.root.dispatchEvent(new CustomEvent("mapserver:year", { bubbles: true, detail: { year: this.year } }));
  }
}

/** Round as the server does: the exact value to the nearest decimal, halves to the even one. */
function rounded(value, decimals) {
  const text = value.toFixed(decimals);
  const [, rest] = Math.abs(value).toFixed(Math.min(decimals + 60, 100)).split(".");
  const isHalf = rest[decimals] === "5" && /^0*$/.test(rest.slice(decimals + 1));
  if (!isHalf || Number(text.at(-1)) % 2 === 0) return Number(text) === 0 ? text.replace("-", "") : text;
  const down = Math.abs(value) - 10 ** -decimals / 2;
  return ((value < 0 && Number(down.toFixed(decimals)) !== 0 ? "-" : "") + down.toFixed(decimals));
}
