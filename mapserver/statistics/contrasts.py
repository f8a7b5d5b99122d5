"""Contrasts: what differs most between neighbours across a border. Knows layers and reviewed pairs, no page.

A contrast is a ratio, so it is told only where a ratio tells something:

- The indicator has a zero that means *nothing of it*. An index has not (its 100 is a convention), nor has what can
  fall below zero, a difference (percentage points, or a formula that takes one figure from another).
- It is not counted by area: how much of something falls on a square kilometre depends on how much empty land a district
  was drawn around, and would lead every list.
- A share is told while neither side has more than half: of a larger one what remains has another ratio, and which of
  the two is counted is a choice of words.
- Both values are of one year and of the two units themselves, are not flagged as unreliable or as defined otherwise,
  and have at least FEWEST_STEPS steps of the last digit that is shown: a ratio to a value that rounds to almost
  nothing tells of the rounding.
- The two sides may be compared: their series are judged *same* or *similar*, never *different*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.model import Contrast, ContrastSide, border_of, split_flags
from mapserver.statistics.compared import compared
from mapserver.statistics.gaps import gap
from mapserver.statistics.scales import is_ratio_scale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mapserver.model import Cell, Indicator, Layer, LayerEntry

#: How many contrasts stand for a border.
MOST = 3
#: Steps of the last digit below which a value is too coarse for a ratio.
FEWEST_STEPS = 10
#: A higher value that is less than this many times the lower one is no contrast.
LEAST_TIMES = 1.2
#: A share above this (per cent) is told of by what remains.
HALF = 50.0
#: Flags of values that no contrast rests on: unreliable, not significant, defined otherwise, of a larger unit.
UNFIT = frozenset({"u", "n", "d", "National", "NUTS2"})


def has_ratios(indicator: Indicator) -> bool:
    """Say whether the ratio of two values of an indicator tells something; see the rule of this module.

    Whether a value lies below zero is for the layer to say.
    """
    derivations = [series.derived for series in indicator.series]
    by_area = indicator.measure.say("en").casefold().endswith("per km²")
    return not by_area and is_ratio_scale(indicator.kind, indicator.measure, derivations)


def layer_contrasts(
    layer: Layer, entry: LayerEntry, pairs: Sequence[tuple[str, str]], borders: Iterable[str]
) -> Iterator[Contrast]:
    """Yield the sharpest contrast of a layer at each border that has one, of an indicator that has ratios.

    `pairs` are codes of neighbours across the area's borders; a pair stands for the drawn units that hold it. The year
    is the latest in which a pair has two values that may be set against each other.
    """
    if layer.low is None or layer.low < 0:
        return
    for border in borders:
        sides = layer.both_sides.get(border)
        if sides is None or not sides.comparable:
            continue
        for year in sorted(sides.years, reverse=True):
            found = [
                item
                for a, b in _drawn_pairs(layer, year, pairs, border)
                if (item := _contrast(entry, layer, year, a, b))
            ]
            if found:
                yield max(found, key=lambda item: (item.times, item.a.unit, item.b.unit))
                break


def sharpest(found: Iterable[Contrast]) -> tuple[Contrast, ...]:
    """Return those that stand for a border, the sharpest first: of each theme one, others where themes are fewer.

    Forms of one concept count once: the concept's own indicator stands for them where it can be compared.
    """
    by_concept: dict[str, Contrast] = {}
    for item in _in_order(found):
        known = by_concept.setdefault(item.concept, item)
        if item.indicator == item.concept != known.indicator:
            by_concept[item.concept] = item
    ranked = _in_order(item for item in by_concept.values() if item.times >= LEAST_TIMES)
    first_of = {
        theme: next(item for item in ranked if item.theme == theme) for theme in {item.theme for item in ranked}
    }
    leading = [item for item in ranked if first_of[item.theme] is item]
    others = [item for item in ranked if first_of[item.theme] is not item]
    return tuple(_in_order([*leading, *others][:MOST]))


def _in_order(found: Iterable[Contrast]) -> list[Contrast]:
    return sorted(found, key=lambda item: (-item.times, item.indicator))


def _drawn_pairs(layer: Layer, year: int, pairs: Sequence[tuple[str, str]], border: str) -> Iterator[tuple[int, int]]:
    """Yield the core places of a year that neighbour each other across a border, each pair once."""
    codes = {layer.places[index].code: index for index in layer.drawn(year) if layer.places[index].core}
    held = dict.fromkeys((holder(codes, a), holder(codes, b)) for a, b in pairs)
    for a, b in held:
        if a is not None and b is not None and border_of(layer.places[a].country, layer.places[b].country) == border:
            yield (a, b) if layer.places[a].country == border.partition("-")[0] else (b, a)


def holder(codes: Mapping[str, int], code: str) -> int | None:
    """Return the drawn place that a unit is or lies in: codes of a division are longer the finer it is."""
    return next((codes[code[:length]] for length in range(len(code), 2, -1) if code[:length] in codes), None)


def _contrast(entry: LayerEntry, layer: Layer, year: int, a: int, b: int) -> Contrast | None:
    """Set two places against each other; None where one has no value that is fit for it."""
    judgement, _, remarks = compared(layer, a, b, year)
    one, other = layer.cell(a, year), layer.cell(b, year)
    if judgement == "different" or one.value is None or other.value is None:
        return None
    if not (is_fit(layer, one) and is_fit(layer, other)):
        return None
    ratio = gap(round(one.value, layer.decimals), round(other.value, layer.decimals)).ratio
    if not ratio:
        return None
    return Contrast(
        border_of(layer.places[a].country, layer.places[b].country),
        layer.indicator,
        entry.concept,
        layer.theme,
        year,
        layer.decimals,
        _side(layer, a, one.value, one.flag),
        _side(layer, b, other.value, other.flag),
        ratio,
        judgement,
        remarks,
    )


def _side(layer: Layer, index: int, value: float, flag: str) -> ContrastSide:
    place = layer.places[index]
    return ContrastSide(place.code, place.names, value, flag)


def is_fit(layer: Layer, cell: Cell) -> bool:
    """Say whether a value of a layer may stand in a ratio: see UNFIT, HALF and FEWEST_STEPS."""
    if cell.value is None or UNFIT.intersection(split_flags(cell.flag)):
        return False
    if layer.measure.say("en").startswith("%") and cell.value > HALF:
        return False
    return bool(round(cell.value, layer.decimals) * 10**layer.decimals >= FEWEST_STEPS)
