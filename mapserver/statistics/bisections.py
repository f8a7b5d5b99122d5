"""Random borders: a graph of districts cut in two connected parts of given sizes, over and over.

A test of a border that shuffles districts one by one breaks what holds neighbours together: near districts are alike
with any border. So the districts stay where they are with their values, and the border moves. Each draw is a spanning
tree of the graph, drawn uniformly by a random walk (Aldous 1990, Broder 1989), of which one edge is cut that leaves
parts of the sizes of the two countries: how plans of districts are drawn by recombination (DeFord, Duchin and Solomon
2021). Parts come up the more often the more spanning trees they have, so compact ones more often than winding ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Draws are the same in each build.
SEED = 20_240_607
#: Trees drawn at a time, and times after which a graph that gives hardly any cut is given up.
BATCH, MOST_BATCHES = 4096, 40
#: Steps of a random walk after which the walks that have been everywhere are taken out.
STEPS = 128


def bisections(adjacency: NDArray[np.bool_], size: int, count: int, seed: int = SEED) -> NDArray[np.bool_]:
    """Return up to `count` rows that say which districts lie in the first part, of `size` districts.

    `adjacency` is symmetric without a diagonal and connected. Fewer rows come back where the graph gives hardly any.
    """
    districts = len(adjacency)
    if not 0 < size < districts:
        return np.zeros((0, districts), dtype=bool)
    chance = np.random.default_rng(seed)
    found: list[NDArray[np.bool_]] = []
    kept = 0
    for _ in range(MOST_BATCHES):
        order, parents = _trees(adjacency, chance)
        found.append(_cut(order, parents, size, chance))
        kept += len(found[-1])
        if kept >= count:
            break
    return np.concatenate(found)[:count]


def component(adjacency: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which districts belong to the largest connected part of a graph, the first of equal ones."""
    left = np.ones(len(adjacency), dtype=bool)
    best = np.zeros(len(adjacency), dtype=bool)
    while left.any():
        part = np.zeros(len(adjacency), dtype=bool)
        part[int(np.argmax(left))] = True
        while True:
            wider = part | adjacency[part].any(axis=0)
            if (wider == part).all():
                break
            part = wider
        left &= ~part
        if part.sum() > best.sum():
            best = part
    return best


def _trees(adjacency: NDArray[np.bool_], chance: np.random.Generator) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return BATCH spanning trees: the districts in the order in which a walk first met them, and from where it came.

    A district stands after its parent; that of the first is itself.
    """
    districts = len(adjacency)
    degrees = adjacency.sum(axis=1)
    neighbours = np.zeros((districts, degrees.max()), dtype=np.intp)
    for district, linked in enumerate(adjacency):
        neighbours[district, : degrees[district]] = np.flatnonzero(linked)
    rows = np.arange(BATCH)
    here = chance.integers(districts, size=BATCH)
    order = np.zeros((BATCH, districts), dtype=np.intp)
    parents = np.zeros((BATCH, districts), dtype=np.intp)
    met = np.zeros((BATCH, districts), dtype=bool)
    order[:, 0], parents[rows, here], met[rows, here] = here, here, True
    count = np.ones(BATCH, dtype=np.intp)
    while len(rows):
        for _ in range(STEPS):
            there = neighbours[here, (chance.random(len(rows)) * degrees[here]).astype(np.intp)]
            fresh = ~met[rows, there]
            new, at = rows[fresh], there[fresh]
            met[new, at] = True
            parents[new, at] = here[fresh]
            order[new, count[new]] = at
            count[new] += 1
            here = there
        going = count[rows] < districts
        rows, here = rows[going], here[going]
    return order, parents


def _cut(
    order: NDArray[np.intp], parents: NDArray[np.intp], size: int, chance: np.random.Generator
) -> NDArray[np.bool_]:
    """Cut of each tree one edge that leaves a part of `size` districts; trees without one fall away."""
    trees, districts = order.shape
    rows = np.arange(trees)
    below = np.ones((trees, districts), dtype=np.intp)
    for step in range(districts - 1, 0, -1):
        child = order[:, step]
        below[rows, parents[rows, child]] += below[rows, child]
    below[rows, order[:, 0]] = 0
    fits = (below == size) | (below == districts - size)
    ranks = np.where(fits, chance.random(fits.shape), -1.0)
    top = ranks.argmax(axis=1)
    inside = np.zeros((trees, districts), dtype=bool)
    inside[rows, top] = True
    for step in range(1, districts):
        child = order[:, step]
        inside[rows, child] |= inside[rows, parents[rows, child]]
    part = np.where((below[rows, top] == size)[:, None], inside, ~inside)
    return np.asarray(part[fits.any(axis=1)])
