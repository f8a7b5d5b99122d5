"""The choice between a map's values and their change since another year: a link and a form, no script needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapserver.maps.state import default_state
from mapserver.web import addresses
from mapserver.web.controls import state_address
from mapserver.web.map_state import canonical_query

if TYPE_CHECKING:
    from mapserver.maps.state import MapState
    from mapserver.model import Layer

#: Parameters whose values a map of changes does not share with one of values.
OWN = ("year", "transform", "from", "scheme", "k", "palette")


@dataclass(frozen=True)
class ChangeChoice:
    """`values` leads to the values (empty where they are shown); the form takes `from` out of the earlier `years`.

    `chosen` is the year that changes are counted from, None where values are shown.
    """

    values: str
    years: tuple[int, ...]
    chosen: int | None
    action: str
    kept: dict[str, str]


def change_choice(values: Layer, state: MapState) -> ChangeChoice | None:
    """Return the choice for the layer of values behind a state; None where no year is earlier."""
    earlier = tuple(year for year in values.years if year < state.year)
    if not earlier:
        return None
    changes = state.transform == "change"
    plain = replace(
        default_state(values, state.lang),
        year=state.year,
        level=state.level,
        view=state.view,
        units=state.units,
        projection=state.projection,
        sort=state.sort,
        find=state.find,
        core=state.core,
    )
    kept = {name: value for name, value in canonical_query(values, plain).items() if name not in OWN}
    return ChangeChoice(
        state_address(values, plain) if changes else "",
        earlier,
        state.from_year,
        addresses.layer(values.area, values.indicator),
        {"year": str(state.year), "transform": "change", **kept},
    )
