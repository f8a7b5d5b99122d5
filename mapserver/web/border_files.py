"""Files of a border, figures and pictures, at the address of the border with a suffix and the same query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from mapserver.exports.border_files import BORDER_FORMATS, BorderGround
from mapserver.exports.media import MEDIA
from mapserver.exports.pictures import USUAL, Picture
from mapserver.maps.border_sheet import border_card, border_sheet
from mapserver.web import addresses
from mapserver.web.border_embed import standalone_border
from mapserver.web.border_extract import extract_of
from mapserver.web.border_picture import border_picture
from mapserver.web.border_share import sentences_of
from mapserver.web.border_state import PARAMETERS, BorderShown, in_order, read_border
from mapserver.web.errors import Unknown, withheld
from mapserver.web.kept_file import kept_file
from mapserver.web.lookup import find_border
from mapserver.web.pictures import OWN_SIZE, PICTURES
from mapserver.web.query import Query
from mapserver.web.sharing import site_root
from mapserver.web.site import current_site, published

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

blueprint = Blueprint("border_files", __name__)


@blueprint.get("/borders/<name>.<suffix>")
def border_file(name: str, suffix: str) -> Response:
    """Answer a file; one suffix may hold a point (``card.png``)."""
    identifier, _, extension = f"{name}.{suffix}".partition(".")
    snapshot = published()
    ordered = in_order(identifier)
    find_border(snapshot, ordered, identifier)
    if extension not in (*PICTURES, *BORDER_FORMATS):
        known = {item: addresses.border_file(ordered, item) for item in (*PICTURES, *BORDER_FORMATS)}
        raise Unknown("format", extension, known, suggest=len(known))
    if ordered != identifier:
        return redirect(addresses.border_file(ordered, extension, request.args), 308)  # type: ignore[return-value]
    if extension in PICTURES:
        made = PICTURES[extension]
        query = Query(request.args, (*PARAMETERS, *made.parameters))
        wanted = made.read(query)
        shown = read_border(snapshot, ordered, query)
        return _answer(shown, extension, made.mimetype, "inline", wanted, lambda: _drawn(shown, extension, wanted))
    shown = read_border(snapshot, ordered, Query(request.args, PARAMETERS))
    form = BORDER_FORMATS[extension]

    def write() -> bytes:
        extract = extract_of(shown)
        if form.has_figures and extract.is_refused:
            raise withheld(extract.refusals)
        return form.write(extract, _ground(shown))

    return _answer(shown, extension, MEDIA[extension], "attachment", 0, write)


def _ground(shown: BorderShown) -> BorderGround:
    return BorderGround(
        lambda pairs: shown.snapshot.shared_lines(shown.area.id, pairs),
        sentences_of(shown),
        lambda: {"border.svg": _sheet(shown).svg.encode(), "border.png": _png(shown, USUAL)},
        lambda: standalone_border(shown),
    )


def _sheet(shown: BorderShown) -> Picture:
    return Picture(border_sheet(border_picture(shown)))


def _png(shown: BorderShown, width: int) -> bytes:
    picture = _sheet(shown)
    return current_site().raster.png(picture.svg, picture.scale_to(width))


def _drawn(shown: BorderShown, extension: str, wanted: float | str) -> bytes:
    """Draw a picture; `wanted` is a width, or a paper."""
    if extension == "svg":
        return _sheet(shown).svg.encode()
    if extension == "png":
        return _png(shown, int(wanted))
    if extension == "card.png":
        return current_site().raster.png(border_card(border_picture(shown)), 1.0)
    picture = _sheet(shown)
    return current_site().raster.pdf(picture.svg if wanted == OWN_SIZE else picture.on_paper(str(wanted)), 1.0)


def _answer(
    shown: BorderShown, extension: str, mimetype: str, kind: str, wanted: Hashable, write: Callable[[], bytes]
) -> Response:
    """Answer a file that is kept under everything that it was made of."""
    key = (shown.snapshot.id, "border", extension, wanted, shown.state, site_root())
    stem = "-".join(filter(None, (shown.border.id, shown.state.indicator, str(shown.state.year or ""))))
    return kept_file(key, mimetype, write, f"{stem}.{extension}", shown=kind == "inline")
