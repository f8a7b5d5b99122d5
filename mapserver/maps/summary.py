"""The map in words: the text alternative, for those who do not see it. Every sentence of it stands here, in English."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

from mapserver.maps.formats import listing, number
from mapserver.maps.names import country_title, shown_name
from mapserver.model.figures import REASONS
from mapserver.statistics.gaps import gap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Layer

HEADING = "{title} in {year}{measure}: {units} of the border area {verb} a value."
EXTREMES = "Highest: {highest} ({highest_value}); lowest: {lowest} ({lowest_value})."
EXTREMES_OF = "{countries}: highest {highest} ({highest_value}), lowest {lowest} ({lowest_value})."
ALL_EQUAL = "All of them have the value {value}."
MEDIANS = "Median of the core units: {medians}."
MEDIAN = "{country} {value} ({count} units)"
#: A median of fewer units says nothing that the units do not say.
MEDIAN_OF = 3
GAP = "Largest difference across a border: {high} ({high_value}) against {low} ({low_value}): {apart}{comparable}."
MORE, POINTS, TIMES = "{difference}{points} more", " percentage points", ", {ratio} times as much"
#: Ratios below this are told better by the difference.
TIMES_FROM = 1.5
#: Steps of the last digit below which a value is too coarse for a ratio.
FEWEST_STEPS = 10
COMPARABLE = {
    "same": "",
    "similar": "; the two sources are similar, not the same",
}
MISSING = "No data for {count} of the {total} units of the border area: {reasons}."
NOTHING = "{title}{measure}: no unit of the border area has a value in {year}."


def summary(layer: Layer, state: MapState, pairs: Sequence[tuple[str, str]] = ()) -> tuple[str, ...]:
    """Return the sentences of the text alternative; `pairs` are codes of neighbours across a border.

    A pair stands for the drawn units that hold it: where a country is drawn at a coarser level, for the larger unit.
    """
    core = [index for index in layer.drawn(state.year) if layer.places[index].core]
    values = {index: value for index in core if (value := layer.cell(index, state.year).value) is not None}
    title, measure = title_and_measure(layer, state.lang)
    words = {"title": title, "measure": f", {measure}" if measure else "", "year": state.year}
    if not values:
        return (NOTHING.format(**words), *_missing(layer, state, core))
    groups = _groups(layer, values)
    verb = "has" if len(values) == 1 else "have"
    return (
        HEADING.format(units=_units(len(values)), verb=verb, **words),
        *_extremes(layer, state, groups),
        *_medians(layer, state, groups),
        *_largest_gap(layer, state, values, pairs),
        *_missing(layer, state, core),
    )


def title_and_measure(layer: Layer, lang: str) -> tuple[str, str]:
    """Return a layer's title and measure; an empty measure where the title says every word of it."""
    title, measure = layer.title.say(lang), layer.measure.say(lang)
    said, words = set(re.findall(r"\w+", title.casefold())), re.findall(r"\w+", measure.casefold())
    return title, "" if words and said.issuperset(words) else measure


def _units(count: int) -> str:
    return f"{count} {'unit' if count == 1 else 'units'}"


def _extremes(layer: Layer, state: MapState, groups: list[dict[int, float]]) -> tuple[str, ...]:
    """Name the ends of what can be put in one order: of each group apart where series measure different things."""
    sentence = EXTREMES if len(groups) == 1 else EXTREMES_OF
    return tuple(_ends(layer, state, group, sentence) for group in groups)


def _groups(layer: Layer, values: dict[int, float]) -> list[dict[int, float]]:
    """Part values so that no two of a group are of series that measure different things."""
    groups: list[dict[int, float]] = []
    for index, value in values.items():
        fits = (group for group in groups if all(layer.judgement(index, other) != "different" for other in group))
        group = next(fits, None)
        if group is None:
            groups.append({index: value})
        else:
            group[index] = value
    return groups


