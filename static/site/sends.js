/**
 * A form with one choice is sent when it is made. Keys run through the choices of a select one by one, and none of those on
 * the way is meant: what they chose is sent with Enter, or with the button, which stands there from then on.
 */

const KEPT = "mapserver.sent";
/** Keys that open the list of a select: what is chosen in it is meant. */
const OPENS = new Set([" ", "Enter", "F4"]);

let isPassing = false;
document.addEventListener("pointerdown", () => { isPassing = false; }, { capture: true });
document.addEventListener("keydown", (event) => {
  const select = event.target.closest("form[data-sends] select");
  if (!select) return;
  isPassing = !event.altKey && !OPENS.has(event.key);
  if (event.key !== "Enter" || !isOther(select)) return;
  event.preventDefault();
  send(select);
});
document.addEventListener("change", (event) => {
  const select = event.target.closest("form[data-sends] select");
  if (!select || !isOther(select)) return;
  if (isPassing) select.form.classList.add("waits");
  else send(select);
});

/** Say whether a select shows another choice than the page does. */
function isOther({ value, selectedOptions: [option] }) {
  return value !== "" && !option.defaultSelected;
}

function send(select) {
  try {
    sessionStorage.setItem(KEPT, select.id);
  } catch {
    // Then the page that comes begins at its top, as any other.
  }
  select.form.requestSubmit();
}

/** The page that was asked for has the focus where it was, or on what that is folded into. */
function resume() {
  try {
    const id = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    const target = id ? document.getElementById(id) : null;
    (target?.closest("details:not([open])")?.querySelector("summary") ?? target)?.focus({ preventScroll: true });
  } catch {
    // Nothing was kept.
  }
}

resume();
