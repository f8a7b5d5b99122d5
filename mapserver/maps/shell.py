"""The Folium shell of an area: containers for the page and one external script, the same for every indicator."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from branca.element import Figure

from mapserver.maps.bundle import MAIN_JS
from mapserver.maps.elements import (
    LEAFLET_CSS,
    LEAFLET_JS,
    TOPOJSON_JS,
    Background,
    Borders,
    Choropleth,
    FrameMap,
    Labels,
    Land,
    Legend,
)
from mapserver.maps.mercator import is_mercator
from mapserver.maps.palettes import CONTEXT_OPACITY
from mapserver.model import Drawing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.model import AreaEntry

#: The style sheets of the figure, and that of what only scripts bring to it.
MAP_CSS = "/static/map.css"
LEGEND_CSS = "/static/map/legend.css"
LIVE_CSS = "/static/map/live.css"


@dataclass(frozen=True)
class Shell:
    """What Folium makes of an area.

    `containers` are one ``<div>`` a frame in the order of the drawings, `html` all of them; `script` is served as an
    external file, after `scripts`; those that end in `MAIN_JS` are modules, all are deferred. `late_styles` may follow
    the first paint and must come before the scripts.
    """

    html: str
    containers: tuple[str, ...]
    script: str
    styles: tuple[str, ...]
    late_styles: tuple[str, ...]
    scripts: tuple[str, ...]


def shell(area: AreaEntry, drawings: Sequence[Drawing]) -> Shell:
    """Return the shell of an area's frames; the same bytes for the same drawings."""
    parts = [_frame(drawing, number) for number, drawing in enumerate(drawings, start=1)]
    containers = tuple(html for html, _ in parts)
    return Shell(
        html="\n".join(containers),
        containers=containers,
        script="".join(f"{script}\n" for _, script in parts),
        styles=(MAP_CSS, LEGEND_CSS),
        late_styles=(LEAFLET_CSS, LIVE_CSS),
        scripts=(LEAFLET_JS, TOPOJSON_JS, MAIN_JS),
    )


def compose(folium_map: FrameMap, drawing: Drawing) -> None:
    """Add the elements of a frame, from the ground up."""
    folium_map.adopt(Land())
    folium_map.adopt(Choropleth({"contextOpacity": CONTEXT_OPACITY}))
    folium_map.adopt(Borders())
    folium_map.adopt(Labels())
    folium_map.adopt(Legend())
    if is_mercator(drawing):
        folium_map.adopt(Background())


def _frame(drawing: Drawing, number: int) -> tuple[str, str]:
    """Return Folium's container and script of one frame."""
    return _rendered(drawing.area, drawing.frame, drawing.width, drawing.height, drawing.crs, number)


@lru_cache(maxsize=64)
def _rendered(area: str, frame: str, width: int, height: int, crs: str, number: int) -> tuple[str, str]:
    """Render what depends on the sheet alone; Folium's header, with inline script and style, is left behind."""
    drawing = Drawing(area, frame, width, height, metres=1.0, crs=crs, shapes={}, strokes=(), land="")
    root = Figure()
    folium_map = FrameMap(drawing, number)
    folium_map.add_to(root)
    compose(folium_map, drawing)
    root.render()
    return _tidy(root.html.render()), _tidy(root.script.render())


def _tidy(text: str) -> str:
    """Drop the white space that Folium's templates leave at the ends of lines."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
