/**
 * What an embed tells the page around it, should that listen: the height at which its map fills its width.
 *
 *     { type: "mapserver:height", version: 1, height: 612 }
 *
 * It is told whenever the width changes and the height is another one. Whoever listens finds the frame by `event.source`; nothing is ever expected back.
 */

const TYPE = "mapserver:height";
const VERSION = 1;
/** No map becomes higher than this share of its width, or than so many pixels, and none lower. */
const [SHARE, MOST, LEAST] = [1.25, 640, 160];

/** No frame is lower: in a broad one the legend stands beside the map from this height on, as embed.css has it. */
const LOWEST = 420;
/** A height may bring another layout, whose height is another one: so often at most is it told anew for a width. */
const TURNS = 3;

/** Tell the page around, where there is one. */
export function tellHeight() {
  const maps = document.querySelector(".map-frames");
  if (globalThis.parent === globalThis || !maps) return;
  const told = { width: 0, turns: 0 };
  new ResizeObserver(() => {
    if (Math.abs(innerWidth - told.width) >= 1) Object.assign(told, { width: innerWidth, turns: 0 });
    // What does not fit is scrolled, and counts too.
    const around = Math.max(document.body.scrollHeight, innerHeight) - maps.clientHeight;
    const height = Math.max(Math.ceil(around + wanted(maps)), LOWEST);
    if (told.turns >= TURNS || Math.abs(height - innerHeight) < 2) return;
    told.turns += 1;
    globalThis.parent.postMessage({ type: TYPE, version: VERSION, height }, "*");
  }).observe(document.documentElement);
}

/** Return the height at which the frames fill their width. */
function wanted(maps) {
  const frames = [...maps.querySelectorAll(".map-frame")];
  const areRows = getComputedStyle(maps).gridTemplateColumns.split(" ").length === 1;
  const room = areRows ? maps.clientWidth : maps.clientWidth / frames.length;
  const heights = frames.map(({ dataset }) => Math.min((room * dataset.height) / dataset.width, room * SHARE));
  const note = maps.querySelector(".map-projection")?.clientHeight ?? 0;
  return note + Math.min(Math.max(LEAST, areRows ? heights.reduce((sum, height) => sum + height, 0) : Math.max(...heights)), MOST);
}
