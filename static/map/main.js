/** Entry: the calls that the Folium shell makes. Without it, or when it fails, the picture on the page stays. */
import { addChoice } from "./choice.js";
import { drawBorders, drawLand, drawUnits } from "./choropleth.js";
import { frameOf } from "./frame.js";
import { addGaps } from "./gaps.js";
import { drawLabels } from "./labels.js";
import { bindLegend } from "./legend.js";
import { addTooltip } from "./tooltip.js";
import { addWalk } from "./walk.js";
import { bindYear } from "./year.js";

const yearsBound = new WeakSet();

globalThis.mapserver = {
  land: (map) => {
    const frame = frameOf(map);
    frame.step((topology) => drawLand(frame, topology));
  },
  choropleth: (map, settings) => {
    const frame = frameOf(map);
    frame.step((topology) => {
      drawUnits(frame, topology, settings);
      addTooltip(frame);
      addChoice(frame);
      addWalk(frame, topology);
    });
  },
  borders: (map) => {
    const frame = frameOf(map);
    frame.step((topology) => {
      drawBorders(frame, topology);
      addGaps(frame);
    });
  },
  labels: (map) => {
    const frame = frameOf(map);
    frame.step((topology) => drawLabels(frame, topology));
  },
  legend: (map) => {
    const frame = frameOf(map);
    frame.step(() => {
      bindLegend(frame);
      if (yearsBound.has(frame.figure)) return;
      yearsBound.add(frame.figure);
      bindYear(frame.figure);
    });
  },
  background: (map) => {
    const { element, figure } = frameOf(map);
    if (!figure.root.querySelector("template.map-basemap")) return;
    // Run where it is offered only.
    element.addEventListener("mapserver:live", async () => {
      const { offerBasemap } = await import("./basemap.js");
      offerBasemap(frameOf(map));
    }, { once: true });
  },
};
