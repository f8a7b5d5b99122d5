/** Addresses as the server writes them. */

/** Parameters in the order of an address: PARAMETERS in mapserver/web/map_state.py, which a test compares with these. */
const ORDER = ["view", "year", "transform", "from", "as", "order", "km", "across", "core", "scheme", "k", "breaks", "palette", "level", "unit", "projection", "gap", "lines", "different", "pair", "sort", "find", "lang"];

/** Return an address with these parameters in their order, without the empty ones; commas between units stay readable. */
export function withQuery(address, query) {
  const target = new URL(address, location.href);
  const names = [...ORDER, ...Object.keys(query).filter((name) => !ORDER.includes(name))].filter((name) => query[name]);
  target.search = new URLSearchParams(names.map((name) => [name, query[name]])).toString().replaceAll("%2C", ",");
  return target.href;
}

/** Return an address with a parameter, or without it where its value is empty. */
export function withParameter(address, name, value) {
  const { searchParams } = new URL(address, location.href);
  return withQuery(address, { ...Object.fromEntries(searchParams), [name]: value });
}

/**
 * Say whether the address bar is ours: a notebook's document has none, and a page in a frame must not fill the history of the
 * page around it.
 */
export const hasAddress = location.protocol.startsWith("http") && globalThis.parent === globalThis;
