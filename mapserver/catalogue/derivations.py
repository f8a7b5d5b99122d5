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

_AS_COUNTED = "write one count by another, as in [series.counted] in README.md"


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
        for message, remedy in _counting_faults(one, series, indicators):
            _report(layers, one, report, message, remedy, key="counted")
        for message, remedy in _doubtful_means(one, series):
            _report(layers, one, report, message, remedy, "warning")
        circle = _circle(key, series)
        if circle and frozenset(circle) not in circles:
            circles.add(frozenset(circle))
            message = f"it is calculated from itself: {' -> '.join(circle)}"
            _report(layers, one, report, message, "give one of them a CSV file, or another part")


def parts_of(indicator: Indicator) -> Iterator[str]:
    """Yield the indicators that the series of an indicator are calculated from or counted by."""
    for series in indicator.series:
        for stated in (series.derived, series.counted):
            for part in stated.parts if stated else ():
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


def _counting_faults(
    one: Series, series: Mapping[str, Series], indicators: Mapping[str, Indicator]
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with what a series is counted by, with the remedy."""
    counted = one.counted
    if counted is None:
        return
    for part in counted.parts:
        if part not in series:
            yield f"it is counted by {quoted(part)}, which does not exist", _remedy(part, indicators)
        elif indicators[part.split("/")[0]].kind != "count":
            yield f"it is counted by {quoted(part)}, which is no count", "name series of persons, areas or amounts"
    try:
        ratio = parse_formula(counted.formula).ratio
    except FormulaError as error:
        yield f"what it is counted by, {quoted(counted.formula)}, cannot be read: {error}", _AS_COUNTED
        return
    if ratio is None:
        yield f"what it is counted by, {quoted(counted.formula)}, is not one figure by another", _AS_COUNTED
        return
    above, known = [term.name for term in ratio.terms], set(counted.names)
    for name in known - {*above, ratio.denominator.name}:
        yield f"what it is counted by does not use {quoted(name)}", "use it, or take it out of 'of'"
    lacking = [name for name in above if name not in known]
    if ratio.denominator.name not in known and (lacking or len(above) > 1):
        yield f"neither {quoted(ratio.denominator.name)} nor what stands above it alone is in 'of'", _AS_COUNTED
    if lacking and not counted.measure:
        yield f"nothing says in what {listed(lacking)} is counted", "name a series in 'of', or add a measure"


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
    key: str = "derived",
) -> None:
    """Add the finding at the line of the derivation, or of another key, which is looked up only now."""
    file = f"layers/{series.indicator}/indicator.toml"
    document = read_document(layers / series.indicator / "indicator.toml", FileReport(file, []), {})
    line = 0
    for position, entry in document.entries("series") if document else ():
        if entry.get("id") == series.id and document:
            line = document.line("series", position, key)
    add = report.of(file).error if severity == "error" else report.of(file).warning
    add(line, f"series {quoted(series.id)}: {message}", remedy)
