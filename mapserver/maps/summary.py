"""The map in words: the text alternative, for those who do not see it. Every sentence of it stands here, in English."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from mapserver.maps.formats import listing, number
from mapserver.maps.names import country_title, shown_name
from mapserver.model.figures import REASONS

if TYPE_CHECKING:
    from mapserver.maps.state import MapState
    from mapserver.model import Layer

HEADING = "{title} in {year}, {measure}: {count} units of the border area have a value."
EXTREMES = "Highest: {highest} ({highest_value}); lowest: {lowest} ({lowest_value})."
ALL_EQUAL = "All of them have the value {value}."
MEDIANS = "Median of the core units: {medians}."
MEDIAN = "{country} {value} ({count})"
GAP = "Largest difference across a border: {low} ({low_value}) and {high} ({high_value}), a difference of {difference}."
MISSING = "No data for {count} of the {total} units of the border area: {reasons}."
NOTHING = "{title}, {measure}: no unit of the border area has a value in {year}."


class Gap(NamedTuple):
    """A pair of neighbouring places across a border, as indexes into the layer's places."""

    place_a: int
    place_b: int


def summary(layer: Layer, state: MapState, pairs: tuple[Gap, ...] = ()) -> tuple[str, ...]:
    """Return the sentences of the text alternative; `pairs` are neighbours across a border, for the largest gap."""
    core = [index for index in layer.drawn(state.year) if layer.places[index].core]
    values = {index: value for index in core if (value := layer.cell(index, state.year).value) is not None}
    title, measure = layer.title.say(state.lang), layer.measure.say(state.lang)
    if not values:
        return (NOTHING.format(title=title, measure=measure, year=state.year), *_missing(layer, state, core))
    heading = HEADING.format(title=title, measure=measure, year=state.year, count=len(values))
    return (
        heading,
        _extremes(layer, state, values),
        _medians(layer, state, values),
        *_largest_gap(layer, state, values, pairs),
        *_missing(layer, state, core),
    )


def _extremes(layer: Layer, state: MapState, values: dict[int, float]) -> str:
    ordered = sorted(values, key=lambda index: (values[index], layer.places[index].key))
    lowest, highest = ordered[0], ordered[-1]
    if values[lowest] == values[highest]:
        return ALL_EQUAL.format(value=_number(layer, state, values[lowest]))
    return EXTREMES.format(
        highest=_name(layer, state, highest),
        highest_value=_number(layer, state, values[highest]),
        lowest=_name(layer, state, lowest),
        lowest_value=_number(layer, state, values[lowest]),
    )


def _medians(layer: Layer, state: MapState, values: dict[int, float]) -> str:
    by_country: dict[str, list[float]] = {}
    for index, value in values.items():
        by_country.setdefault(layer.places[index].country, []).append(value)
    words = [
        MEDIAN.format(
            country=country_title(country),
            value=_number(layer, state, median(found)),
            count=f"{len(found)} {'unit' if len(found) == 1 else 'units'}",
        )
        for country, found in sorted(by_country.items())
    ]
    return MEDIANS.format(medians=listing(words))


def _largest_gap(layer: Layer, state: MapState, values: dict[int, float], pairs: tuple[Gap, ...]) -> tuple[str, ...]:
    known = [pair for pair in pairs if pair.place_a in values and pair.place_b in values]
    if not known:
        return ()
    a, b = max(known, key=lambda pair: abs(values[pair.place_b] - values[pair.place_a]))
    low, high = sorted((a, b), key=lambda index: values[index])
    return (
        GAP.format(
            low=_name(layer, state, low),
            low_value=_number(layer, state, values[low]),
            high=_name(layer, state, high),
            high_value=_number(layer, state, values[high]),
            difference=_number(layer, state, values[high] - values[low]),
        ),
    )


def _missing(layer: Layer, state: MapState, core: list[int]) -> tuple[str, ...]:
    reasons = Counter(
        cell.reason or "not_collected" for index in core if (cell := layer.cell(index, state.year)).value is None
    )
    if not reasons:
        return ()
    words = [f"{REASONS.get(reason, reason)} ({count})" for reason, count in reasons.most_common()]
    return (MISSING.format(count=sum(reasons.values()), total=len(core), reasons=listing(words)),)


def _name(layer: Layer, state: MapState, index: int) -> str:
    place = layer.places[index]
    return f"{shown_name(place, state.lang)[0]}, {country_title(place.country)}"


def _number(layer: Layer, state: MapState, value: float) -> str:
    return number(value, layer.decimals, state.lang)
