"""Files of a map, figures and pictures, at the address of the map with a suffix and the same query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from mapserver.exports.formats import FORMATS, SEGMENT_FORMATS
from mapserver.exports.ground import Ground
from mapserver.exports.media import MEDIA
from mapserver.maps.figure import values_name
from mapserver.maps.state import BORDERS, TRANSFORMS, VIEWS
from mapserver.model import Message
from mapserver.model.clusters import CLUSTERS
from mapserver.web import addresses
from mapserver.web.errors import Unknown, withheld
from mapserver.web.kept_file import kept_file
from mapserver.web.lookup import find_area, find_layer
from mapserver.web.map_state import PARAMETERS, read_state
from mapserver.web.pictures import PICTURES, pictures_of
from mapserver.web.query import Query
from mapserver.web.sharing import extract_of
from mapserver.web.site import published
from mapserver.web.values_file import PARAMETERS as VALUES_PARAMETERS
from mapserver.web.values_file import SUFFIX, values_address, values_bytes, values_key

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from werkzeug.wrappers import Response as AnyResponse

    from mapserver.exports.extract import Extract
    from mapserver.model import AreaEntry, LayerEntry
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("exports", __name__)

#: Views that a file of another format takes, which holds districts.
OTHER_VIEWS = tuple(view for view in VIEWS if view != BORDERS)
NO_LINES = "This format holds districts, not the lines between them. Formats with lines: %(formats)s."
#: The figures of the year that is shown, or those of all years.
SCOPES = ("shown", "full")
NO_CLASSES = "The script of a map reads figures; clusters are classes."


@blueprint.get("/areas/<area_id>/<name>.<suffix>")
def export(area_id: str, name: str, suffix: str) -> AnyResponse:
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
            raise withheld(extract.refusals)
        return made.write(extract, ground(snapshot, area, state.projection))

    return _answer(extract, extension, MEDIA[extension], extract.years, write)


def _picture(snapshot: Snapshot, area: AreaEntry, entry: LayerEntry, extension: str) -> Response:
    made = PICTURES[extension]
    query = Query(request.args, (*PARAMETERS, *made.parameters))
    wanted = made.read(query)
    layer, state = read_state(snapshot, area, entry, query)
    extract = extract_of(snapshot, area, layer, state)
    return _answer(extract, extension, made.mimetype, wanted, lambda: made.draw(snapshot, extract, wanted), shown=True)


def _values(snapshot: Snapshot, area: AreaEntry, entry: LayerEntry) -> AnyResponse:
    """Answer the figures of a map as its script reads them; lead to the file of the snapshot where that is it."""
    query = Query(request.args, VALUES_PARAMETERS)
    if query.given("transform") == CLUSTERS:
        query.refuse("transform", Message(NO_CLASSES), [name for name in TRANSFORMS if name != CLUSTERS])
        query.finish()
    layer, state = read_state(snapshot, area, entry, query)
    name = values_name(entry, state)
    if name and not values_address(layer, state):
        return redirect(addresses.data(name))
    key = (snapshot.id, SUFFIX, layer.area, layer.indicator, *values_key(state))
    return kept_file(key, "application/json", lambda: values_bytes(layer))


def _answer(
    extract: Extract,
    extension: str,
    mimetype: str,
    wanted: Hashable,
    write: Callable[[], bytes],
    *,
    shown: bool = False,
) -> Response:
    """Answer a file that is kept under everything that it was made of."""
    key = (extract.snapshot, extension, wanted, extract.state, extract.page)
    return kept_file(key, mimetype, write, f"{extract.stem}.{extension}", shown=shown)


def ground(snapshot: Snapshot, area: AreaEntry, projection: str) -> Ground:
    """Return the geometry of an area in a projection, read when it is needed."""
    return Ground(
        lambda: snapshot.territory_shapes(area.id),
        lambda: snapshot.topologies(area.id, projection),
        snapshot.drawings(area.id, projection),
        lambda extract: pictures_of(snapshot, extract),
        lambda pairs: snapshot.shared_lines(area.id, pairs),
    )
