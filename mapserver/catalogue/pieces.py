"""`boundaries/<cc>/pieces.geojson`: the polygons that are never cut, and whether they can be drawn on.

Works in EPSG:4326 with longitude first. Knows no territory.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely
from shapely.geometry import MultiPolygon

from mapserver.catalogue.features import Feature, read_features
from mapserver.catalogue.report import quoted
from mapserver.model.catalogue import Polygons

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from mapserver.catalogue.report import FileReport

EARTH_RADIUS_KM = 6371.007
#: Overlaps up to this area come from rounding and generalisation; the coverage of the build closes them.
SMALLEST_OVERLAP_KM2 = 1.0
#: A file that has more is wrong as a whole; measuring every pair of thousands would take hours.
MOST_OVERLAPS = 100
_PLACE = re.compile(r"^(.*)\[(\S+) (\S+)\]$")


class Pieces(NamedTuple):
    """Polygons and lines by identifier, and the identifiers of broken pieces, which are left out."""

    polygons: dict[str, Polygons]
    lines: dict[str, int]
    broken: frozenset[str]


def read_pieces(path: Path, report: FileReport) -> Pieces | None:
    """Read the pieces of a country; None where the file cannot be read."""
    features = read_features(path, report)
    if features is None:
        return None
    kept: dict[str, Feature] = {}
    shapes: dict[str, MultiPolygon] = {}
    broken: set[str] = set()
    for feature in features:
        name = feature.properties.get("piece")
        if not isinstance(name, str) or not name:
            report.error(feature.line, "the feature has no property 'piece'", "name the piece", kind="nameless piece")
        elif name in kept:
            report.error(feature.line, f"piece {quoted(name)} stands twice", f"it is also on line {kept[name].line}")
        else:
            shape = shape_of(feature.polygons)
            if shape.is_valid:
                kept[name], shapes[name] = feature, shape
            else:
                broken.add(name)
                _report_broken(name, feature.line, shape, report)
    lines = {name: feature.line for name, feature in kept.items()}
    _report_overlaps(shapes, lines, report)
    return Pieces({name: feature.polygons for name, feature in kept.items()}, lines, frozenset(broken))


def shape_of(polygons: Polygons) -> MultiPolygon:
    """Return nested coordinates as a shape in the same coordinates."""
    return MultiPolygon([(polygon[0], polygon[1:]) for polygon in polygons])


def area_km2(shape: BaseGeometry) -> float:
    """Return the area of a shape in longitude, latitude on the sphere, in km2 (within 0.5 % of the ellipsoid)."""
    flat = shapely.transform(shape, _equal_area)
    return float(flat.area)


def _equal_area(positions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project degrees to a cylindrical equal-area plane in km."""
    radians = np.radians(positions)
    return np.column_stack((radians[:, 0], np.sin(radians[:, 1]))) * EARTH_RADIUS_KM


def _report_broken(name: str, line: int, shape: MultiPolygon, report: FileReport) -> None:
    reason = shapely.is_valid_reason(shape)
    place = _PLACE.match(reason)
    where = ""
    if place:
        reason = place.group(1)
        where = f" at longitude {float(place.group(2)):.4f}, latitude {float(place.group(3)):.4f}"
    message = f"piece {quoted(name)} is a broken polygon: {reason.lower()}{where}"
    report.error(line, message, "repair it in the source and import the boundaries again", kind="broken polygon")


def _report_overlaps(shapes: Mapping[str, MultiPolygon], lines: Mapping[str, int], report: FileReport) -> None:
    if len(shapes) < 2:
        return
    names = list(shapes)
    geometries = [shapes[name] for name in names]
    tree = shapely.STRtree(geometries)
    found = 0
    for first, second in tree.query(geometries, predicate="intersects").T.tolist():
        if first >= second or found == MOST_OVERLAPS:
            continue
        area = area_km2(shapely.intersection(geometries[first], geometries[second]))
        if area > SMALLEST_OVERLAP_KM2:
            message = f"pieces {quoted(names[first])} and {quoted(names[second])} overlap by {area:.0f} km2"
            remedy = "give the land to one of them in the source and import the boundaries again"
            report.error(lines[names[second]], message, remedy, kind="overlap")
            found += 1
