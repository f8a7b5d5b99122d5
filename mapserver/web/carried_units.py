"""Which units the indicators of an area have: what the list beside a map needs to carry the chosen ones on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Blueprint, Response

from mapserver.web.body import Body
from mapserver.web.lookup import find_area
from mapserver.web.rendering import PAGE_COMPRESSION, send
from mapserver.web.site import current_site, published

if TYPE_CHECKING:
    from mapserver.model import AreaEntry
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("carried_units", __name__)


@blueprint.get("/api/areas/<area_id>/missing-units")
def units(area_id: str) -> Response:
    """Answer what `missing_units` returns; made once for a snapshot, since every layer of the area is read for it."""
    site, snapshot = current_site(), published()
    area = find_area(snapshot, area_id)
    key = (snapshot.id, "carried units", area.id)
    body = site.pages.get(key)
    if body is None:
        content = json.dumps(missing_units(snapshot, area), separators=(",", ":")) + "\n"
        body = Body.of(content.encode(), "application/json", level=PAGE_COMPRESSION)
        site.pages.put(key, body)
    return send(body, f"public, max-age={site.settings.page_max_age}")


def missing_units(snapshot: Snapshot, area: AreaEntry) -> dict[str, object]:
    """Return which units of other indicators an indicator lacks: `layers` has by indicator and level a place in
    `missing`, whose lists many of them share."""
    held = {
        (entry.indicator, level): snapshot.codes(area.id, entry.indicator, level)
        for entry in area.layers
        for level in entry.values
    }
    known: frozenset[str] = frozenset().union(*held.values())
    missing = list(dict.fromkeys(known - codes for codes in held.values()))
    layers: dict[str, dict[str, int]] = {}
    for (indicator, level), codes in held.items():
        layers.setdefault(indicator, {})[level] = missing.index(known - codes)
    return {"missing": [sorted(codes) for codes in missing], "layers": layers}
