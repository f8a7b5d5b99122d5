"""The lines of those rates of a region that no source gives as a formula: by the units' own rates, else by the table's
formulas, year by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from mapserver.model import Observation, Text
from mapserver.model.entry import UnitLine
from mapserver.statistics.region import RegionLine
from mapserver.statistics.region_choice import JUDGEMENTS, choose_lines, worst
from mapserver.statistics.region_rates import BY_OWN_RATES, FIRST_DAY, OWN_RATE, PEOPLE, apart, own_rates
from mapserver.statistics.region_sums import Rate, Sum, by_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.model import Edition, IndicatorRecord, Series
    from mapserver.statistics.region_rates import RegionRate


class Counted(NamedTuple):
    """A count of a region: its line, its years, and the line of each unit that was summed."""

    line: RegionLine
    rows: tuple[Sum, ...]
    own: Mapping[str, UnitLine]


class RateLines:
    """What rates of a region are made of: lines by indicator and unit, `series` and `editions` by name, its `counts` by
    indicator."""

    def __init__(
        self,
        countries: Mapping[str, str],
        held: Mapping[str, Mapping[str, Sequence[UnitLine]]],
        series: Mapping[str, Series],
        counts: Mapping[str, Counted],
        editions: Mapping[str, Edition],
    ) -> None:
        """Take all of them; counts may come later."""
        self._countries, self._held, self._series = countries, held, series
        self._counts, self._editions = counts, editions

    def line(self, record: IndicatorRecord | None, rate: RegionRate) -> RegionLine | None:
        """Return a rate of counts that the region has; None without one of them, or in other units of measure."""
        counts = [self._counts[part] for part in rate.parts if part in self._counts]
        if record is None or len(counts) < len(rate.parts):
            return None
        measures = [record.indicator.measure, *(count.line.measure for count in counts)]
        if tuple(measure.say("en") for measure in measures) != rate.measures:
            return None
        own = self._by_own_rates(record, counts[0])
        formula = self._by_formula(record, rate, counts, own)
        if own is None or formula is None:
            return own or formula
        return _joined(own, formula)

    def _by_own_rates(self, record: IndicatorRecord, above: Counted) -> RegionLine | None:
        """Return a rate by the units' own; None without a figure, or where those measure different things."""
        concept, held = record.indicator, self._held.get(record.indicator.id, {})
        fits = {code: [line for line in held.get(code, ()) if line.measure == concept.measure] for code in above.own}
        if not all(fits.values()):
            return None
        rates = choose_lines(fits, self._countries, record, lambda _code, _line: ())
        sides = {(line.series, self._countries[code]) for code, line in rates.items()}
        judged = worst(record, sides)
        rows = tuple(own_rates(above.own, rates, self._countries))
        if judged[0] == "different" or all(row.observation.value is None for row in rows):
            return None
        keys = tuple(line.key for line in rates.values())
        formula, parts, note = concept.id, {concept.id: keys}, OWN_RATE
        if len(rates) > 1:
            count = above.line.indicator
            formula, note = f"sum({count}) / sum({count} / {concept.id})", BY_OWN_RATES
            parts = {count: above.line.parts[""], **parts}
            judged = max(judged, (above.line.judgement, above.line.reason), key=_badness)
        references = tuple(dict.fromkeys(self._series[key].reference for key in keys if key in self._series))
        made = RegionLine.of(concept, formula, parts, rows, judged)
        named = frozenset((concept.id, series, country) for series, country in sides)
        return replace(made, note=note, references=references, sides=named)

    def _by_formula(
        self, record: IndicatorRecord, rate: RegionRate, counts: Sequence[Counted], own: RegionLine | None
    ) -> RegionLine | None:
        """Return a rate by the formula, similar at best, in the years that `own` has no figure of; None without any."""
        parts = {count.line.indicator: count.line.parts[""] for count in counts}
        known = [self._series[key] for key in parts.get(PEOPLE, ()) if key in self._series]
        if all(series.reference == FIRST_DAY for series in known):
            rate = rate.by_mean()
        have = {row.year for row in own.observations if row.value is not None} if own else set()
        sums = {count.line.indicator: by_year(count.rows) for count in counts}
        rows = tuple(row for row in Rate(rate.formula, sums).rows(rate.parts[0]) if row.year not in have)
        years = frozenset(row.year for row in rows if row.observation.value is not None)
        if not years:
            return None
        judged = max(((count.line.judgement, count.line.reason) for count in counts), key=_badness)
        made = RegionLine.of(
            record.indicator, rate.formula, parts, rows, judged if judged[0] != "same" else ("similar", Text())
        )
        remark = apart(counts[0].rows, counts[1].rows, years, self._editions)
        sides = frozenset[tuple[str, str, str]]().union(*(count.line.sides for count in counts))
        return replace(made, note=rate.note, sides=sides, remarks=(remark,))


def _badness(judged: tuple[str, Text]) -> int:
    return JUDGEMENTS.index(judged[0])


def _joined(own: RegionLine, formula: RegionLine) -> RegionLine:
    """Return a line with the figures of both ways: no run goes on from one to the other."""
    first = 1 + max(row.run for row in own.observations)
    known = [row._replace(run=first + row.run) for row in formula.observations if row.value is not None]
    rows: dict[int, Observation] = {row.year: row for row in (*formula.observations, *own.observations)}
    rows |= {row.year: row for row in known}
    missing = {**formula.missing, **own.missing}
    return replace(
        own,
        observations=tuple(rows[year] for year in sorted(rows)),
        missing={year: missing[year] for year in sorted(missing) if rows[year].value is None},
        otherwise=replace(formula, observations=tuple(known), missing={}),
    )
