"""What the ratios of a layer are counted by: the series below the stroke of their formulas, for every place and year.

Only counts can be added up: a wage by a price, or an income by a product per head, is no ratio of two of them. A rate
that its source gives alone has what the collection counts it by, where a steward says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mapserver.model import Derivation, Series, Text, parse_formula
from mapserver.model.context import Counted, Denominators
from mapserver.model.formula import Ratio
from mapserver.statistics.calculation import Operand, calculate
from mapserver.statistics.derived import completed
from mapserver.statistics.index import ObservationIndex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapserver.model import Catalogue, Layer, Observation, Term


class _Ratio(NamedTuple):
    """A series as a ratio: `keys` are series by their names in it, several where each stands in for the one before.

    `measure` is that of a numerator that nothing counts. `is_own` says that the figures are worked out by it, so that
    they weigh in means as their denominators do.
    """

    ratio: Ratio
    keys: dict[str, tuple[str, ...]]
    measure: Text
    is_own: bool

    @property
    def given(self) -> Term:
        """Return the part that is counted: the lower one, else the upper one, from which the lower one follows."""
        return self.ratio.denominator if self.ratio.denominator.name in self.keys else self.ratio.terms[0]


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
    taken: dict[str, tuple[_Ratio, list[_Taken]]] = {}
    for note in layer.series:
        series = related.get(f"{layer.indicator}/{note.id}")
        found = _ratio(series, catalogue) if series else None
        if found is not None:
            counted[note.id] = _counted(found, catalogue, related)
            keys = found.keys[found.given.name]
            taken[note.id] = found, [_Taken(found.given, key, catalogue, parts, related) for key in keys]
    if not counted:
        return None

    def value(index: int, column: int) -> float | None:
        place, year = layer.places[index], layer.years[column]
        if place.series not in taken:
            return None
        found, series = taken[place.series]
        count = next((known for one in series if (known := one.value(place.code, place.vintage, year))), None)
        if count is None or found.given == found.ratio.denominator:
            return count
        rate = layer.cells[index][column].value
        return found.ratio.factor * count / rate if rate and rate > 0 else None

    values = tuple(
        tuple(value(index, column) for column in range(len(layer.years))) for index in range(len(layer.places))
    )
    return Denominators(values, counted)


def _ratio(series: Series, catalogue: Catalogue) -> _Ratio | None:
    """Return what a series is a ratio of; None where it is none of counts."""
    derivation, stated = series.derived, series.counted
    if derivation is not None and derivation.method == "formula":
        ratio, keys = parse_formula(derivation.formula).ratio, derivation.parts
        if ratio is not None and all(_is_count(key, catalogue) for key in keys):
            return _Ratio(ratio, _by_name(derivation.names, keys), Text(), is_own=True)
    ratio = parse_formula(stated.formula).ratio if stated else None
    if stated is None or ratio is None:
        return None
    return _Ratio(ratio, _by_name(stated.names, stated.parts), stated.measure, is_own=False)


def _by_name(names: tuple[str, ...], keys: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, key in zip(names, keys, strict=True):
        found[name] = (*found.get(name, ()), key)
    return found


def _counted(found: _Ratio, catalogue: Catalogue, related: Mapping[str, Series]) -> Counted:
    above = [found.keys[term.name][0] for term in found.ratio.terms if term.name in found.keys]
    measures = [_measure(key, catalogue, related) for key in above]
    # Amounts in two measures add up to no amount.
    is_one = len({measure.say("en") for measure in measures}) == 1
    given = found.keys[found.given.name][0]
    return Counted(
        found.ratio.factor,
        measures[0] if is_one else found.measure,
        catalogue.indicators[given.partition("/")[0]].title,
        _measure(given, catalogue, related).say("en"),
        found.is_own,
    )


class _Taken:
    """A count as a formula takes it: ``mid(population)``, ``latest(area)``."""

    def __init__(
        self,
        term: Term,
        key: str,
        catalogue: Catalogue,
        parts: Mapping[str, tuple[Observation, ...]],
        related: Mapping[str, Series],
    ) -> None:
        rows = parts.get(key, ())
        self._is_latest = term.time == "latest"
        if term.time and not self._is_latest:
            own = completed(related[key], related) if key in related else None
            operand = Operand(term.name, rows, own, catalogue.territories)
            text = f"{term.time}({term.name})"
            rows = calculate(Derivation("formula", (key,), text, (term.name,)), {term.name: operand})
        self._index = ObservationIndex(rows, catalogue.territories)

    def value(self, code: str, vintage: str, year: int) -> float | None:
        """Return it for a unit and year; None where it is not known or nothing."""
        if self._is_latest:
            known = self._index.years(code, vintage)
            # The latest up to the year, else the first after it, as in a formula.
            year = max((other for other in known if other <= year), default=min(known, default=year))
        row = self._index.find(code, vintage, year)
        return row.value if row is not None and row.value and row.value > 0 else None


def _is_count(key: str, catalogue: Catalogue) -> bool:
    indicator = catalogue.indicators.get(key.partition("/")[0])
    return indicator is not None and indicator.kind == "count"


def _measure(key: str, catalogue: Catalogue, related: Mapping[str, Series]) -> Text:
    """Return the measure of a series: its own, else that of its indicator."""
    series = related.get(key)
    if series is not None and series.measure:
        return series.measure
    return catalogue.indicators[key.partition("/")[0]].measure
