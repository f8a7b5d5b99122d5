"""A map as a still figure for a text: caption, pictures, legend and sources, without anything that a client needs.

Several may stand on one page: every identifier in one ends with its name.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from mapserver.maps.attribution import sources_line
from mapserver.maps.bundle import static_text
from mapserver.maps.figure import caption_markup
from mapserver.maps.legend import legend
from mapserver.maps.legend_markup import legend_markup
from mapserver.maps.markup import frame_title, scale_markup
from mapserver.maps.mercator import mercator_note
from mapserver.maps.picture import frame_picture
from mapserver.maps.summary import summary
from mapserver.model import MERCATOR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Drawing, Layer


def still_figure(
    layer: Layer,
    area_entry: AreaEntry,
    drawings: Sequence[Drawing],
    state: MapState,
    name: str,
    sentences: Sequence[str],
    frame_titles: Mapping[str, str] | None = None,
) -> str:
    """Return the figure of a layer in a state as HTML; `name` is one of letters, digits and hyphens, once on a page.

    `drawings` are those of the state's projection, `sentences` the text alternative, `frame_titles` what is written on
    the frames where there are several.
    """
    titles = frame_titles or {}
    frames = "".join(
        _frame(
            layer, replace(drawing, frame=f"{drawing.frame}-{name}"), state, sentences, titles.get(drawing.frame, "")
        )
        for drawing in drawings
    )
    key = legend_markup(legend(layer, state, drawings), f"key-{name}")
    note = ""
    if state.projection == MERCATOR:
        note = f'<p class="map-projection">{escape(mercator_note(layer, drawings, state))}</p>'
    return (
        f'<figure class="map still" id="{escape(name)}" lang="{escape(state.lang)}">'
        f"{caption_markup(layer, area_entry, state)}"
        f'<div class="map-frames n{len(drawings)}">{frames}{note}</div>'
        f'<p class="map-sources">{escape(sources_line(layer, state.lang, state.year))}</p>{key}</figure>'
    )


def still_document(layer: Layer, area_entry: AreaEntry, drawings: Sequence[Drawing], state: MapState) -> str:
    """Return the figure as an HTML document of its own, with its styles and its text alternative."""
    sentences = summary(layer, state, area_entry.pairs)
    styles = "".join(f"<style>{static_text(name)}</style>" for name in ("map.css", "map/legend.css"))
    words = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    drawn = still_figure(layer, area_entry, drawings, state, "map", sentences)
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8">{styles}</head><body>{drawn}{words}</body></html>\n'


def _frame(layer: Layer, drawing: Drawing, state: MapState, sentences: Sequence[str], title: str) -> str:
    return (
        f'<div class="map-frame">{frame_picture(layer, drawing, state, sentences)}{frame_title(title)}'
        f"{scale_markup(drawing, state.lang)}</div>"
    )
