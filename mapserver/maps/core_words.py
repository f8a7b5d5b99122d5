"""What the definitions of the border area are called, and how each is worked out. Knows no page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mapserver.model.context import DISTANCES, ORDERS, PROGRAMME
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry

OWN_RULE = N_("the units that this collection counts to the border area")
TOUCHES = N_("units that touch the border")
OF_ORDER = N_("units up to order %(order)s from the border")
NEAR = N_("units within %(km)s km of the border")
#: How each is worked out.
TOUCHES_RULE = N_("Border area here: units that share at least 1 km of line with another country of the map.")
ORDER_RULE = N_(
    "Border area here: units that touch the border, and those that lie up to order %(order)s from it in their own"
    " country: order 2 touches one that touches the border."
)
NEAR_RULE = N_(
    "Border area here: units with at least half of their land within %(km)s km of the border line, in a straight line."
    " Eurostat asks for half of the inhabitants within 25 km; that needs a grid of population, which is not in this"
    " collection."
)


def core_words(core: str, lang: str) -> str:
    """Return what a definition is called."""
    if core in DISTANCES:
        return tell(lang, NEAR, km=DISTANCES[core])
    if core in ORDERS:
        return tell(lang, TOUCHES) if ORDERS[core] == 1 else tell(lang, OF_ORDER, order=ORDERS[core])
    return tell(lang, OWN_RULE)


def core_title(core: str, lang: str) -> str:
    """Return what a title says of the definition that holds; nothing for the area's own."""
    return "" if core == PROGRAMME else core_words(core, lang)


def core_markup(core: str, lang: str) -> str:
    """Return the definition that holds for a caption; nothing for the area's own."""
    words = core_title(core, lang)
    return f'<span class="map-core">{escape(words)}</span> ' if words else ""


def core_rule(core: str, lang: str) -> str:
    """Return how the definition that holds is worked out; nothing for the area's own."""
    if core in DISTANCES:
        return tell(lang, NEAR_RULE, km=DISTANCES[core])
    if core in ORDERS:
        return tell(lang, TOUCHES_RULE) if ORDERS[core] == 1 else tell(lang, ORDER_RULE, order=ORDERS[core])
    return ""


def area_title(area: AreaEntry, state: MapState) -> str:
    """Return the name of the area with the definition of the border area, where that is not its own."""
    return ", ".join(filter(None, (area.title.say(state.lang), core_title(state.core, state.lang))))
