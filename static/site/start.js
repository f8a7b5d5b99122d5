/**
 * The first picture needs no script and waits for none: what acts on it stands in a template, which a browser does not
 * read ahead, and is asked for once the picture is there. All of it comes at once and runs in the order of the template.
 */

/** A page that is hidden paints nothing: then it begins after this time, in milliseconds. */
const PATIENCE = 1000;

const later = document.getElementById("later");
if (later) afterPaint(() => load(document.importNode(later.content, true)));

function afterPaint(act) {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    act();
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, PATIENCE);
}

async function load(parts) {
  const links = [...parts.querySelectorAll("link")];
  const scripts = [...parts.querySelectorAll("script")];
  const styles = links.filter((link) => link.rel === "stylesheet").map(arrival);
  document.head.append(...links, ...scripts.map(announcement));
  await Promise.all(styles);
  for (const script of scripts) {
    const arrived = arrival(script);
    script.async = false;
    document.body.append(script);
    await arrived;
  }
}

/** Wait for a file; one that cannot be had stops none of the others. */
const arrival = (part) => new Promise((done) => { for (const end of ["load", "error"]) part.addEventListener(end, done, { once: true }); });

/** Ask for a script before its turn. */
function announcement({ src }) {
  const link = document.createElement("link");
  Object.assign(link, { rel: "preload", as: "script", href: src });
  return link;
}
