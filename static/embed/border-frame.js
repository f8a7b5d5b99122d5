/** A border in a frame tells the page around how high it is; the message is that of maps, which embed/height.js describes. */
const told = { width: 0, height: 0 };

new ResizeObserver(() => {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (globalThis.parent === globalThis || (innerWidth === told.width && height === told.height)) return;
  Object.assign(told, { width: innerWidth, height });
  globalThis.parent.postMessage({ type: "mapserver:height", version: 1, height }, "*");
}).observe(document.body);
