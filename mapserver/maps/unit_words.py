"""What a live map says of a unit to the eye and the ear, and on its buttons: messages that the client fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.maps.names import country_name
from mapserver.statistics.classification import TYPES
from mapserver.translation import N_, catalogue, interface_language

if TYPE_CHECKING:
    from mapserver.maps.state import MapState
    from mapserver.model import Layer

#: By the name under which the client knows them.
MESSAGES = {
    "unit_value": N_("%(name)s: %(value)s %(measure)s"),
    "unit_without": N_("%(name)s: no data, %(reason)s"),
    "value": N_("%(value)s %(measure)s, %(year)s"),
    "without": N_("No data in %(year)s: %(reason)s"),
    "rank": N_("Rank %(rank)s of %(count)s"),
    "around": N_("Outside the border area, without a rank"),
    "unordered": N_("No rank: the sources measure different things"),
    "open": N_("Key figures and neighbours"),
    "close": N_("Close"),
    "map": N_("Map of %(title)s, %(area)s. Arrow keys lead from district to district, Enter opens one, Escape leaves."),
    "zoom": N_("Zoom"),
    "zoom_in": N_("Zoom in"),
    "zoom_out": N_("Zoom out"),
    "whole": N_("Show the whole area"),
}
#: Why a type has no rank.
NO_ORDER = N_("Types have no rank")


def unit_words(layer: Layer, state: MapState) -> dict[str, object]:
    """Return the messages in the reader's language, their places still open, and the names of the countries."""
    translated = catalogue(interface_language(state.lang))
    own = {"unordered": NO_ORDER} if layer.kind == TYPES else {}
    return {
        **{name: translated.gettext(message) for name, message in (MESSAGES | own).items()},
        "countries": {
            code: country_name(code, state.lang) for code in sorted({place.country for place in layer.places})
        },
    }
