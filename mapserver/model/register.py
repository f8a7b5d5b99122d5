"""The register of a snapshot: its units, indicators and series without their figures, for lists and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from mapserver.model.entry import UnitEntry
from mapserver.model.figures import Calculation, Comparability, Indicator, Judgement, Series
from mapserver.model.text import Text


@dataclass(frozen=True)
class SeriesRecord:
    """A series: `series` has the editions of its figures, of a derived one those of its parts and rates.

    `measure` is its own or that of its indicator. `first_year`, `last_year`, `units` and `values` are of the figures
    that have a value; 0 without any. `derived` says how it is calculated, nothing where it is a source's own.
    """

    series: Series
    measure: Text
    decimals: int
    first_year: int
    last_year: int
    units: int
    values: int
    derived: Calculation | None = None


@dataclass(frozen=True)
class IndicatorRecord:
    """An indicator with its series in the order of its file; `indicator` itself holds none.

    `has_ratios` says whether the ratio of two values tells something. `judged` has a judgement on every two series,
    and on those whose countries do not count alike.
    """

    indicator: Indicator
    series: tuple[SeriesRecord, ...]
    has_ratios: bool = False
    judged: tuple[Comparability, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, SeriesRecord]:
        """Return the series by name."""
        return {record.series.id: record for record in self.series}

    def comparison(self, one: tuple[str, str], other: tuple[str, str]) -> tuple[Judgement, Text]:
        """Return how the figures of two sides (series, country) compare, and why; as `Layer.comparison` does, also
        across areas and for what no map draws."""
        if one == other:
            return "same", Text()
        found = self._judgements.get(frozenset((one[0], other[0])))
        return ("same", Text()) if found is None else (found.judgement, found.reason)

    @cached_property
    def _judgements(self) -> dict[frozenset[str], Comparability]:
        return {frozenset(item.series): item for item in reversed(self.judged)}


@dataclass(frozen=True)
class Register:
    """Everything that a snapshot has names for: `units` in the order of their codes, without lines and sources."""

    units: tuple[UnitEntry, ...] = ()
    indicators: tuple[IndicatorRecord, ...] = ()

    @cached_property
    def unit(self) -> dict[str, UnitEntry]:
        """Return the units by code."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def indicator(self) -> dict[str, IndicatorRecord]:
        """Return the indicators by name."""
        return {record.indicator.id: record for record in self.indicators}

    @cached_property
    def series(self) -> dict[str, SeriesRecord]:
        """Return the series by key (``indicator/series``)."""
        return {record.series.key: record for held in self.indicators for record in held.series}
