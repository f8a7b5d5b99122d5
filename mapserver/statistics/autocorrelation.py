"""Spatial autocorrelation: Moran's I of values, and which of them lie among likes. Knows positions and pairs, no place.

esda (Rey and Anselin) does it, as it would by hand: contiguity, row-standardised weights, conditional permutations from
a fixed seed, and a false discovery rate over the places. It takes a second to import, so that it is imported where it
is used.
"""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from mapserver.model.clusters import Association, LocalAssociation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from libpysal.weights import W

PERMUTATIONS, SEED = 999, 20240601
#: How many of the places that are called significant may be so by chance.
FALSE_DISCOVERY_RATE = 0.05
#: With fewer places nothing is tested: of ten a permutation tells little, of fewer nothing.
FEWEST = 10
#: How esda numbers the quadrants: place against mean, then its neighbours.
QUADRANTS = {1: "high-high", 2: "low-high", 3: "low-low", 4: "high-low"}


class Measured(NamedTuple):
    """What is measured of values: `local` is by position, without those that have no neighbour.

    `links` is of all pairs, `home` of those inside a country (None where they are too few), `across` the first less the
    second on the values that have a neighbour at home. `threshold` is the largest p that counts as significant.
    """

    local: dict[int, LocalAssociation]
    links: Association
    home: Association | None
    across: float | None
    threshold: float


def load() -> None:
    """Import what measures."""
    import esda.moran  # noqa: F401


def measure(values: Sequence[float], pairs: Sequence[tuple[int, int]], home: Sequence[tuple[int, int]]) -> Measured:
    """Measure how values lie among those of their neighbours.

    `pairs` are positions of neighbours, each pair once, `home` those that lie in one country. ValueError where fewer
    than FEWEST values have a neighbour, or all of them are equal.
    """
    linked, weights = _weights(pairs)
    own = np.array([values[place] for place in linked])
    if len(own) < FEWEST or np.ptp(own) == 0:
        raise ValueError("there is nothing to be measured")
    links = _global(own, weights, len(pairs))
    local, threshold = _local(own, weights, linked)
    at_home, home_weights = _weights(home)
    there = np.array([values[place] for place in at_home])
    if len(there) < FEWEST or np.ptp(there) == 0:
        return Measured(local, links, None, None, threshold)
    inside = _global(there, home_weights, len(home))
    both = links.i
    if at_home != linked:
        held = set(at_home)
        _, common = _weights([pair for pair in pairs if held.issuperset(pair)])
        both = _index(there, common)
    return Measured(local, links, inside, both - inside.i, threshold)


def _weights(pairs: Sequence[tuple[int, int]]) -> tuple[list[int], W]:
    """Return the positions that have a neighbour, in order, and their contiguity, row-standardised."""
    from libpysal.weights import W as Weights

    beside: dict[int, list[int]] = {}
    for one, other in pairs:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    order = sorted(beside)
    weights = Weights({place: sorted(beside[place]) for place in order}, id_order=order, silence_warnings=True)
    weights.transform = "r"
    return order, weights


def _index(values: np.ndarray, weights: W) -> float:
    from esda.moran import Moran

    return float(Moran(values, weights, permutations=0).I)


def _global(values: np.ndarray, weights: W, pairs: int) -> Association:
    from esda.moran import Moran

    with _own_chance():
        found = Moran(values, weights, permutations=PERMUTATIONS)
    return Association(float(found.I), float(found.EI), float(found.p_sim), len(values), pairs)


@contextmanager
def _own_chance() -> Iterator[None]:
    """Begin with our seed: esda shuffles with numpy's global generator, which is left as it was."""
    before = np.random.get_state()
    np.random.seed(SEED)
    try:
        yield
    finally:
        np.random.set_state(before)


def _local(values: np.ndarray, weights: W, order: Sequence[int]) -> tuple[dict[int, LocalAssociation], float]:
    from esda import fdr
    from esda.moran import Moran_Local

    with _own_chance(), warnings.catch_warnings():
        # It says that its next edition will test two-sided; we say that ours is one-sided.
        warnings.simplefilter("ignore", DeprecationWarning)
        found = Moran_Local(values, weights, permutations=PERMUTATIONS, seed=SEED, n_jobs=1)
    threshold = float(fdr(found.p_sim, FALSE_DISCOVERY_RATE))
    return {
        place: LocalAssociation(
            float(found.Is[at]),
            float(found.p_sim[at]),
            cast("LocalAssociation", QUADRANTS[int(found.q[at])]),  # type: ignore[arg-type]
            bool(found.p_sim[at] <= threshold),
            len(weights.neighbors[place]),
        )
        for at, place in enumerate(order)
    }, threshold
