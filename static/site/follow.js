/** When the figure shows another year, the rest of the page follows: what is said and linked beside it is fetched and put in. */

const DELAY = 250;

const figure = document.querySelector("figure.map");
const form = document.querySelector("form[data-map-control]");
let waiting = 0;
let asked = null;

/** Mark what stands on the page as being of another year than the figure. */
function busy(is) {
  for (const part of document.querySelectorAll("main [data-follows]")) {
    if (is) part.setAttribute("aria-busy", "true");
    else part.removeAttribute("aria-busy");
  }
}

/** Fetch the page of the address shown and put its parts in the place of ours; a page that cannot be had is opened. */
async function follow() {
  asked?.abort();
  asked = new AbortController();
  const address = location.href;
  try {
    const response = await fetch(address, { signal: asked.signal });
    if (!response.ok) throw new Error(String(response.status));
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    if (address !== location.href) return;
    for (const part of document.querySelectorAll("[data-follows]")) {
      const other = fresh.getElementById(part.id);
      if (other) part.replaceChildren(...document.importNode(other, true).childNodes);
    }
    busy(false);
  } catch (problem) {
    if (problem.name !== "AbortError") location.assign(address);
  }
}

if (figure) {
  new MutationObserver(() => {
    busy(true);
    clearTimeout(waiting);
    waiting = setTimeout(follow, DELAY);
  }).observe(figure, { attributes: true, attributeFilter: ["data-year"] });
  figure.addEventListener("mapserver:live", () => form?.classList.add("live"));
}
