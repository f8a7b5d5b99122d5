"""Segments: the shared lines of adjacent territories, measured in the area's equal-area coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from mapserver.geometry.core import SHORTEST_SEGMENT
from mapserver.model import Segment, Territory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from mapserver.geometry.topology import Topology


def segments(topology: Topology, territories: Iterable[Territory]) -> list[Segment]:
    """Return the segments between non-overlapping territories, in the order of their keys.

    Side A lies in the first country in alphabetical order, inside one country it has the smaller key.
    Lines under a kilometre are points where borders meet, not segments.
    """
    owner = {piece: territory for territory in territories for piece in territory.pieces}
    lengths = topology.lengths()
    by_keys: dict[tuple[str, str], list[int]] = {}
    for arc, (left, right) in enumerate(zip(topology.left, topology.right, strict=True)):
        one, other = owner.get(left), owner.get(right)
        if one is None or other is None or one.key == other.key:
            continue
        a, b = sorted((one, other), key=lambda territory: (territory.country, territory.key))
        by_keys.setdefault((a.key, b.key), []).append(arc)
    country = {territory.key: territory.country for territory in owner.values()}
    found = []
    for (key_a, key_b), arcs in sorted(by_keys.items()):
        km = float(sum(lengths[arc] for arc in arcs)) / 1000
        if km >= SHORTEST_SEGMENT:
            found.append(Segment(key_a, key_b, country[key_a], country[key_b], km, tuple(arcs)))
    return found


def shared_line(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry:
    """Return the line that two polygons of a coverage share, in their CRS; points where they only touch are left
    out."""
    met = shapely.get_parts(shapely.intersection(one, other))
    lines = [part for part in met if part.geom_type in ("LineString", "LinearRing")]
    merged: BaseGeometry = shapely.line_merge(shapely.multilinestrings(lines))
    return merged


def border_lengths(found: Iterable[Segment]) -> dict[str, float]:
    """Sum the segments across international borders: border (``NO-RU``) -> km."""
    km: dict[str, float] = {}
    for segment in found:
        if segment.is_border:
            name = f"{segment.country_a}-{segment.country_b}"
            km[name] = km.get(name, 0.0) + segment.km
    return km
