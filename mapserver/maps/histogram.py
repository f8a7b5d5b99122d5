"""The histogram of a legend: how the values of all years lie between the breaks, and where those of one year are."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING, cast

from mapserver.maps.axis import ticks
from mapserver.maps.formats import DASH, number
from mapserver.maps.state import OWN, UNCLASSED, axis_of, centre_of, class_breaks, state_colours
from mapserver.statistics import classify
from mapserver.statistics.classification import TYPES
from mapserver.statistics.value_axis import ValueAxis, bin_bounds, with_lead
from mapserver.translation import N_, tell, tell_plural

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Layer

#: Values that are written at the axis of a map without classes, at most.
TICKS = 6
#: No bound is written with more decimals; a reader's own cannot have more.
MOST_DECIMALS = 6
#: Histograms that a layer keeps: readers go through the years of one and the same.
KEPT = 16
#: In a message, what the year that is shown takes the place of.
YEAR = "\0"
ALL_YEARS = N_("Bars: all years, %(years)s. Strokes: %(year)s.")
ONE_YEAR = N_("Bars and strokes: %(year)s.")
LOGARITHMIC = N_("Logarithmic scale.")


@dataclass(frozen=True)
class Bar:
    """A bin, or the part of one that lies in a class: values above `low` up to `high`; `count` is that of its bin."""

    low: float
    high: float
    count: int
    group: int


@dataclass(frozen=True)
class Label:
    """A value that is written at the axis, in words; `is_break` where a class ends there.

    Of two labels that stand in each other's way the one of lower `rank` stays.
    """

    value: float
    words: str
    is_break: bool
    rank: int


@dataclass(frozen=True, eq=False)
class Histogram:
    """The values of the classification domain in bins, in the colours of their classes, the same in every year.

    `bounds` are the upper bounds of the bins, `counts` their values; `bars` the bins, cut where a class ends; `extents`
    what each class covers of the axis (low, high, class), `colours` those of the classes. `labels` are written at the
    axis where there is room; `words` say what is seen, `notes` how it is read (with YEAR in the place of the year).
    `of_core` is false where no core unit has a value and the values are those of all units.
    """

    axis: ValueAxis
    bounds: tuple[float, ...]
    counts: tuple[int, ...]
    bars: tuple[Bar, ...]
    extents: tuple[tuple[float, float, int], ...]
    colours: tuple[str, ...]
    labels: tuple[Label, ...]
    words: str
    notes: tuple[str, ...]
    has_classes: bool
    of_core: bool


def histogram(layer: Layer, state: MapState) -> Histogram | None:
    """Return the histogram of a layer in a state; None where its values are not two different ones."""
    kept = cast("dict[Hashable, tuple[Histogram | None]]", layer.kept.setdefault("histogram", {}))
    key = (state.scheme, state.k, state.breaks, state.palette, state.lang)
    found = kept.get(key)
    if found is None:
        found = (_made(layer, state),)
        if len(kept) >= KEPT:
            kept.clear()
        kept[key] = found
    return found[0]


def _made(layer: Layer, state: MapState) -> Histogram | None:
    if layer.kind == TYPES:
        return None
    axis = axis_of(layer)
    ordered = sorted(chain.from_iterable(layer.domain_values.values()))
    if axis is None or not ordered or not layer.breaks:
        return None
    breaks = class_breaks(layer, state)
    bounds = bin_bounds(axis, ordered)
    if axis.low in breaks[:-1]:
        # A class of nothing but the lowest value has no width: a bin before the others gives it one.
        bounds = (axis.low, *bounds)
        axis = with_lead(axis, len(bounds))
    at = [0, *(bisect_right(ordered, bound) for bound in bounds)]
    counts = tuple(high - low for low, high in pairwise(at))
    inner = [bound for bound in breaks[:-1] if axis.low < bound < axis.high]
    return Histogram(
        axis,
        bounds,
        counts,
        tuple(_bars(axis.low, bounds, counts, inner, breaks)),
        tuple((low, high, classify(high, breaks)) for low, high in pairwise((axis.low, *inner, axis.high))),
        state_colours(layer, state),
        tuple(_labels(layer, state, axis, inner)),
        _words(layer, state, ordered),
        _notes(layer, state, axis),
        state.scheme != UNCLASSED,
        layer.domain_core,
    )


def _bars(
    low: float, bounds: Sequence[float], counts: Sequence[int], inner: Sequence[float], breaks: tuple[float, ...]
) -> Iterator[Bar]:
    """Cut the bins that hold values where a class ends."""
    for (start, end), count in zip(pairwise((low, *bounds)), counts, strict=True):
        if count:
            cuts = (start, *(bound for bound in inner if start < bound < end), end)
            yield from (Bar(a, b, count, classify(b, breaks)) for a, b in pairwise(cuts))


def _labels(layer: Layer, state: MapState, axis: ValueAxis, inner: Sequence[float]) -> Iterator[Label]:
    """Yield what may be written at the axis, from low to high: breaks or round numbers, the centre and the ends.

    Of those that stand in each other's way the one of lower `rank` stays.
    """
    decimals = bound_decimals(layer, state)
    centre = centre_of(layer)
    breaks = inner if state.scheme != UNCLASSED else ()
    places = dict.fromkeys(breaks, 1)
    if state.scheme == UNCLASSED:
        places = dict.fromkeys(_round_values(axis), 3)
    if centre is not None and axis.low < centre < axis.high:
        places[centre] = 0
    ends = 1 if state.scheme == UNCLASSED else 2
    known = (end for end in (layer.low, layer.high) if end is not None)
    for value, rank in sorted({**dict.fromkeys(known, ends), **places}.items()):
        yield Label(value, _written(value, decimals, state.lang), value in breaks, rank)


def _round_values(axis: ValueAxis) -> Iterator[float]:
    """Yield round numbers between the ends of an axis: powers of ten where it is logarithmic."""
    found: Iterable[float] = ticks(axis.low, axis.high, TICKS)
    if axis.is_log:
        powers = range(math.ceil(math.log10(axis.low)), math.floor(math.log10(axis.high)) + 1)
        found = (10.0**power for power in powers[:: math.ceil(len(powers) / TICKS)])
    yield from (value for value in found if axis.low < value < axis.high)


def _written(value: float, decimals: int, lang: str) -> str:
    """Write a value at the axis, with as many decimals more as show that it is not nothing."""
    if value and not round(value, decimals):
        decimals = min(math.ceil(-math.log10(abs(value))), MOST_DECIMALS)
    return number(value, decimals, lang)


def bound_decimals(layer: Layer, state: MapState) -> int:
    """Return how many decimals bounds are written with: those of the layer, more where a reader's own have more."""
    if state.scheme != OWN:
        return layer.decimals
    needed = (len(f"{bound:.{MOST_DECIMALS}f}".rstrip("0").partition(".")[2]) for bound in state.breaks)
    return max(layer.decimals, *needed)


def _words(layer: Layer, state: MapState, ordered: Sequence[float]) -> str:
    """Say in a sentence what the bars show."""
    low, middle, high = (
        number(value, layer.decimals, state.lang)
        for value in (ordered[0], ordered[(len(ordered) - 1) // 2], ordered[-1])
    )
    return tell_plural(
        state.lang,
        "Histogram of %(num)s value from %(low)s to %(high)s (%(measure)s); half of them are at most %(middle)s.",
        "Histogram of %(num)s values from %(low)s to %(high)s (%(measure)s); half of them are at most %(middle)s.",
        len(ordered),
        low=low,
        high=high,
        middle=middle,
        measure=layer.measure_in(state.year).say(state.lang),
    )


def _notes(layer: Layer, state: MapState, axis: ValueAxis) -> tuple[str, ...]:
    """Say how bars and strokes are read."""
    lang = state.lang
    years = f"{layer.years[0]}{DASH}{layer.years[-1]}"
    key = tell(lang, ALL_YEARS, years=years, year=YEAR) if len(layer.years) > 1 else tell(lang, ONE_YEAR, year=YEAR)
    return (key, tell(lang, LOGARITHMIC)) if axis.is_log else (key,)
