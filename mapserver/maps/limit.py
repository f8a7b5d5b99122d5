"""The limit of the core: where its units meet those around it. Knows no border between countries."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from mapserver.maps.scanlines import lines_of

Point = tuple[int, int]


@lru_cache(maxsize=128)
def limit_path(core: tuple[str, ...], context: tuple[str, ...]) -> str:
    """Return the lines that paths of core and context units share, as path data.

    Units of one drawing share the points of their common lines, since both were cut from one coverage.
    """
    outer = {frozenset(edge) for path in context for edge in _edges(path)}
    parts: list[list[Point]] = []
    for path in core:
        for start, end in _edges(path):
            if frozenset((start, end)) not in outer:
                continue
            if parts and parts[-1][-1] == start:
                parts[-1].append(end)
            else:
                parts.append([start, end])
    return "".join(map(_written, parts))


def _edges(path: str) -> list[tuple[Point, Point]]:
    return [edge for line in lines_of(path) for edge in pairwise([*line, line[0]])]


def _written(points: list[Point]) -> str:
    """Write a line with relative steps."""
    steps = " ".join(f"{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(points))
    return f"M{points[0][0]} {points[0][1]}l{steps}"
