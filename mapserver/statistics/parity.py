"""How many persons, jobs or euros a unit is away from the level of its context, and why that is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.model import Layer
    from mapserver.model.context import Against, ContextFigure, Counted, Denominators
    from mapserver.statistics.surroundings import Weights

    Figures = tuple[tuple[ContextFigure, ...], ...]

#: Why there is no such number: nothing says what the figures of a series count, or the count of the year is missing.
RATIO_ALONE, NO_COUNT = "ratio_alone", "no_count"
#: Digits of an amount that tell something: what it is worked out from is rounded.
DIGITS = 3
#: A measure of many at once, which decimals say something of.
LARGE = ("thousand", "million")


def parity_figures(
    layer: Layer, figures: Figures, weights: Weights, counted: Mapping[str, Counted]
) -> tuple[tuple[float | None, ...], ...]:
    """Return how much of the numerator each place has more than at the level of its context; empty where no series
    says what its ratios are made of."""
    if not counted:
        return ()

    def parity(place: int, column: int) -> float | None:
        own, figure = layer.cells[place][column].value, figures[place][column].value
        below = weights.denominator(place, layer.years[column])
        known = counted.get(layer.places[place].series)
        if own is None or figure is None or below is None or known is None or not known.numerator:
            return None
        return round((own - figure) * below / known.factor, 6)

    return tuple(
        tuple(parity(place, column) for column in range(len(layer.years))) for place in range(len(layer.places))
    )


def parity_measure(layer: Layer, denominators: Denominators) -> Text:
    """Return what a map of the way to parity is in, as in persons or million EUR; empty where nothing is counted, or
    the series of a layer count in several measures."""
    drawn = {place.series for place in layer.places}
    measures = [item.numerator for series, item in denominators.counted.items() if series in drawn and item.numerator]
    return measures[0] if len({measure.say("en") for measure in measures}) == 1 else Text()


def parity_missing(against: Against, series: str, place: int, column: int) -> str:
    """Return why it is not known how far a place is from parity (RATIO_ALONE, NO_COUNT); empty where it is, and where
    there is nothing to be away from."""
    figures = against.figures
    if not figures or against.own[place][column] is None or figures[place][column].value is None:
        return ""
    if against.parity and against.parity[place][column] is not None:
        return ""
    counted = against.counted.get(series)
    return NO_COUNT if counted is not None and counted.numerator else RATIO_ALONE


def parity_decimals(values: Sequence[float], measure: Text) -> int:
    """Return how many decimals amounts are shown with: whole persons; of thousands and millions three digits of a
    usual one."""
    sizes = sorted(abs(value) for value in values if value)
    if not sizes or not measure.say("en").startswith(LARGE):
        return 0
    usual, decimals = sizes[len(sizes) // 2], 0
    while decimals < DIGITS - 1 and usual * 10**decimals < 10 ** (DIGITS - 1):
        decimals += 1
    return decimals
