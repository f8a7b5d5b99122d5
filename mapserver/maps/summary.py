"""The map in words: the text alternative, for those who do not see it. Each sentence is one message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.change_summary import change_summary
from mapserver.maps.clusters import cluster_summary
from mapserver.maps.context_summary import context_summary
from mapserver.maps.formats import listing
from mapserver.maps.gap_words import largest_gaps
from mapserver.maps.measures import measure_words
from mapserver.maps.names import country_title, full_name
from mapserver.maps.telling import groups_of, heading, medians, missing, title_and_measure, written
from mapserver.model.clusters import ClusterLayer
from mapserver.statistics.classification import CHANGE
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Layer

#: Sentences on all units, and on those of some countries.
ALL_EQUAL = N_("All of them have the value %(highest_value)s.")
ALL_EQUAL_OF = N_("%(countries)s: all have the value %(highest_value)s.")
ENDS = N_("Highest: %(highest)s (%(highest_value)s); lowest: %(lowest)s (%(lowest_value)s).")
ENDS_OF = N_("%(countries)s: highest %(highest)s (%(highest_value)s), lowest %(lowest)s (%(lowest_value)s).")


def summary(layer: Layer, state: MapState, pairs: Sequence[tuple[str, str]] = ()) -> tuple[str, ...]:
    """Return the sentences of the text alternative; `pairs` are codes of neighbours across a border.

    A pair stands for the drawn units that hold it: where a country is drawn at a coarser level, for the larger unit.
    A layer of changes tells increases and decreases instead of differences across borders, one that is set against a
    context what lies above and below it.
    """
    if isinstance(layer, ClusterLayer):
        return cluster_summary(layer, state.lang)
    core = [index for index in layer.drawn(state.year) if layer.places[index].core]
    values = {index: value for index in core if (value := layer.cell(index, state.year).value) is not None}
    if layer.kind == CHANGE:
        return change_summary(layer, state, core, values)
    if layer.against is not None:
        return context_summary(layer, state, core, values)
    if not values:
        return (_nothing(layer, state), *missing(layer, state, core))
    groups = groups_of(layer, values)
    return (
        heading(layer, state, values),
        *measure_words(layer, values, state.lang),
        *(_ends(layer, state, group, alone=len(groups) == 1) for group in groups),
        *medians(layer, state, groups),
        *largest_gaps(layer, state, values, pairs),
        *missing(layer, state, core),
    )


def _nothing(layer: Layer, state: MapState) -> str:
    title, measure = title_and_measure(layer, state.lang, layer.measure_in(state.year))
    if measure:
        told = N_("%(title)s, %(measure)s: no unit of the border area has a value in %(year)s.")
        return tell(state.lang, told, title=title, measure=measure, year=state.year)
    return tell(
        state.lang, "%(title)s: no unit of the border area has a value in %(year)s.", title=title, year=state.year
    )


def _ends(layer: Layer, state: MapState, values: Mapping[int, float], *, alone: bool) -> str:
    """Name the ends of what can be put in one order: of each group apart where series measure different things."""
    ordered = sorted(values, key=lambda index: (values[index], layer.places[index].key))
    lowest, highest = ordered[0], ordered[-1]
    if len(ordered) == 1:
        return f"{full_name(layer.places[highest], state.lang)}: {written(layer, state, values[highest])}."
    countries = sorted({country_title(layer.places[index].country, state.lang) for index in values})
    words = {
        "countries": listing(countries, state.lang),
        "highest": full_name(layer.places[highest], state.lang),
        "highest_value": written(layer, state, values[highest]),
        "lowest": full_name(layer.places[lowest], state.lang),
        "lowest_value": written(layer, state, values[lowest]),
    }
    if values[lowest] == values[highest]:
        return tell(state.lang, ALL_EQUAL if alone else ALL_EQUAL_OF, **words)
    return tell(state.lang, ENDS if alone else ENDS_OF, **words)
