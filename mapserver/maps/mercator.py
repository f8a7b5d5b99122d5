"""What a map in Web Mercator must say about itself: its scale at a place, and how much it enlarges."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mapserver.maps.formats import number
from mapserver.maps.names import shown_name
from mapserver.model import MERCATOR_CRS
from mapserver.translation import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Drawing, Layer

#: Radius of the sphere that Web Mercator is drawn from, in metres.
EARTH = 6_378_137.0


def is_mercator(drawing: Drawing) -> bool:
    """Say whether a drawing is in Web Mercator."""
    return drawing.crs == MERCATOR_CRS


def ground_metres(drawing: Drawing) -> float:
    """Return how many metres on the ground a view-box unit stands for at the centre of the frame."""
    if not is_mercator(drawing):
        return drawing.metres
    centre = drawing.corner[1] - drawing.height / 2 * drawing.metres
    # The cosine of the latitude whose northing this is.
    return drawing.metres / math.cosh(centre / EARTH)


def mercator_note(layer: Layer, drawings: Sequence[Drawing], state: MapState) -> str:
    """Return in words which core units are enlarged least and most, and how many times."""
    found = [
        (drawing.shapes[place.key].enlarged, index)
        for drawing in drawings
        for index in layer.drawn(state.year)
        if (place := layer.places[index]).core and place.key in drawing.shapes
    ]
    if not found:
        return tell(state.lang, "Mercator enlarges what lies farther from the equator.")
    units = (
        f"{shown_name(layer.places[index], state.lang)[0]}\u00a0×\u00a0{number(enlarged, 1, state.lang)}"
        for enlarged, index in sorted({min(found), max(found)})
    )
    return tell(
        state.lang,
        "Mercator enlarges what lies farther from the equator. Area on this map, against the real one: %(units)s.",
        units="; ".join(units),
    )
