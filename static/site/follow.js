/**
 * The map shows another year at once, from the values that it has. What is said and linked beside it is the server's:
 * once the reader rests on a year, the page of that year is fetched, and its words, links and remarks take our places.
 */

/** How long a year must stay before it is asked for, in milliseconds: a year that is passed by is never asked for. */
const REST = 400;

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

/** Forget what was asked for and wait until the reader rests; a chosen unit is no passing one. */
function wait(changes) {
  asked?.abort();
  clearTimeout(waiting);
  busy(true);
  const isChoice = changes.some(({ attributeName }) => attributeName === "data-unit");
  waiting = setTimeout(follow, isChoice ? 0 : REST);
}

/** Fetch the page of the address shown and put its parts in the place of ours; a page that cannot be had is opened. */
async function follow() {
  asked = new AbortController();
  const { signal } = asked;
  const address = location.href;
  try {
    const response = await fetch(address, { signal });
    if (!response.ok) throw new Error(String(response.status));
    const text = await response.text();
    if (signal.aborted) return;
    put(new DOMParser().parseFromString(text, "text/html"));
    busy(false);
    document.dispatchEvent(new CustomEvent("mapserver:followed"));
  } catch (problem) {
    if (problem.name !== "AbortError") location.assign(address);
  }
}

function put(fresh) {
  for (const part of document.querySelectorAll("[data-follows]")) {
    const other = fresh.getElementById(part.id);
    if (other) part.replaceChildren(...document.importNode(other, true).childNodes);
  }
  // The map has filled the table already: a row is touched only where the server says more, and none is moved.
  for (const row of document.querySelectorAll("#table-rows tr[data-place]")) {
    const other = fresh.querySelector(`#table-rows tr[data-place="${CSS.escape(row.dataset.place)}"]`);
    if (other && other.innerHTML !== row.innerHTML) row.replaceChildren(...document.importNode(other, true).childNodes);
  }
}

if (figure) {
  new MutationObserver(wait).observe(figure, { attributes: true, attributeFilter: ["data-year", "data-unit"] });
  figure.addEventListener("mapserver:live", () => form?.classList.add("live"));
}
