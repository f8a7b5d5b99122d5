"""Clusters: which places of a layer lie among likes, in a year, and how much of that ends at borders."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from mapserver.model.layer import Layer

#: What kind of layer a map of clusters is.
CLUSTERS = "clusters"
#: The classes of such a map, in the order of their legend: the value of a place is a position here.
CLASSES = ("high-high", "low-low", "high-low", "low-high", "not-significant", "no-neighbours")
ClusterClass = Literal["high-high", "low-low", "high-low", "low-high", "not-significant", "no-neighbours"]


class Association(NamedTuple):
    """Global Moran's I of `units` places with `pairs` of neighbours among them.

    `expected` is what it is on average where values lie at random, `p` the share of permutations at least as extreme.
    """

    i: float
    expected: float
    p: float
    units: int
    pairs: int


class LocalAssociation(NamedTuple):
    """Local Moran's I of a place: `i` is above zero among likes, `p` its pseudo p-value.

    `quadrant` says how place and neighbours lie to the mean, `significant` whether p is within the false discovery
    rate, `neighbours` how many it has.
    """

    i: float
    p: float
    quadrant: Literal["high-high", "low-low", "high-low", "low-high"]
    significant: bool
    neighbours: int


@dataclass(frozen=True)
class Clusters:
    """What is known of the clusters of a layer in a year.

    `refusal` says why nothing was tested: ``different`` (values that measure different things), ``few`` places or
    ``equal`` values; empty where it was. `local` is by index of the place, `islands` are places without a neighbour
    that has a value. `links` counts all pairs of neighbours in, `home` only those inside a country; `across` is the
    first less the second on the places that have a neighbour at home: below zero borders part unlike values.
    `threshold` is the largest p that counts as significant.
    """

    year: int
    refusal: Literal["", "different", "few", "equal"] = ""
    local: dict[int, LocalAssociation] = field(default_factory=dict)
    islands: tuple[int, ...] = ()
    pairs: tuple[tuple[int, int, float], ...] = ()
    links: Association | None = None
    home: Association | None = None
    home_islands: tuple[int, ...] = ()
    across: float | None = None
    threshold: float = 0.0
    permutations: int = 0
    seed: int = 0
    rate: float = 0.0


@dataclass(frozen=True)
class ClusterLayer(Layer):
    """The clusters of a layer in one year as a layer: the value of a place is its class, a position in CLASSES.

    `figures` are the values behind them.
    """

    figures: Layer | None = None
    clusters: Clusters = field(default_factory=lambda: Clusters(0))

    @property
    def all_years(self) -> tuple[int, ...]:
        """Return the years of the figures: of each there are clusters."""
        return self.years if self.figures is None else self.figures.years

    @cached_property
    def years_without_order(self) -> frozenset[int]:
        """Return all years: classes have no order."""
        return frozenset(self.years)
