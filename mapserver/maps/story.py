"""Sentences that a journalist may print: computed from a layer, each with year, measure, sources and comparability."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps import change_summary
from mapserver.maps.formats import listing
from mapserver.maps.names import country_title, full_name
from mapserver.maps.story_changes import change_stories
from mapserver.maps.story_gaps import gap_stories
from mapserver.maps.story_sentence import StorySentence, figure, heading, named_figure
from mapserver.maps.summary import ALL_EQUAL, ALL_EQUAL_OF, ENDS, ENDS_OF
from mapserver.maps.telling import groups_of
from mapserver.maps.telling import heading as counted_heading
from mapserver.model.clusters import CLUSTERS
from mapserver.statistics.classification import CHANGE, TYPES
from mapserver.statistics.ranks import core_ranks
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Layer

AREA_RANK = N_("Rank in the border area: %(rank)s of %(count)s, 1 is the highest.")


def stories(
    layer: Layer, state: MapState, pairs: Sequence[tuple[str, str]], *, compare_different: bool = False
) -> tuple[StorySentence, ...]:
    """Return what a map tells: chosen units, neighbours across each border, the ends of the order, a change over time.

    `pairs` are codes of neighbours across the borders of the area. A layer of changes tells of changes, in the year of
    the state since its `from_year`. Figures that measure different things are told and not compared, unless
    `compare_different` asks for it; a warning stands behind them in either case. A layer that is set against a context
    tells of units and of the ends of the order, one of types nothing.
    """
    if layer.kind in (CLUSTERS, TYPES):
        # Classes are told by the summary: they have no ends and no gaps.
        return ()
    if layer.against is not None:
        return (*_unit_stories(layer, state), *_end_stories(layer, state))
    return (
        *_unit_stories(layer, state),
        *gap_stories(layer, state, pairs, compare_different=compare_different),
        *_end_stories(layer, state),
        *(() if layer.kind == CHANGE else change_stories(layer, state)),
    )


def _unit_stories(layer: Layer, state: MapState) -> Iterable[StorySentence]:
    """Tell the figure of each chosen unit, and its rank among those of the core where these have a common order."""
    ranks = core_ranks(layer, state.year)
    for index in (at for code in state.units for at in layer.drawn(state.year) if layer.places[at].code == code):
        if layer.cell(index, state.year).value is None:
            continue
        words = named_figure(layer.places[index], figure(layer, index, state.year, state.lang), state.lang)
        parts, figures = [heading(layer, state, (index,)), f"{words}."], [index]
        if index in ranks:
            rank = ranks[index]
            parts.append(tell(state.lang, AREA_RANK, rank=rank.place, count=rank.count))
            figures = list(ranks)
        yield StorySentence.of("unit", layer, state.lang, parts, (index,), [(at, state.year) for at in figures])


def _end_stories(layer: Layer, state: MapState) -> Iterable[StorySentence]:
    """Tell the highest and the lowest of the core: of each group apart where series measure different things."""
    values = {
        index: value
        for index in layer.drawn(state.year)
        if layer.places[index].core and (value := layer.cell(index, state.year).value) is not None
    }
    groups = [group for group in groups_of(layer, values) if len(group) > 1]
    is_mixed = len(set(layer.measures_of(values).values())) > 1
    for group in groups:
        shown = {index: round(value, layer.decimals) for index, value in group.items()}
        is_change = layer.kind == CHANGE
        head = (change_summary.change_heading if is_change else counted_heading)(
            layer, state, group if is_mixed else values
        )
        parts, named = (_change_ends if is_change else _ends)(layer, state, shown, alone=len(group) == len(values))
        figures = [(index, state.year) for index in group]
        yield StorySentence.of("ends", layer, state.lang, (head, *parts), named, figures)


def _ends(
    layer: Layer, state: MapState, shown: Mapping[int, float], *, alone: bool
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the sentence on the ends of the numbers that are shown, and the places that it names."""
    highest, lowest = max(shown.values()), min(shown.values())
    high, low = ([index for index in shown if shown[index] == end] for end in (highest, lowest))
    words = {
        "countries": _countries(layer, state, shown),
        "highest": _names(layer, state, high),
        "highest_value": _value(layer, state, high),
        "lowest": _names(layer, state, low),
        "lowest_value": _value(layer, state, low),
    }
    if highest == lowest:
        return (tell(state.lang, ALL_EQUAL if alone else ALL_EQUAL_OF, **words),), ()
    return (tell(state.lang, ENDS if alone else ENDS_OF, **words),), (*high, *low)


def _change_ends(
    layer: Layer, state: MapState, shown: Mapping[int, float], *, alone: bool
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the sentences on the largest increase and decrease, and the places that they name."""
    messages = (
        (change_summary.INCREASE, change_summary.DECREASE)
        if alone
        else (change_summary.INCREASE_OF, change_summary.DECREASE_OF)
    )
    highest, lowest = max(shown.values()), min(shown.values())
    parts, named = [], []
    for message, end, is_told in ((messages[0], highest, highest > 0), (messages[1], lowest, lowest < 0)):
        places = [index for index in shown if shown[index] == end]
        if is_told:
            words = {"name": _names(layer, state, places), "value": _value(layer, state, places)}
            parts.append(tell(state.lang, message, countries=_countries(layer, state, shown), **words))
            named += places
    if not parts:
        message = change_summary.UNCHANGED if alone else change_summary.UNCHANGED_OF
        parts.append(tell(state.lang, message, countries=_countries(layer, state, shown)))
    return tuple(parts), tuple(named)


def _names(layer: Layer, state: MapState, places: Sequence[int]) -> str:
    return listing([full_name(layer.places[index], state.lang) for index in places], state.lang)


def _value(layer: Layer, state: MapState, places: Sequence[int]) -> str:
    """Write the value that places share with its flags; of several places each flagged one is named."""
    (value, *flags), *_ = figures = [figure(layer, index, state.year, state.lang) for index in places]
    if len(places) > 1:
        marked = zip(places, figures, strict=True)
        flags = [f"{full_name(layer.places[at], state.lang)}: {', '.join(said)}" for at, (_, *said) in marked if said]
    return "; ".join((value, *flags))


def _countries(layer: Layer, state: MapState, places: Iterable[int]) -> str:
    return listing(sorted({country_title(layer.places[index].country, state.lang) for index in places}), state.lang)
