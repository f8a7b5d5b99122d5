"""What a map says of itself to sites on which it is shared, to search engines and to data portals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from markupsafe import Markup

from mapserver.exports.extract import Extract
from mapserver.exports.formats import FORMATS, formats_of
from mapserver.exports.linked import catalogue, data_block, dataset
from mapserver.exports.media import MEDIA
from mapserver.maps.card import HEIGHT, WIDTH
from mapserver.maps.picture import place_title
from mapserver.maps.state import as_map
from mapserver.web import addresses
from mapserver.web.controls import state_address
from mapserver.web.map_state import canonical_query
from mapserver.web.query import Query
from mapserver.web.rendering import page
from mapserver.web.security import OPEN_HEADERS
from mapserver.web.site import current_site, published

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Layer
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("sharing", __name__)

LINKED_DATA = "application/ld+json"


@dataclass(frozen=True)
class Sharing:
    """The tags of a page for sites on which it is shared (Open Graph), and its block of data (JSON-LD).

    `oembed` is where the frame of the page is asked for, without a format; empty for what has no frame. `image` is
    empty where there is none, `kind` is Open Graph's.
    """

    title: str
    description: str
    address: str
    image: str
    data: Markup
    oembed: str = ""
    width: int = WIDTH
    height: int = HEIGHT
    kind: str = "website"


def site_root() -> str:
    """Return the address of the site without a slash at its end: the operator's, else that of the request."""
    address = current_site().settings.address
    return (request.url_root if address is None else address).rstrip("/")


def extract_of(
    snapshot: Snapshot, area: AreaEntry, layer: Layer, state: MapState, years: tuple[int, ...] = ()
) -> Extract:
    """Return the figures of a state's year, or of `years`, with the address of its map where the site has one."""
    root = site_root()
    page = root + state_address(layer, state) if root else ""
    return Extract(layer, area, state, snapshot.id, years or (state.year,), page, current_site().settings.title)


def sharing(snapshot: Snapshot, area: AreaEntry, layer: Layer, state: MapState, sentences: Sequence[str]) -> Sharing:
    """Return what a map says of itself; `sentences` are its text alternative."""
    root = site_root()
    query = canonical_query(layer, as_map(state))

    def file(suffix: str) -> str:
        return root + addresses.file(layer.area, layer.indicator, suffix, query)

    extract = extract_of(snapshot, area, layer, state)
    formats = {file(suffix): MEDIA[suffix] for suffix, made in formats_of(state).items() if made.has_figures}
    words = " ".join(sentences[:2])
    block = data_block(
        dataset(extract, formats, " ".join(filter(None, (layer.definition.say(state.lang), *sentences))))
    )
    return Sharing(
        place_title(layer, area, state),
        words,
        extract.page,
        file("card.png"),
        Markup(block),  # noqa: S704 - no sign in it can end the block
        root + addresses.with_query("/oembed", {"url": extract.page}),
    )


@blueprint.get("/catalog.jsonld")
def catalog() -> Response:
    """Answer all layers as a DCAT catalogue."""
    Query(request.args, ()).finish()
    snapshot, site, root = published(), current_site(), site_root()
    formats = {suffix: MEDIA[suffix] for suffix, made in FORMATS.items() if made.has_figures}
    answer = page(
        ("catalog", root),
        lambda: data_block(catalogue(site.settings.title, root, snapshot.areas, formats, snapshot.id)),
        LINKED_DATA,
    )
    answer.headers.extend(OPEN_HEADERS)
    return answer
