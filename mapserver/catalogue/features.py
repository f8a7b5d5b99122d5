"""GeoJSON features as nested coordinate tuples with line numbers. Knows no property by name and checks no topology."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from mapserver.catalogue.plain_text import forbidden_lines, read_text
from mapserver.catalogue.report import quoted
from mapserver.model.catalogue import Polygons

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.catalogue.report import FileReport

_FEATURE = re.compile(r'"type"\s*:\s*"Feature"')


class Feature(NamedTuple):
    """A feature with the line it stands on (0 where a file does not keep one feature a line)."""

    line: int
    properties: dict[str, Any]
    polygons: Polygons


class ShapeFault(ValueError):
    """Coordinates that are no polygons: message and remedy."""


def read_features(path: Path, report: FileReport) -> list[Feature] | None:
    """Read a FeatureCollection of polygons in longitude, latitude; None where it cannot be parsed at all."""
    text = read_text(path, report)
    if text is None:
        return None
    try:
        collection = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as fault:
        report.error(fault.lineno, f"not JSON: {fault.msg} (column {fault.colno})", "write the file again")
        return None
    except (ValueError, RecursionError) as fault:
        report.error(0, f"not GeoJSON: {fault}", "write the file again")
        return None
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        report.error(1, "not a GeoJSON FeatureCollection", 'begin with {"type":"FeatureCollection","features":[')
        return None
    bad = forbidden_lines(text, report)
    lines = [number for number, line in enumerate(text.split("\n"), start=1) if _FEATURE.search(line)]
    if len(lines) != len(features):
        report.warning(0, "the file does not keep one feature a line", "import the boundaries again")
        lines = [0] * len(features)
    read = (_feature(line, item, report) for line, item in zip(lines, features, strict=True) if line not in bad)
    return [feature for feature in read if feature is not None]


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")


def _feature(line: int, item: Any, report: FileReport) -> Feature | None:
    properties = item.get("properties") if isinstance(item, dict) else None
    geometry = item.get("geometry") if isinstance(item, dict) else None
    name = quoted(next(iter(properties.values()), "")) if isinstance(properties, dict) else "the feature"
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        report.error(line, f"{name} lacks properties or geometry", "give every feature both", kind="broken feature")
        return None
    kind = geometry.get("type")
    if kind not in ("Polygon", "MultiPolygon"):
        message = f"{name} is a {quoted(kind)}, not a polygon"
        report.error(line, message, "keep polygons and multipolygons only", kind="not a polygon")
        return None
    coordinates = geometry.get("coordinates")
    try:
        return Feature(line, properties, _polygons([coordinates] if kind == "Polygon" else coordinates))
    except ShapeFault as fault:
        report.error(line, f"{name}: {fault}", "write the polygon again", kind="broken polygon")
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        message = f"{name}: coordinates are not lists of [longitude, latitude]"
        report.error(line, message, "write the polygon again", kind="broken polygon")
    return None


def _polygons(coordinates: Any) -> Polygons:
    """Return coordinates as tuples; each ring is closed and has at least four positions in degrees of the globe."""
    polygons = tuple(
        tuple(tuple((float(position[0]), float(position[1])) for position in ring) for ring in polygon)
        for polygon in coordinates
    )
    if not polygons or not all(polygons):
        raise ShapeFault("it has no ring")
    for polygon in polygons:
        for ring in polygon:
            if len(ring) < 4 or ring[0] != ring[-1]:
                raise ShapeFault(f"a ring of {len(ring)} positions that begins at {ring[:1]} is not closed")
            for longitude, latitude in ring:
                if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
                    raise ShapeFault(
                        f"({longitude:g}, {latitude:g}) is no longitude, latitude in degrees; "
                        "projected coordinates, or latitude before longitude?"
                    )
    return polygons
