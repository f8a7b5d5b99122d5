"""How near to the border land lies, and where its centre is: from the pieces of a coverage, in its equal-area CRS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString, Point

from mapserver.geometry.core import MAJORITY
from mapserver.geometry.projection import unproject
from mapserver.model.context import DISTANCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mapserver.geometry.coverage import Coverage
    from mapserver.geometry.topology import Topology
    from mapserver.model import Territory

#: Detail of the border line that no share of a district can tell (metres); without it a buffer takes seconds.
LINE_DETAIL = 200.0
#: Decimals of a degree: a centre is good to some ten metres.
PRECISE = 4


def near_border(
    coverage: Coverage, topology: Topology, territories: Iterable[Territory], country_of: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """Return by definition (``within-25`` ...) the territories of which at least half the land lies so near.

    The distance is that to the lines between the countries of the coverage, in a straight line over land and water.
    """
    arcs = [arc for held in topology.between(lambda piece: country_of[piece]).values() for arc in held]
    if not arcs:
        return {}
    line = shapely.union_all([LineString(topology.lines[arc]) for arc in arcs]).simplify(LINE_DETAIL)
    names = list(coverage.pieces)
    shapes = np.array([coverage.pieces[name] for name in names], dtype=object)
    areas = shapely.area(shapes)
    held = [item for item in territories if item.pieces]
    found = {}
    for definition, km in DISTANCES.items():
        near = line.buffer(km * 1000)
        shapely.prepare(near)
        inside = np.where(shapely.contains_properly(near, shapes), areas, 0.0)
        cut = shapely.intersects(near, shapes) & (inside == 0)
        inside[cut] = shapely.area(shapely.intersection(shapes[cut], near))
        share = dict(zip(names, inside, strict=True))
        whole = dict(zip(names, areas, strict=True))
        found[definition] = frozenset(
            item.key
            for item in held
            if sum(share.get(piece, 0.0) for piece in item.pieces)
            >= MAJORITY * sum(whole.get(piece, 0.0) for piece in item.pieces)
            > 0
        )
    return found


def centres(coverage: Coverage, territories: Iterable[Territory]) -> dict[str, tuple[float, float]]:
    """Return where the centre of gravity of each territory lies, by key: longitude and latitude in degrees."""
    weight = {name: float(shape.area) for name, shape in coverage.pieces.items()}
    middle = {name: shape.centroid for name, shape in coverage.pieces.items()}
    points: dict[str, Point] = {}
    for item in territories:
        held = [piece for piece in sorted(item.pieces) if weight.get(piece)]
        whole = sum(weight[piece] for piece in held)
        if held:
            points[item.key] = Point(
                sum(weight[piece] * middle[piece].x for piece in held) / whole,
                sum(weight[piece] * middle[piece].y for piece in held) / whole,
            )
    degrees = unproject(list(points.values()), coverage.crs) if points else ()
    return {
        key: (round(float(point.x), PRECISE), round(float(point.y), PRECISE))
        for key, point in zip(points, degrees, strict=True)
    }
