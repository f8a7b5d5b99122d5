"""Units as own regions take them: with the figures that can be put together, no other. Reads what a build stored."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from mapserver.model import Edition, Observation, Text
from mapserver.model.entry import UnitLine
from mapserver.snapshot.codec import decode
from mapserver.statistics.region_rates import REGION_RATES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mapserver.model import Register, SeriesRecord, UnitEntry

NOTHING = Text()
#: Units that a process keeps, a quarter of 1 MB each: two regions of as many as they take.
KEPT = 128


class _Line(msgspec.Struct, frozen=True):
    """A stored line: whose it is, and its observations as they are stored."""

    indicator: str
    series: str
    observations: msgspec.Raw = msgspec.Raw(b"[]")


class _Stored(msgspec.Struct, frozen=True):
    lines: tuple[_Line, ...] = ()
    sources: tuple[Edition, ...] = ()


class Summable:
    """The units of a snapshot: `read` gives one as it is stored, `texts` are the translations of what it says."""

    def __init__(self, read: Callable[[str], bytes], register: Register, texts: Mapping[str, Text]) -> None:
        """Read nothing yet."""
        self._read, self._register, self._texts = read, register, texts
        self._series = summable_series(register)
        self.unit = lru_cache(maxsize=KEPT)(self._unit)

    def _unit(self, code: str) -> UnitEntry:
        """Return a unit: of the lines that a region may need the observations, of the others that they are there.

        Titles of lines are left out: what is said of a region is said of its indicators.
        """
        stored = decode(self._read(code), _Stored)
        lines = tuple(self._line(line) for line in stored.lines)
        return replace(self._register.unit[code], lines=lines, sources=stored.sources)

    def _line(self, line: _Line) -> UnitLine:
        key = f"{line.indicator}/{line.series}"
        record = self._register.series[key]
        rows: tuple[Observation, ...] = ()
        if key in self._series:
            rows = decode(bytes(line.observations), tuple[Observation, ...], self._texts)
        return UnitLine(
            line.indicator,
            line.series,
            "",
            NOTHING,
            NOTHING,
            record.measure,
            0,
            observations=rows,
            derived=record.derived,
        )


def summable_series(register: Register) -> frozenset[str]:
    """Return the series (keys) whose figures a region may need: counts, formulas of counts, rates whose parts are
    counted."""
    counts = {record.indicator.id for record in register.indicators if record.indicator.kind == "count"}

    def is_made_of_counts(record: SeriesRecord) -> bool:
        derived = record.derived
        return (
            derived is not None
            and derived.method == "formula"
            and all(key.partition("/")[0] in counts for key in derived.parts)
        )

    return frozenset(
        key
        for key, record in register.series.items()
        if record.series.indicator in counts or record.series.indicator in REGION_RATES or is_made_of_counts(record)
    )
