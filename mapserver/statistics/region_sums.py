"""Sums over units, year by year, and formulas over such sums. Knows lines of units, no region."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from mapserver.model import Observation, joined_editions, no_data_reason, parse_formula, split_flags
from mapserver.model.formula import MEANS, TIMES
from mapserver.statistics.runs import declared_breaks, is_flagged
from mapserver.statistics.totals import CALCULATED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mapserver.model import Series, Term
    from mapserver.model.entry import UnitLine

T = TypeVar("T")

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
    rows = {code: _by_vintage(line.observations) for code, line in lines.items()}
    valued = {
        code: _by_vintage([row for row in line.observations if row.value is not None]) for code, line in lines.items()
    }
    reasons: dict[int, str] = {}
    for line in lines.values():
        for row in line.observations:
            if row.value is None and row.year not in reasons:
                reasons[row.year] = row.reason or no_data_reason(row.flag)
    known = {code: series for code, line in lines.items() if (series := known_as(line.key)) is not None}
    turns = {
        code: frozenset(remark.year for remark in series.breaks if remark.covers(code, countries[code]))
        for code, series in known.items()
    }
    members = members_of(rows, countries)
    found: list[Sum] = []
    runs: dict[tuple[int, ...], int] = {}
    for year in sorted({year for own in rows.values() for year in own}):
        used, missing = taken(year, valued, members)
        if missing:
            reason = reasons.get(year) or "part_missing"
            found.append(Sum(year, Observation("", "", year, None, reason=reason), missing))
            continue
        run = runs.setdefault(tuple([row.run for row in used]), len(runs))
        value = float(sum([row.value for row in used if row.value is not None]))
        vintage = "+".join(dict.fromkeys([f"{countries[row.unit]} {row.vintage}" for row in used]))
        # What neither flags a break nor is of a unit with a declared one in the year is not looked at further.
        doubtful = [row for row in used if "b" in row.flag or year in turns.get(row.unit, ())]
        is_anew = bool(doubtful) and _is_anew(doubtful, rows, known)
        found.append(Sum(year, observation_of(year, value, used, run, vintage), (), is_anew))
    return tuple(found)


def members_of(codes: Iterable[str], countries: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Return the units of each country."""
    found: dict[str, list[str]] = {}
    for code in codes:
        found.setdefault(countries[code], []).append(code)
    return tuple(tuple(own) for own in found.values())


def taken(
    year: int, rows: Mapping[str, Mapping[int, Mapping[str, T]]], members: Iterable[Sequence[str]]
) -> tuple[list[T], tuple[str, ...]]:
    """Return what stands for each unit in a year, and the units that have nothing in the division of the others.

    `rows` are by unit, year and vintage and hold figures alone, `members` are the units of each country.
    """
    used: list[T] = []
    missing: list[str] = []
    for codes in members:
        own = [rows[code].get(year, {}) for code in codes]
        common = set(own[0]).intersection(*own[1:])
        if common:
            newest = max(common)
            used += [held[newest] for held in own]
        else:
            missing += [code for code, held in zip(codes, own, strict=True) if not held] or list(codes)
    return used, tuple(missing)


def _by_vintage(rows: Iterable[Observation]) -> dict[int, dict[str, Observation]]:
    """Return observations of a unit by year and vintage."""
    found: dict[int, dict[str, Observation]] = {}
    for row in rows:
        held = found.get(row.year)
        if held is None:
            found[row.year] = {row.vintage: row}
        else:
            held[row.vintage] = row
    return found


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


def by_year(rows: Iterable[Sum]) -> dict[int, Sum]:
    """Return sums by year."""
    return {row.year: row for row in rows}


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


def observation_of(
    year: int, value: float, used: Sequence[Observation], run: int, vintage: str, *, is_calculated: bool = True
) -> Observation:
    """Return the figure of a year with the flags and editions of all that was used for it."""
    held = dict.fromkeys([row.flag for row in used])
    flags = dict.fromkeys([*(flag for text in held for flag in split_flags(text)), *[CALCULATED] * is_calculated])
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
        self._compared = {name: self._formula.compared_years(name) for name in sums}
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
                yield Sum(year, observation_of(year, value, used, run, "+".join(vintages)), ())

    def _stay_in_one_run(self, name: str, year: int) -> None:
        if len({self._found(name, year + offset).run for offset in self._compared[name]}) > 1:
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
