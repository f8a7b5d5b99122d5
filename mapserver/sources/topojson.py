"""TopoJSON, a foreign boundary format: decode it into polygons. Knows nothing of countries or codes.

Format: https://github.com/topojson/topojson-specification (version 1.0, quantised or not).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

if TYPE_CHECKING:
    from collections.abc import Sequence

Position = tuple[float, float]


@dataclass(frozen=True)
class Feature:
    """A named polygon of the source, longitude and latitude in degrees."""

    id: str
    properties: dict[str, Any]
    geometry: BaseGeometry


def read_topojson(text: bytes) -> list[Feature]:
    """Decode every polygon of every object in a topology; objects without a geometry are left out.

    Raises ValueError when the text is no TopoJSON topology.
    """
    document = json.loads(text)
    if not isinstance(document, dict) or document.get("type") != "Topology":
        raise ValueError("not a TopoJSON topology: the top-level 'type' is not 'Topology'")
    arcs = [_positions(arc, document.get("transform")) for arc in document["arcs"]]
    features = []
    for collection in document["objects"].values():
        for item in collection.get("geometries", [collection]):
            geometry = _geometry(item, arcs)
            if geometry is not None:
                identifier = "" if item.get("id") is None else str(item["id"])
                features.append(Feature(identifier, item.get("properties") or {}, geometry))
    return features


def _positions(arc: Sequence[Sequence[float]], transform: dict[str, list[float]] | None) -> list[Position]:
    if transform is None:
        return [(position[0], position[1]) for position in arc]
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    x = y = 0.0
    positions = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        positions.append((x * scale_x + shift_x, y * scale_y + shift_y))
    return positions


def _geometry(item: dict[str, Any], arcs: list[list[Position]]) -> BaseGeometry | None:
    if item["type"] == "Polygon":
        return _polygon(item["arcs"], arcs)
    if item["type"] == "MultiPolygon":
        return MultiPolygon([_polygon(rings, arcs) for rings in item["arcs"]])
    return None


def _polygon(rings: Sequence[Sequence[int]], arcs: list[list[Position]]) -> Polygon:
    shell, *holes = (_ring(indexes, arcs) for indexes in rings)
    return Polygon(shell, holes)


def _ring(indexes: Sequence[int], arcs: list[list[Position]]) -> list[Position]:
    """Join arcs into a ring: ``~i`` means arc i backwards, and each arc starts where the last one ended."""
    ring: list[Position] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc if not ring else arc[1:])
    return ring
