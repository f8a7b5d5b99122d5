"""Sums over units, year by year, and formulas over such sums. Knows lines of units, no region."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mapserver.model import Observation, joined_editions, no_data_reason, parse_formula, split_flags
from mapserver.model.formula import MEANS, TIMES
from mapserver.statistics.runs import declared_breaks, is_flagged
from mapserver.statistics.totals import CALCULATED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mapserver.model import Series, Term
    from mapserver.model.entry import UnitLine


#: The reference of what holds for a whole year.
OVER_THE_YEAR = "flow"


class Sum(NamedTuple):
    """A year of a region: its figure, and the units without one; `is_anew` where a unit is counted on another basis
    than in the year before.

    The vintage of the figure names the divisions of its units, each behind its country: ``NO 2024+RU 2021``.
    """

    year: int
    observation: Observation
    missing: tuple[str, ...]
    is_anew: bool = False


def summed(
    lines: Mapping[str, UnitLine], countries: Mapping[str, str], known_as: Callable[[str], Series | None]
) -> tuple[Sum, ...]:
    """Sum the lines of units year by year; no figure in a year in which one has none.

    Units of a country count in one division, the newest that all of them have a figure of. A run ends where that of
    any unit does. `known_as` gives a series by its key: it knows the breaks.
    """
    known = {code: series for code, line in lines.items() if (series := known_as(line.key)) is not None}
    rows: dict[str, dict[int, dict[str, Observation]]] = {code: {} for code in lines}
    for code, line in lines.items():
        for row in line.observations:
            rows[code].setdefault(row.year, {})[row.vintage] = row
    found: list[Sum] = []
    runs: dict[tuple[int, ...], int] = {}
    for year in sorted({year for own in rows.values() for year in own}):
        used, missing = _of_year(year, rows, countries)
        if missing:
            kept = [row for own in rows.values() for row in own.get(year, {}).values() if row.value is None]
            reason = next((row.reason or no_data_reason(row.flag) for row in kept), "part_missing")
            found.append(Sum(year, Observation("", "", year, None, reason=reason or "part_missing"), missing))
            continue
        run = runs.setdefault(tuple(row.run for row in used), len(runs))
        value = float(sum(row.value for row in used if row.value is not None))
        vintage = "+".join(dict.fromkeys(f"{countries[row.unit]} {row.vintage}" for row in used))
        found.append(Sum(year, _observation(year, value, used, run, vintage), (), _is_anew(used, rows, known)))
    return tuple(found)


def _of_year(
    year: int, rows: Mapping[str, Mapping[int, Mapping[str, Observation]]], countries: Mapping[str, str]
) -> tuple[list[Observation], tuple[str, ...]]:
    """Return the observations of a year, and the units that have none in the division of the others."""
    used: list[Observation] = []
    missing: list[str] = []
    for country in dict.fromkeys(countries[code] for code in rows):
        own = {
            code: {vintage: row for vintage, row in years.get(year, {}).items() if row.value is not None}
            for code, years in rows.items()
            if countries[code] == country
        }
        common = set.intersection(*(set(held) for held in own.values()))
        if common:
            used += [held[max(common)] for held in own.values()]
        else:
            missing += [code for code, held in own.items() if not held] or list(own)
    return used, tuple(missing)


def _is_anew(
    used: Sequence[Observation],
    rows: Mapping[str, Mapping[int, Mapping[str, Observation]]],
    known: Mapping[str, Series],
) -> bool:
    """Say whether a break, declared or flagged, lies between the year before and the observations of a year."""
    for row in used:
        series = known.get(row.unit)
        before = rows[row.unit].get(row.year - 1, {})
        if series is None or not before:
            continue
        earlier = before.get(row.vintage) or before[max(before)]
        if is_flagged(series, row) or declared_breaks(series, earlier, row, {}):
            return True
    return False


def moments(formula: str, references: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return when in a year a figure holds, as the references of series say it: `references` are those of the series
    of each part by its name, one without a name for a sum.

    A sum holds when its parts do, which may be at several times. So does a rate whose parts are all of one day; any
    other, and one with a mean or a change over the year, holds for all of it. The latest of a part has no say.
    """
    if not formula:
        return tuple(dict.fromkeys(name for held in references.values() for name in held))
    terms = [term for term in parse_formula(formula).terms if term.time != "latest"]
    found = dict.fromkeys(name for term in terms for name in references.get(term.name, ()))
    return tuple(found) if len(found) == 1 and not any(term.time for term in terms) else (OVER_THE_YEAR,)


