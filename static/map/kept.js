/** What was chosen since the page came, in links and forms that would forget it. */
import { withParameter } from "./address.js";

/** Keep a parameter in links and forms; a form in which the reader writes it keeps it already. */
export function keepIn(links, forms, name, value) {
  for (const link of links) {
    const kept = new URL(link.href).searchParams.get(name) ?? "";
    if (kept !== value) link.href = withParameter(link.href, name, value);
  }
  for (const form of forms) {
    const field = form.querySelector(`[name="${name}"]`);
    if (field && field.type !== "hidden") continue;
    field?.remove();
    if (value) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
}

/** Return the links of the page that lead to itself in another state; key figures are shown as everyone first sees them. */
export function ownLinks() {
  const all = document.querySelectorAll('a[href]:not([href^="#"], .key-figures a)');
  return [...all].filter((link) => link.origin === location.origin && link.pathname === location.pathname);
}

/** Return the forms of the page that lead to itself in another state. */
export const ownForms = () => [...document.forms].filter((form) => new URL(form.action).pathname === location.pathname);
