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
        return np.array([np.hypot(*np.diff(line, axis=0).T).sum() for line in self.lines])

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

    `pieces` maps identifiers to polygons or multipolygons whose shared edges have identical vertices.
    """
    side = _sides(pieces)
    neighbours: dict[int, list[int]] = defaultdict(list)
    for a, b in side.edges:
        neighbours[a].append(b)
        neighbours[b].append(a)
    nodes = [vertex for vertex in neighbours if side.is_node(vertex, neighbours[vertex])]
    lines, left, right = [], [], []
    for path in _paths(neighbours, nodes):
        lines.append(side.coordinates[path])
        left.append(side.of.get((path[0], path[1]), OUTSIDE))
        right.append(side.of.get((path[1], path[0]), OUTSIDE))
    return Topology(tuple(lines), tuple(left), tuple(right))


@dataclass(frozen=True)
class _Sides:
    """`of` maps a directed edge (vertex, vertex) to the piece on its left; `edges` holds each edge once."""

    coordinates: Line
    of: dict[tuple[int, int], str]
    edges: list[tuple[int, int]]

    def is_node(self, vertex: int, neighbours: list[int]) -> bool:
        if len(neighbours) != 2:
            return True
        before, after = neighbours
        return self.of.get((before, vertex)) != self.of.get((vertex, after)) or self.of.get(
            (vertex, before)
        ) != self.of.get((after, vertex))


def _sides(pieces: Mapping[str, BaseGeometry]) -> _Sides:
    number: dict[tuple[float, float], int] = {}
    of: dict[tuple[int, int], str] = {}
    edges: list[tuple[int, int]] = []
    for name in sorted(pieces):
        for polygon in shapely.get_parts(pieces[name]):
            oriented = shapely.orient_polygons(polygon)
            for ring in (oriented.exterior, *oriented.interiors):
                vertices = [number.setdefault((x, y), len(number)) for x, y in ring.coords]
                for a, b in itertools.pairwise(vertices):
                    if a == b:
                        continue
                    if (a, b) in of:
                        raise ValueError(f"{name} and {of[a, b]} overlap: the pieces are no valid coverage")
                    if (b, a) not in of:
                        edges.append((a, b))
                    of[a, b] = name
    return _Sides(np.array(list(number), dtype=np.float64).reshape(-1, 2), of, edges)


def _paths(neighbours: Mapping[int, list[int]], nodes: Sequence[int]) -> Iterator[list[int]]:
    """Yield the vertices of every arc: from node to node, then the closed lines that touch no node."""
    is_node = set(nodes)
    seen: set[tuple[int, int]] = set()

    def follow(start: int, second: int) -> list[int]:
        path = [start, second]
        seen.add((start, second))
        while path[-1] not in is_node and path[-1] != start:
            a, b = neighbours[path[-1]]
            path.append(b if a == path[-2] else a)
        seen.update(itertools.pairwise(path))
        seen.update(zip(path[1:], path, strict=False))
        return path

    for start in nodes:
        for second in neighbours[start]:
            if (start, second) not in seen:
                yield follow(start, second)
    for start in neighbours:
        if start not in is_node:
            second = neighbours[start][0]
            if (start, second) not in seen:
                yield follow(start, second)


def _signed_area(points: Line) -> float:
    x, y = points[:, 0], points[:, 1]
    return float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2
