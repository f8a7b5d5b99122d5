"""A layer: an indicator in an area, ready to draw. Made at build time, read by maps, exports and web."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from mapserver.model.cell import Cell
from mapserver.model.context import Against
from mapserver.model.figures import Calculation, CountryNote, Judgement
from mapserver.model.land import Vintage
from mapserver.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping


@dataclass(frozen=True)
class Place:
    """A territory of a layer's partition: what is drawn, and the series that fills it."""

    key: str
    code: str
    vintage: str
    country: str
    level: str
    core: bool
    series: str
    names: Text
    official: tuple[str, ...] = ()


@dataclass(frozen=True)
class Period:
    """A range of years in which a country is drawn with one set of non-overlapping places (indexes into
    `Layer.places`).

    `division` is the vintage that they come from, `not_valid` the years of the range in which the country was divided
    otherwise at this level, `passing` those of the places that no other vintage has.
    """

    country: str
    first_year: int
    last_year: int
    vintage: str
    level: str
    places: tuple[int, ...]
    division: Vintage | None = None
    not_valid: tuple[int, ...] = ()
    passing: tuple[int, ...] = ()


@dataclass(frozen=True)
class SeriesNote:
    """What a reader must know of one series in a layer: source, licence, reference date, derivation.

    `measure` is empty where it is the layer's.
    """

    id: str
    title: Text
    countries: tuple[str, ...]
    reference: str
    denomination: str
    definition: Text
    derived: Calculation | None
    level: str
    sources: tuple[dict[str, str], ...]
    measure: Text = field(default_factory=Text)


def common_measure(measure: Text, own: Mapping[str, Text], series: Iterable[str]) -> Text:
    """Return what figures of several series measure where that is one thing; else `measure`, that of their indicator.

    `own` are the measures of series that have one of their own.
    """
    found = {own.get(name, measure) for name in series} if own else set()
    return found.pop() if len(found) == 1 else measure


@dataclass(frozen=True)
class BothSides:
    """How far the two sides of a border have figures in common.

    `years` are those in which a place at the border is drawn with a value on either side; `judgement` says how the two
    sides compare and `reason` why, both empty where a side has no figures in any year; the reason also where one
    source counts on both sides. Without a common year `spans` says who has figures at the border: country, first and
    last year.
    """

    years: tuple[int, ...] = ()
    judgement: Judgement | Literal[""] = ""
    reason: Text = field(default_factory=Text)
    spans: tuple[tuple[str, int, int], ...] = ()

    @property
    def comparable(self) -> bool:
        """Say whether there is a year in which the two sides may be compared."""
        return bool(self.years) and self.judgement in ("same", "similar")


