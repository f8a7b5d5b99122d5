"""The figures of a series for the pages of its units: each unit's line, with its runs and the map that draws it."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from mapserver.model.entry import RunEnd, UnitLine
from mapserver.model.figures import Edition, Observation
from mapserver.model.ranks import Rank, YearRanks
from mapserver.model.register import IndicatorRecord, SeriesRecord
from mapserver.statistics import calculation_of, completed, number_runs, quoted_editions, seams
from mapserver.statistics.measures import measure_of
from mapserver.statistics.ranks import core_ranks, country_ranks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mapserver.model import Indicator, Layer, Rates, Series, Territory
    from mapserver.statistics import Seam

#: Reasons for which a calculated value is missing that say nothing of the unit.
NOT_THERE = frozenset({"part_missing", "not_published", "not_collected"})
#: More digits than these are noise of a calculation, not what a source wrote.
MOST_DECIMALS = 3
#: Where a unit has none.
NO_RANK = Rank(0, 0)


@dataclass(frozen=True)
class SeriesFigures:
    """A series: what its lines have in common, and by unit its observations, the ends of its runs, its map (area and
    level) with its ranks there by year, and the editions that the observations are from, of calculated ones those of
    their parts and rates."""

    common: UnitLine
    observations: dict[str, tuple[Observation, ...]]
    ends: dict[str, tuple[RunEnd, ...]]
    maps: dict[str, tuple[str, str]]
    ranks: dict[str, tuple[YearRanks, ...]]
    sources: dict[str, tuple[Edition, ...]]

    def line_of(self, code: str, span: int = 0) -> UnitLine:
        """Return the line of a unit that has observations; `span` counts the years of its indicator."""
        area, level = self.maps.get(code, ("", ""))
        ranks = self.ranks.get(code, ())
        return replace(
            self.common,
            area=area,
            level=level,
            observations=self.observations[code],
            ends=self.ends.get(code, ()),
            drawn=ranks[-1].figure if ranks else None,
            span=span,
            ranks=ranks,
        )


@dataclass(frozen=True)
class IndicatorFigures:
    """All figures of an indicator, with what the register says of it."""

    series: tuple[SeriesFigures, ...]
    record: IndicatorRecord | None = None

    @cached_property
    def span(self) -> int:
        """Count the years in which any unit has a value in any series."""
        every = (row for series in self.series for rows in series.observations.values() for row in rows)
        return len({row.year for row in every if row.value is not None})


def series_figures(
    concept: Indicator,
    series: Series,
    observations: Sequence[Observation],
    territories: Mapping[str, Territory],
    related: Mapping[str, Series],
    layers: Sequence[Layer],
    rates: Rates,
) -> SeriesFigures:
    """Gather a series; `layers` are those of its indicator in the order in which a unit prefers them."""
    complete = completed(series, related)
    runs = number_runs(complete, observations, territories)
    by_unit: dict[str, list[Observation]] = {}
    for row in sorted(observations, key=lambda row: (row.unit, row.year, row.vintage)):
        by_unit.setdefault(row.unit, []).append(row._replace(run=runs[row.unit, row.vintage, row.year]))
    if series.derived is not None:
        by_unit = {unit: held for unit, rows in by_unit.items() if (held := _spanned(rows))}
    ended: dict[str, list[Seam]] = {}
    for seam in seams(complete, observations, territories):
        ended.setdefault(seam.unit, []).append(seam)
    measure = measure_of(concept, series)
    maps = _maps(series, layers)
    return SeriesFigures(
        UnitLine(
            concept.id,
            series.id,
            concept.theme,
            concept.title,
            series.title,
            measure,
            concept.decimals if series.derived or measure == concept.measure else _written_decimals(observations),
            derived=calculation_of(series, related),
        ),
        {unit: tuple(rows) for unit, rows in by_unit.items()},
        {unit: tuple(_ends(by_unit[unit], found)) for unit, found in ended.items()},
        maps,
        _ranks(series, layers, maps),
        {unit: tuple(_sources(complete, rows, rates)) for unit, rows in by_unit.items()},
    )


def series_record(series: Series, figures: SeriesFigures) -> SeriesRecord:
    """Describe a series by its figures."""
    rows = [row for held in figures.observations.values() for row in held if row.value is not None]
    editions = {edition: None for held in figures.sources.values() for edition in held}
    years = [row.year for row in rows]
    return SeriesRecord(
        replace(series, editions=tuple(sorted(editions, key=astuple))),
        figures.common.measure,
        figures.common.decimals,
        min(years, default=0),
        max(years, default=0),
        len({row.unit for row in rows}),
        len(rows),
        figures.common.derived,
    )


def _spanned(rows: list[Observation]) -> list[Observation]:
    """Return calculated rows from the first with a value to the last: before and after, a part is only not there.

    What is kept back has been looked at, and stays.
    """
    told = [at for at, row in enumerate(rows) if row.value is not None or row.reason not in NOT_THERE]
    return rows[told[0] : told[-1] + 1] if told else []


def _sources(series: Series, rows: Sequence[Observation], rates: Rates) -> Iterator[Edition]:
    """Yield the editions that observations of a completed series rest on."""
    used = {name for row in rows for name in row.edition.split("+")}
    yield from (edition for edition in series.editions if edition.id in used)
    if series.derived is not None:
        yield from quoted_editions(rates, (row.note for row in rows)).values()


def _written_decimals(observations: Sequence[Observation]) -> int:
    """Return how many decimals a source writes."""
    written = (f"{row.value:.{MOST_DECIMALS}f}".rstrip("0") for row in observations if row.value is not None)
    return max((len(text.partition(".")[2]) for text in written), default=0)


def _ends(rows: Sequence[Observation], found: Sequence[Seam]) -> list[RunEnd]:
    """Say which run begins at each seam: all but those of the first year with values, in the same order."""
    valued = [row for row in rows if row.value is not None]
    beginnings = {row.run: row for row in reversed(valued)}
    later = sorted(run for run, row in beginnings.items() if row.year > valued[0].year)
    return [RunEnd(run, seam.reason) for run, seam in zip(later, found, strict=True)]


def _maps(series: Series, layers: Sequence[Layer]) -> dict[str, tuple[str, str]]:
    """Return the area and level of the first map that draws the series for each unit; one with it in the core first."""
    found: dict[str, tuple[str, str]] = {}
    for core in (True, False):
        for layer in layers:
            for place in layer.places:
                if place.series == series.id and place.core is core:
                    found.setdefault(place.code, (layer.area, layer.level))
    return found


def _ranks(
    series: Series, layers: Sequence[Layer], maps: Mapping[str, tuple[str, str]]
) -> dict[str, tuple[YearRanks, ...]]:
    """Return by unit the ranks of every year in which its map draws it with a figure of the series, in order."""
    found: dict[str, list[YearRanks]] = {}
    for layer in layers:
        drawn = {
            index: place.code
            for index, place in enumerate(layer.places)
            if place.series == series.id and maps.get(place.code) == (layer.area, layer.level)
        }
        for year in layer.years if drawn else ():
            core, country = core_ranks(layer, year), country_ranks(layer, year)
            for index in sorted(drawn.keys() & country.keys()):
                first, home = core.get(index, NO_RANK), country[index]
                row = YearRanks(year, first.place, first.count, home.place, home.count)
                held = found.setdefault(drawn[index], [])
                if not held or held[-1].year != year:
                    held.append(row)
    return {code: tuple(rows) for code, rows in found.items()}
