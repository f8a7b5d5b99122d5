"""What the ratios of a layer are counted by: the series below the stroke of their formulas, for every place and year.

Only counts can be added up: a wage by a price, or an income by a product per head, is no ratio of two of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.model import Derivation, Series, Text, parse_formula
from mapserver.model.context import Counted, Denominators
from mapserver.statistics.calculation import Operand, calculate
from mapserver.statistics.derived import completed
from mapserver.statistics.index import ObservationIndex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapserver.model import Catalogue, Layer, Observation, Term


def denominators_of(
    layer: Layer,
    catalogue: Catalogue,
    parts: Mapping[str, tuple[Observation, ...]],
    related: Mapping[str, Series],
) -> Denominators | None:
    """Return what the ratios of a layer are counted by; None where no series of it says.

    `catalogue` knows the indicators of the parts, `parts` are observations and `related` the series, both by key.
    """
    counted: dict[str, Counted] = {}
    indexes: dict[str, ObservationIndex] = {}
    for note in layer.series:
        series = related.get(f"{layer.indicator}/{note.id}")
        found = _ratio(series, catalogue, parts, related) if series else None
        if found is not None:
            counted[note.id], rows = found
            indexes[note.id] = ObservationIndex(rows, catalogue.territories)
    if not counted:
        return None

    def value(series: str, code: str, vintage: str, year: int) -> float | None:
        row = indexes[series].find(code, vintage, year) if series in indexes else None
        return row.value if row is not None and row.value and row.value > 0 else None

    values = tuple(
        tuple(value(place.series, place.code, place.vintage, year) for year in layer.years) for place in layer.places
    )
    return Denominators(values, counted)


def _ratio(
    series: Series,
    catalogue: Catalogue,
    parts: Mapping[str, tuple[Observation, ...]],
    related: Mapping[str, Series],
) -> tuple[Counted, tuple[Observation, ...]] | None:
    """Return what a series is a ratio of, with the observations of its lower part; None where it is none of counts."""
    derivation = series.derived
    if derivation is None or derivation.method != "formula":
        return None
    ratio = parse_formula(derivation.formula).ratio
    keys = dict(zip(derivation.names, derivation.parts, strict=True))
    if ratio is None or not all(_is_count(keys[term.name], catalogue) for term in (*ratio.terms, ratio.denominator)):
        return None
    below = keys[ratio.denominator.name]
    scale = _measure(below, catalogue, related)
    measures = {_measure(keys[term.name], catalogue, related).say("en") for term in ratio.terms}
    numerator = _measure(keys[ratio.terms[0].name], catalogue, related) if len(measures) == 1 else Text()
    title = catalogue.indicators[below.partition("/")[0]].title
    rows = _taken(ratio.denominator, below, catalogue, parts, related)
    return Counted(ratio.factor, numerator, title, scale.say("en")), rows


def _taken(
    term: Term,
    key: str,
    catalogue: Catalogue,
    parts: Mapping[str, tuple[Observation, ...]],
    related: Mapping[str, Series],
) -> tuple[Observation, ...]:
    """Return a part as the formula takes it, as in ``mid(population)``."""
    text = f"{term.time}({term.name})" if term.time else term.name
    own = completed(related[key], related) if key in related else None
    operand = Operand(term.name, parts.get(key, ()), own, catalogue.territories)
    return calculate(Derivation("formula", (key,), text, (term.name,)), {term.name: operand})


def _is_count(key: str, catalogue: Catalogue) -> bool:
    indicator = catalogue.indicators.get(key.partition("/")[0])
    return indicator is not None and indicator.kind == "count"


def _measure(key: str, catalogue: Catalogue, related: Mapping[str, Series]) -> Text:
    """Return the measure of a series: its own, else that of its indicator."""
    series = related.get(key)
    if series is not None and series.measure:
        return series.measure
    return catalogue.indicators[key.partition("/")[0]].measure
