"""The two sides of a border year by year: the mean of the districts at it, weighted where the weight is known.

A side is made of the core districts that are drawn in a year and share a line with land of the other country. Their
mean is weighted with the divisor of the rate (then it is the rate of all of them together), else with their population
(which comes near it), else with nothing; which, each level says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from mapserver.model import Text, split_flags
from mapserver.model.border_figures import BorderIndicator, SideLevel, SidesYear
from mapserver.statistics.gaps import gap
from mapserver.statistics.scales import has_ratios
from mapserver.statistics.trends import trend

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mapserver.model import Cell, Judgement, Layer, Place
    from mapserver.model.border_figures import GapScale, Weight

    #: Returns the weight of a place in a year, None where it is not known.
    Weigh = Callable[[Place, int], float | None]
    #: What runs of two sides are told apart by: the districts of each with their runs.
    Held = tuple[frozenset[tuple[str, str, int]], frozenset[tuple[str, str, int]]]


def gap_scale(layer: Layer) -> GapScale:
    """Return how large gaps of a layer are: by ratios where it has any and no value is zero, else by differences."""
    return "ratio" if has_ratios(layer) and layer.low is not None and layer.low > 0 else "difference"


def places_at(layer: Layer, beside: Mapping[str, Mapping[str, float]], country: str, other: str) -> frozenset[int]:
    """Return the core places of a country that share a line with land of the other one."""
    across = {place.key for place in layer.places if place.country == other}
    return frozenset(
        index
        for index, place in enumerate(layer.places)
        if place.core and place.country == country and any(key in across for key in beside.get(place.key, ()))
    )


def border_indicator(
    layer: Layer,
    border: str,
    beside: Mapping[str, Mapping[str, float]],
    weighs: Sequence[tuple[Weight, Weigh]],
) -> BorderIndicator | None:
    """Return the sides of a border in a layer; None where no district at it has a value.

    `weighs` are tried in their order: the first that knows the weights of all districts of a side is taken.
    """
    first, second = border.split("-")
    at = {country: places_at(layer, beside, country, other) for country, other in ((first, second), (second, first))}
    if not any(at.values()):
        return None
    judgement, reason = _comparison(layer, at[first], at[second])
    tells = gap_scale(layer) == "ratio"
    sides: list[SidesYear] = []
    numbers: dict[Held, int] = {}
    for year in layer.years:
        (a, runs_a), (b, runs_b) = (_level(layer, year, at[country], weighs) for country in (first, second))
        if a is None and b is None:
            continue
        row = SidesYear(year, a, b)
        if a and b:
            row = row._replace(stretch=numbers.setdefault((runs_a, runs_b), len(numbers)))
        if a and b and judgement != "different":
            between = gap(a.value, b.value)
            row = row._replace(diff=between.diff)
            if tells:
                row = row._replace(ratio=between.ratio, log2_ratio=between.log2_ratio)
        sides.append(row)
    if not sides:
        return None
    longest = _longest(sides, tells=tells)
    return BorderIndicator(
        layer.indicator,
        gap_scale(layer),
        judgement if any(row.a and row.b for row in sides) else "",
        reason,
        tuple(sides),
        trend([year for year, _ in longest], [size for _, size in longest]),
        len(longest),
        layer.decimals,
    )


def _comparison(layer: Layer, at_a: frozenset[int], at_b: frozenset[int]) -> tuple[Judgement | Literal[""], Text]:
    """Say how the figures of two sides compare, and why; nothing where one has no district."""
    return layer.comparison(min(at_a), min(at_b)) if at_a and at_b else ("", Text())


def _level(
    layer: Layer, year: int, at: frozenset[int], weighs: Sequence[tuple[Weight, Weigh]]
) -> tuple[SideLevel | None, frozenset[tuple[str, str, int]]]:
    """Return the level of a side in a year, with its districts and their runs; none where no district has a value."""
    drawn = sorted(at.intersection(layer.drawn(year)))
    held = [(index, cell) for index in drawn if (cell := layer.cell(index, year)).value is not None]
    if not held:
        return None, frozenset()
    places = [layer.places[index] for index, _ in held]
    values = [cell.value for _, cell in held if cell.value is not None]
    kind, weights = _weights(places, year, weighs)
    level = SideLevel(
        sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights),
        len(held),
        len(drawn),
        kind,
        places[0].series,
        "".join(dict.fromkeys(flag for _, cell in held for flag in split_flags(cell.flag) if len(flag) == 1)),
        _refused(layer, [(place, cell) for place, (_, cell) in zip(places, held, strict=True)]),
    )
    runs = frozenset((place.series, place.code, cell.run) for place, (_, cell) in zip(places, held, strict=True))
    return level, runs


def _weights(
    places: Sequence[Place], year: int, weighs: Sequence[tuple[Weight, Weigh]]
) -> tuple[Weight, Sequence[float]]:
    """Return the first weights that are known of all places, and what they are; one district needs none."""
    for kind, weigh in weighs:
        found = [weigh(place, year) for place in places]
        known = [weight for weight in found if weight is not None and weight > 0]
        if len(known) == len(places):
            return kind, known
    return "plain", [1.0] * len(places)


def _refused(layer: Layer, held: Sequence[tuple[Place, Cell]]) -> str:
    """Return why a figure of a side may not be given out; nothing where all may."""
    series = {note.id: note for note in layer.series}
    for place, cell in held:
        note = series.get(place.series)
        for source in note.sources if note else ():
            if source.get("no_redistribution") and source.get("id") in cell.edition.split("+"):
                return source["no_redistribution"]
    return ""


def _longest(sides: Sequence[SidesYear], *, tells: bool) -> list[tuple[int, float]]:
    """Return years and signed gaps of the stretch with most years, the latest of equal ones."""
    stretches: dict[int, list[tuple[int, float]]] = {}
    for row in sides:
        size = row.log2_ratio if tells else row.diff
        if size is not None:
            stretches.setdefault(row.stretch, []).append((row.year, size))
    return max(stretches.values(), key=lambda held: (len(held), held[-1][0]), default=[])