def _observation(year: int, value: float | None, used: Sequence[Observation], run: int, vintage: str) -> Observation:
    flags = dict.fromkeys([flag for row in used for flag in split_flags(row.flag)] + [CALCULATED])
    return Observation("", vintage, year, value, "; ".join(flags), joined_editions(used), run=run)


class _MissingError(Exception):
    """A part has no sum in the years that a formula needs."""

    def __init__(self, reason: str, missing: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason, self.missing = reason, missing


class Rate:
    """A formula over the sums of its parts."""

    def __init__(self, formula: str, sums: Mapping[str, Mapping[int, Sum]]) -> None:
        self._formula, self._sums = parse_formula(formula), sums
        self._used: dict[Observation, None] = {}
        self._runs: dict[tuple[int, ...], int] = {}

    def rows(self, lead: str) -> Iterator[Sum]:
        """Yield the years of the first part, as in a formula of a unit."""
        for year in self._sums[lead]:
            self._used = {}
            try:
                for name in self._sums:
                    self._stay_in_one_run(name, year)
                value = self._formula.value(lambda term, year=year: self._value(term, year))  # type: ignore[misc]
            except _MissingError as error:
                yield Sum(year, Observation("", "", year, None, reason=error.reason), error.missing)
            except ZeroDivisionError:
                yield Sum(year, Observation("", "", year, None, reason="part_missing"), ())
            else:
                used = list(self._used)
                run = self._runs.setdefault(tuple(row.run for row in used), len(self._runs))
                vintages = dict.fromkeys(name for row in used for name in row.vintage.split("+"))
                yield Sum(year, _observation(year, value, used, run, "+".join(vintages)), ())

    def _stay_in_one_run(self, name: str, year: int) -> None:
        years = [year + offset for offset in self._formula.compared_years(name)]
        if len({self._found(name, other).run for other in years}) > 1:
            raise _MissingError("run_ended")

    def _found(self, name: str, year: int) -> Observation:
        held = self._sums[name].get(year)
        if held is None or held.observation.value is None:
            raise _MissingError("part_missing", held.missing if held else ())
        self._used[held.observation] = None
        return held.observation

    def _value(self, term: Term, year: int) -> float:
        if term.time == "latest":
            return self._latest(term.name, year)
        years = [year + offset for offset in TIMES[term.time]]
        known = [other for other in years if self._is_known(term.name, other)]
        if term.time == "near" and len(known) == 1:
            years = known
        found = [self._found(term.name, other) for other in years]
        if term.time in MEANS and len(found) > 1 and self._sums[term.name][years[-1]].is_anew:
            if term.time == "mid":
                raise _MissingError("run_ended")
            found = found[:1]
        return sum(row.value for row in found if row.value is not None) / len(found)

    def _latest(self, name: str, year: int) -> float:
        """Return the sum of the year, else of the nearest year before it, else of the earliest after it."""
        known = sorted(other for other in self._sums[name] if self._is_known(name, other))
        before = [other for other in known if other <= year]
        if not known:
            raise _MissingError("part_missing")
        return self._found(name, before[-1] if before else known[0]).value or 0.0

    def _is_known(self, name: str, year: int) -> bool:
        held = self._sums[name].get(year)
        return held is not None and held.observation.value is not None
