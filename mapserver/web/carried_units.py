"""Which units the indicators of an area have: what the list beside a map needs to carry the chosen ones on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Blueprint, Response

from mapserver.web.lookup import find_area
from mapserver.web.rendering import page
from mapserver.web.site import published

if TYPE_CHECKING:
    from mapserver.model import AreaEntry
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("carried_units", __name__)


@blueprint.get("/api/areas/<area_id>/missing-units")
def units(area_id: str) -> Response:
    """Answer what `missing_units` returns; made once for a snapshot, since every layer of the area is read for it."""
    snapshot = published()
    area = find_area(snapshot, area_id)
    return page(
        ("carried units", area.id),
        lambda: json.dumps(missing_units(snapshot, area), separators=(",", ":")) + "\n",
        "application/json",
    )


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
