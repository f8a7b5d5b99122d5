/** Ticks on the lower side of a line of a gap: as long on the screen at any zoom. */

const NUMBER = /-?\d+(?:\.\d+)?/g;

/** Keep ticks as long on the screen as they are at home: how many times nearer one has come, their strokes are shortened by. */
export function keepTicks(sheet, factor) {
  for (const path of sheet.querySelectorAll(".gap-ticks")) {
    path.dataset.home ??= path.getAttribute("d");
    path.setAttribute("d", path.dataset.home.split("M").slice(1).map((stroke) => {
      const [x, y, across, down] = stroke.match(NUMBER).map(Number);
      return `M${x},${y}l${(across / factor).toFixed(2)},${(down / factor).toFixed(2)}`;
    }).join(""));
  }
}
