"""Partitions: for a series, a country and a range of years, one set of non-overlapping territories. Draws nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapserver.model import Territory
from mapserver.statistics.index import ObservationIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapserver.model import Catalogue, Country, Observation
    from mapserver.statistics.index import Line

#: Share of core values from which a level is fine enough to be drawn.
ENOUGH = 0.5


@dataclass(frozen=True)
class PartitionPeriod:
    """A range of years in which a country is drawn with one tiling; `vintage` is the one that the tiling comes from."""

    country: str
    first_year: int
    last_year: int
    vintage: str
    level: str
    territories: tuple[Territory, ...]


def partition(
    catalogue: Catalogue,
    country: str,
    observations: Sequence[Observation],
    core: frozenset[str],
    level: str,
    years: Sequence[int],
) -> tuple[PartitionPeriod, ...]:
    """Choose what of a country is drawn in each of `years`, from one series' observations.

    `level` is ``finest``, or a level to force; a country without that level shows its coarsest one below the country.
    The level holds for all years, the tiling for a vintage's period: that of the vintage with values for the largest
    share of the core's land and years, of the valid one where that has as much, and of the valid one too before and
    after the years in which another one has more. Without a core, all territories count.
    """
    index = ObservationIndex(observations, catalogue.territories)
    tilings = _Tilings(catalogue, country, index, core)
    levels = sub_levels(catalogue.countries[country])
    if level != "finest":
        chosen = level if level in levels else levels[0]
    else:
        chosen = _finest(tilings, levels, years)
    periods = [
        PartitionPeriod(country, part[0], part[-1], vintage, chosen, tilings.tiling(vintage, chosen))
        for valid, span in _spans(catalogue.countries[country], years)
        for vintage, part in tilings.parts(valid, chosen, span)
    ]
    return merged(periods, index)


def sub_levels(country: Country) -> tuple[str, ...]:
    """Return a country's levels below the country as a whole, from coarse to fine; its only level if it has but one."""
    return country.levels[1:] or country.levels


def restricted(
    periods: Iterable[PartitionPeriod], years: Sequence[int], index: ObservationIndex
) -> tuple[PartitionPeriod, ...]:
    """Cut periods to the given years; those that hold none of them are left out."""
    kept = []
    for period in periods:
        inside = [year for year in years if period.first_year <= year <= period.last_year]
        if inside:
            kept.append(replace(period, first_year=inside[0], last_year=inside[-1]))
    return merged(kept, index)


def merged(periods: Sequence[PartitionPeriod], index: ObservationIndex) -> tuple[PartitionPeriod, ...]:
    """Join adjacent periods that draw the same units on the same land; the newer vintage stands for both."""
    joined: list[PartitionPeriod] = []
    for period in periods:
        if joined and _lines(joined[-1], index) == _lines(period, index):
            period = replace(period, first_year=joined.pop().first_year)
        joined.append(period)
    return tuple(joined)


