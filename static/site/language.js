/**
 * The language menu: what was chosen is remembered in this browser, and a page without a language in its address is
 * offered in the one that its reader knows. Nothing is redirected: a page is the same for everyone who asks for it.
 */
import { withParameter } from "../map/address.js";
import { isFrozen } from "../map/frozen.js";
import { keep, recall } from "../map/storage.js";

const NAME = "language";

const details = document.querySelector("details.languages");
const menu = document.querySelector("#languages");

/** Return the link of the menu for a reader's language, and the one whose words such a reader reads; else nothing. */
function linkFor(tag) {
  const links = [...menu.querySelectorAll("a[hreflang]")];
  const parts = tag.split("-");
  for (let length = parts.length; length > 0; length -= 1) {
    const wanted = parts.slice(0, length).join("-").toLowerCase();
    const words = links.find((link) => link.dataset.serves?.toLowerCase().split(" ").includes(wanted));
    if (words) return { link: links.find((link) => link.hreflang.toLowerCase() === wanted) ?? words, words };
  }
  return undefined;
}

/** Return the language that the reader chose before, else the first one of those that the browser prefers. */
function preferred() {
  const chosen = recall(NAME);
  if (typeof chosen === "string") return linkFor(chosen);
  return navigator.languages.map(linkFor).find(Boolean);
}

/** Offer the page in a language, in that language; `here` is the one that the page is in. */
function offer({ link, words }, here) {
  const bar = document.createElement("div");
  bar.className = "language-offer";
  bar.lang = words.hreflang;
  const go = document.createElement("a");
  go.href = link.href;
  go.hreflang = link.hreflang;
  go.textContent = words.dataset.offer;
  go.addEventListener("click", () => {
    // The state of the map may have changed since, and the address with it.
    if (!isFrozen) go.href = withParameter(location.href, "lang", link.hreflang);
    keep(NAME, link.hreflang);
  });
  const stay = document.createElement("button");
  stay.type = "button";
  stay.textContent = words.dataset.keep;
  stay.addEventListener("click", () => {
    keep(NAME, here);
    bar.remove();
    details.querySelector("summary").focus();
  });
  bar.append(go, stay);
  details.before(bar);
}

function close(event) {
  if (!details.open) return;
  if (event.type === "keydown" && event.key !== "Escape") return;
  if (event.type === "click" && details.contains(event.target)) return;
  const hadFocus = details.contains(document.activeElement);
  details.open = false;
  if (hadFocus) details.querySelector("summary").focus();
}

if (menu) {
  menu.addEventListener("click", (event) => {
    const link = event.target.closest("a[hreflang]");
    if (link) keep(NAME, link.hreflang);
  });
  document.addEventListener("click", close);
  document.addEventListener("keydown", close);
  const found = preferred();
  const here = menu.querySelector("[aria-current]")?.hreflang ?? document.documentElement.lang;
  // In a frozen site the language is a folder: only that of English has none.
  const isAsked = isFrozen ? here !== "en" : new URL(location.href).searchParams.has("lang");
  if (found && found.link.hreflang !== here && !isAsked) offer(found, here);
}
