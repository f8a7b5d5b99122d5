"""What lies around the places of a layer: neighbours by contiguity or distance, and what means of them weigh."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mapserver.model.context import BY_AREA, BY_DENOMINATOR, BY_PEOPLE, PLAIN, Denominators

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mapserver.model import Layer
    from mapserver.model.context import Context

    Numbers = NDArray[np.float64]
    Places = NDArray[np.intp]

#: The mean radius of the earth in km: distances between centres are those on a sphere, right to half a per cent.
EARTH = 6371.0
#: What is counted by area is weighted by it, whatever the source says of its ratio.
PER_AREA = "km²"


@dataclass(frozen=True)
class Surroundings:
    """What contexts need to know besides the layer, by the key of a territory.

    `beside` are those that share a line with it, with its km, `centres` its middle (longitude, latitude), `people` its
    inhabitants by year (as text), `km2` its area; `denominators` are those of the layer.
    """

    beside: Mapping[str, Mapping[str, float]]
    centres: Mapping[str, tuple[float, float]]
    people: Mapping[str, Mapping[str, float]]
    km2: Mapping[str, float]
    denominators: Denominators


class Mean(NamedTuple):
    """A mean of `units` values; `weights` says how they are weighted."""

    value: float
    weights: str
    units: int


class Weights:
    """What the places of a layer weigh in means, year by year.

    All values of one mean are weighted alike: by what their ratios are counted by where that is known of all of them
    in one measure, so that the mean is the ratio of the sums; else by inhabitants where they are known of all (what is
    counted by area: by area); else not at all.
    """

    def __init__(self, layer: Layer, around: Surroundings) -> None:
        """Take the denominators of a layer, and the inhabitants or the area of its places."""
        self._layer, self._around = layer, around
        self._columns = {year: column for column, year in enumerate(layer.years)}
        counted = around.denominators.counted
        kinds = {series: (item.scale, item.factor) for series, item in counted.items() if item.is_own}
        self._kinds = sorted(set(kinds.values()))
        order = {kind: number for number, kind in enumerate(self._kinds)}
        self._kind = np.array([order.get(kinds.get(place.series, ("", 0.0)), -1) for place in layer.places], dtype=int)
        self._is_area = PER_AREA in layer.measure.say("en")
        self._known: dict[int, list[tuple[Numbers, str]]] = {}

    def means(self, rows: Places, columns: Places, count: int, values: Numbers, year: int) -> dict[int, Mean]:
        """Return the mean of each row of `count`, over the places (`columns`) that stand beside it in `rows`.

        `values` are those of all places in the year; all of `columns` have one.
        """
        units = np.bincount(rows, minlength=count)
        found: dict[int, Mean] = {}
        for weight, kind, fits in self._kinds_of_weight(rows, columns, count, year):
            known = weight[columns]
            sums = np.bincount(rows, weights=known * values[columns], minlength=count)
            whole = np.bincount(rows, weights=known, minlength=count)
            for row in np.flatnonzero(fits & (units > 0)).tolist():
                if row not in found:
                    found[row] = Mean(float(sums[row] / whole[row]), kind, int(units[row]))
        return found

    def _kinds_of_weight(
        self, rows: Places, columns: Places, count: int, year: int
    ) -> list[tuple[Numbers, str, NDArray[np.bool_]]]:
        """Return the weights of all places, the best first, and of which rows every place has them."""

        def complete(missing: NDArray[np.bool_]) -> NDArray[np.bool_]:
            lacking: NDArray[np.bool_] = np.bincount(rows, weights=missing[columns], minlength=count) == 0
            return lacking

        return [
            (np.nan_to_num(weight), name, complete(np.isnan(weight))) for weight, name in self._weights_of_all(year)
        ]

    def _weights_of_all(self, year: int) -> list[tuple[Numbers, str]]:
        """Return the weights of all places in a year, the best first, not a number where one is not known; they are
        asked for again at each border of an area."""
        if year not in self._known:
            below = self._denominators(year)
            every = [(np.where(self._kind == kind, below, np.nan), BY_DENOMINATOR) for kind in range(len(self._kinds))]
            every.append((self._areas(), BY_AREA) if self._is_area else (self._people(year), BY_PEOPLE))
            every.append((np.ones(len(self._layer.places)), PLAIN))
            self._known[year] = every
        return self._known[year]

    def denominator(self, place: int, year: int) -> float | None:
        """Return what the ratio of a place is counted by in a year; None where it is not known."""
        values = self._around.denominators.values
        column = self._columns.get(year)
        return values[place][column] if values and column is not None else None

    def _denominators(self, year: int) -> Numbers:
        return np.array([self.denominator(place, year) for place in range(len(self._layer.places))], dtype=float)

    def _people(self, year: int) -> Numbers:
        people, text = self._around.people, str(year)
        return np.array([people.get(place.key, {}).get(text) for place in self._layer.places], dtype=float)

    def _areas(self) -> Numbers:
        return np.array([self._around.km2.get(place.key) or None for place in self._layer.places], dtype=float)


def neighbours(layer: Layer, drawn: Sequence[int], context: Context, around: Surroundings) -> dict[int, frozenset[int]]:
    """Return for each drawn place its neighbours among them, by the rule of a context; never the place itself."""
    if context.km:
        return _within(layer, drawn, context, around.centres)
    keys = {layer.places[place].key: place for place in drawn}
    steps = {
        place: frozenset(
            keys[other]
            for other in around.beside.get(key, ())
            if other in keys and (context.across or _same_country(layer, place, keys[other]))
        )
        for key, place in keys.items()
    }
    found = dict(steps)
    for _ in range(context.order - 1):
        found = {place: held.union(*(steps[other] for other in held)) - {place} for place, held in found.items()}
    return found


def _within(
    layer: Layer, drawn: Sequence[int], context: Context, centres: Mapping[str, tuple[float, float]]
) -> dict[int, frozenset[int]]:
    """Return those whose centres lie within a distance, on a great circle."""
    known = [place for place in drawn if layer.places[place].key in centres]
    found: dict[int, frozenset[int]] = dict.fromkeys(drawn, frozenset())
    if not known:
        return found
    # scipy takes a while to import: only neighbours by distance need it.
    from scipy.spatial import cKDTree

    points = np.array([_on_sphere(*centres[layer.places[place].key]) for place in known])
    # Two points on a sphere are as far apart as their chord says.
    most = 2 * math.sin(min(context.km / EARTH, math.pi) / 2)
    around = cKDTree(points).query_ball_point(points, most)
    for position, (place, near) in enumerate(zip(known, around, strict=True)):
        found[place] = frozenset(
            known[other]
            for other in near
            if other != position and (context.across or _same_country(layer, place, known[other]))
        )
    return found


def _on_sphere(longitude: float, latitude: float) -> tuple[float, float, float]:
    east, north = math.radians(longitude), math.radians(latitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


def _same_country(layer: Layer, one: int, other: int) -> bool:
    return layer.places[one].country == layer.places[other].country
