"""oEmbed 1.0: what a content system asks for when an author pastes the address of a map. https://oembed.com"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from mapserver.maps.card import HEIGHT, WIDTH
from mapserver.maps.picture import place_title
from mapserver.model import Message
from mapserver.web import addresses
from mapserver.web.border_embed import BorderEmbed, read_border_embed
from mapserver.web.border_state import in_order
from mapserver.web.embed import FRAMED, Embed, read_embed
from mapserver.web.embed_code import COLUMN, HIGHEST, frame_code
from mapserver.web.errors import BadParameter, Unknown
from mapserver.web.map_state import canonical_query
from mapserver.web.pinning import edition
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
    wanted = _find(address)
    made = _describe(wanted, min(width, COLUMN), height)
    write = _xml if form == "xml" else json.dumps
    key = ("oembed", wanted.address, form, made["width"], made["height"], site_root())
    answer = page(key, lambda: write(made), FORMATS[form])
    answer.headers.extend(OPEN_HEADERS)
    return answer


@dataclass(frozen=True)
class Framed:
    """What stands in a frame: its title, its address and that of its picture, and how high it is in a width."""

    title: str
    address: str
    card: str
    height_in: Callable[[int], int]

    @classmethod
    def map(cls, snapshot: Snapshot, wanted: Embed) -> Framed:
        """Frame a map."""
        layer, state = wanted.layer, wanted.state
        drawings = snapshot.drawings(wanted.area.id, state.projection)
        card = addresses.file(wanted.area.id, layer.indicator, "card.png", canonical_query(layer, state))
        title = place_title(layer, wanted.area, state)
        return cls(title, wanted.address, card, lambda width: wanted.natural_height(drawings, width))

    @classmethod
    def border(cls, wanted: BorderEmbed) -> Framed:
        """Frame a border."""
        return cls(wanted.shown.title, wanted.address, wanted.card, wanted.natural_height)


def _find(address: str) -> Framed:
    """Return what an address of ours shows; Unknown for any other, as the protocol has it."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise Unknown("map", address[:80], {}) from error
    own = urlsplit(site_root()).netloc
    names = parts.path.strip("/").split("/")
    is_ours = parts.scheme in ("http", "https") and (
        parts.netloc == own or is_trusted(parts.netloc, current_site().settings.trusted_hosts)
    )
    given = MultiDict(parse_qsl(parts.query, keep_blank_values=True))
    is_border = len(names) >= 2 and names[-2] == "borders" and names[:-2] in ([], [PAGES[1]])
    is_map = len(names) == 3 and names[0] in PAGES
    if not is_ours or not (is_border or is_map) or "." in names[-1]:
        raise Unknown("map", address[:80], {})
    try:
        snapshot = edition(given["snapshot"]) if "snapshot" in given else published()
        if is_border:
            return Framed.border(read_border_embed(snapshot, in_order(names[-1]), given))
        if names[0] != PAGES[1]:
            for name in ("sort", "find", *(("view",) if given.get("view") not in FRAMED else ())):
                given.poplist(name)
        return Framed.map(snapshot, read_embed(snapshot, names[1], names[2], given))
    except BadParameter as error:
        raise Unknown("map", address[:80], {}) from error


def _describe(wanted: Framed, width: int, most: int) -> dict[str, str | int]:
    root = site_root()
    height = min(wanted.height_in(width), most)
    return {
        "version": "1.0",
        "type": "rich",
        "title": wanted.title,
        "provider_name": current_site().settings.title,
        "provider_url": f"{root}/",
        "cache_age": current_site().settings.page_max_age,
        "thumbnail_url": root + wanted.card,
        "thumbnail_width": WIDTH,
        "thumbnail_height": HEIGHT,
        "html": frame_code(root + wanted.address, wanted.title, height, width),
        "width": width,
        "height": height,
    }


def _xml(made: dict[str, str | int]) -> str:
    root = ElementTree.Element("oembed")
    for name, value in made.items():
        ElementTree.SubElement(root, name).text = str(value)
    return '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n' + ElementTree.tostring(root, "unicode") + "\n"
