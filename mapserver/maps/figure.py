"""The figure of a map page or embed, ready to insert: caption, pictures, containers, legend, years, sources."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from mapserver.maps.formats import locale_of
from mapserver.maps.legend import legend, state_colours
from mapserver.maps.markup import legend_markup, years_markup
from mapserver.maps.notes import sources_line
from mapserver.maps.picture import frame_picture, hatch_id
from mapserver.maps.shell import shell
from mapserver.maps.state import class_breaks, core_extremes
from mapserver.model.figures import FLAGS, REASONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Drawing, Layer


@dataclass(frozen=True)
class AssetUrls:
    """Where the client finds a map's files: `data` before the names of topology and values, `shell` for the script.

    `year` gives the address of the same map in another year; without it there is no strip of years.
    """

    data: str = "/data/"
    shell: str = ""
    year: Callable[[int], str] | None = None


@dataclass(frozen=True)
class Figure:
    """Markup of a map with the addresses that its page must load, in this order, scripts deferred.

    Scripts whose address ends in ``/map/main.js`` are modules. `shell_script` is the text behind `AssetUrls.shell`.
    """

    html: str
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    shell_script: str


def figure(
    layer: Layer, area_entry: AreaEntry, drawings: Sequence[Drawing], state: MapState, asset_urls: AssetUrls
) -> Figure:
    """Return the figure of a layer in a state; all frames share one scale of values and one legend."""
    made = shell(area_entry, drawings)
    frames = "".join(
        _frame(layer, area_entry, drawing, container, state, asset_urls)
        for drawing, container in zip(drawings, made.containers, strict=True)
    )
    key = legend_markup(legend(layer, state, drawings), f"key-{state.area}-{state.indicator}")
    strip = years_markup(layer, state.year, asset_urls.year) if asset_urls.year else ""
    attributes = figure_attributes(layer, area_entry, state, asset_urls)
    html = (
        f"<figure {_written(attributes)}>{caption_markup(layer, state)}"
        f'<div class="map-frames n{len(drawings)}">{frames}</div>'
        f'<p class="map-sources">{escape(sources_line(layer, state.lang))}</p>'
        '<div class="map-panel" role="status" hidden></div>'
        f"{strip}{key}</figure>"
    )
    scripts = (*made.scripts, *((asset_urls.shell,) if asset_urls.shell else ()))
    return Figure(html, made.styles, scripts, made.script)


def figure_attributes(layer: Layer, area_entry: AreaEntry, state: MapState, asset_urls: AssetUrls) -> dict[str, str]:
    """Return the attributes of the figure element: all that the client must know besides topology and values."""
    extremes = core_extremes(layer)
    return {
        "class": "map",
        "id": f"map-{state.area}-{state.indicator}",
        "lang": state.lang,
        "data-area": state.area,
        "data-indicator": state.indicator,
        "data-values": _values_address(layer, area_entry, state, asset_urls),
        "data-year": str(state.year),
        "data-breaks": json.dumps(class_breaks(layer, state)),
        "data-colours": json.dumps(state_colours(layer, state)),
        "data-low": "" if extremes is None else repr(extremes[0]),
        "data-decimals": str(layer.decimals),
        "data-measure": layer.measure.say(state.lang),
        "data-lang": str(locale_of(state.lang)).replace("_", "-"),
        "data-words": json.dumps({"flags": FLAGS, "reasons": REASONS}, ensure_ascii=False, separators=(",", ":")),
    }


def caption_markup(layer: Layer, state: MapState) -> str:
    """Return the caption: what is shown, in which measure, in which year."""
    title, title_lang = layer.title.spoken(state.lang)
    measure, measure_lang = layer.measure.spoken(state.lang)
    return (
        f'<figcaption><span class="map-title" lang="{escape(title_lang)}">{escape(title)}</span> '
        f'<span class="map-measure" lang="{escape(measure_lang)}">{escape(measure)}</span> '
        f'<span class="map-year" data-shows="year">{state.year}</span></figcaption>'
    )


def _values_address(layer: Layer, area_entry: AreaEntry, state: MapState, asset_urls: AssetUrls) -> str:
    for entry in area_entry.layers:
        if entry.indicator == layer.indicator:
            name = entry.values.get(state.level) or entry.values.get("finest", "")
            return asset_urls.data + name if name else ""
    return ""


def _frame(
    layer: Layer, area_entry: AreaEntry, drawing: Drawing, container: str, state: MapState, asset_urls: AssetUrls
) -> str:
    topology = area_entry.topologies.get(drawing.frame, "")
    attributes = {
        "class": "map-frame",
        "data-frame": drawing.frame,
        "data-topology": asset_urls.data + topology if topology else "",
        "data-width": str(drawing.width),
        "data-height": str(drawing.height),
        "data-hatch": hatch_id(drawing),
    }
    return f"<div {_written(attributes)}>{frame_picture(layer, drawing, state)}{container}</div>"


def _written(attributes: Mapping[str, str]) -> str:
    return " ".join(f'{name}="{escape(value, quote=True)}"' for name, value in attributes.items())
