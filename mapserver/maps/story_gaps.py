"""Sentences on neighbours across a border: of each border the two whose figures differ most.

A ratio is one of the numbers that are shown, and told only where it tells something (`statistics.contrasts`). Figures
that measure different things are told side by side, without a comparison.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.formats import number
from mapserver.maps.gap_words import TIMES_FROM
from mapserver.maps.ratios import ratio_text
from mapserver.maps.story_sentence import (
    StorySentence,
    ended,
    figure,
    heading,
    is_percentage,
    named_figure,
    short_measure,
)
from mapserver.model import border_of
from mapserver.statistics.contrasts import holder, is_fit
from mapserver.statistics.gaps import gap
from mapserver.statistics.scales import has_ratios
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Layer

NEIGHBOURS = N_("Neighbours across the border: %(high)s; %(low)s.")
FARTHEST = N_(
    "Of the neighbours in the border area with figures on both sides of this border, these differ most:"
    " %(high)s; %(low)s."
)
DIFFERENCE = N_("Difference: %(difference)s.")
DIFFERENCE_IN = N_("Difference: %(difference)s %(measure)s.")
POINTS = N_("Difference: %(difference)s percentage points.")
TIMES = N_("The higher figure is about %(ratio)s times the lower one.")
EQUAL = N_("Rounded like this, both figures are the same.")


def gap_stories(
    layer: Layer, state: MapState, pairs: Sequence[tuple[str, str]], *, compare_different: bool
) -> tuple[StorySentence, ...]:
    """Return a sentence for each border with two figures in the year that is shown, in alphabetical order.

    `pairs` are codes of neighbours across borders, which stand for the drawn units of the core that hold them. With
    `compare_different` also figures that measure different things are compared, behind them the warning.
    """
    core = {index for index in layer.drawn(state.year) if layer.places[index].core}
    codes = {layer.places[index].code: index for index in core}
    by_border: dict[str, dict[tuple[int, int], None]] = {}
    for a, b in ((holder(codes, a), holder(codes, b)) for a, b in pairs):
        if a is None or b is None or any(layer.cell(index, state.year).value is None for index in (a, b)):
            continue
        if layer.places[a].country != layer.places[b].country:
            border = border_of(layer.places[a].country, layer.places[b].country)
            by_border.setdefault(border, {})[a, b] = None
    told = []
    for _, found in sorted(by_border.items()):
        comparable = [pair for pair in found if layer.judgement(*pair) != "different"]
        one, other = max(
            comparable or found,
            # Of differences that are shown as the same, that of more digits: the text alternative tells that one.
            key=lambda pair: (abs(_difference(layer, state.year, *pair)), abs(_exact(layer, state.year, *pair))),
        )
        told.append(
            pair_story(layer, state, one, other, farthest=len(comparable) > 1, compare_different=compare_different)
        )
    return tuple(told)


def pair_story(
    layer: Layer,
    state: MapState,
    a: int,
    b: int,
    *,
    farthest: bool = False,
    least_times: float = TIMES_FROM,
    compare_different: bool = False,
) -> StorySentence:
    """Set the figures of two places against each other, the higher one first.

    `farthest` says that they are those of several neighbours at their border whose figures differ most. A ratio below
    `least_times` is left to the difference.
    """
    low, high = sorted((a, b), key=lambda index: (layer.cell(index, state.year).value or 0.0, layer.places[index].key))
    apart = _difference(layer, state.year, low, high)
    compared = compare_different or layer.judgement(a, b) != "different"
    is_farthest = farthest and apart and layer.judgement(a, b) != "different"
    words = {
        name: named_figure(layer.places[at], figure(layer, at, state.year, state.lang), state.lang)
        for name, at in (("high", high), ("low", low))
    }
    parts = [heading(layer, state, (a, b)), tell(state.lang, FARTHEST if is_farthest else NEIGHBOURS, **words)]
    if compared:
        parts += _comparison(layer, state, low, high, apart, least_times)
    return StorySentence.of("gap", layer, state.lang, parts, (high, low), ((high, state.year), (low, state.year)))


def _comparison(
    layer: Layer, state: MapState, low: int, high: int, apart: float, least_times: float
) -> tuple[str, ...]:
    """Say how many times as much the higher figure is, or how much more; of percentages both."""
    if not apart:
        return (tell(state.lang, EQUAL),)
    times = ratio(layer, state.year, low, high)
    told = (tell(state.lang, TIMES, ratio=ratio_text(times, state.lang)),) if times and times >= least_times else ()
    percentage = is_percentage(layer, (low, high))
    if told and not percentage:
        return told
    difference = number(apart, layer.decimals, state.lang)
    measure = short_measure(layer, state.lang, (low, high))
    words = POINTS if percentage else DIFFERENCE_IN if measure else DIFFERENCE
    return (ended(tell(state.lang, words, difference=difference, measure=measure)), *told)


def ratio(layer: Layer, year: int, low: int, high: int) -> float | None:
    """Return how many times the figure of `low` that of `high` is, as both are shown; None where that tells nothing."""
    cells = [layer.cell(index, year) for index in (low, high)]
    if not has_ratios(layer) or not all(is_fit(layer, cell) for cell in cells):
        return None
    return gap(*(round(cell.value or 0.0, layer.decimals) for cell in cells)).ratio


def _exact(layer: Layer, year: int, low: int, high: int) -> float:
    return gap(*(layer.cell(index, year).value or 0.0 for index in (low, high))).diff


def _difference(layer: Layer, year: int, low: int, high: int) -> float:
    values = [round(layer.cell(index, year).value or 0.0, layer.decimals) for index in (low, high)]
    return round(gap(*values).diff, layer.decimals)
