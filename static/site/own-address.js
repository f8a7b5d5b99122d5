/**
 * Addresses to copy or to print are written in full: the server knows the path, this page knows the host.
 * They are written anew before printing, since what follows the map brings paths again.
 */

function fill() {
  for (const part of document.querySelectorAll("[data-own-address]")) {
    part.textContent = new URL(part.dataset.ownAddress, location.href).href;
  }
}

fill();
addEventListener("beforeprint", fill);
