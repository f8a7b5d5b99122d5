"""Files of a map, figures and pictures, at the address of the map with a suffix and the same query."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from mapserver.exports.formats import FORMATS, SEGMENT_FORMATS
from mapserver.exports.ground import Ground
from mapserver.maps.state import BORDERS, VIEWS
from mapserver.model import Message
from mapserver.web import addresses
from mapserver.web.body import Body
from mapserver.web.errors import Forbidden, Unknown
from mapserver.web.lookup import find_area, find_layer
from mapserver.web.map_state import PARAMETERS, read_state
from mapserver.web.pictures import PICTURES, pictures_of
from mapserver.web.query import Query
from mapserver.web.rendering import send
from mapserver.web.security import CONTENT_POLICY, FILE_POLICY, OPEN_HEADERS
from mapserver.web.sharing import extract_of
from mapserver.web.site import current_site, published
from mapserver.web.values_file import PARAMETERS as VALUES_PARAMETERS
from mapserver.web.values_file import SUFFIX, values_address, values_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from mapserver.exports.extract import Extract
    from mapserver.model import AreaEntry, LayerEntry
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("exports", __name__)

#: Views that a file of another format takes, which holds districts.
OTHER_VIEWS = tuple(view for view in VIEWS if view != BORDERS)
NO_LINES = "This format holds districts, not the lines between them. Formats with lines: %(formats)s."
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
    if extension in PICTURES:
        return _picture(snapshot, area, entry, extension)
    if extension == SUFFIX:
        return _values(snapshot, area, entry)
    if extension in FORMATS:
        return _figures(snapshot, area, entry, extension)
    known = {item: f"{addresses.layer(area.id, indicator)}.{item}" for item in (*PICTURES, *FORMATS)}
    raise Unknown("format", extension, known, suggest=len(known))


def _figures(snapshot: Snapshot, area: AreaEntry, entry: LayerEntry, extension: str) -> Response:
    query = Query(request.args, (*PARAMETERS, "scope"))
    made = FORMATS[extension]
    if query.given("view") == BORDERS:
        if extension not in SEGMENT_FORMATS:
            query.refuse("view", Message(NO_LINES, formats=", ".join(SEGMENT_FORMATS)), OTHER_VIEWS)
        made = SEGMENT_FORMATS.get(extension, made)
    scope = query.choose("scope", SCOPES if made.has_years else SCOPES[:1], SCOPES[0])
    layer, state = read_state(snapshot, area, entry, query)
    extract = extract_of(snapshot, area, layer, state, layer.years if scope == "full" else ())

    def write() -> bytes:
        if made.has_figures and extract.refusals:
            publisher, reason = extract.refusals[0]
            raise Forbidden(Message(REFUSED, publisher=publisher, reason=reason), publisher=publisher, reason=reason)
        return made.write(extract, ground(snapshot, area, state.projection))

    return _answer(extract, extension, made.mimetype, "attachment", extract.years, write)


def _picture(snapshot: Snapshot, area: AreaEntry, entry: LayerEntry, extension: str) -> Response:
    made = PICTURES[extension]
    query = Query(request.args, (*PARAMETERS, *made.parameters))
    wanted = made.read(query)
    layer, state = read_state(snapshot, area, entry, query)
    extract = extract_of(snapshot, area, layer, state)
    return _answer(extract, extension, made.mimetype, "inline", wanted, lambda: made.draw(snapshot, extract, wanted))


def _values(snapshot: Snapshot, area: AreaEntry, entry: LayerEntry) -> Response:
    """Answer the figures of a map as its script reads them, for what the snapshot holds no file of."""
    layer, state = read_state(snapshot, area, entry, Query(request.args, VALUES_PARAMETERS))
    key = (snapshot.id, SUFFIX, layer.area, layer.indicator, values_address(layer, state), state.from_year)
    site = current_site()
    body = site.exports.get(key)
    if body is None:
        body = Body.of(values_bytes(layer), "application/json")
        site.exports.put(key, body)
    answer = send(body, f"public, max-age={site.settings.page_max_age}")
    answer.headers.extend(OPEN_HEADERS)
    answer.headers[CONTENT_POLICY] = FILE_POLICY
    return answer


def _answer(
    extract: Extract, extension: str, mimetype: str, shown: str, wanted: Hashable, write: Callable[[], bytes]
) -> Response:
    """Answer a file that is kept under everything that it was made of."""
    site = current_site()
    key = (extract.snapshot, extension, wanted, extract.state, extract.page)
    body = site.exports.get(key)
    if body is None:
        body = Body.of(write(), mimetype)
        if not mimetype.startswith(("text/", "image/svg")) and "json" not in mimetype:
            body = replace(body, stored=b"")
        site.exports.put(key, body)
    answer = send(body, f"public, max-age={site.settings.page_max_age}")
    answer.headers.extend(OPEN_HEADERS)
    answer.headers[CONTENT_POLICY] = FILE_POLICY
    answer.headers["Content-Disposition"] = f'{shown}; filename="{extract.stem}.{extension}"'
    return answer


def ground(snapshot: Snapshot, area: AreaEntry, projection: str) -> Ground:
    """Return the geometry of an area in a projection, read when it is needed."""
    return Ground(
        lambda: snapshot.territory_shapes(area.id),
        lambda: snapshot.topologies(area.id, projection),
        snapshot.drawings(area.id, projection),
        lambda extract: pictures_of(snapshot, extract),
        lambda pairs: snapshot.shared_lines(area.id, pairs),
    )
