"""Topology of a coverage: arcs, each with the piece on its left and on its right.

Whatever a map needs follows from the arcs without another geometric operation: the rings of any union of pieces, the
line that
two of them share and its length, the outline of a country. Works on valid coverages (edge-matched, no overlap) in
any CRS.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon

from mapserver.geometry.edges import cut, read_edges

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

#: The side of an arc where there is no piece: the sea, or a country outside the coverage.
OUTSIDE = ""

Line = NDArray[np.float64]
Ring = list[int]


@dataclass(frozen=True)
class Topology:
    """Arcs of a coverage: `lines[i]` is an (n, 2) array, `left[i]` and `right[i]` the pieces beside it in its
    direction."""

    lines: tuple[Line, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]

    def lengths(self) -> NDArray[np.float64]:
        """Return the length of every arc, in units of the CRS."""
        if not self.lines:
            return np.empty(0)
        steps = np.diff(np.concatenate(self.lines), axis=0)
        long = np.hypot(steps[:, 0], steps[:, 1])
        ends = np.cumsum([len(line) for line in self.lines])
        # From the end of a line to the next one's beginning nothing is measured.
        long[ends[:-1] - 1] = 0.0
        return np.add.reduceat(long, ends - [len(line) for line in self.lines])

    def between(self, side: Callable[[str], str]) -> dict[tuple[str, str], list[int]]:
        """Group the arcs by what lies on their two sides, after `side` has named each piece's group.

        Keys are sorted pairs of different groups; arcs inside a group and those that touch OUTSIDE are left out.
        """
        groups: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, (left, right) in enumerate(zip(self.left, self.right, strict=True)):
            a, b = side(left) if left else OUTSIDE, side(right) if right else OUTSIDE
            if a and b and a != b:
                groups[(a, b) if a < b else (b, a)].append(index)
        return dict(groups)

    def rings(self, pieces: frozenset[str]) -> list[Ring]:
        """Return the rings round a union of pieces as signed arcs, the union on their left; ``~i`` is arc i
        backwards."""
        outgoing: dict[tuple[float, float], list[int]] = defaultdict(list)
        for index, (left, right) in enumerate(zip(self.left, self.right, strict=True)):
            if (left in pieces) != (right in pieces):
                signed = index if left in pieces else ~index
                outgoing[self._start(signed)].append(signed)
        return [ring for start in list(outgoing) for ring in self._closed(start, outgoing)]

    def polygons(self, pieces: frozenset[str]) -> list[list[Ring]]:
        """Return a union of pieces as polygons: each an outer ring (counter-clockwise) and the rings of its holes."""
        outer: list[tuple[Polygon, list[Ring]]] = []
        holes: list[Ring] = []
        for ring in self.rings(pieces):
            if _signed_area(self.points(ring)) > 0:
                outer.append((Polygon(self.points(ring)), [ring]))
            else:
                holes.append(ring)
        outer.sort(key=lambda item: item[0].area)
        for ring in holes:
            inside = Polygon(self.points(ring)).representative_point()
            for polygon, rings in outer:
                if polygon.contains(inside):
                    rings.append(ring)
                    break
        return [rings for _, rings in reversed(outer)]

    def points(self, ring: Sequence[int]) -> Line:
        """Return the closed line of signed arcs as an (n, 2) array."""
        parts = [self._line(signed) for signed in ring]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])

    def geometry(self, pieces: frozenset[str]) -> BaseGeometry:
        """Return a union of pieces as a shapely MultiPolygon."""
        return shapely.multipolygons(
            [
                Polygon(self.points(outer), [self.points(hole) for hole in holes])
                for outer, *holes in self.polygons(pieces)
            ]
        )

    def _line(self, signed: int) -> Line:
        return self.lines[signed] if signed >= 0 else self.lines[~signed][::-1]

    def _start(self, signed: int) -> tuple[float, float]:
        point = self.lines[signed][0] if signed >= 0 else self.lines[~signed][-1]
        return (float(point[0]), float(point[1]))

    def _closed(self, start: tuple[float, float], outgoing: dict[tuple[float, float], list[int]]) -> Iterator[Ring]:
        """Follow arcs from `start` and yield a ring whenever a point is met again: rings that touch in a point stay
        apart."""
        path: Ring = []
        position: dict[tuple[float, float], int] = {}
        here = start
        while True:
            if here in position:
                ring = path[position[here] :]
                del path[position[here] :]
                for signed in ring:
                    del position[self._start(signed)]
                yield ring
            if not outgoing[here]:
                return
            position[here] = len(path)
            path.append(outgoing[here].pop())
            here = self._start(~path[-1])


def build_topology(pieces: Mapping[str, BaseGeometry]) -> Topology:
    """Cut the edges of a valid coverage into arcs that begin and end where three sides meet.

    `pieces` maps identifiers to polygons or multipolygons whose shared edges have identical vertices. ValueError where
    two of them overlap along an edge.
    """
    edges = read_edges(pieces)
    arcs = cut(edges)
    names = (*edges.names, OUTSIDE)
    return Topology(
        tuple(arcs.points[start:end] for start, end in itertools.pairwise(arcs.offsets.tolist())),
        tuple(names[place] for place in arcs.left.tolist()),
        tuple(names[place] for place in arcs.right.tolist()),
    )


def _signed_area(points: Line) -> float:
    x, y = points[:, 0], points[:, 1]
    return float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2
