"""Observations by land and year: a value is found under every vintage that means the same land. Computes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.statistics.land import land_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mapserver.model import Observation, Territory

#: A unit with the pieces of its land: one line, over as many vintages as mean that land.
Line = tuple[str, frozenset[str]]


class ObservationIndex:
    """The observations of one series, found by (unit, vintage, year) or by the same land under another vintage."""

    def __init__(self, observations: Iterable[Observation], territories: Mapping[str, Territory]) -> None:
        self._territories = territories
        self._lines: dict[tuple[str, str], Line] = {}
        self._rows: dict[Line, dict[int, list[Observation]]] = {}
        self._years: dict[Line, tuple[int, ...]] = {}
        for row in observations:
            line = self.line(row.unit, row.vintage)
            self._rows.setdefault(line, {}).setdefault(row.year, []).append(row)

    def line(self, unit: str, vintage: str) -> Line:
        """Return the unit with its land in a vintage."""
        known = self._lines.get((unit, vintage))
        if known is None:
            known = (unit, land_of(self._territories, unit, vintage))
            self._lines[unit, vintage] = known
        return known

    def find(self, unit: str, vintage: str, year: int) -> Observation | None:
        """Return what stands for this land and year: a value first, then the vintage asked for, then the newest."""
        rows = self._rows.get(self.line(unit, vintage), {}).get(year)
        if not rows:
            return None
        if len(rows) == 1:
            return rows[0]
        return max(rows, key=lambda row: (row.value is not None, row.vintage == vintage, row.vintage))

    def all(self, unit: str, vintage: str, year: int) -> tuple[Observation, ...]:
        """Return everything that stands for this land and year, under any vintage."""
        return tuple(self._rows.get(self.line(unit, vintage), {}).get(year, ()))

    def years(self, unit: str, vintage: str) -> tuple[int, ...]:
        """Return the years with a value for this land, in order."""
        line = self.line(unit, vintage)
        if line not in self._years:
            by_year = self._rows.get(line, {})
            valued = (year for year, rows in by_year.items() if any(row.value is not None for row in rows))
            self._years[line] = tuple(sorted(valued))
        return self._years[line]
