"""Differences across borders in words: the largest of all in full, then the largest of each other border."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.names import full_name
from mapserver.maps.ratios import ratio_text
from mapserver.maps.telling import written
from mapserver.model import border_of
from mapserver.statistics.contrasts import FEWEST_STEPS, holder
from mapserver.statistics.gaps import gap
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Layer

#: Ratios below this are told better by the difference.
TIMES_FROM = 1.5
#: The sentence on the largest difference: by whether it is one of percentages, and whether a ratio tells more.
GAPS = {
    (False, False): N_(
        "Largest difference across a border: %(high)s (%(high_value)s) against %(low)s (%(low_value)s):"
        " %(difference)s more."
    ),
    (False, True): N_(
        "Largest difference across a border: %(high)s (%(high_value)s) against %(low)s (%(low_value)s):"
        " %(difference)s more, %(ratio)s times as much."
    ),
    (True, False): N_(
        "Largest difference across a border: %(high)s (%(high_value)s) against %(low)s (%(low_value)s):"
        " %(difference)s percentage points more."
    ),
    (True, True): N_(
        "Largest difference across a border: %(high)s (%(high_value)s) against %(low)s (%(low_value)s):"
        " %(difference)s percentage points more, %(ratio)s times as much."
    ),
}

#: Pairs of places (indexes) that meet at a border, by that border.
Pairs = dict[str, list[tuple[int, int]]]


def largest_gaps(
    layer: Layer, state: MapState, values: Mapping[int, float], pairs: Sequence[tuple[str, str]]
) -> tuple[str, ...]:
    """Tell the largest difference across a border in full, then those of the other borders.

    `values` are by place, `pairs` codes of neighbours; nothing where no two values may be compared.
    """
    widest = [
        max(known, key=lambda pair: abs(gap(values[pair[0]], values[pair[1]]).diff))
        for known in _known_pairs(layer, state, values, pairs).values()
    ]
    if not widest:
        return ()
    widest.sort(key=lambda pair: -abs(gap(values[pair[0]], values[pair[1]]).diff))
    largest, *others = [sorted(pair, key=lambda index: values[index]) for pair in widest]
    sentences = [_largest_gap(layer, state, values, *largest)]
    if layer.judgement(*largest) == "similar":
        sentences.append(tell(state.lang, "The two sources are similar, not the same."))
    if others:
        words = [
            tell(
                state.lang,
                "%(high)s (%(high_value)s) against %(low)s (%(low_value)s)",
                **_sides(layer, state, values, *pair),
            )
            for pair in others
        ]
        sentences.append(tell(state.lang, "Largest at the other borders: %(pairs)s.", pairs="; ".join(words)))
    return tuple(sentences)


def _known_pairs(layer: Layer, state: MapState, values: Mapping[int, float], pairs: Sequence[tuple[str, str]]) -> Pairs:
    """Return by border the pairs of drawn places whose values may be compared."""
    codes = {layer.places[index].code: index for index in layer.drawn(state.year)}
    found: Pairs = {}
    for a, b in ((holder(codes, a), holder(codes, b)) for a, b in pairs):
        if a is None or b is None or a not in values or b not in values or layer.judgement(a, b) == "different":
            continue
        found.setdefault(border_of(layer.places[a].country, layer.places[b].country), []).append((a, b))
    return found


def _largest_gap(layer: Layer, state: MapState, values: Mapping[int, float], low: int, high: int) -> str:
    """Say how much more the higher value is, and how many times as much where that tells more.

    Both are those of the numbers that are shown, so that a reader who subtracts finds the same. Values that can be
    negative, and a low one of a digit or less, have no ratio that tells anything.
    """
    apart = gap(round(values[low], layer.decimals), round(values[high], layer.decimals))
    words = {**_sides(layer, state, values, low, high), "difference": written(layer, state, apart.diff)}
    coarse = values[low] * 10**layer.decimals < FEWEST_STEPS
    negative = layer.low is not None and layer.low < 0
    times = apart.ratio if apart.ratio and apart.ratio >= TIMES_FROM and not (coarse or negative) else None
    return tell(
        state.lang,
        GAPS[layer.measure_of((low, high)).say("en").startswith("%"), times is not None],
        ratio=ratio_text(times or 0.0, state.lang),
        **words,
    )


def _sides(layer: Layer, state: MapState, values: Mapping[int, float], low: int, high: int) -> dict[str, str]:
    return {
        "low": full_name(layer.places[low], state.lang),
        "low_value": written(layer, state, values[low]),
        "high": full_name(layer.places[high], state.lang),
        "high_value": written(layer, state, values[high]),
    }
