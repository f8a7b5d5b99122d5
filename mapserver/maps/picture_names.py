"""The names on the map as SVG, for each of the widths that it is shown in."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mapserver.maps.labels import LEADING, Label, labels, text_size
from mapserver.maps.legend import class_index
from mapserver.maps.palettes import INKS, ink_kinds
from mapserver.maps.state import class_breaks, state_colours

if TYPE_CHECKING:
    from mapserver.maps.state import MapState
    from mapserver.model import Drawing, Layer

FONT = "Noto Sans, Segoe UI, Helvetica Neue, DejaVu Sans, sans-serif"
#: Ink and halo without a style sheet.
TEXT, HALO = "#20262b", "#ffffff"


def label_layer(layer: Layer, drawing: Drawing, state: MapState, width: str = "wide") -> str:
    """Return the names of a frame for one of WIDTHS, to be seen without a style sheet."""
    return names_layer(layer, drawing, state, width).replace(' display="none"', "", 1)


def names_layer(layer: Layer, drawing: Drawing, state: MapState, width: str) -> str:
    """Return the names for one width; the style sheet chooses among them, the widest stands where there is none."""
    size = text_size(drawing, width)
    breaks, colours = class_breaks(layer, state), state_colours(layer, state)
    texts = []
    for label in labels(layer, drawing, state, width):
        group = class_index(layer.cell(label.place, state.year), breaks)
        kinds = "aside" if label.aside else "" if group is None else ink_kinds(colours[group], label.core)
        texts.append(_label(label, size, kinds, state.lang))
    return label_group(width, size, "".join(texts))


def label_group(width: str, size: float, texts: str) -> str:
    """Return words for one width, with halos; the style sheet chooses, the widest stands where there is none."""
    switch = "" if width == "wide" else ' display="none"'
    return (
        f'<g class="labels {width}" font-family="{FONT}" font-size="{size}" text-anchor="middle" fill="{TEXT}"'
        f' stroke="{HALO}" stroke-width="{round(size * 0.2, 1)}" stroke-opacity=".75" stroke-linejoin="round"'
        f' paint-order="stroke" aria-hidden="true"{switch}>{texts}</g>'
    )


def _label(label: Label, size: float, inks: str, lang: str) -> str:
    """Return a name in the ink that is legible on the colour of its unit, with a halo of the other one.

    It says which language it is in where that is not the one of the page.
    """
    first = round(label.y - (len(label.lines) - 1) * LEADING * label.size / 2 + 0.35 * label.size)
    smaller = "" if label.size == size else f' font-size="{label.size}"'
    tongue = "" if label.lang == lang else f' lang="{_quoted(label.lang)}"'
    light = f' fill="{INKS["light"]}" stroke="{INKS["dark"]}"' if inks.startswith("light") else ""
    lines = (
        escape(label.lines[0])
        if len(label.lines) == 1
        else "".join(
            f'<tspan x="{label.x}" dy="{round(position and LEADING * label.size, 1)}">{escape(line)}</tspan>'
            for position, line in enumerate(label.lines)
        )
    )
    return (
        f'<text class="{" ".join(filter(None, ("core" if label.core else "context", inks)))}"'
        f' data-place="{label.place}"{tongue} x="{label.x}" y="{first}"{smaller}{light}>'
        f"{lines}</text>"
    )


def _quoted(text: str) -> str:
    return escape(text, quote=True)
