/** Addresses as the server writes them. */

/** Return the address of a URL with these parameters, its own where none are given; without empty ones, with commas as they are. */
export function written(target, pairs = [...target.searchParams]) {
  target.search = new URLSearchParams(pairs.filter(([, value]) => value)).toString().replaceAll("%2C", ",");
  return target.href;
}

/** Return an address with a parameter, or without it where its value is empty. */
export function withParameter(address, name, value) {
  const target = new URL(address, location.href);
  if (value) target.searchParams.set(name, value);
  else target.searchParams.delete(name);
  return written(target);
}