@dataclass(frozen=True)
class Layer:
    """An indicator in an area.

    `cells[place][year index]`. `domain` holds how many values the classification saw: those of core places in the
    years in which they are drawn, or of all places where no core place has any (`domain_core` false); `low` and `high`
    are its ends, `scheme` is what a map starts with. `breaks[scheme][k]` are the upper bounds of the classes, the last
    one is the maximum. `comparability` rows are (series, series, judgement, reason). `origins` say where the boundaries
    come from, `level_titles` what a country calls a level (``NO/nuts3``). `both_sides` says for each border how far its
    sides meet. `national` holds by country the figures for the country as a whole, in the order of the years. `against`
    says what the figures are set against where they are not the values themselves.
    """

    area: str
    indicator: str
    level: str
    theme: str
    kind: str
    direction: str
    decimals: int
    title: Text
    measure: Text
    definition: Text
    notes: Text
    years: tuple[int, ...]
    default_year: int
    places: tuple[Place, ...]
    periods: tuple[Period, ...]
    cells: tuple[tuple[Cell, ...], ...]
    breaks: dict[str, dict[int, tuple[float, ...]]]
    domain: int
    series: tuple[SeriesNote, ...]
    comparability: tuple[tuple[str, str, Judgement, Text], ...] = ()
    both_sides: dict[str, BothSides] = field(default_factory=dict)
    domain_core: bool = True
    low: float | None = None
    high: float | None = None
    origins: tuple[str, ...] = ()
    level_titles: dict[str, Text] = field(default_factory=dict)
    scheme: str = ""
    national: dict[str, tuple[Cell, ...]] = field(default_factory=dict)
    against: Against | None = None
    country_notes: tuple[CountryNote, ...] = ()

    def notes_on(self, countries: Iterable[str]) -> tuple[Text, ...]:
        """Return what to know of the figures of countries: what holds for all, then what is of any of these alone."""
        shown = set(countries)
        about = (item.note for item in self.country_notes if shown.intersection(item.countries))
        return (*((self.notes,) if self.notes else ()), *about)

    @cached_property
    def all_notes(self) -> tuple[Text, ...]:
        """Return what to know of the figures of all countries that are drawn."""
        return self.notes_on(place.country for place in self.places)

    def drawn(self, year: int) -> tuple[int, ...]:
        """Return the indexes of the places that are drawn in `year`."""
        if year not in self._drawn:
            held = (item.places for item in self.periods if item.first_year <= year <= item.last_year)
            self._drawn[year] = tuple(index for places in held for index in places)
        return self._drawn[year]

    def valued(self, year: int) -> tuple[int, ...]:
        """Return the indexes of the places that are drawn with a value in `year`."""
        return tuple(index for index in self.drawn(year) if self.cell(index, year).value is not None)

    def cell(self, place: int, year: int) -> Cell:
        """Return the cell of a place in a year; an empty one outside the layer's years."""
        position = self._positions.get(year)
        return Cell(None, reason="not_collected") if position is None else self.cells[place][position]

    def measure_of(self, places: Iterable[int]) -> Text:
        """Return the measure of the figures of places where they have one, that of the indicator where they have
        several or there are none: what is said of all of them together."""
        return common_measure(self.measure, self.own_measures, (self.places[index].series for index in places))

    def measures_of(self, places: Iterable[int]) -> dict[str, Text]:
        """Return by series, in the order of the layer, what figures of places measure."""
        used = {self.places[index].series for index in places}
        return {item.id: item.measure or self.measure for item in self.series if item.id in used}

    def measure_in(self, *years: int) -> Text:
        """Return what all figures that are drawn in some years measure, as `measure_of`."""
        return self.measure_of(index for year in years for index in self.valued(year)) if years else self.measure

    @cached_property
    def own_measures(self) -> dict[str, Text]:
        """Return by series the measures that are not the layer's."""
        return {item.id: item.measure for item in self.series if item.measure}

    @cached_property
    def years_without_order(self) -> frozenset[int]:
        """Return the years in which core values have no common order: those of types, and `years_of_different`."""
        return frozenset(self.years) if self.kind == "types" else self.years_of_different

    @cached_property
    def years_of_different(self) -> frozenset[int]:
        """Return the years in which core values of two series or countries measure different things."""
        if not any(judgement == "different" for _, _, judgement, _ in self.comparability):
            return frozenset()
        found = set()
        for year in self.years:
            core = [index for index in self.valued(year) if self.places[index].core]
            sides = {(self.places[index].series, self.places[index].country): index for index in core}
            if any(self.judgement(a, b) == "different" for a, b in combinations(sides.values(), 2)):
                found.add(year)
        return frozenset(found)

    def judgement(self, a: int, b: int) -> Judgement:
        """Return how the figures of two places compare: those of one series in one country are the same."""
        return self.comparison(a, b)[0]

    def comparison(self, a: int, b: int) -> tuple[Judgement, Text]:
        """Return how the figures of two places compare, and why; without a reason where they are of one series and
        country, and where nobody judged two countries of one."""
        one, other = self.places[a], self.places[b]
        if (one.series, one.country) == (other.series, other.country):
            return "same", Text()
        sides = {one.series, other.series}
        return next((row[2:] for row in self.comparability if {row[0], row[1]} == sides), ("same", Text()))

    @cached_property
    def core_counts(self) -> dict[int, tuple[int, int]]:
        """Return for each year how many core places have a value, and how many are drawn."""
        core = {year: [index for index in self.drawn(year) if self.places[index].core] for year in self.years}
        return {
            year: (sum(self.cell(index, year).value is not None for index in held), len(held))
            for year, held in core.items()
        }

    @cached_property
    def domain_values(self) -> dict[int, tuple[float, ...]]:
        """Return the values of each year in ascending order: those of core places, of all where no core place has any.

        Over all years they are what the classes are made from.
        """
        return {
            year: tuple(
                sorted(
                    value
                    for index in self.drawn(year)
                    if (self.places[index].core or not self.domain_core)
                    and (value := self.cell(index, year).value) is not None
                )
            )
            for year in self.years
        }

    def extremes(self, places: frozenset[int]) -> tuple[float, float]:
        """Return the smallest and largest value of places over the years in which they are drawn.

        (inf, -inf) where there is none.
        """
        if places not in self._extremes:
            values = [
                value
                for year in self.years
                for index in places.intersection(self.drawn(year))
                if (value := self.cell(index, year).value) is not None
            ]
            self._extremes[places] = min(values, default=math.inf), max(values, default=-math.inf)
        return self._extremes[places]

    @cached_property
    def _extremes(self) -> dict[frozenset[int], tuple[float, float]]:
        """Hold what was asked for: every page of a layer asks for the same places."""
        return {}

    @cached_property
    def kept(self) -> dict[Hashable, object]:
        """Hold what others work out from this layer for many pages; whoever fills it keeps it small."""
        return {}

    @cached_property
    def _positions(self) -> dict[int, int]:
        return {year: position for position, year in enumerate(self.years)}

    @cached_property
    def _drawn(self) -> dict[int, tuple[int, ...]]:
        """Hold what was asked for: a page asks for the places of its year many times."""
        return {}
