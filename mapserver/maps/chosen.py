"""The units that a chart follows over the years: those that the reader chose, else the two ends of the order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapserver.maps.state import MapState
    from mapserver.model import Layer


def charted_units(layer: Layer, state: MapState) -> tuple[str, ...]:
    """Return the codes of the units with a line: the chosen ones, else the highest and the lowest of the core."""
    if state.units:
        return state.units
    values = [
        (value, layer.places[index].code)
        for index in layer.drawn(state.year)
        if layer.places[index].core and (value := layer.cell(index, state.year).value) is not None
    ]
    if not values:
        return ()
    return tuple(dict.fromkeys((max(values)[1], min(values)[1])))


def places_of(layer: Layer, code: str) -> tuple[int, ...]:
    """Return the indexes of all places of a code: it can have meant different land in different years."""
    return tuple(index for index, place in enumerate(layer.places) if place.code == code)


def units_with(units: tuple[str, ...], code: str) -> tuple[str, ...]:
    """Return chosen units with another one as the last: it takes the place of the one whose panel is shown.

    One that is chosen already moves to the end and takes no other's place. `unitsWith` of the client does the same.
    """
    others = tuple(unit for unit in units if unit != code) if code in units else units[:-1]
    return (*others, code)