def _ends(layer: Layer, state: MapState, values: dict[int, float], sentence: str) -> str:
    ordered = sorted(values, key=lambda index: (values[index], layer.places[index].key))
    lowest, highest = ordered[0], ordered[-1]
    if len(ordered) == 1:
        return f"{_name(layer, state, lowest)}: {_number(layer, state, values[lowest])}."
    if values[lowest] == values[highest]:
        return ALL_EQUAL.format(value=_number(layer, state, values[lowest]))
    return sentence.format(
        countries=listing(sorted({country_title(layer.places[index].country) for index in values})),
        highest=_name(layer, state, highest),
        highest_value=_number(layer, state, values[highest]),
        lowest=_name(layer, state, lowest),
        lowest_value=_number(layer, state, values[lowest]),
    )


def _medians(layer: Layer, state: MapState, groups: list[dict[int, float]]) -> tuple[str, ...]:
    """Give the medians of countries, in a sentence for each group of them that can be compared."""
    sentences = []
    for group in groups:
        by_country: dict[str, list[float]] = {}
        for index, value in group.items():
            by_country.setdefault(layer.places[index].country, []).append(value)
        words = [
            MEDIAN.format(country=country_title(country), value=_number(layer, state, median(found)), count=len(found))
            for country, found in sorted(by_country.items())
            if len(found) >= MEDIAN_OF
        ]
        sentences += [MEDIANS.format(medians=listing(words))] if words else []
    return tuple(sentences)


def _largest_gap(
    layer: Layer, state: MapState, values: dict[int, float], pairs: Sequence[tuple[str, str]]
) -> tuple[str, ...]:
    codes = {layer.places[index].code: index for index in layer.drawn(state.year)}
    found = ((_holder(codes, a), _holder(codes, b)) for a, b in pairs)
    known = [
        (a, b)
        for a, b in found
        if a is not None and b is not None and a in values and b in values and layer.judgement(a, b) != "different"
    ]
    if not known:
        return ()
    widest = max(known, key=lambda pair: abs(gap(values[pair[0]], values[pair[1]]).diff))
    low, high = sorted(widest, key=lambda index: values[index])
    return (
        GAP.format(
            low=_name(layer, state, low),
            low_value=_number(layer, state, values[low]),
            high=_name(layer, state, high),
            high_value=_number(layer, state, values[high]),
            apart=_apart(layer, state, values[low], values[high]),
            comparable=COMPARABLE[layer.judgement(low, high)],
        ),
    )


def _apart(layer: Layer, state: MapState, low: float, high: float) -> str:
    """Say how much more the higher value is, and how many times as much where that tells more.

    Both are those of the numbers that are shown, so that a reader who subtracts finds the same. Values that can be
    negative, and a low one of a digit or less, have no ratio that tells anything.
    """
    apart = gap(round(low, layer.decimals), round(high, layer.decimals))
    points = POINTS if layer.measure.say("en").startswith("%") else ""
    more = MORE.format(difference=_number(layer, state, apart.diff), points=points)
    steps = low * 10**layer.decimals
    if (layer.low is not None and layer.low < 0) or steps < FEWEST_STEPS or not apart.ratio or apart.ratio < TIMES_FROM:
        return more
    return more + TIMES.format(ratio=number(apart.ratio, 1, state.lang))


def _holder(codes: dict[str, int], code: str) -> int | None:
    """Return the drawn place that a unit is or lies in: codes of a division are longer the finer it is."""
    return next((codes[code[:length]] for length in range(len(code), 2, -1) if code[:length] in codes), None)


def _missing(layer: Layer, state: MapState, core: list[int]) -> tuple[str, ...]:
    reasons = Counter(
        cell.reason or "not_collected" for index in core if (cell := layer.cell(index, state.year)).value is None
    )
    if not reasons:
        return ()
    words = [f"{REASONS.get(reason, reason)} ({count})" for reason, count in reasons.most_common()]
    return (MISSING.format(count=sum(reasons.values()), total=len(core), reasons=listing(words)),)


def _name(layer: Layer, state: MapState, index: int) -> str:
    """Name a place with its country, once where both have the same name."""
    place = layer.places[index]
    name, country = shown_name(place, state.lang)[0], country_title(place.country)
    return name if country in place.names.values() else f"{name}, {country}"


def _number(layer: Layer, state: MapState, value: float) -> str:
    return number(value, layer.decimals, state.lang)
