/** What is taken from another page leads where it led there. */

/** Write the relative links of a part of the page at an address in full; those of a server start at its root already. */
export function rebase(part, address) {
  // In a frozen page, what a script answers in place: `thaw.js` has seen this page only.
  for (const link of part.querySelectorAll("[data-live-href]")) link.setAttribute("href", link.dataset.liveHref);
  for (const link of part.querySelectorAll("[href]:not([data-live-href])")) {
    const href = link.getAttribute("href");
    if (!href.startsWith("/") && !href.startsWith("#")) link.setAttribute("href", new URL(href, address).href);
  }
}
