"""Is a border more than a normal gap? Gaps across it among those of neighbours inside its two countries, with a test.

- The size of a gap is the absolute number of doublings between the two values (`gap_scale`), else their difference.
- Gaps at home are those of all drawn neighbours, core or around it, that lie in one of the two countries and come from
  one series: what is drawn together are peers, whatever their level is called, as oblasts and okrugs. Gaps across are
  those of all drawn neighbours on the two sides.
- The border effect is the mean gap across over the mean gap at home. Its test draws PERMUTATIONS other borders through
  the districts of both countries as they lie, with parts of the same numbers of districts (`bisections`), and asks how
  many of them divide as much as the real one: a permutation test that keeps what neighbours have in common, as boundary
  analysis does (Fortin and Drapeau 1995; Jacquez, Maruca and Fortin 2000). Its p-value is the share of drawn borders
  whose mean gap is as large or larger, the real one counted among them. It says how unusual the border is among lines
  that could be drawn through these districts, not why, and nothing of districts elsewhere.
- Few districts can be parted in few ways: the draws come up again and again, the real border among them, and p is never
  below its share. They are not taken once each, since they do not come up alike often: that would reject too often. How
  many are distinct, how often the real one came up and how many others divide as much goes with p.
- With fewer than FEWEST_SEGMENTS gaps across there is no test, nor with more than MOST_DISTRICTS districts, for which
  the draws would take minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from mapserver.model.border_figures import BorderGaps, Effect, GapYear, PairGap
from mapserver.statistics.border_sides import gap_scale
from mapserver.statistics.random_borders import BorderGraph, random_borders

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from mapserver.model import Layer
    from mapserver.statistics.random_borders import RandomBorders

#: The gaps across that a test needs.
FEWEST_SEGMENTS = 8
#: Districts of both countries that are drawn at most for a test.
MOST_DISTRICTS = 250
#: Digits that a size keeps: a picture shows no more, and a table has the values themselves.
DIGITS = 5
#: Means that differ by less than this part are one.
ALIKE = 1e-6


def border_gaps(
    layer: Layer,
    border: str,
    beside: Mapping[str, Mapping[str, float]],
    drawn: Callable[[BorderGraph], RandomBorders] = random_borders,
) -> BorderGaps:
    """Return the gaps of a layer at a border, of every year with a drawn pair across it.

    `drawn` gives the random borders of a graph: those of many layers and years are the same.
    """
    countries = tuple(border.split("-"))
    found: list[GapYear] = []
    held = {
        year: tuple(index for index in layer.drawn(year) if layer.places[index].country in countries)
        for year in layer.years
    }
    for places, years in groupby(layer.years, key=held.__getitem__):
        lines = _Lines.of(layer, places, beside, countries[0])
        if lines.across:
            found += [lines.year(layer, year, drawn) for year in years]
    return BorderGaps(gap_scale(layer), tuple(found))


@dataclass(frozen=True)
class _Lines:
    """The shared lines of the places that are drawn in some years: A of the first country, B of the second across."""

    places: tuple[int, ...]
    across: tuple[tuple[int, int, float], ...]
    home: tuple[tuple[int, int, float], ...]
    first: str

    @classmethod
    def of(cls, layer: Layer, places: tuple[int, ...], beside: Mapping[str, Mapping[str, float]], first: str) -> _Lines:
        by_key = {layer.places[index].key: index for index in places}
        across, home = [], []
        for key, a in by_key.items():
            for other, km in beside.get(key, {}).items():
                b = by_key.get(other)
                if b is None:
                    continue
                one, two = layer.places[a], layer.places[b]
                if one.country == two.country:
                    if one.key < two.key and one.series == two.series:
                        home.append((a, b, km))
                elif one.country == first:
                    across.append((a, b, km))
        return cls(places, tuple(sorted(across)), tuple(sorted(home)), first)

    def year(self, layer: Layer, year: int, drawn: Callable[[BorderGraph], RandomBorders]) -> GapYear:
        """Return the gaps of a year among these."""
        scale = gap_scale(layer)
        values = {index: layer.cell(index, year).value for index in self.places}

        def size(a: int, b: int) -> float | None:
            one, other = values[a], values[b]
            if one is None or other is None:
                return None
            if scale == "difference":
                return abs(other - one)
            return abs(float(np.log2(other / one))) if one > 0 and other > 0 else None

        home = [size(a, b) for a, b, _ in self.home]
        across = [size(a, b) if layer.judgement(a, b) != "different" else None for a, b, _ in self.across]
        known = np.sort([item for item in home if item is not None])
        pairs = [
            PairGap(a, b, km, _rounded(item), _share(item, known))
            for (a, b, km), item in zip(self.across, across, strict=True)
        ]
        return GapYear(
            year,
            tuple(sorted(pairs, key=lambda pair: (pair.size is None, -(pair.size or 0.0), -pair.km))),
            tuple(_rounded(float(item)) or 0.0 for item in known),
            self._effect(layer, across, home, drawn),
        )

    def _effect(
        self,
        layer: Layer,
        across: Sequence[float | None],
        home: Sequence[float | None],
        drawn: Callable[[BorderGraph], RandomBorders],
    ) -> Effect | None:
        """Return the border effect; None without a gap on either side of the comparison."""
        cross_known = [item for item in across if item is not None]
        home_known = [item for item in home if item is not None]
        if not cross_known or not home_known:
            return None
        cross = sum(cross_known) / len(cross_known)
        made = Effect(cross, sum(home_known) / len(home_known), len(cross_known), len(home_known))
        if len(cross_known) < FEWEST_SEGMENTS or len(self.places) > MOST_DISTRICTS:
            return made
        sizes = np.array([np.nan if item is None else item for item in (*across, *home)], dtype=np.float32)
        ends = [(a, b) for a, b, _ in (*self.across, *self.home)]
        order = {place: number for number, place in enumerate(self.places)}
        sides = tuple(order[index] for index in self.places if layer.places[index].country == self.first)
        graph = BorderGraph(len(self.places), tuple((order[a], order[b]) for a, b in ends), sides)
        return _tested(made, drawn(graph), sizes)


def _tested(effect: Effect, cuts: RandomBorders, sizes: NDArray[np.float32]) -> Effect:
    """Add to an effect how many drawn borders divide as much, of those that cross any known gap; nothing where none
    does."""
    known = ~np.isnan(sizes)
    told = np.column_stack([np.where(known, sizes, 0), known]).astype(np.float32)
    sums, counts = (cuts.lines.astype(np.float32) @ told).T
    any_known = counts > 0
    if not any_known.any():
        return effect
    # Sums of the same sizes in another order differ in their last digits.
    as_large = any_known & (cuts.real | (sums >= effect.cross * (1 - ALIKE) * counts))
    drawn = int(cuts.times[any_known].sum())
    return effect._replace(
        p=(1 + int(cuts.times[as_large].sum())) / (1 + drawn),
        permutations=drawn,
        real=int(cuts.times[any_known & cuts.real].sum()),
        others=int((any_known & ~cuts.real).sum()),
        larger=int((as_large & ~cuts.real).sum()),
    )


def _share(size: float | None, home: NDArray[np.float64]) -> float | None:
    """Return the percentage of gaps at home that are smaller, with half of those that are equal."""
    if size is None or not len(home):
        return None
    smaller, larger = np.searchsorted(home, size, "left"), np.searchsorted(home, size, "right")
    return round(float(50 * (smaller + larger) / len(home)), 1)


def _rounded(size: float | None) -> float | None:
    return None if size is None else float(f"{size:.{DIGITS}g}")
