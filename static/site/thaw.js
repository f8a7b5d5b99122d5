/**
 * The first script of a frozen page, and the only one that a browser reads from disk, where it does nothing: modules and
 * data cannot be had there, and the page is complete without them. From a web host it gives back what scripts act on, and
 * starts them. Classic, so that reading it from disk is no error.
 */
{
  const page = document.documentElement;

  if (location.protocol.startsWith("http") && !hop()) {
    page.dataset.thawed = "";
    for (const link of document.querySelectorAll("[data-live-href]")) link.setAttribute("href", link.dataset.liveHref);
    for (const part of document.querySelectorAll("[data-by-script]")) part.hidden = false;
    const figure = document.querySelector("figure.map[data-unit]");
    if (figure) figure.dataset.unit = new URLSearchParams(location.search).get("unit") ?? figure.dataset.unit;
    const scripts = document.getElementById("frozen-scripts");
    if (scripts) document.body.append(document.importNode(scripts.content, true));
  }

  /** Lead an address of the server that was frozen, `?view=table&lang=fi`, to the page that has this state; says whether there is one. */
  function hop() {
    const asked = new URLSearchParams(location.search);
    for (const [name, value] of asked) {
      const link = linkTo(name, value);
      if (!link) continue;
      asked.delete(name);
      const state = new URL(link.href);
      state.search = asked;
      location.replace(state);
      return true;
    }
    return false;
  }

  /** Return the link of this page to itself in another state. `data-frozen` is how many folders its own state is deep. */
  function linkTo(name, value) {
    const here = location.pathname.replace(/[^/]*$/, "");
    const isOther = (link) => !link.pathname.startsWith(here + "index.html");
    if (name === "lang") return [...document.querySelectorAll("#languages a[hreflang]")].find((link) => link.hreflang === value && isOther(link));
    const end = `/${encodeURIComponent(name)}/${encodeURIComponent(value)}/index.html`;
    const first = here.split("/").slice(0, -1 - Number(page.dataset.frozen)).join("/");
    const isState = ({ origin, pathname }) => origin === location.origin && pathname.startsWith(`${first}/`) && pathname.endsWith(end);
    return [...document.querySelectorAll("a[href]")].find((link) => isState(link) && isOther(link));
  }
}
