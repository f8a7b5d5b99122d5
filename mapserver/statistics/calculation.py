"""A formula applied to observations, unit by unit and year by year. Reads observations only, never a file."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import TYPE_CHECKING

from mapserver.model import (
    Message,
    Observation,
    Series,
    Text,
    joined_editions,
    no_data_reason,
    parse_formula,
    split_flags,
)
from mapserver.model.formula import TIMES
from mapserver.statistics.index import ObservationIndex
from mapserver.statistics.runs import declared_breaks, is_flagged, number_runs
from mapserver.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mapserver.model import Derivation, Term, Territory


#: What is said of a calculated value; `series` is the name of a part in the formula.
NO_FIGURE = N_("no figure in %(year)s: %(series)s")
NO_FIGURE_BECAUSE = N_("no figure in %(year)s: %(series)s (%(reason)s)")
NO_FIGURE_EVER = N_("no figure in any year: %(series)s")
OF_YEAR = N_("figure of %(year)s: %(series)s")
ALONE = N_("only of 1 January %(year)s: %(series)s")
BASES = N_("counted on different bases on 1 January %(first)s and %(last)s: %(series)s")
RUNS = N_("not counted alike in %(first)s and %(last)s, so that no change is calculated: %(series)s")
ZERO = N_("a divisor is zero in %(year)s")
TOO_LARGE = N_("the result is too large in %(year)s")


class _NoValueError(Exception):
    """A term has no value; `reason` is a key of REASONS, `note` says which part is missing."""

    def __init__(self, note: Message, reason: str = "part_missing") -> None:
        super().__init__(note)
        self.note, self.reason = note, reason


class Operand:
    """A series as a formula sees it: its observations by land and year, its breaks, its runs."""

    def __init__(
        self,
        name: str,
        rows: tuple[Observation, ...],
        series: Series | None,
        territories: Mapping[str, Territory],
    ) -> None:
        """Take a series, completed from its own parts; without one, runs end by what the rows say."""
        self.name = name
        self.rows, self.index = rows, ObservationIndex(rows, territories)
        self._series, self._territories = series or Series(name, name, Text(), (), ""), territories
        self._runs: dict[tuple[str, str, int], int] | None = None

    def counted_anew(self, before: Observation, after: Observation) -> bool:
        """Say whether a break lies between two observations of a unit, declared or flagged.

        Another edition is none here: a mean of two 1 Januaries is no change, and names both editions.
        """
        return is_flagged(self._series, after) or bool(declared_breaks(self._series, before, after, self._territories))

    def runs_of(self, rows: Iterable[Observation]) -> set[int]:
        """Return the numbers of the runs in which observations of one unit lie."""
        if self._runs is None:
            self._runs = number_runs(self._series, self.rows, self._territories)
        return {self._runs[row.unit, row.vintage, row.year] for row in rows}


def calculate(derivation: Derivation, operands: Mapping[str, Operand]) -> tuple[Observation, ...]:
    """Apply a formula to the observations of its operands, by name; the first one says for which units and years."""
    formula = parse_formula(derivation.formula)
    compared = {name: years for name in operands if (years := formula.compared_years(name))}
    results = []
    for row in operands[derivation.names[0]].rows:
        if row.value is None:
            results.append(row._replace(reason=row.reason or no_data_reason(row.flag)))
            continue
        point = _Point(row, operands)
        try:
            for name, years in compared.items():
                point.stay_in_one_run(name, years)
            value = formula.value(point.value)
        except _NoValueError as missing:
            results.append(point.result(None, missing.reason, missing.note))
        except ZeroDivisionError:
            results.append(point.result(None, "part_missing", Message(ZERO, year=row.year)))
        else:
            if math.isfinite(value):
                results.append(point.result(value, "", None))
            else:
                results.append(point.result(None, "part_missing", Message(TOO_LARGE, year=row.year)))
    return tuple(results)


class _Point:
    """One unit in one year: the observations that its result rests on."""

    def __init__(self, lead: Observation, operands: Mapping[str, Operand]) -> None:
        self._lead, self._operands = lead, operands
        self._used: dict[Observation, None] = {lead: None}
        self._stand_ins: set[Observation] = set()
        self._notes: dict[Message, None] = dict.fromkeys([lead.note] if lead.note else [])

    def value(self, term: Term) -> float:
        """Return the value of a term; raises _NoValueError."""
        operand = self._operands[term.name]
        if term.time == "latest":
            return self._latest(operand)
        years = [self._lead.year + offset for offset in TIMES[term.time]]
        found = {year: row for year in years if (row := self._find(operand, year)) is not None}
        anew = len(found) > 1 and operand.counted_anew(found[years[0]], found[years[-1]])
        if anew and term.time == "near":
            found = {self._lead.year: found[self._lead.year]}
        if term.time == "near" and len(found) == 1:
            (year,) = found
            self._notes[Message(ALONE, series=operand.name, year=year)] = None
        elif len(found) < len(years):
            raise self._missing(operand, next(year for year in years if year not in found))
        elif anew:
            note = Message(BASES, series=operand.name, first=years[0], last=years[-1])
            raise _NoValueError(note, "run_ended")
        self._used.update(dict.fromkeys(found.values()))
        values = [row.value for row in found.values() if row.value is not None]
        return sum(values) / len(values)

    def stay_in_one_run(self, name: str, years: tuple[int, ...]) -> None:
        """Raise _NoValueError where a run ends between years of a series that the formula compares."""
        operand = self._operands[name]
        wanted = [self._lead.year + offset for offset in years]
        rows = [row for year in wanted if (row := self._find(operand, year)) is not None]
        if len(rows) == len(wanted) and len(operand.runs_of(rows)) > 1:
            note = Message(RUNS, series=operand.name, first=wanted[0], last=wanted[-1])
            raise _NoValueError(note, "run_ended")

    def result(self, value: float | None, reason: str, note: Message | None) -> Observation:
        """Return the result with the editions, flags and notes of everything that it rests on."""
        used = tuple(self._used)
        return self._lead._replace(
            value=value,
            flag=_joined_flags(used, self._stand_ins),
            edition=joined_editions(used),
            reason=reason,
            note=Message.joined((*self._notes, note)),
        )

    def _missing(self, operand: Operand, year: int) -> _NoValueError:
        """Say why there is no value of a year: what a source or a steward keeps back is kept back here too."""
        row = operand.index.find(self._lead.unit, self._lead.vintage, year)
        reason = "" if row is None else row.reason or no_data_reason(row.flag)
        note = Message(NO_FIGURE, series=operand.name, year=year)
        if row is None or reason == "not_published":
            return _NoValueError(note)
        if row.note:
            note = Message(NO_FIGURE_BECAUSE, series=operand.name, year=year, reason=row.note)
        return _NoValueError(note, reason)

    def _find(self, operand: Operand, year: int) -> Observation | None:
        """Return the observation with a value of this land and year."""
        row = operand.index.find(self._lead.unit, self._lead.vintage, year)
        return row if row is not None and row.value is not None else None

    def _latest(self, operand: Operand) -> float:
        """Return the value of the year, else of the nearest year before it, else of the earliest after it."""
        years = operand.index.years(self._lead.unit, self._lead.vintage)
        position = bisect_right(years, self._lead.year)
        year = years[position - 1] if position else next(iter(years), None)
        row = None if year is None else self._find(operand, year)
        if row is None or row.value is None:
            raise _NoValueError(Message(NO_FIGURE_EVER, series=operand.name))
        self._used[row] = None
        if year != self._lead.year:
            self._stand_ins.add(row)
            self._notes[Message(OF_YEAR, series=operand.name, year=year)] = None
        return row.value


def _joined_flags(rows: Iterable[Observation], stand_ins: set[Observation]) -> str:
    """Join the flags of the parts: ``b`` and ``be`` give ``be``.

    A break in a value that stands in for another year is not one in this year.
    """
    flags = [flag for row in rows for flag in split_flags(row.flag) if not (flag == "b" and row in stand_ins)]
    joined = dict.fromkeys(flags)
    return ("; " if any(len(flag) > 1 for flag in joined) else "").join(joined)
