"""Pictures of a map, at its address with a suffix and the same query."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mapserver.exports.extract import Extract
from mapserver.exports.pictures import LEAST, MOST, PAPERS, SCALES, USUAL, Picture, share_card, sheet
from mapserver.snapshot import Snapshot
from mapserver.web.figure_page import frame_titles
from mapserver.web.query import Query
from mapserver.web.site import current_site

#: What a PDF is as large as unless a paper is named: the picture itself, a point a pixel.
OWN_SIZE = "sheet"


@dataclass(frozen=True)
class PictureFormat:
    """A format of pictures: the parameters that it takes besides the state, how they are read, and how it is drawn.

    `read` returns what `draw` needs of them: a number, or the name of a paper.
    """

    mimetype: str
    parameters: tuple[str, ...]
    read: Callable[[Query], float | str]
    draw: Callable[[Snapshot, Extract, float | str], bytes]


def _width(query: Query) -> float:
    scale = query.number("scale", 1, SCALES, 1)
    return query.number("width", LEAST, MOST // scale, min(USUAL, MOST // scale)) * scale


def _paper(query: Query) -> str:
    return query.choose("paper", (OWN_SIZE, *PAPERS), OWN_SIZE)


def _sheet(snapshot: Snapshot, extract: Extract) -> Picture:
    state = extract.state
    drawings = snapshot.drawings(extract.area.id, state.projection)
    return sheet(extract, drawings, frame_titles(snapshot, extract.area, state.lang))


def _card(snapshot: Snapshot, extract: Extract) -> Picture:
    return share_card(extract, snapshot.drawings(extract.area.id, extract.state.projection))


def _png(snapshot: Snapshot, extract: Extract, width: float | str) -> bytes:
    picture = _sheet(snapshot, extract)
    return current_site().raster.png(picture.svg, picture.scale_to(int(width)))


def pictures_of(snapshot: Snapshot, extract: Extract) -> dict[str, bytes]:
    """Return what a take-away holds of an extract: the sheet as SVG and as PNG of the usual width."""
    picture = _sheet(snapshot, extract)
    return {
        "map.svg": picture.svg.encode(),
        "map.png": current_site().raster.png(picture.svg, picture.scale_to(USUAL)),
    }


def _pdf(snapshot: Snapshot, extract: Extract, paper: float | str) -> bytes:
    picture = _sheet(snapshot, extract)
    return current_site().raster.pdf(picture.svg if paper == OWN_SIZE else picture.on_paper(str(paper)), 1.0)


PICTURES = {
    "svg": PictureFormat(
        "image/svg+xml; charset=utf-8",
        (),
        lambda _: 0,
        lambda snapshot, extract, _: _sheet(snapshot, extract).svg.encode(),
    ),
    "png": PictureFormat("image/png", ("width", "scale"), _width, _png),
    "pdf": PictureFormat("application/pdf", ("paper",), _paper, _pdf),
    "card.png": PictureFormat(
        "image/png",
        (),
        lambda _: 0,
        lambda snapshot, extract, _: current_site().raster.png(_card(snapshot, extract).svg, 1.0),
    ),
}