class _Tilings:
    """A country's tilings by vintage and level, with the years in which their core territories have values."""

    def __init__(self, catalogue: Catalogue, country: str, index: ObservationIndex, core: frozenset[str]) -> None:
        self._catalogue = catalogue
        self._country = catalogue.countries[country]
        self._index = index
        self._core = core
        self._tilings: dict[tuple[str, str], tuple[Territory, ...]] = {}
        self._years: dict[tuple[str, str], list[tuple[frozenset[int], int]]] = {}

    def tiling(self, vintage: str, level: str) -> tuple[Territory, ...]:
        """Return the tiling of a vintage at a level."""
        key = (vintage, level)
        if key not in self._tilings:
            self._tilings[key] = self._catalogue.tiling(self._country.code, vintage, level)
        return self._tilings[key]

    def core_years(self, vintage: str, level: str) -> list[tuple[frozenset[int], int]]:
        """Return the years with a value and the number of pieces of each core territory of a tiling."""
        key = (vintage, level)
        if key not in self._years:
            tiling = self.tiling(vintage, level)
            core = [territory for territory in tiling if territory.key in self._core] or tiling
            self._years[key] = [
                (frozenset(self._index.years(place.code, place.vintage)), len(place.pieces)) for place in core
            ]
        return self._years[key]

    def cells(self, vintage: str, level: str, years: Iterable[int]) -> tuple[int, int]:
        """Count the cells of core territories and years: with a value, and all."""
        wanted = frozenset(years)
        valued = self.core_years(vintage, level)
        return sum(len(wanted & present) for present, _ in valued), len(wanted) * len(valued)

    def land_share(self, vintage: str, level: str, years: Iterable[int]) -> float:
        """Return the share of core pieces and years with a value.

        Tilings are compared by land, since they differ in number: a merged county without values would otherwise look
        half as empty as its two halves without values.
        """
        wanted = frozenset(years)
        valued = self.core_years(vintage, level)
        filled = sum(len(wanted & present) * pieces for present, pieces in valued)
        return _share(filled, len(wanted) * sum(pieces for _, pieces in valued))

    def context_values(self, vintage: str, level: str, years: Iterable[int]) -> int:
        """Count the pieces and years with a value of a whole tiling."""
        wanted = frozenset(years)
        return sum(
            len(wanted.intersection(self._index.years(place.code, place.vintage))) * len(place.pieces)
            for place in self.tiling(vintage, level)
        )

    def best(self, valid: str, level: str, years: Sequence[int]) -> str:
        """Return the one that fills most of the core's land; of equals the valid one, then that with more context."""
        order = [vintage.id for vintage in self._country.vintages]
        here = order.index(valid)

        def rank(vintage: str) -> tuple[float, bool, int, int, int]:
            away = order.index(vintage) - here
            filled = self.land_share(vintage, level, years)
            return filled, not away, self.context_values(vintage, level, years), -abs(away), away

        return max((vintage for vintage in order if self.tiling(vintage, level)), key=rank, default=valid)

    def parts(self, valid: str, level: str, span: Sequence[int]) -> list[tuple[str, list[int]]]:
        """Split a vintage's years into those before, in and after the years in which another tiling has values of
        its own."""
        best = self.best(valid, level, span)
        same = {self._index.line(item.code, item.vintage) for item in self.tiling(valid, level)}
        own = [
            item
            for item in self.tiling(best, level)
            if item.key in self._core and self._index.line(item.code, item.vintage) not in same
        ]
        more = [year for year in span if any(year in self._index.years(item.code, item.vintage) for item in own)]
        if best == valid or not more:
            return [(valid, list(span))]
        parts = (
            (valid, [year for year in span if year < more[0]]),
            (best, [year for year in span if more[0] <= year <= more[-1]]),
            (valid, [year for year in span if year > more[-1]]),
        )
        return [(vintage, years) for vintage, years in parts if years]

    def level_share(self, level: str, years: Sequence[int]) -> float:
        """Return the share of core cells with a value over all periods, each with its best tiling."""
        counts = [
            self.cells(self.best(valid, level, span), level, span) for valid, span in _spans(self._country, years)
        ]
        return _share(sum(count for count, _ in counts), sum(total for _, total in counts))

    def years_with_values(self, levels: Iterable[str]) -> frozenset[int]:
        """Return the years with a value for any core territory at any of the levels."""
        return frozenset(
            year
            for level in levels
            for vintage in self._country.vintages
            for present, _ in self.core_years(vintage.id, level)
            for year in present
        )


def _finest(tilings: _Tilings, levels: Sequence[str], years: Sequence[int]) -> str:
    """Return the finest level with values for most of the core and years that have any, else the best filled one."""
    with_values = tilings.years_with_values(levels)
    counted = [year for year in years if year in with_values]
    shares = {level: tilings.level_share(level, counted) for level in reversed(levels)}
    for level, share in shares.items():
        if share >= ENOUGH:
            return level
    return max(shares, key=lambda level: shares[level])


def _spans(country: Country, years: Sequence[int]) -> list[tuple[str, list[int]]]:
    """Split years by the vintage that is valid in them; the first and last reach beyond their range."""
    spans: dict[str, list[int]] = {}
    for year in sorted(years):
        spans.setdefault(country.vintage_of_year(year).id, []).append(year)
    return list(spans.items())


def _share(count: int, total: int) -> float:
    """Divide, with nothing of nothing as nothing."""
    return count / total if total else 0.0


def _lines(period: PartitionPeriod, index: ObservationIndex) -> set[Line]:
    """Return what a period draws as units with their land."""
    return {index.line(territory.code, territory.vintage) for territory in period.territories}
