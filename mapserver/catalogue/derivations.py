"""Whether derived series can be calculated: parts that do not exist, and circles. Calculates nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.catalogue.document import read_document
from mapserver.catalogue.report import FileReport, Report, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from mapserver.model import Indicator, Series


def check_derivations_of(layers: Path, indicators: Mapping[str, Indicator], report: Report) -> None:
    """Report parts of derived series that do not exist, and series that are calculated from themselves.

    `indicators` are all those that can be a part.
    """
    series = {one.key: one for indicator in indicators.values() for one in indicator.series}
    circles: set[frozenset[str]] = set()
    for key, one in series.items():
        for part in one.derived.parts if one.derived else ():
            if part not in series:
                _report(layers, one, report, f"its part {quoted(part)} does not exist", _remedy(part, indicators))
        circle = _circle(key, series)
        if circle and frozenset(circle) not in circles:
            circles.add(frozenset(circle))
            message = f"it is calculated from itself: {' -> '.join(circle)}"
            _report(layers, one, report, message, "give one of them a CSV file, or another part")


def parts_of(indicator: Indicator) -> Iterator[str]:
    """Yield the indicators that the derived series of an indicator are calculated from."""
    for series in indicator.series:
        for part in series.derived.parts if series.derived else ():
            yield part.split("/")[0]


def _remedy(part: str, indicators: Mapping[str, Indicator]) -> str:
    name = part.split("/")[0]
    if name in indicators:
        return f"series of {name} are {listed(one.id for one in indicators[name].series) or 'none that can be used'}"
    return f"there is no usable layers/{name}/indicator.toml; write indicator/series"


def _circle(start: str, series: Mapping[str, Series]) -> list[str]:
    """Return a way from a series back to itself, as keys from start to start; empty where there is none."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        one = series.get(way[-1])
        for part in one.derived.parts if one and one.derived else ():
            if part == start:
                return [*way, start]
            if part not in seen:
                seen.add(part)
                ways.append([*way, part])
    return []


def _report(layers: Path, series: Series, report: Report, message: str, remedy: str) -> None:
    """Add the finding at the line of the derivation, which is looked up only now."""
    file = f"layers/{series.indicator}/indicator.toml"
    document = read_document(layers / series.indicator / "indicator.toml", FileReport(file, []), {})
    line = 0
    for position, entry in document.entries("series") if document else ():
        if entry.get("id") == series.id and document:
            line = document.line("series", position, "derived")
    report.of(file).error(line, f"series {quoted(series.id)}: {message}", remedy)
