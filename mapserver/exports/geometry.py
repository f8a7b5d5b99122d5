"""Figures with the boundaries that they describe: GeoJSON and TopoJSON, in degrees (EPSG:4326)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from shapely.geometry.base import BaseGeometry

from mapserver.exports.documents import as_json
from mapserver.exports.metadata import metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from mapserver.exports.extract import Extract, Observation
    from mapserver.model import Drawing

#: Decimals of a degree: a tenth of a metre for boundaries, ten metres for those that were simplified for a drawing.
PRECISE, DRAWN = 6, 4
DEGREES = CRS.from_epsg(4326)


@dataclass(frozen=True)
class Shapes:
    """Polygons of territories by key (``NO073@2024``) at full detail, and their CRS."""

    by_key: Mapping[str, BaseGeometry]
    crs: CRS

    def in_degrees(self, keys: Sequence[str]) -> list[BaseGeometry]:
        """Return polygons in longitude and latitude, outer rings counterclockwise (RFC 7946)."""
        degrees = in_degrees([self.by_key[key] for key in keys], self.crs)
        return list(shapely.orient_polygons(np.array(degrees, dtype=object)))


def in_degrees(geometries: Sequence[BaseGeometry], crs: CRS) -> list[BaseGeometry]:
    """Return geometries in longitude and latitude, as precise as boundaries are given."""
    to_degrees = Transformer.from_crs(crs, DEGREES, always_xy=True)

    def transform(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        x, y = to_degrees.transform(coordinates[:, 0], coordinates[:, 1])
        return np.column_stack([x, y]).round(PRECISE)

    return list(shapely.transform(np.array(geometries, dtype=object), transform))


def precise(geometries: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Return geometries in degrees as precise as boundaries are given: about a tenth of a metre."""
    return [shapely.transform(geometry, lambda points: points.round(PRECISE)) for geometry in geometries]


def placed(extract: Extract) -> list[tuple[str, Observation]]:
    """Return the observations of an extract of one year, each with the key of its territory."""
    layer = extract.layer
    keys = (layer.places[index].key for year in extract.years for index in layer.drawn(year))
    return list(zip(keys, extract.observations, strict=True))


def geojson_document(extract: Extract, shapes: Shapes) -> bytes:
    """Return a FeatureCollection (RFC 7946) of an extract of one year; `metadata` is what must be known of it."""
    names = [column.name for column in extract.columns]
    rows = placed(extract)
    polygons = shapes.in_degrees([key for key, _ in rows])
    features = [
        {
            "type": "Feature",
            "id": row.unit,
            "properties": dict(zip(names, cells, strict=True)),
            "geometry": shapely.geometry.mapping(polygon),
        }
        for (_, row), cells, polygon in zip(rows, extract.table, polygons, strict=True)
    ]
    return as_json({"type": "FeatureCollection", "metadata": metadata(extract), "features": features})


def topojson_document(
    extract: Extract, topologies: Mapping[str, Mapping[str, Any]], drawings: Sequence[Drawing]
) -> bytes:
    """Return the geometry as it is drawn with the figures of one year in it: neighbours share their arcs.

    `topologies` are the client's by frame, with arcs in units of the frame's drawing; they become degrees here. The
    borders between countries are an object of their own.
    """
    names = [column.name for column in extract.columns]
    rows = {
        key: (row, dict(zip(names, cells, strict=True)))
        for (key, row), cells in zip(placed(extract), extract.table, strict=True)
    }
    numbers: dict[tuple[str, int], int] = {}
    arcs: list[list[list[float]]] = []
    objects: dict[str, list[dict[str, Any]]] = {"units": [], "borders": []}
    for drawing in drawings:
        topology = topologies[drawing.frame]
        lines, to_degrees = _lines(topology), _to_degrees(drawing)

        def numbered(part: Any, drawing: Drawing = drawing) -> Any:
            """Number the arcs that are used in their order, backwards ones as ``~number``."""
            if isinstance(part, list):
                return [numbered(item) for item in part]
            key = (drawing.frame, part if part >= 0 else ~part)
            number = numbers.setdefault(key, len(numbers))
            return number if part >= 0 else ~number

        before = len(numbers)
        for item in topology["objects"]["territories"]["geometries"]:
            if item["id"] in rows:
                row, properties = rows[item["id"]]
                made = {"id": row.unit, "properties": properties, "arcs": numbered(item["arcs"])}
                objects["units"].append({"type": item["type"], **made})
        for item in topology["objects"]["borders"]["geometries"]:
            objects["borders"].append({**item, "arcs": numbered(item["arcs"])})
        arcs += [to_degrees(lines[arc]) for _, arc in list(numbers)[before:]]
    held = {name: {"type": "GeometryCollection", "geometries": items} for name, items in objects.items()}
    return as_json({"type": "Topology", "metadata": metadata(extract), "objects": held, "arcs": arcs})


def _to_degrees(drawing: Drawing) -> Callable[[NDArray[np.float64]], list[list[float]]]:
    """Return what turns points of a drawing (y downwards) into degrees."""
    transformer = Transformer.from_crs(CRS.from_user_input(drawing.crs), DEGREES, always_xy=True)
    west, north = drawing.corner

    def convert(points: NDArray[np.float64]) -> list[list[float]]:
        x, y = transformer.transform(west + points[:, 0] * drawing.metres, north - points[:, 1] * drawing.metres)
        return [[round(float(a), DRAWN), round(float(b), DRAWN)] for a, b in zip(x, y, strict=True)]

    return convert


def _lines(topology: Mapping[str, Any]) -> list[NDArray[np.float64]]:
    """Return the arcs of a quantised topology as points."""
    scale, shift = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    return [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]
