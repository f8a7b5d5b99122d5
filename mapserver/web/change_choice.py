"""The choice between a map's values and their change since another year: a link and a form, no script needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapserver.maps.state import default_state
from mapserver.statistics.change import change_layer
from mapserver.web import addresses
from mapserver.web.controls import state_address
from mapserver.web.map_state import canonical_query

if TYPE_CHECKING:
    from mapserver.maps.state import MapState
    from mapserver.model import Layer

#: Parameters whose values a map of changes does not share with one of values.
OWN = ("year", "transform", "from", "scheme", "k", "palette")
#: The share of the comparable units that the first year offered must have.
ENOUGH = 0.75


@dataclass(frozen=True)
class ChangeChoice:
    """`values` leads to the values (empty where they are shown); the form takes `from` out of `years`."""

    values: str
    years: tuple[int, ...]
    first: int
    action: str
    kept: dict[str, str]


def change_choice(values: Layer, state: MapState) -> ChangeChoice | None:
    """Return the choice for the layer of values behind a state; None where there is only one year."""
    if len(values.years) < 2:
        return None
    changes = state.transform == "change"
    plain = replace(
        default_state(values, state.lang),
        year=state.year,
        level=state.level,
        view=state.view,
        units=state.units,
        projection=state.projection,
    )
    kept = {name: value for name, value in canonical_query(values, plain).items() if name not in OWN}
    return ChangeChoice(
        state_address(values, plain) if changes else "",
        tuple(year for year in values.years if year != state.year),
        state.from_year if state.from_year not in (None, state.year) else first_year(values, state.year),
        addresses.layer(values.area, values.indicator),
        {"year": str(state.year), "transform": "change", **kept},
    )


def first_year(layer: Layer, year: int) -> int:
    """Return the earliest year from which a change to `year` can be counted for most of the units that have any."""
    counts = {
        other: sum(
            1 for place in layer.drawn(year) if layer.places[place].core and _is_counted(layer, place, other, year)
        )
        for other in layer.years
        if other != year
    }
    best = max(counts.values())
    return next(other for other, count in counts.items() if count >= ENOUGH * best)


def _is_counted(layer: Layer, place: int, first: int, year: int) -> bool:
    then, now = layer.cell(place, first), layer.cell(place, year)
    return then.value is not None and now.value is not None and then.run == now.run


def drawn_layer(values: Layer, state: MapState) -> Layer:
    """Return what a state draws of a layer of values: itself, or its changes where it has the year to count from."""
    if state.from_year is None or state.from_year not in values.years:
        return values
    return change_layer(values, state.from_year)
