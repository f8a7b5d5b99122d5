"""The figures of a map for its script, where they are not those of the snapshot: set against a context, or with
another border area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.exports.documents import as_json
from mapserver.model.context import PROGRAMME
from mapserver.statistics import values_document
from mapserver.web import addresses
from mapserver.web.map_state import canonical_query

if TYPE_CHECKING:
    from collections.abc import Hashable

    from mapserver.maps.state import MapState
    from mapserver.model import Layer

#: The suffix of the file, at the address of the map.
SUFFIX = "values.json"
#: What of a state its figures depend on; a change since a year is among them.
PARAMETERS = ("transform", "from", "as", "order", "km", "across", "core", "level")


def values_address(layer: Layer, state: MapState) -> str:
    """Return where the script finds the figures of a state; nothing where those of the snapshot do."""
    if state.context is None and state.core == PROGRAMME:
        return ""
    kept = canonical_query(layer, state)
    query = {name: kept[name] for name in PARAMETERS if name in kept}
    return addresses.file(layer.area, layer.indicator, SUFFIX, query)


def values_key(state: MapState) -> tuple[Hashable, ...]:
    """Return all of a state that its figures depend on: files of two states are one where this is."""
    return state.level, state.transform, state.from_year, state.context, state.core


def values_bytes(layer: Layer) -> bytes:
    """Return the file."""
    return as_json(values_document(layer))
