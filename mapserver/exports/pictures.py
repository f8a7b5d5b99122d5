"""Pictures of a map for print, for articles and for sharing: SVG, PNG, PDF and the card."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.maps.card import card
from mapserver.maps.layout import SHEET, Imprint, layout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.exports.extract import Extract
    from mapserver.model import Drawing

#: Width of a PNG in pixels: the least, the most, and what is drawn unless another one is asked for.
LEAST, MOST, USUAL = 200, 4000, 1600
#: Times that a PNG may be larger than its width says, for screens with finer pixels.
SCALES = 4
#: Sheets of paper in points, the long side first, and the margin round the map on them.
PAPERS = {"a4": (841.89, 595.28), "a3": (1190.55, 841.89), "letter": (792.0, 612.0)}
PAPER_MARGIN = 28.0
SIZE = re.compile(r' viewBox="0 0 (\S+) (\S+)" width="\S+" height="\S+"')


@dataclass(frozen=True)
class Picture:
    """A map on a sheet as SVG, in pixels."""

    svg: str

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height."""
        found = SIZE.search(self.svg)
        if found is None:
            raise ValueError("the picture does not say how large it is")
        return float(found[1]), float(found[2])

    def scale_to(self, width: int) -> float:
        """Return how many times as large a picture is that is `width` pixels wide and at most MOST high."""
        across, down = self.size
        return min(width / across, MOST / down)

    def on_paper(self, paper: str) -> str:
        """Return the picture on a sheet of paper, upright or across as it fits better, as SVG in points."""
        across, down = self.size
        long, short = PAPERS[paper]
        width, height = (long, short) if across >= down else (short, long)
        wide, high = width - 2 * PAPER_MARGIN, height - 2 * PAPER_MARGIN
        scale = min(wide / across, high / down)
        placed = (
            f' viewBox="0 0 {across:g} {down:g}" x="{(width - across * scale) / 2:.2f}" y="{PAPER_MARGIN:g}"'
            f' width="{across * scale:.2f}" height="{down * scale:.2f}"'
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}"'
            f' height="{height:g}"><rect width="{width:g}" height="{height:g}" fill="#ffffff"/>'
            f"{SIZE.sub(placed, self.svg, count=1)}</svg>"
        )


def sheet(extract: Extract, drawings: Sequence[Drawing], frame_titles: Mapping[str, str]) -> Picture:
    """Return the map of an extract's state with title, legend and sources, `SHEET` pixels wide."""
    imprint = Imprint(extract.snapshot, extract.page)
    made = layout(extract.layer, extract.area, drawings, extract.state, imprint, frame_titles)
    picture = Picture(made)
    if picture.size[0] != SHEET:
        raise ValueError(f"a sheet is {SHEET:g} pixels wide")
    return picture


def share_card(extract: Extract, drawings: Sequence[Drawing]) -> Picture:
    """Return the card of an extract's state, 1200 by 630 pixels."""
    return Picture(card(extract.layer, extract.area, drawings, extract.state))
