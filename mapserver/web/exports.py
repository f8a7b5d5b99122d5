"""The figures of a map in other formats, at the address of the map with a suffix and the same query."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from mapserver.exports.extract import Extract
from mapserver.exports.formats import FORMATS, Format
from mapserver.exports.ground import Ground
from mapserver.model import EQUAL_AREA, Message
from mapserver.web import addresses
from mapserver.web.body import Body
from mapserver.web.controls import state_address
from mapserver.web.errors import Forbidden, Unknown
from mapserver.web.lookup import find_area, find_layer
from mapserver.web.map_state import PARAMETERS, read_state
from mapserver.web.query import Query
from mapserver.web.rendering import send
from mapserver.web.security import OPEN_HEADERS
from mapserver.web.site import current_site, published

if TYPE_CHECKING:
    from mapserver.model import AreaEntry
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("exports", __name__)

#: The figures of the year that is shown, or those of all years.
SCOPES = ("shown", "full")
REFUSED = "The figures may be shown and not be given out. %(publisher)s: %(reason)s"


@blueprint.get("/areas/<area_id>/<name>.<suffix>")
def export(area_id: str, name: str, suffix: str) -> Response:
    """Answer a file; one suffix may hold a point (``sdmx.csv``)."""
    indicator, _, extension = f"{name}.{suffix}".partition(".")
    snapshot = published()
    area = find_area(snapshot, area_id)
    entry = find_layer(snapshot, area, indicator)
    if extension not in FORMATS:
        known = {item: f"{addresses.layer(area.id, indicator)}.{item}" for item in FORMATS}
        raise Unknown("format", extension, known, suggest=len(FORMATS))
    made = FORMATS[extension]
    query = Query(request.args, (*PARAMETERS, "scope"))
    scope = query.choose("scope", SCOPES if made.has_years else SCOPES[:1], SCOPES[0])
    layer, state = read_state(snapshot, area, entry, query)
    years = layer.years if scope == "full" else (state.year,)
    page = request.url_root.rstrip("/") + state_address(layer, state)
    extract = Extract(layer, area, state, snapshot.id, years, page)
    return _answer(snapshot, extract, made, extension)


def _answer(snapshot: Snapshot, extract: Extract, made: Format, extension: str) -> Response:
    site = current_site()
    key = (snapshot.id, extension, extract.years, extract.state, extract.page)
    body = site.exports.get(key)
    if body is None:
        if made.has_figures and extract.refusals:
            publisher, reason = extract.refusals[0]
            raise Forbidden(Message(REFUSED, publisher=publisher, reason=reason), publisher=publisher, reason=reason)
        body = Body.of(made.write(extract, ground(snapshot, extract.area)), made.mimetype)
        site.exports.put(key, body)
    answer = send(body, f"public, max-age={site.settings.page_max_age}")
    answer.headers.extend(OPEN_HEADERS)
    answer.headers["Content-Disposition"] = f'attachment; filename="{extract.stem}.{extension}"'
    return answer


def ground(snapshot: Snapshot, area: AreaEntry) -> Ground:
    """Return the geometry of an area, read when it is needed."""
    return Ground(
        lambda: snapshot.territory_shapes(area.id),
        lambda: {
            frame: json.loads(snapshot.file(name) or b"{}") for frame, name in area.topologies[EQUAL_AREA].items()
        },
        snapshot.drawings(area.id),
    )
