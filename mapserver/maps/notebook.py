"""A map for Jupyter: one document that holds its assets and its data and calls no host."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import folium
from branca.element import Figure as Root
from folium.template import Template

from mapserver.maps.bundle import MAIN_JS, script_bundle, static_text
from mapserver.maps.elements import LEAFLET_CSS, LEAFLET_JS, TOPOJSON_JS, FrameMap, Verbatim
from mapserver.maps.figure import AssetUrls, figure
from mapserver.maps.shell import LEGEND_CSS, LIVE_CSS, MAP_CSS, compose
from mapserver.model import EQUAL_AREA, AreaEntry, LayerEntry, Text
from mapserver.statistics import values_document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Drawing, Layer

#: Height of the output cell; as an attribute of an iframe it must be in pixels.
HEIGHT = "760px"
PAGE_CSS = (
    "body{margin:0;padding:.75rem;font-family:system-ui,sans-serif;background:Canvas}body>p{overflow-wrap:anywhere}"
    ":root{color-scheme:light dark}"
)


class NotebookMap(FrameMap):
    """A frame whose document comes from us: Folium writes its script only, the rest of its header falls away."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - as folium declares it
    default_css: list[tuple[str, str]] = []  # noqa: RUF012 - as folium declares it
    _template = Template("{% macro script(this, kwargs) %}{{ this.folium_script(kwargs) }}{% endmacro %}")

    def folium_script(self, kwargs: dict[str, object]) -> str:
        """Return the script that Folium writes for a map."""
        return str(folium.Map._template.module.script(self, kwargs))


def notebook_map(
    layer: Layer,
    drawings: Sequence[Drawing],
    topologies: Mapping[str, Mapping[str, Any]],
    state: MapState,
    title: Text | None = None,
) -> NotebookMap:
    """Return a self-contained map of a layer: picture, legend, tooltips and years as on the page.

    `topologies` holds the geometry by frame, as the client reads it. `title` is that of the area.
    """
    entry = _entry(layer, drawings, title or Text())
    made = figure(
        layer,
        entry,
        drawings,
        state,
        AssetUrls(data="#", units="", year=lambda year: f"#year-{year}", values="#values"),
    )
    blocks = {f"topology-{drawing.frame}": topologies[drawing.frame] for drawing in drawings}
    blocks["values"] = values_document(layer)
    root = Root(height=HEIGHT)
    root.header.add_child(Verbatim(_header()), name="assets")
    data = "".join(_block(name, block) for name, block in blocks.items())
    root.html.add_child(Verbatim(made.html + data), name="figure")
    maps = []
    for number, drawing in enumerate(drawings, start=1):
        folium_map = NotebookMap(drawing, number)
        folium_map.add_to(root)
        compose(folium_map, drawing)
        maps.append(folium_map)
    return maps[0]


def _entry(layer: Layer, drawings: Sequence[Drawing], title: Text) -> AreaEntry:
    """Return an entry whose files are data blocks of the document."""
    listed = LayerEntry(
        layer.indicator,
        layer.indicator,
        layer.theme,
        layer.kind,
        layer.title,
        layer.measure,
        layer.years[0],
        layer.years[-1],
        layer.default_year,
        (),
        {},
        {"finest": "values"},
    )
    frames = tuple(drawing.frame for drawing in drawings)
    topologies = {EQUAL_AREA: {frame: f"topology-{frame}" for frame in frames}}
    return AreaEntry(layer.area, title, Text(), (), (), frames, topologies, (), (listed,), ())


def _block(name: str, data: Mapping[str, Any]) -> str:
    """Return data that a browser does not run; ``<`` cannot end the block."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")
    return f'<script type="application/json" id="{name}">{text}</script>'


@cache
def _header() -> str:
    """Return styles and scripts inline, each once; a style sheet's own pictures are not used and left out."""
    sheets = (LEAFLET_CSS, MAP_CSS, LEGEND_CSS, LIVE_CSS)
    styles = "".join(f"<style>{_unlinked(_asset(name))}</style>" for name in sheets)
    scripts = (_asset(LEAFLET_JS), _asset(TOPOJSON_JS), script_bundle([_name(MAIN_JS)]))
    return (
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{PAGE_CSS}</style>{styles}" + "".join(f"<script>{_closed(script)}</script>" for script in scripts)
    )


def _closed(script: str) -> str:
    """Keep a script from ending its element, and drop the link in Leaflet's attribution, which is not shown."""
    return script.replace('href="https://', 'title="https://').replace("</", "<\\/")


def _unlinked(style: str) -> str:
    return re.sub(r"url\([^)]*\)", "none", style)


def _asset(address: str) -> str:
    """Return the text of a static file by its address."""
    return static_text(_name(address))


def _name(address: str) -> str:
    return address.removeprefix("/static/")
