"""Another indicator on the map page: the one before and the one after in the list of the area, and the list itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mapserver.maps.state import TRANSFORMS, default_state
from mapserver.model import Text
from mapserver.model.context import PROGRAMME, TYPOLOGY
from mapserver.statistics.border_area import cores_of
from mapserver.web import addresses
from mapserver.web.controls import state_address
from mapserver.web.indicator_list import anchor_of, in_order
from mapserver.web.map_state import FINEST
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Layer, LayerEntry
    from mapserver.snapshot import Snapshot


@dataclass(frozen=True)
class OtherIndicator:
    """An indicator beside the one that is shown, in the same state as far as it has it."""

    title: Text
    address: str


@dataclass(frozen=True)
class IndicatorChoice:
    """The indicators before and after, None at the ends of the list, and the address of the list at the theme shown."""

    before: OtherIndicator | None
    after: OtherIndicator | None
    list_address: str


def indicator_choice(
    snapshot: Snapshot, area: AreaEntry, entry: LayerEntry, layer: Layer, state: MapState
) -> IndicatorChoice:
    """Return what a reader of a map may go on to; `layer` is the one whose state it is."""
    listed = in_order(area.layers)
    place = listed.index(entry)

    def other(position: int) -> OtherIndicator | None:
        if not 0 <= position < len(listed):
            return None
        found = listed[position]
        level = state.level if state.level in found.values else FINEST
        there = snapshot.layer(area.id, found.indicator, level)
        kept = replace(carried(layer, state, there), **carried_context(state, there, area))
        return OtherIndicator(found.title, state_address(there, kept))

    lang = "" if state.lang == INTERFACE else state.lang
    return IndicatorChoice(
        other(place - 1), other(place + 1), addresses.area(area.id, lang, anchor=anchor_of(entry.theme))
    )


def carried_context(state: MapState, other: Layer, area: AreaEntry) -> dict[str, Any]:
    """Return what of the context and the border area of a state another layer has: shown in its own usual way, without
    types, which need all three contexts."""
    context = state.context if state.context and state.context.kind != TYPOLOGY else None
    return {
        "context": context and replace(context, way=""),
        "transform": context.kind if context else TRANSFORMS[0],
        "core": state.core if state.core in cores_of(other, area.cores) else PROGRAMME,
    }


def carried(layer: Layer, state: MapState, other: Layer) -> MapState:
    """Return the state of another layer that is nearest to the one of `layer`.

    View and projection stay; year and units where the other layer has figures of them; colours where the reader chose
    them. Classes and a change between years belong to the indicator.
    """
    base = default_state(other, state.lang)
    own = default_state(layer, state.lang)
    known = {place.code for place in other.places}
    has_year = state.year in other.core_counts and bool(other.core_counts[state.year][0])
    return replace(
        base,
        year=state.year if has_year else base.year,
        palette=base.palette if state.palette == own.palette else state.palette,
        units=tuple(code for code in state.units if code in known),
        view=state.view,
        projection=state.projection,
    )
