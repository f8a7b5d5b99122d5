/** The keyboard's way through the districts of the map of own regions: one stop, arrows to the neighbour in a direction. */
import { waysFrom } from "../map/ways.js";

const ways = new WeakMap();
const linksOf = (svg) => [...svg.querySelectorAll("a[data-code]")];

/** Return the district of a map that has a code. */
export const linkOf = (svg, code) => linksOf(svg).find((link) => link.dataset.code === code) ?? null;

/** Let the tabulator stop at one district: the wanted one, one of a region, the first. */
export function settleStop(svg, code = "") {
  const links = linksOf(svg);
  const stop = linkOf(svg, code) ?? links.find((link) => !link.classList.contains("in-0")) ?? links[0];
  for (const link of links) link.setAttribute("tabindex", link === stop ? "0" : "-1");
}

/** Move the focus as a key says; say whether it did. Home and End lead to the first and the last district. */
export function step(svg, link, key) {
  const links = linksOf(svg);
  const ends = { Home: links[0], End: links.at(-1) };
  const next = ends[key] ?? linkOf(svg, waysOver(svg).get(link.dataset.code)?.[key]);
  if (!next) return key.startsWith("Arrow");
  settleStop(svg, next.dataset.code);
  next.focus();
  return true;
}

function waysOver(svg) {
  const links = linksOf(svg);
  const name = links.map((link) => link.dataset.code).join();
  if (ways.get(svg)?.name !== name) {
    const centres = new Map(links.map((link) => [link.dataset.code, link.dataset.at.split(" ").map(Number)]));
    const beside = new Map(links.map((link) => [link.dataset.code, link.dataset.beside.split(" ").filter(Boolean)]));
    ways.set(svg, { name, from: waysFrom([...centres.keys()], centres, beside) });
  }
  return ways.get(svg).from;
}
