"""Borders that are drawn at random through the districts of two countries: what the real one is tested against.

They depend on the graph of the districts and on nothing that is counted in them, so one drawing serves all indicators
and years of a division. `bisections` says how they are drawn.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mapserver.statistics.bisections import bisections, component

#: Other borders that are drawn.
PERMUTATIONS = 9_999


class BorderGraph(NamedTuple):
    """Districts of two countries, numbered from 0: how many, the pairs that share a line, those of the first country in
    order."""

    places: int
    ends: tuple[tuple[int, int], ...]
    first: tuple[int, ...]


class RandomBorders(NamedTuple):
    """Distinct borders, a row each: which of the lines of the graph each cuts, how many times it was drawn, and whether
    it is the real one."""

    lines: NDArray[np.bool_]
    times: NDArray[np.intp]
    real: NDArray[np.bool_]


def random_borders(graph: BorderGraph) -> RandomBorders:
    """Draw PERMUTATIONS borders with as many districts on each side as the real one has; fewer where hardly any exist.

    They part the largest part of the graph that hangs together; a line outside of it is cut by none.
    """
    linked = np.zeros((graph.places, graph.places), dtype=bool)
    for a, b in graph.ends:
        linked[a, b] = linked[b, a] = True
    part = component(linked)
    size = sum(1 for place in graph.first if part[place])
    inside = bisections(linked[part][:, part], size, PERMUTATIONS)
    drawn = np.zeros((len(inside), graph.places), dtype=bool)
    drawn[:, part] = inside
    one, other = np.array(graph.ends).T
    held = part[one] & part[other]
    lines, times = np.unique((drawn[:, one] != drawn[:, other]) & held, axis=0, return_counts=True)
    sides = np.isin(np.arange(graph.places), graph.first)
    real = (lines == ((sides[one] != sides[other]) & held)).all(axis=1)
    return RandomBorders(lines, times, real)
