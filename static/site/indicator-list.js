/**
 * The list of indicators on the page of an area, and the copy of it in the dialog of a map page: a filter by words, by
 * sides and by favourites. All rows are in the page; those that the filter leaves out are hidden.
 */
import { isFrozen } from "../map/frozen.js";
import { fill } from "../map/message.js";
import { favourites, star, toggle } from "./favourites.js";
import { folded } from "./folded.js";

/** A list in the page: `address` says that its filter stands in the page's address. */
export class IndicatorList {
  constructor(root, { address = false } = {}) {
    this.root = root;
    this.inAddress = address;
    this.sides = root.querySelector("[data-filter=both][aria-current]") ? "both" : "all";
    this.words = [];
    this.onlyFavourites = false;
    this.input = root.querySelector("[data-filter=text]");
    this.group = root.querySelector("[data-favourites]");
    if (!this.input) return;
    for (const part of root.querySelectorAll("[data-needs-script]")) part.hidden = false;
    for (const row of this.rows()) this.prepare(row);
    this.showFavourites();
    root.addEventListener("click", (event) => this.click(event));
    this.input.addEventListener("input", () => {
      this.words = folded(this.input.value).split(/\s+/).filter(Boolean);
      this.show();
    });
    // A browser may bring back what was typed before the page was left.
    if (this.input.value) this.input.dispatchEvent(new Event("input"));
  }

  /** Return the rows by theme, not those of the favourites. */
  rows() {
    return [...this.root.querySelectorAll("[data-theme] tr[data-indicator]")];
  }

  /** Return the links of the indicators that are seen, in order. */
  links() {
    const all = this.root.querySelectorAll("tr[data-indicator]:not([hidden]) th a");
    return [...all].filter((link) => !link.closest("section[hidden]"));
  }

  prepare(row) {
    const { title, english = "", indicator } = row.dataset;
    const theme = row.closest("table").caption.textContent;
    row.dataset.find = folded(`${title} ${english} ${theme} ${row.querySelector("th .measure").textContent}`);
    const label = fill(this.root.dataset.starLabel, { title });
    row.querySelector("td.star").replaceChildren(star(indicator, label, favourites().has(indicator)));
  }

  click(event) {
    const button = event.target.closest("button[data-star]");
    if (button) return this.toggle(button);
    const filter = event.target.closest("[data-filter]");
    if (!filter || filter === this.input) return undefined;
    if (filter.dataset.filter === "favourites") {
      this.onlyFavourites = !this.onlyFavourites;
      filter.setAttribute("aria-pressed", String(this.onlyFavourites));
      return this.show();
    }
    if (event.ctrlKey || event.metaKey || event.shiftKey) return undefined;
    event.preventDefault();
    return this.chooseSides(filter);
  }

  chooseSides(link) {
    this.sides = link.dataset.filter;
    for (const other of this.root.querySelectorAll(".filter-sides a")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    this.show();
    if (!this.inAddress) return;
    history.replaceState(history.state, "", link.href.split("#")[0]);
    for (const other of document.querySelectorAll("#languages a")) other.href = withSides(other.href, this.sides);
  }

  /** Make a favourite or no longer one, in the list and in the group above it; the focus stays where it was. */
  toggle(button) {
    const { star: indicator } = button.dataset;
    const is = toggle(indicator);
    const inGroup = this.group.contains(button);
    this.showFavourites();
    for (const other of this.root.querySelectorAll("[data-theme] [data-star]")) {
      if (other.dataset.star === indicator) other.setAttribute("aria-pressed", String(is));
    }
    this.show();
    if (!inGroup) return;
    const row = this.rows().find((other) => other.dataset.indicator === indicator);
    (this.group.querySelector("tbody button") ?? row.querySelector("button")).focus();
  }

  /** Fill the group above the list with copies of the favourites' rows. */
  showFavourites() {
    const kept = favourites();
    const rows = this.rows().filter((row) => kept.has(row.dataset.indicator));
    this.group.querySelector("tbody").replaceChildren(...rows.map((row) => {
      const copy = row.cloneNode(true);
      copy.querySelector("[data-star]").setAttribute("aria-pressed", "true");
      return copy;
    }));
    this.show();
  }

  fits(row) {
    const { find } = row.dataset;
    return (this.sides === "all" || "both" in row.dataset) && this.words.every((word) => find.includes(word));
  }

  /** Show what the filter lets through, and say how much that is. */
  show() {
    const kept = favourites();
    for (const row of this.root.querySelectorAll("tr[data-indicator]")) row.hidden = !this.fits(row);
    const themes = [...this.root.querySelectorAll("[data-theme]")];
    for (const theme of themes) {
      theme.hidden = this.onlyFavourites || !theme.querySelector("tr[data-indicator]:not([hidden])");
    }
    this.group.hidden = !this.group.querySelector("tr[data-indicator]:not([hidden])");
    for (const item of this.root.querySelectorAll(".theme-links li")) {
      const anchor = item.firstElementChild.hash.slice(1);
      item.hidden = themes.some((theme) => theme.hidden && theme.querySelector("caption").id === anchor);
    }
    const shown = this.rows().filter((row) => this.fits(row) && (!this.onlyFavourites || kept.has(row.dataset.indicator)));
    this.root.querySelector("[data-nothing]").hidden = shown.length > 0;
    const all = shown.length === this.rows().length;
    const words = fill(this.root.dataset.countWords, { count: shown.length });
    this.root.querySelector("[data-shown]").textContent = all ? "" : words;
  }
}

/** Return an address of the page of an area with another filter, its parameters in the order of the server's. */
function withSides(href, sides) {
  const address = new URL(href);
  const lang = address.searchParams.get("lang");
  address.search = new URLSearchParams([...(sides === "both" ? [["sides", sides]] : []), ...(lang ? [["lang", lang]] : [])]);
  return address.href;
}

const own = document.querySelector("main > #indicator-list");
// A frozen page has its filter in its folder, from which all of its links start.
if (own) new IndicatorList(own, { address: !isFrozen });
