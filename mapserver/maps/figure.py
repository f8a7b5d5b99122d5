"""The figure of a map page or embed, ready to insert: caption, pictures, containers, legend, years, sources."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from mapserver.maps.attribution import sources_line
from mapserver.maps.basemap import BASEMAP_CSS, Basemap, basemap_markup
from mapserver.maps.client_words import client_words, other_names
from mapserver.maps.core_words import core_markup
from mapserver.maps.formats import number_signs
from mapserver.maps.gap_legend import gap_legend
from mapserver.maps.gap_lines import gap_lines
from mapserver.maps.gap_markup import gap_legend_markup
from mapserver.maps.gap_picture import gap_layer
from mapserver.maps.gap_texts import map_words
from mapserver.maps.hatch import hatch_id
from mapserver.maps.legend import legend
from mapserver.maps.legend_markup import legend_markup
from mapserver.maps.markup import frame_title, scale_markup, years_markup
from mapserver.maps.measures import measure_attributes
from mapserver.maps.mercator import is_mercator, mercator_note
from mapserver.maps.palettes import CONTEXT_OPACITY, ink_kinds, line_kind
from mapserver.maps.picture import ALL, Holdings, frame_picture
from mapserver.maps.shell import shell
from mapserver.maps.state import BORDERS, UNCLASSED, class_breaks, state_colours
from mapserver.maps.types import type_attributes
from mapserver.maps.unit_words import unit_words
from mapserver.model import MERCATOR
from mapserver.translation import tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Drawing, Layer, LayerEntry

#: What the picture of an embed holds, alone and beside others; its text alternative stands below it.
ALONE = Holdings(other_years=True, context_titles=False, words=False)
ONE_OF_SEVERAL = Holdings(context_titles=False, grounds=False, words=False, widths=("middle", "narrow"))


@dataclass(frozen=True)
class AssetUrls:
    """Where the client finds a map's files: `data` before the names of topology and values, `shell` for the script.

    `year` gives the address of the same map in another year, without it there is no strip of years; `units` stands
    before a unit's code in its address, without it names are no links; `values` is the address of derived figures.
    `pair` gives the address of the same map with two units chosen (codes with a comma between them), without it lines
    of gaps are no links; they open another window where the page stands in one of its own (`leaves`).
    """

    data: str = "/data/"
    shell: str = ""
    units: str = "/units/"
    year: Callable[[int], str] | None = None
    pair: Callable[[str], str] | None = None
    leaves: bool = False
    values: str = ""


@dataclass(frozen=True)
class Figure:
    """Markup of a map with the addresses that its page must load, in this order, scripts deferred.

    `late_styles` may follow the first paint and must come before the scripts. Scripts whose address ends in
    ``/map/main.js`` are modules. `shell_script` is the text behind `AssetUrls.shell`.
    """

    html: str
    styles: tuple[str, ...]
    late_styles: tuple[str, ...]
    scripts: tuple[str, ...]
    shell_script: str


def figure(
    layer: Layer,
    area_entry: AreaEntry,
    drawings: Sequence[Drawing],
    state: MapState,
    asset_urls: AssetUrls,
    frame_titles: Mapping[str, str] | None = None,
    basemap: Basemap | None = None,
    sentences: Sequence[str] = (),
) -> Figure:
    """Return the figure of a layer in a state; all frames share one scale of values and one legend.

    `drawings` are those of the state's projection. `frame_titles` are written on the frames, by frame. A `basemap` is
    offered in Mercator. `sentences` are the text alternative where it was made before.
    """
    made = shell(area_entry, drawings)
    words = tuple(sentences) or map_words(layer, area_entry, state)
    titles = frame_titles or {}
    frames = "".join(
        _frame(
            layer, area_entry, drawing, frame_title(titles.get(drawing.frame, "")) + container, state, asset_urls, words
        )
        for drawing, container in zip(drawings, made.containers, strict=True)
    )
    html = _markup(layer, area_entry, drawings, state, asset_urls, frames, basemap)
    scripts = (*made.scripts, *((asset_urls.shell,) if asset_urls.shell else ()))
    styles = (*made.styles, BASEMAP_CSS) if state.projection == MERCATOR else made.styles
    return Figure(html, styles, made.late_styles, scripts, made.script)


def embed_figure(
    layer: Layer,
    area_entry: AreaEntry,
    drawings: Sequence[Drawing],
    state: MapState,
    asset_urls: AssetUrls,
    frame_titles: Mapping[str, str] | None = None,
    sentences: Sequence[str] = (),
    *,
    whole: bool = False,
) -> str:
    """Return the markup of a figure that is a page of its own, as in an embed: its title is a heading.

    It needs no Folium: a script takes geometry from its pictures. Several of them hold less each, so that all of it is
    light: `embed_style` mixes the colours of their context, and what other years draw is on the pages of these years,
    unless a page is to be `whole`.
    """
    holdings = ONE_OF_SEVERAL if len(drawings) > 1 else ALONE
    if whole:
        holdings = replace(holdings, other_years=True)
    if state.view == BORDERS:
        # Lines are of one year: other years are other pages.
        holdings = replace(holdings, other_years=False)
    words = tuple(sentences) or map_words(layer, area_entry, state)
    titles = frame_titles or {}
    frames = "".join(
        _frame(
            layer, area_entry, drawing, frame_title(titles.get(drawing.frame, "")), state, asset_urls, words, holdings
        )
        for drawing in drawings
    )
    return _markup(layer, area_entry, drawings, state, asset_urls, frames, None, heading=True)


def embed_style(layer: Layer, drawings: Sequence[Drawing], state: MapState) -> str:
    """Return the style that goes with `embed_figure`: the proportions of its frames, and colours that it must mix."""
    sizes = "".join(
        f".map-frame:nth-child({place}){{--w:{drawing.width};--h:{drawing.height}}}"
        for place, drawing in enumerate(drawings, start=1)
    )
    if len(drawings) == 1:
        return sizes
    mixed = "".join(
        f".context .c{group}{{fill:color-mix(in srgb,{colour} {CONTEXT_OPACITY:.0%},var(--map-land))}}"
        for group, colour in enumerate(state_colours(layer, state))
    )
    return f"{sizes}.picture .context{{fill-opacity:1}}{mixed}"


def _markup(
    layer: Layer,
    area_entry: AreaEntry,
    drawings: Sequence[Drawing],
    state: MapState,
    asset_urls: AssetUrls,
    frames: str,
    basemap: Basemap | None,
    *,
    heading: bool = False,
) -> str:
    """Return the figure around its frames."""
    key = legend_markup(legend(layer, state, drawings), f"key-{state.area}-{state.indicator}", distribution=not heading)
    if state.view == BORDERS:
        lines = gap_lines(layer, area_entry, state)
        key = gap_legend_markup(gap_legend(layer, area_entry, state, lines, drawings)) + key
    strip = years_markup(layer, state.year, asset_urls.year, state.lang) if asset_urls.year else ""
    panel = tell(state.lang, "Chosen district")
    attributes = figure_attributes(layer, area_entry, state, asset_urls)
    return (
        f"<figure {_written(attributes)}>{caption_markup(layer, area_entry, state, heading=heading)}"
        f'<div class="map-frames n{len(drawings)}">{frames}{_projection(layer, drawings, state, basemap)}</div>'
        f'<p class="map-sources" id="sources-{state.area}-{state.indicator}" data-follows>'
        f"{escape(sources_line(layer, state.lang, None if heading else state.year))}</p>"
        f'<div class="map-panel" role="region" aria-label="{escape(panel)}" aria-live="polite" hidden></div>'
        f"{strip}{key}</figure>"
    )


def figure_attributes(layer: Layer, area_entry: AreaEntry, state: MapState, asset_urls: AssetUrls) -> dict[str, str]:
    """Return the attributes of the figure element: all that the client must know besides topology and values."""
    colours = state_colours(layer, state)
    return {
        "class": "map",
        "id": f"map-{state.area}-{state.indicator}",
        "lang": state.lang,
        "data-indicator": state.indicator,
        "data-values": _values_address(layer, area_entry, state, asset_urls),
        "data-units": asset_urls.units,
        "data-year": str(state.year),
        "data-from": "" if state.from_year is None or asset_urls.values else str(state.from_year),
        "data-unit": ",".join(state.units),
        **({"data-pair": ",".join(state.pair)} if state.view == BORDERS else {}),
        "data-unit-words": json.dumps(unit_words(layer, state), ensure_ascii=False, separators=(",", ":")),
        "data-breaks": json.dumps(class_breaks(layer, state)),
        "data-colours": json.dumps(colours),
        "data-tones": json.dumps([line_kind(colour) for colour in colours]),
        "data-inks": json.dumps([[ink_kinds(colour, core) for colour in colours] for core in (False, True)]),
        "data-unclassed": "1" if state.scheme == UNCLASSED else "",
        "data-decimals": str(layer.decimals),
        **type_attributes(layer, state.lang),
        "data-unranked": " ".join(map(str, sorted(layer.years_without_order))),
        "data-signs": json.dumps(number_signs(state.lang), ensure_ascii=False),
        **measure_attributes(layer, state.lang),
        "data-names": json.dumps(other_names(layer, state.lang), ensure_ascii=False, separators=(",", ":")),
        "data-words": json.dumps(client_words(state.lang), ensure_ascii=False, separators=(",", ":")),
    }


def caption_markup(layer: Layer, area_entry: AreaEntry, state: MapState, *, heading: bool = False) -> str:
    """Return the caption: what is shown, in which measure, where, in which year; its title as a `heading`."""
    title, title_lang = layer.title.spoken(state.lang)
    measure, measure_lang = layer.measure_in(state.year).spoken(state.lang)
    area, area_lang = area_entry.title.spoken(state.lang)
    where = f'<span class="map-area" lang="{escape(area_lang)}">{escape(area)}</span> ' if area else ""
    tag = "h1" if heading else "span"
    return (
        f'<figcaption><{tag} class="map-title" lang="{escape(title_lang)}">{escape(title)}</{tag}> '
        f'<span class="map-measure" data-shows="measure" lang="{escape(measure_lang)}">{escape(measure)}</span> '
        f'{where}{core_markup(state.core, state.lang)}<span class="map-year" data-shows="year">'
        f"{state.year}</span></figcaption>"
    )


def values_name(entry: LayerEntry, state: MapState) -> str:
    """Return the name of the file that holds the figures of a layer at the level of a state, of all years."""
    return entry.values.get(state.level) or entry.values.get("finest", "")


def _values_address(layer: Layer, area_entry: AreaEntry, state: MapState, asset_urls: AssetUrls) -> str:
    if asset_urls.values:
        return asset_urls.values
    for entry in area_entry.layers:
        if entry.indicator == layer.indicator:
            name = values_name(entry, state)
            return asset_urls.data + name if name else ""
    return ""


def _frame(
    layer: Layer,
    area_entry: AreaEntry,
    drawing: Drawing,
    container: str,
    state: MapState,
    asset_urls: AssetUrls,
    words: Sequence[str],
    holdings: Holdings = ALL,
) -> str:
    """Return a frame; of an embed its picture is all the geometry that there is."""
    is_page = holdings is ALL
    topology = area_entry.topologies.get(state.projection, {}).get(drawing.frame, "") if is_page else ""
    attributes = {
        "class": "map-frame",
        "data-frame": drawing.frame,
        "data-topology": asset_urls.data + topology if topology else "",
        "data-width": str(drawing.width),
        "data-height": str(drawing.height),
        "data-metres": f"{drawing.metres:g}",
        "data-hatch": hatch_id(drawing),
    }
    if is_mercator(drawing):
        attributes["data-corner"] = " ".join(f"{metres:.1f}" for metres in drawing.corner)
    scale = scale_markup(drawing, state.lang)
    if not (is_page or holdings.other_years):
        attributes["data-apart"] = "years"
    lines = gap_lines(layer, area_entry, state)
    gaps = (
        gap_layer(layer, drawing, state, lines, asset_urls.pair, leaves=asset_urls.leaves)
        if state.view == BORDERS
        else ""
    )
    drawn = frame_picture(layer, drawing, state, words, holdings, gaps)
    return f"<div {_written(attributes)}>{drawn}{container}{scale}</div>"


def _projection(layer: Layer, drawings: Sequence[Drawing], state: MapState, basemap: Basemap | None) -> str:
    """Return what a map in Mercator says of itself below its frames, and the background that it offers."""
    if state.projection != MERCATOR:
        return ""
    note = escape(mercator_note(layer, drawings, state))
    return (
        f'<div class="map-projection"><p id="projection-{state.area}-{state.indicator}" data-follows>{note}</p>'
        f"{basemap_markup(basemap, state.lang) if basemap else ''}</div>"
    )


def _written(attributes: Mapping[str, str]) -> str:
    return " ".join(f'{name}="{escape(value, quote=True)}"' for name, value in attributes.items())
