"""Ranks: the places of values among others of a year, 1 for the highest. Knows no page."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mapserver.model.ranks import Rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mapserver.model import Layer


def core_ranks(layer: Layer, year: int) -> dict[int, Rank]:
    """Return the ranks of the core places (by index) that are drawn with a value in a year.

    There are none in a year in which values of the core measure different things.
    """
    if year in layer.years_without_order:
        return {}
    return _ranked({index: value for index, value in _drawn_values(layer, year) if layer.places[index].core})


def country_ranks(layer: Layer, year: int) -> dict[int, Rank]:
    """Return the ranks of places among those of the same country, level and series that are drawn with a value."""
    groups: dict[tuple[str, str, str], dict[int, float]] = defaultdict(dict)
    for index, value in _drawn_values(layer, year):
        place = layer.places[index]
        groups[place.country, place.level, place.series][index] = value
    return {index: rank for group in groups.values() for index, rank in _ranked(group).items()}


def latest_drawn(layer: Layer, codes: Iterable[str], series: str = "") -> dict[str, tuple[int, int]]:
    """Return for each code the place and the latest year in which it is drawn with a value; none where it never is.

    With `series` only values of that one count.
    """
    wanted = set(codes)
    places: dict[str, list[int]] = defaultdict(list)
    for index, place in enumerate(layer.places):
        if place.code in wanted and series in ("", place.series):
            places[place.code].append(index)
    found = {}
    for code, held in places.items():
        years = (
            (index, year)
            for year in reversed(layer.years)
            for index in held
            if layer.cell(index, year).value is not None and index in layer.drawn(year)
        )
        latest = next(years, None)
        if latest is not None:
            found[code] = latest
    return found


def _drawn_values(layer: Layer, year: int) -> Iterator[tuple[int, float]]:
    for index in layer.drawn(year):
        value = layer.cell(index, year).value
        if value is not None:
            yield index, value


def _ranked(values: Mapping[int, float]) -> dict[int, Rank]:
    """Give equal values the rank of the first of them."""
    ordered = sorted(values.values(), reverse=True)
    first = {value: position for position, value in reversed(list(enumerate(ordered, start=1)))}
    return {index: Rank(first[value], len(ordered)) for index, value in values.items()}
