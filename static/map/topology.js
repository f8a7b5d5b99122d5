/** Topology into Leaflet's coordinates: x is longitude, minus y is latitude, in view-box units. */
import { readJson } from "./figure.js";

const loaded = new Map();

/** Load a topology once for each address. */
export function loadTopology(address) {
  if (!loaded.has(address)) loaded.set(address, readJson(address));
  return loaded.get(address);
}

const onPaper = ([x, y]) => [-y, x];

/** Return the polygons of a geometry as Leaflet's nested arrays. */
export function polygonsOf(topology, geometry) {
  const { type, coordinates } = globalThis.topojson.feature(topology, geometry).geometry;
  const polygons = type === "Polygon" ? [coordinates] : coordinates;
  return polygons.map((rings) => rings.map((ring) => ring.map(onPaper)));
}

/** Return the lines of a geometry as Leaflet's nested arrays. */
export function linesOf(topology, geometry) {
  const { type, coordinates } = globalThis.topojson.feature(topology, geometry).geometry;
  const lines = type === "LineString" ? [coordinates] : coordinates;
  return lines.map((line) => line.map(onPaper));
}

/** Return the geometries of one of the topology's objects, none where it is missing. */
export function geometriesOf(topology, name) {
  const object = topology.objects[name];
  if (!object) return [];
  return (object.type === "GeometryCollection" ? object.geometries : [object]).filter((geometry) => geometry.type);
}

/** Return the lines where a core geometry meets another one, as Leaflet's nested arrays. */
export function limitOf(topology, geometries, core) {
  const collection = { type: "GeometryCollection", geometries };
  const mesh = globalThis.topojson.mesh(topology, collection, (a, b) => core.has(a) !== core.has(b));
  return mesh.coordinates.map((line) => line.map(onPaper));
}

/** Return the land of geometries taken together, without the lines between them, as Leaflet's nested arrays. */
export function groundOf(topology, geometries) {
  return polygonsOf(topology, globalThis.topojson.mergeArcs(topology, geometries));
}
