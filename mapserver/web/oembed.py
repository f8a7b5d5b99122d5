"""oEmbed 1.0: what a content system asks for when an author pastes the address of a map. https://oembed.com"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from mapserver.maps.card import HEIGHT, WIDTH
from mapserver.maps.picture import place_title
from mapserver.model import Message
from mapserver.web import addresses
from mapserver.web.embed import FRAMED, Embed, edition, read_embed
from mapserver.web.embed_code import COLUMN, HIGHEST, frame_code
from mapserver.web.errors import BadParameter, Unknown
from mapserver.web.map_state import canonical_query
from mapserver.web.query import Query
from mapserver.web.rendering import page
from mapserver.web.security import OPEN_HEADERS, is_trusted
from mapserver.web.sharing import site_root
from mapserver.web.site import current_site, published

if TYPE_CHECKING:
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("oembed", __name__)

FORMATS = {"json": "application/json", "xml": "text/xml; charset=utf-8"}
#: What the paths of maps begin with, as pages and in frames.
PAGES = ("areas", "embed")
#: Pixels that may be asked for.
MOST = 4000
LONGEST = 2000


@blueprint.get("/oembed")
def oembed() -> Response:
    """Answer the frame of a map for its address, as JSON or XML."""
    query = Query(request.args, ("url", "format", "maxwidth", "maxheight"))
    address = query.text("url", LONGEST)
    if not address:
        query.refuse("url", Message("“url” is the full address of a map of this site."), ())
    form = query.choose("format", FORMATS, "json")
    width = query.number("maxwidth", 1, MOST, COLUMN)
    height = query.number("maxheight", 1, MOST, HIGHEST)
    query.finish()
    snapshot, wanted = _find(address)
    made = _describe(snapshot, wanted, min(width, COLUMN), height)
    write = _xml if form == "xml" else json.dumps
    key = ("oembed", wanted.address, form, made["width"], made["height"], site_root())
    answer = page(key, lambda: write(made), FORMATS[form])
    answer.headers.extend(OPEN_HEADERS)
    return answer


def _find(address: str) -> tuple[Snapshot, Embed]:
    """Return what an address of ours shows, and of which snapshot; Unknown for any other, as the protocol has it."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise Unknown("map", address[:80], {}) from error
    own = urlsplit(site_root()).netloc
    names = parts.path.strip("/").split("/")
    is_ours = parts.scheme in ("http", "https") and (
        parts.netloc == own or is_trusted(parts.netloc, current_site().settings.trusted_hosts)
    )
    if not is_ours or len(names) != 3 or names[0] not in PAGES or "." in names[2]:
        raise Unknown("map", address[:80], {})
    given = MultiDict(parse_qsl(parts.query, keep_blank_values=True))
    if names[0] != PAGES[1]:
        for name in ("sort", "find", *(("view",) if given.get("view") not in FRAMED else ())):
            given.poplist(name)
    try:
        snapshot = edition(given["snapshot"]) if "snapshot" in given else published()
        return snapshot, read_embed(snapshot, names[1], names[2], given)
    except BadParameter as error:
        raise Unknown("map", address[:80], {}) from error


def _describe(snapshot: Snapshot, wanted: Embed, width: int, most: int) -> dict[str, str | int]:
    layer, state, area = wanted.layer, wanted.state, wanted.area
    root = site_root()
    natural = wanted.natural_height(snapshot.drawings(area.id, state.projection), width)
    height = min(natural, most)
    title = place_title(layer, area, state)
    card = addresses.file(area.id, layer.indicator, "card.png", canonical_query(layer, state))
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": current_site().settings.title,
        "provider_url": f"{root}/",
        "cache_age": current_site().settings.page_max_age,
        "thumbnail_url": root + card,
        "thumbnail_width": WIDTH,
        "thumbnail_height": HEIGHT,
        "html": frame_code(root + wanted.address, title, height, width),
        "width": width,
        "height": height,
    }


def _xml(made: dict[str, str | int]) -> str:
    root = ElementTree.Element("oembed")
    for name, value in made.items():
        ElementTree.SubElement(root, name).text = str(value)
    return '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n' + ElementTree.tostring(root, "unicode") + "\n"
