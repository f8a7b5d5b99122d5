"""The hatch: the pattern that stands for no data, on pages and in pictures that are turned into points."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mapserver.maps.palettes import NO_DATA_GROUND, NO_DATA_LINE

if TYPE_CHECKING:
    from mapserver.model import Drawing

#: A tile of the hatch, and the distance of its lines by the width that the map is shown in: about the same on screen.
TILE = 48
HATCH_STEPS = {"wide": 8, "middle": 12, "narrow": 16}
HATCH_SHARE = 0.3
#: Side of the tile, and how far its lines lie apart along it: about as far across as in the pattern on pages.
SIDE, STEP = 48, 12
STROKE = 2.4
#: Lines are longer than the tile, so that none ends inside of it.
OVER = 4


def hatch_id(drawing: Drawing) -> str:
    """Return the identifier of the no-data pattern of a frame."""
    return f"hatch-{drawing.area}-{drawing.frame}"


def hatch(identifier: str) -> str:
    """Return the ``<pattern>`` that stands for no data: light diagonals, so that no class can be mistaken for it.

    It holds the lines for each width; the style sheet chooses among them, the widest stands where there is none.
    """
    lines = "".join(_hatch_lines(width, step) for width, step in HATCH_STEPS.items())
    return (
        f'<pattern id="{escape(identifier, quote=True)}" width="{TILE}" height="{TILE}" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate(45)"><rect class="hatch-ground" width="{TILE}" height="{TILE}"'
        f' fill="{NO_DATA_GROUND}"/>{lines}</pattern>'
    )


def _hatch_lines(width: str, step: int) -> str:
    path = "".join(f"M{x} 0V{TILE}" for x in range(step // 2, TILE, step))
    hidden = "" if width == "wide" else ' display="none"'
    line = f'stroke="{NO_DATA_LINE}" stroke-width="{HATCH_SHARE * step:g}"'
    return f'<path class="hatch-line {width}" d="{path}" {line}{hidden}/>'


def still_hatch(identifier: str) -> str:
    """Return the pattern of `hatch` for a picture that is turned into points: without a rotation.

    A rasterizer fills with a tile that is turned only by asking for every point anew: 0.3 s more for a map that lacks
    half of its figures. Here the tile stands straight and its lines are drawn aslant, so that they meet from tile to
    tile.
    """
    path = "".join(f"M{x} {-OVER}L{x - SIDE - 2 * OVER} {SIDE + OVER}" for x in range(STEP // 2, 2 * SIDE + STEP, STEP))
    return (
        f'<pattern id="{escape(identifier, quote=True)}" width="{SIDE}" height="{SIDE}" patternUnits="userSpaceOnUse">'
        f'<rect width="{SIDE}" height="{SIDE}" fill="{NO_DATA_GROUND}"/>'
        f'<path d="{path}" stroke="{NO_DATA_LINE}" stroke-width="{STROKE}"/></pattern>'
    )
