"""What must be said of figures that are set against a context: what it is, how it is weighted, what is left out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mapserver.maps.formats import listing
from mapserver.maps.names import country_title
from mapserver.maps.parity_notes import parity_notes
from mapserver.model.context import (
    AREA,
    BY_AREA,
    BY_DENOMINATOR,
    BY_PEOPLE,
    COUNTRY,
    NEIGHBOURS,
    PLAIN,
    TYPOLOGY,
    ContextFigure,
)
from mapserver.translation import N_, tell, tell_plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapserver.maps.state import MapState
    from mapserver.model import Layer
    from mapserver.model.context import Context

WHAT = {
    COUNTRY: N_(
        "Each unit is set against the figure that is published for its country as a whole, of the same series."
    ),
    AREA: N_("Each unit is set against the mean of the border area in the year."),
}
#: Who the neighbours of a unit are: by a line, by steps, by distance.
BY_LINE = N_("Neighbours are units that share a line; the unit itself is not among them.")
BY_STEPS = N_(
    "Neighbours are units that are reached in up to %(order)s steps from one to the next; the unit itself is not among"
    " them."
)
BY_DISTANCE = N_(
    "Neighbours are units whose centres lie within %(km)s km in a straight line; the unit itself is not among them."
)
AT_HOME = N_("Units of other countries do not count as neighbours.")
WEIGHTED = {
    BY_DENOMINATOR: N_(
        "The mean is weighted by what the figure is counted by, as if numerators and denominators were added up."
    ),
    BY_PEOPLE: N_("The mean is weighted by inhabitants: what the figure is counted by is not known of all units."),
    BY_AREA: N_("The mean is weighted by area."),
    PLAIN: N_(
        "The mean is not weighted: neither what the figure is counted by nor the inhabitants are known of all units."
    ),
}


def context_notes(layer: Layer, state: MapState) -> tuple[str, ...]:
    """Return the sentences on what the figures of a state are set against; nothing for values and changes."""
    against, context = layer.against, state.context
    if against is None or context is None:
        return ()
    if context.kind == TYPOLOGY:
        told = [
            sentence
            for kind, figures in zip((COUNTRY, AREA, NEIGHBOURS), against.parts, strict=True)
            for sentence in _on(layer, state, kind, context, figures)
        ]
        return (*dict.fromkeys(told), *_of_country(layer, TYPOLOGY, state))
    found = _on(layer, state, context.kind, context, against.figures)
    return (*found, *_of_country(layer, context.kind, state), *parity_notes(layer, state))


def _of_country(layer: Layer, kind: str, state: MapState) -> tuple[str, ...]:
    """Return what the indicator warns of, where its figure for a whole country is what others are set against."""
    if kind not in (COUNTRY, TYPOLOGY):
        return ()
    shown = {layer.places[index].country for index in layer.valued(state.year)}
    told = " ".join(note.say(state.lang) for note in layer.notes_on(shown))
    return (told,) if told else ()


def _on(
    layer: Layer, state: MapState, kind: str, context: Context, figures: tuple[tuple[ContextFigure, ...], ...]
) -> Iterator[str]:
    """Yield what one context is, how it is weighted and what has none."""
    yield from _what(kind, context, state.lang)
    column = layer.years.index(state.year)
    drawn = [
        index for index in layer.drawn(state.year) if layer.against and layer.against.own[index][column] is not None
    ]
    if kind == COUNTRY:
        yield from _without_national(layer, state, [index for index in drawn if figures[index][column].value is None])
        return
    kinds = Counter(figures[index][column].weights for index in drawn if figures[index][column].value is not None)
    if len(kinds) == 1:
        yield tell(state.lang, WEIGHTED[next(iter(kinds))])
    else:
        for name, count in kinds.most_common():
            told = tell(state.lang, WEIGHTED[name])
            yield tell_plural(
                state.lang, "%(num)s unit: %(sentence)s", "%(num)s units: %(sentence)s", count, sentence=told
            )
    apart = any(figures[index][column].reason == "context_differs" for index in drawn if layer.places[index].core)
    if kind == AREA and apart:
        yield tell(
            state.lang,
            "In %(year)s there is no mean of the border area: its sources measure different things.",
            year=state.year,
        )
    left_out = sum(figures[index][column].left_out > 0 for index in drawn)
    if left_out:
        yield tell_plural(
            state.lang,
            "Neighbours that measure different things are left out of the mean of %(num)s unit.",
            "Neighbours that measure different things are left out of the means of %(num)s units.",
            left_out,
        )


def _what(kind: str, context: Context, lang: str) -> Iterator[str]:
    if kind in WHAT:
        yield tell(lang, WHAT[kind])
        return
    held = BY_DISTANCE if context.km else BY_STEPS if context.order > 1 else BY_LINE
    yield tell(lang, held, order=context.order, km=context.km)
    if not context.across:
        yield tell(lang, AT_HOME)


def _without_national(layer: Layer, state: MapState, places: list[int]) -> Iterator[str]:
    countries = sorted({country_title(layer.places[index].country, state.lang) for index in places})
    if countries:
        yield tell(
            state.lang,
            "No figure for the country as a whole is published for %(year)s: %(countries)s. A mean of the units in this"
            " collection would not stand for it.",
            year=state.year,
            countries=listing(countries, state.lang),
        )
