"""A map of figures set against a context, in words: the ends, how many lie above and below, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.context_remark import own_text
from mapserver.maps.formats import listing
from mapserver.maps.measures import measure_words
from mapserver.maps.names import full_name
from mapserver.maps.telling import heading, missing, written
from mapserver.maps.types import type_words
from mapserver.statistics.classification import RELATION, TYPES, centre_of
from mapserver.statistics.context_words import context_words
from mapserver.translation import N_, tell, tell_plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Layer

ENDS = N_("Highest: %(highest)s (%(highest_value)s); lowest: %(lowest)s (%(lowest_value)s).")
MEANS = N_("%(value)s means: %(name)s %(own)s, %(context)s %(figure)s.")
#: Names of units that a sentence lists; of more only their number is told.
MOST_NAMES = 4


def context_summary(layer: Layer, state: MapState, core: Sequence[int], values: Mapping[int, float]) -> tuple[str, ...]:
    """Return the sentences on figures set against a context; `core` are the drawn units, `values` those of some."""
    others = missing(layer, state, core)
    if not values or state.context is None:
        told = N_("%(title)s, %(measure)s: no unit of the border area has a value in %(year)s.")
        words = {"title": layer.title.say(state.lang), "measure": layer.measure_in(state.year).say(state.lang)}
        return (tell(state.lang, told, year=state.year, **words), *others)
    head = " ".join((heading(layer, state, values), *measure_words(layer, values, state.lang)))
    if layer.kind == TYPES:
        return (head, *_types(layer, state, values), *others)
    return (head, *_ends(layer, state, values), *_meaning(layer, state, values), _sides(layer, state, values), *others)


def _ends(layer: Layer, state: MapState, values: Mapping[int, float]) -> tuple[str, ...]:
    ordered = sorted(values, key=lambda index: (values[index], layer.places[index].key))
    if len(ordered) == 1:
        return ()
    lowest, highest = ordered[0], ordered[-1]
    return (
        tell(
            state.lang,
            ENDS,
            highest=full_name(layer.places[highest], state.lang),
            highest_value=_signed(layer, state, values[highest]),
            lowest=full_name(layer.places[lowest], state.lang),
            lowest_value=_signed(layer, state, values[lowest]),
        ),
    )


def _meaning(layer: Layer, state: MapState, values: Mapping[int, float]) -> tuple[str, ...]:
    """Read one number out: that of the highest unit, with its own figure and the one that it is set against."""
    if layer.against is None or state.context is None:
        return ()
    index = max(values, key=lambda place: (values[place], layer.places[place].key))
    column = layer.years.index(state.year)
    own, figure = layer.against.own[index][column], layer.against.figures[index][column].value
    if own is None or figure is None:
        return ()
    words = {"own": own_text(layer.against, own, state.lang), "figure": own_text(layer.against, figure, state.lang)}
    return (
        tell(
            state.lang,
            MEANS,
            value=_signed(layer, state, values[index]),
            name=full_name(layer.places[index], state.lang),
            context=context_words(state.context, state.lang),
            **words,
        ),
    )


def _sides(layer: Layer, state: MapState, values: Mapping[int, float]) -> str:
    centre = centre_of(layer.kind, layer.low, layer.high) or 0.0
    above = sum(round(value, layer.decimals) > centre for value in values.values())
    below = sum(round(value, layer.decimals) < centre for value in values.values())
    return tell(
        state.lang,
        "Above the context: %(above)s; below it: %(below)s; as high: %(equal)s.",
        above=above,
        below=below,
        equal=len(values) - above - below,
    )


def _types(layer: Layer, state: MapState, values: Mapping[int, float]) -> tuple[str, ...]:
    """Say for each type that there is how many units are of it, and which where they are few."""
    sentences = []
    for value in sorted(set(values.values()), reverse=True):
        held = [index for index in values if values[index] == value]
        names = listing(sorted(full_name(layer.places[index], state.lang) for index in held), state.lang)
        words = type_words(value, state.lang)
        if len(held) <= MOST_NAMES:
            sentences.append(f"{words[:1].upper()}{words[1:]}: {names}.")
        else:
            counted = tell_plural(state.lang, "%(num)s district", "%(num)s districts", len(held))
            sentences.append(f"{words[:1].upper()}{words[1:]}: {counted}.")
    return tuple(sentences)


def _signed(layer: Layer, state: MapState, value: float) -> str:
    return written(layer, state, value, plus=layer.kind != RELATION)
