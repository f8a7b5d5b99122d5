"""What the districts of a side are weighted with: the divisor of a rate, or their population, from stored figures."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mapserver.model import parse_formula
from mapserver.model.formula import TIMES, Operation, Term
from mapserver.statistics import ObservationIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mapserver.model import Layer, Place, Territory
    from mapserver.model.border_figures import Weight
    from mapserver.model.formula import Node
    from mapserver.snapshot.series_figures import IndicatorFigures
    from mapserver.statistics.border_sides import Weigh

POPULATION = "population"


class SideWeights:
    """The weights of districts, looked up in the figures of indicators; each series is indexed once."""

    def __init__(self, territories: Mapping[str, Territory], figures: Callable[[str], IndicatorFigures | None]) -> None:
        """Take the territories of a catalogue, and what gives the figures of an indicator: None for an unknown one."""
        self._territories, self._figures = territories, figures
        self._indexes: dict[str, ObservationIndex | None] = {}

    def of(self, layer: Layer) -> tuple[tuple[Weight, Weigh], ...]:
        """Return what weights are tried for a layer, in order."""
        divisors = {}
        for note in layer.series:
            if note.derived is not None and note.derived.method == "formula":
                divisor = divisor_of(parse_formula(note.derived.formula).root)
                if divisor is not None:
                    divisors[note.id] = (divisor, dict(zip(note.derived.names, note.derived.parts, strict=True)))

        def by_divisor(place: Place, year: int) -> float | None:
            divisor, parts = divisors.get(place.series, (None, {}))
            return None if divisor is None else self._value(divisor, parts, place, year)

        return ("denominator", by_divisor), ("population", self.population)

    def population(self, place: Place, year: int) -> float | None:
        """Return the population of a place in a year, from the first series in persons that has it."""
        return next(
            (
                row.value
                for index in self._populations
                if (row := index.find(place.code, place.vintage, year)) is not None and row.value is not None
            ),
            None,
        )

    @cached_property
    def _populations(self) -> tuple[ObservationIndex, ...]:
        figures = self._figures(POPULATION)
        if figures is None or figures.record is None:
            return ()
        persons = figures.record.indicator.measure
        keys = [series.common.key for series in figures.series if series.common.measure == persons]
        return tuple(index for key in keys if (index := self._index(key)) is not None)

    def _index(self, key: str) -> ObservationIndex | None:
        if key not in self._indexes:
            figures = self._figures(key.partition("/")[0])
            held = next((item for item in figures.series if item.common.key == key), None) if figures else None
            rows = [row for line in held.observations.values() for row in line] if held else []
            self._indexes[key] = ObservationIndex(rows, self._territories) if rows else None
        return self._indexes[key]

    def _value(self, node: Node, parts: Mapping[str, str], place: Place, year: int) -> float | None:
        """Return the value of a part of a formula for a place and year; None where a figure is missing."""
        if isinstance(node, float):
            return node
        if isinstance(node, Term):
            return self._term(node, parts[node.name], place, year)
        left, right = (self._value(side, parts, place, year) for side in (node.left, node.right))
        if left is None or right is None or (node.symbol == "/" and not right):
            return None
        return {"+": left + right, "-": left - right, "*": left * right}.get(node.symbol, left / (right or 1.0))

    def _term(self, term: Term, key: str, place: Place, year: int) -> float | None:
        index = self._index(key)
        if index is None:
            return None
        years = [year + offset for offset in TIMES[term.time]]
        if term.time == "latest":
            known = index.years(place.code, place.vintage)
            years = [max((item for item in known if item <= year), default=next(iter(known), year))]
        rows = [index.find(place.code, place.vintage, wanted) for wanted in years]
        values = [row.value for row in rows if row is not None and row.value is not None]
        if not values or (len(values) < len(years) and term.time != "near"):
            return None
        return sum(values) / len(values)


def divisor_of(root: Node) -> Node | None:
    """Return what a formula divides by in the end, numbers left out; None where it is no fraction.

    The mean of the results, weighted with it, is the result for all districts together.
    """
    node = root
    while isinstance(node, Operation):
        if node.symbol == "/" and not isinstance(node.right, float):
            return node.right
        if node.symbol not in "*/":
            return None
        if isinstance(node.right, float):
            node = node.left
        elif isinstance(node.left, float):
            node = node.right
        else:
            return None
    return None
