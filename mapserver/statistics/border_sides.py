"""The two sides of a border year by year: the mean of the districts at it, weighted where the weight is known.

A side is made of the core districts that are drawn in a year and share a line with land of the other country. Their
mean is weighted as that of a context is (`surroundings.Weights`); how, each level says. A year in which a side is
weighted in another way than before begins a new stretch, for its level moves with the weights.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Literal

import numpy as np

from mapserver.model import Text, split_flags
from mapserver.model.border_figures import BorderIndicator, SideLevel, SidesYear
from mapserver.statistics.compared import levels_differ, marks_in, remarks_on
from mapserver.statistics.gaps import gap
from mapserver.statistics.scales import has_ratios
from mapserver.statistics.trends import FEWEST_YEARS, trend

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.model import Cell, Judgement, Layer, Message, Place
    from mapserver.model.border_figures import GapScale
    from mapserver.statistics.surroundings import Mean, Weights

    #: What the years of a side are told apart by: its districts with their runs, and how they are weighted.
    Made = tuple[frozenset[tuple[str, str, int]], str]
    #: The districts of a side with a value.
    Held = list[tuple[int, Cell]]


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
    weights: Weights,
) -> BorderIndicator | None:
    """Return the sides of a border in a layer; None where no district at it has a value. `weights` are the layer's."""
    first, second = border.split("-")
    at = {country: places_at(layer, beside, country, other) for country, other in ((first, second), (second, first))}
    if not any(at.values()):
        return None
    judgement, reason = _comparison(layer, at[first], at[second])
    tells = gap_scale(layer) == "ratio"
    sides: list[SidesYear] = []
    numbers: dict[tuple[Made, Made], int] = {}
    for year in layer.years:
        (a, made_a), (b, made_b) = _levels(layer, year, (at[first], at[second]), weights)
        if a is None and b is None:
            continue
        row = SidesYear(year, a, b)
        if a and b:
            stretch = numbers.setdefault((made_a, made_b), len(numbers))
            row = row._replace(stretch=stretch, remarks=_remarks(layer, year, at[first], at[second]))
        if a and b and judgement != "different":
            between = gap(a.value, b.value)
            row = row._replace(diff=between.diff)
            if tells:
                row = row._replace(ratio=between.ratio, log2_ratio=between.log2_ratio)
        sides.append(row)
    if not sides:
        return None
    told = _latest(sides, tells=tells)
    return BorderIndicator(
        layer.indicator,
        gap_scale(layer),
        judgement if any(row.a and row.b for row in sides) else "",
        reason,
        tuple(sides),
        trend([year for year, _ in told], [size for _, size in told]),
        len(told),
        layer.decimals,
    )


def _comparison(layer: Layer, at_a: frozenset[int], at_b: frozenset[int]) -> tuple[Judgement | Literal[""], Text]:
    """Say how the figures of two sides compare, and why; nothing where one has no district."""
    return layer.comparison(min(at_a), min(at_b)) if at_a and at_b else ("", Text())


def _remarks(layer: Layer, year: int, at_a: frozenset[int], at_b: frozenset[int]) -> tuple[Message, ...]:
    """Return what stands between the figures of two sides, of which any flag and any level counts."""
    valued = layer.valued(year)
    sides = [[index for index in valued if index in at] for at in (at_a, at_b)]
    marks = [marks_in(flag for index in held for flag in split_flags(layer.cell(index, year).flag)) for held in sides]
    levels = [{(layer.places[index].country, layer.places[index].level) for index in held} for held in sides]
    return remarks_on(*marks, apart=any(levels_differ(*both) for both in product(*levels)))


def _levels(
    layer: Layer, year: int, at: Sequence[frozenset[int]], weights: Weights
) -> list[tuple[SideLevel | None, Made]]:
    """Return the level of each side in a year, None where no district of it has a value, and what it is made of."""
    drawn = [sorted(side.intersection(layer.drawn(year))) for side in at]
    held: list[Held] = [
        [(index, cell) for index in side if (cell := layer.cell(index, year)).value is not None] for side in drawn
    ]
    rows = np.repeat(np.arange(len(held), dtype=np.intp), [len(side) for side in held])
    columns = np.array([index for side in held for index, _ in side], dtype=np.intp)
    values = np.full(len(layer.places), np.nan)
    values[columns] = [cell.value for side in held for _, cell in side]
    means = weights.means(rows, columns, len(held), values, year)
    return [
        _level(layer, side, len(drawn[row]), means[row]) if row in means else (None, (frozenset(), ""))
        for row, side in enumerate(held)
    ]


def _level(layer: Layer, held: Held, drawn: int, mean: Mean) -> tuple[SideLevel, Made]:
    """Return the level of a side of `drawn` districts, and what it is made of; one district has no weights."""
    places = [layer.places[index] for index, _ in held]
    level = SideLevel(
        mean.value,
        len(held),
        drawn,
        mean.weights,
        places[0].series,
        "".join(dict.fromkeys(flag for _, cell in held for flag in split_flags(cell.flag) if len(flag) == 1)),
        _refused(layer, [(place, cell) for place, (_, cell) in zip(places, held, strict=True)]),
    )
    runs = frozenset((place.series, place.code, cell.run) for place, (_, cell) in zip(places, held, strict=True))
    return level, (runs, mean.weights if len(held) > 1 else "")


def _refused(layer: Layer, held: Sequence[tuple[Place, Cell]]) -> str:
    """Return why a figure of a side may not be given out; nothing where all may."""
    series = {note.id: note for note in layer.series}
    for place, cell in held:
        note = series.get(place.series)
        for source in note.sources if note else ():
            if source.get("no_redistribution") and source.get("id") in cell.edition.split("+"):
                return source["no_redistribution"]
    return ""


def _latest(sides: Sequence[SidesYear], *, tells: bool) -> list[tuple[int, float]]:
    """Return years and signed gaps of the latest stretch with FEWEST_YEARS; without one, of the longest of all."""
    stretches: dict[int, list[tuple[int, float]]] = {}
    for row in sides:
        size = row.log2_ratio if tells else row.diff
        if size is not None:
            stretches.setdefault(row.stretch, []).append((row.year, size))
    enough = [held for held in stretches.values() if len(held) >= FEWEST_YEARS]
    if enough:
        return max(enough, key=lambda held: held[-1][0])
    return max(stretches.values(), key=lambda held: (len(held), held[-1][0]), default=[])
