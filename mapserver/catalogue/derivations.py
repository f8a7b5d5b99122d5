"""Whether derived series can be calculated: formulas, parts that do not exist, circles. Calculates nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from mapserver.catalogue.document import read_document
from mapserver.catalogue.report import FileReport, Report, listed, quoted
from mapserver.model import FormulaError, parse_formula
from mapserver.model.formula import MEANS

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
        for message, remedy in _formula_faults(one):
            _report(layers, one, report, message, remedy)
        for message, remedy in _doubtful_means(one, series):
            _report(layers, one, report, message, remedy, "warning")
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


def _formula_faults(series: Series) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the formula of a series, with the remedy."""
    derivation = series.derived
    if derivation is None or derivation.method != "formula":
        return
    try:
        terms = parse_formula(derivation.formula).terms
    except FormulaError as error:
        yield f"its formula {quoted(derivation.formula)} cannot be read: {error}", "see [series.derived] in README.md"
        return
    named = dict.fromkeys(term.name for term in terms)
    for name in named:
        if name not in derivation.names:
            yield f"its formula names {quoted(name)}, which 'of' does not", f"'of' has {listed(derivation.names, 20)}"
    for name in derivation.names:
        if name not in named:
            yield f"its formula does not use {quoted(name)}", "use it, or take it out of 'of'"


def _doubtful_means(series: Series, known: Mapping[str, Series]) -> Iterator[tuple[str, str]]:
    """Yield means of two 1 Januaries of a series that does not hold at 1 January."""
    derivation = series.derived
    if derivation is None or derivation.method != "formula" or next(_formula_faults(series), None):
        return
    keys = dict(zip(derivation.names, derivation.parts, strict=True))
    for term in parse_formula(derivation.formula).terms:
        part = known.get(keys[term.name])
        if term.time in MEANS and part is not None and part.reference != "1 January":
            message = f"its formula takes {term.time}({term.name}), but {part.key} holds at {quoted(part.reference)}"
            yield message, f"write {term.name}: mid and near are means of two 1 Januaries"


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


def _report(
    layers: Path,
    series: Series,
    report: Report,
    message: str,
    remedy: str,
    severity: Literal["error", "warning"] = "error",
) -> None:
    """Add the finding at the line of the derivation, which is looked up only now."""
    file = f"layers/{series.indicator}/indicator.toml"
    document = read_document(layers / series.indicator / "indicator.toml", FileReport(file, []), {})
    line = 0
    for position, entry in document.entries("series") if document else ():
        if entry.get("id") == series.id and document:
            line = document.line("series", position, "derived")
    add = report.of(file).error if severity == "error" else report.of(file).warning
    add(line, f"series {quoted(series.id)}: {message}", remedy)
