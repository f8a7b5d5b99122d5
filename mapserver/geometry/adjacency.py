"""Adjacency: which pieces lie side by side, before any coverage is built."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from shapely import MultiPolygon, Polygon
from shapely.strtree import STRtree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapserver.model.catalogue import Polygons

#: Degrees that the polygons of two sources may lie apart, or over each other, along one line.
GAP = 0.02


def adjacent_pieces(pieces: Mapping[str, Mapping[str, Polygons]]) -> dict[str, frozenset[str]]:
    """Return for each piece the pieces beside it, of its own country and of others.

    `pieces` are polygons in EPSG:4326 by country and piece. Pieces that only come near each other are beside each
    other too: this serves comparison, never a length or a drawing.
    """
    names = [piece for held in pieces.values() for piece in held]
    shapes = [
        MultiPolygon([Polygon(rings[0], rings[1:]) for rings in polygons])
        for held in pieces.values()
        for polygons in held.values()
    ]
    if not shapes:
        return {}
    beside: dict[str, set[str]] = defaultdict(set)
    for one, other in zip(*STRtree(shapes).query(shapes, predicate="dwithin", distance=GAP), strict=True):
        if one != other:
            beside[names[one]].add(names[other])
    return {name: frozenset(beside[name]) for name in names}
