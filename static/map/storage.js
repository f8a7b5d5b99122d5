/** What a reader's browser keeps for the reader: read and written here only, sent nowhere, forgotten where denied. */

const PREFIX = "mapserver.";

/** What was kept while the page is open, for a browser that denies its storage. */
const held = new Map();

/** Return what is kept under a name, null for nothing. */
export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name)) ?? held.get(name) ?? null;
  } catch {
    return held.get(name) ?? null;
  }
}

/** Keep a value under a name; null keeps nothing there. */
export function keep(name, value) {
  held.set(name, value);
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Storage is denied or full: the value lives as long as the page.
  }
}
