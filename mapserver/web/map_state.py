"""The state of a map in an address: read from a query, written back in canonical form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapserver.maps.palettes import palettes
from mapserver.maps.state import MapState, default_state
from mapserver.web.lookup import languages_known
from mapserver.web.query import Query
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from mapserver.model import AreaEntry, Layer, LayerEntry
    from mapserver.snapshot import Snapshot

#: In the order in which an address has them.
PARAMETERS = ("year", "scheme", "k", "palette", "level", "lang")
FINEST = "finest"


def read_state(
    snapshot: Snapshot, area: AreaEntry, entry: LayerEntry, args: MultiDict[str, str]
) -> tuple[Layer, MapState]:
    """Return the layer and the state that a query asks for; BadParameter for what the layer does not have."""
    query = Query(args, PARAMETERS)
    level = query.choose("level", dict.fromkeys((FINEST, *entry.values)), FINEST)
    lang = query.choose("lang", languages_known(snapshot), INTERFACE)
    layer = snapshot.layer(area.id, entry.indicator, level)
    base = default_state(layer, lang)
    scheme = query.choose("scheme", layer.breaks, base.scheme)
    k = query.choose("k", map(str, layer.breaks.get(scheme, ())), str(nearest_k(layer, scheme, base.k)))
    year = query.choose("year", map(str, layer.years), str(base.year))
    palette = query.choose("palette", palettes(), base.palette)
    query.finish()
    return layer, replace(base, year=int(year), scheme=scheme, k=int(k), palette=palette, level=level)


def nearest_k(layer: Layer, scheme: str, k: int) -> int:
    """Return the number of classes that `scheme` offers nearest to `k`; the smaller one of two."""
    return min(layer.breaks.get(scheme, ()), key=lambda count: (abs(count - k), count), default=k)


def canonical_query(layer: Layer, state: MapState) -> dict[str, str]:
    """Return the query that leads to a state: what differs from the layer's defaults, in a fixed order."""
    base = default_state(layer, state.lang)
    k = nearest_k(layer, state.scheme, base.k)
    query = {
        "year": "" if state.year == base.year else str(state.year),
        "scheme": "" if state.scheme == base.scheme else state.scheme,
        "k": "" if state.k == k else str(state.k),
        "palette": "" if state.palette == base.palette else state.palette,
        "level": "" if state.level == FINEST else state.level,
        "lang": "" if state.lang == INTERFACE else state.lang,
    }
    return {name: value for name, value in query.items() if value}
