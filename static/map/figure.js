/** A figure on the page: its settings (data attributes) and its values file. Draws nothing. */

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
    // Values come with six significant digits; bounds are cut likewise, so that a value on a bound stays below it.
    this.breaks = JSON.parse(data.breaks).map((bound) => Number(bound.toPrecision(6)));
    this.colours = JSON.parse(data.colours);
    this.low = data.low === "" ? null : Number(data.low);
    this.measure = data.measure;
    this.lang = root.lang;
    this.words = JSON.parse(data.words);
    this.values = null;
    this.listeners = [];
    /** Keys of the territories that any frame shows. */
    this.visible = new Set();
    const decimals = Number(data.decimals);
    this.numbers = new Intl.NumberFormat([data.lang, "en"], {
      minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: true,
    });
  }

  /** Load the values once; resolves to the figure itself. */
  ready() {
    this.loading ??= readJson(this.root.dataset.values).then((values) => {
      this.values = values;
      return this;
    });
    return this.loading;
  }

  /** Return a value as the reader writes it, as the server does. */
  number(value) {
    return this.numbers.format(value).replace(/[\u00a0 ]/g, "\u202f").replace("-", "\u2212");
  }

  /** Return the indexes of the places that are drawn in a year. */
  drawn(year = this.year) {
    return this.values.periods
      .filter(([, first, last]) => first <= year && year <= last)
      .flatMap((period) => period[5]);
  }

  /** Return what is known of a place in a year. */
  cell(place, year = this.year) {
    const column = this.values.years.indexOf(year);
    const value = column < 0 ? null : this.values.values[place][column];
    const at = `${place}:${column}`;
    return {
      value,
      flag: this.values.flags[at] ?? "",
      reason: value === null ? this.values.reasons[at] || this.values.default_reason : "",
      group: value === null ? null : this.groupOf(value),
    };
  }

  /** Return the class of a value: the first whose upper bound is not below it, the last one beyond the core. */
  groupOf(value) {
    const found = this.breaks.findIndex((bound) => value <= bound);
    return found < 0 ? this.breaks.length - 1 : found;
  }

  /** Return the facts of a place that do not depend on the year. */
  place(index) {
    const [key, code, country, core, series, names] = this.values.places[index];
    return { key, code, country, core: core === 1, series: this.values.series[series], names };
  }

  /** Return the best name of a place for this reader. */
  name(index) {
    return this.spoken(this.place(index).names) || this.place(index).code;
  }

  /** Return the best text for this reader of a map from language to text. */
  spoken(texts) {
    const primary = this.lang.split("-")[0];
    const near = Object.keys(texts).find((tag) => tag.split("-")[0] === primary);
    return texts[this.lang] ?? texts[near] ?? texts.en ?? Object.values(texts)[0] ?? "";
  }

  /** Return the flags of a value in words; unknown ones are kept. */
  flagWords(flag) {
    return splitFlag(flag).map((part) => this.words.flags[part] ?? `flag ${part}, not explained by the source`);
  }

  /** Return the reason for no data in words. */
  reasonWords(reason) {
    return this.words.reasons[reason] ?? reason;
  }

  /** Call back whenever the year changes. */
  onYear(listener) {
    this.listeners.push(listener);
  }

  /** Show another year everywhere. */
  setYear(year) {
    if (year === this.year || !this.values.years.includes(year)) return;
    const before = this.year;
    this.year = year;
    this.root.dataset.year = String(year);
    for (const listener of this.listeners) listener(year, before);
    this.root.dispatchEvent(new CustomEvent("mapserver:year", { bubbles: true, detail: { year } }));
  }
}

/** Split a source's flag into its parts, each once. */
export function splitFlag(flag) {
  return [...new Set(flag.match(/@\w+|[^\s;,]/g) ?? [])];
}
