"""One border as a picture: its lines over the units beside it, cropped from the drawing of an area."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapserver.maps.gap_lines import border_lines
from mapserver.maps.gap_picture import border_box, gap_layer
from mapserver.maps.picture import Holdings, frame_picture
from mapserver.maps.state import BORDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Drawing, Layer

#: Names are as large as the whole frame needs them: enlarged they would hide what is shown.
WITHOUT_NAMES = Holdings(widths=())


def border_picture(
    layer: Layer,
    area: AreaEntry,
    drawings: Sequence[Drawing],
    state: MapState,
    border: str,
    pair: Callable[[str], str] | None = None,
) -> str:
    """Return an inline ``<svg>`` of one border (``NO-RU``) in the year of a state, as large as its lines need.

    Of several drawings it is the first that shows the border; nothing where none does. `pair` is as in `gap_layer`.
    """
    state = replace(state, view=BORDERS)
    lines = border_lines(layer, area, border, state.year)
    for drawing in drawings:
        box = border_box(drawing, lines)
        if box is not None:
            left, top, width, height = box
            gaps = gap_layer(layer, drawing, state, lines, pair, zoom=drawing.width / width)
            whole = f'viewBox="0 0 {drawing.width} {drawing.height}" width="{drawing.width}" height="{drawing.height}"'
            cropped = (
                f'viewBox="{left:g} {top:g} {width:g} {height:g}" width="{drawing.width}"'
                f' height="{drawing.width * height / width:.0f}"'
            )
            return frame_picture(layer, drawing, state, (), WITHOUT_NAMES, gaps).replace(whole, cropped, 1)
    return ""
