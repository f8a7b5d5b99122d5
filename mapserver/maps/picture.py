"""The map as SVG: the first paint of every page and embed, the print and the map without script.

Presentation attributes and classes only: a strict content policy drops `style=` and `<style>`. Everything that comes
from data is escaped.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mapserver.maps.formats import number
from mapserver.maps.labels import LEADING, WIDTHS, Label, labels, text_size
from mapserver.maps.legend import class_index, flag_words, reason_words, state_colours
from mapserver.maps.names import shown_name
from mapserver.maps.palettes import NO_DATA_GROUND, NO_DATA_LINE
from mapserver.maps.state import class_breaks
from mapserver.maps.summary import summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Drawing, Layer, Shape

#: Colours without a style sheet; the page's themes override them by class, except those of the classes.
SEA, LAND = "#e6edf1", "#f4f2ee"
LINE, BORDER, HALO, TEXT = "#ffffff", "#2f373e", "#ffffff", "#20262b"
#: Context units are drawn with the same colours, paler.
CONTEXT_OPACITY = 0.45
FONT = "Noto Sans, Segoe UI, Helvetica Neue, DejaVu Sans, sans-serif"


def picture(layer: Layer, drawings: Sequence[Drawing], state: MapState) -> str:
    """Return one inline ``<svg>`` a frame, one after the other, all on the same scale of values."""
    return "\n".join(frame_picture(layer, drawing, state) for drawing in drawings)


def frame_picture(layer: Layer, drawing: Drawing, state: MapState) -> str:
    """Return the ``<svg>`` of one frame; about 20 kB compressed for sixty units."""
    name = f"{drawing.area}-{drawing.frame}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 {drawing.width} {drawing.height}"'
        f' width="{drawing.width}" height="{drawing.height}" role="img" lang="{_attribute(state.lang)}"'
        f' aria-labelledby="t-{_attribute(name)} d-{_attribute(name)}">',
        f'<title id="t-{_attribute(name)}">{escape(picture_title(layer, state))}</title>',
        f'<desc id="d-{_attribute(name)}">{escape(" ".join(summary(layer, state)))}</desc>',
        f"<defs>{hatch(hatch_id(drawing))}</defs>",
        f'<rect class="sea" width="{drawing.width}" height="{drawing.height}" fill="{SEA}"/>',
        _land(drawing),
        _units(layer, drawing, state),
        borders(drawing),
        *(_labels(width, labels(layer, drawing, state, width), text_size(drawing, width)) for width in WIDTHS),
        "</svg>",
    ]
    return "".join(parts)


def picture_title(layer: Layer, state: MapState) -> str:
    """Return the title of the map: indicator, measure, year."""
    return f"{layer.title.say(state.lang)}, {layer.measure.say(state.lang)}, {state.year}"


def hatch_id(drawing: Drawing) -> str:
    """Return the identifier of the no-data pattern of a frame."""
    return f"hatch-{drawing.area}-{drawing.frame}"


def hatch(identifier: str) -> str:
    """Return the ``<pattern>`` that stands for no data: light diagonals, so that no class can be mistaken for it."""
    return (
        f'<pattern id="{_attribute(identifier)}" width="6" height="6" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate(45)"><rect class="hatch-ground" width="6" height="6" fill="{NO_DATA_GROUND}"/>'
        f'<path class="hatch-line" d="M0 0V6" stroke="{NO_DATA_LINE}" stroke-width="2.4"/></pattern>'
    )


def _land(drawing: Drawing) -> str:
    """Return the quiet background: coasts and the borders of other countries as thin as the lines between units."""
    if not drawing.land:
        return ""
    return (
        f'<g class="land" fill="{LAND}" stroke="{LINE}" stroke-width=".9" stroke-linejoin="round">'
        f'<path d="{_attribute(drawing.land)}"/></g>'
    )


def _units(layer: Layer, drawing: Drawing, state: MapState) -> str:
    """Return the units: context first, so that no pale line runs over the outline of a core unit."""
    breaks = class_breaks(layer, state)
    colours = state_colours(layer, state)
    paths: dict[bool, list[str]] = {False: [], True: []}
    for index in layer.drawn(state.year):
        place = layer.places[index]
        shape = drawing.shapes.get(place.key)
        if shape is not None:
            group = class_index(layer.cell(index, state.year), breaks)
            colour = f"url(#{hatch_id(drawing)})" if group is None else colours[group]
            unit = _unit(layer, state, index, shape, group, colour)
            paths[place.core].append(unit if place.core else _ground(shape) + unit)
    return (
        f'<g class="units" stroke="{LINE}" stroke-width=".9" stroke-linejoin="round">'
        f'<g class="context" fill-opacity="{CONTEXT_OPACITY}" stroke-opacity=".75">{"".join(paths[False])}</g>'
        f'<g class="core">{"".join(paths[True])}</g></g>'
    )


def _ground(shape: Shape) -> str:
    """Return the land below a context unit, so that its paler colour does not mix with the sea.

    The same path twice in a row costs next to nothing once compressed.
    """
    return f'<path class="ground" fill="{LAND}" fill-opacity="1" d="{_attribute(shape.path)}"/>'


def _unit(layer: Layer, state: MapState, index: int, shape: Shape, group: int | None, colour: str) -> str:
    kind = "none" if group is None else f"c{group}"
    return (
        f'<path class="unit {kind}" data-place="{index}" fill="{_attribute(colour)}" d="{_attribute(shape.path)}">'
        f"<title>{escape(unit_text(layer, state, index))}</title></path>"
    )


def unit_text(layer: Layer, state: MapState, index: int) -> str:
    """Return what stands in the tooltip without script: name, value and measure or the reason, flags in words."""
    place, cell = layer.places[index], layer.cell(index, state.year)
    name = shown_name(place, state.lang)[0]
    if cell.value is None:
        return f"{name}: no data, {reason_words(cell.reason or 'not_collected')}"
    words = [f"{name}: {number(cell.value, layer.decimals, state.lang)} {layer.measure.say(state.lang)}"]
    return ", ".join([*words, *flag_words(cell.flag)])


def borders(drawing: Drawing) -> str:
    """Return the international borders: a halo below, the line above; disputed lines are dashed."""
    halos = "".join(f'<path d="{_attribute(stroke.path)}"/>' for stroke in drawing.strokes)
    lines = "".join(
        f'<path class="{_attribute(stroke.kind)}" data-border="{_attribute(stroke.border)}"'
        f'{_dash(stroke.kind)} d="{_attribute(stroke.path)}"/>'
        for stroke in drawing.strokes
    )
    return (
        '<g class="borders" fill="none" stroke-linejoin="round" stroke-linecap="round">'
        f'<g class="halo" stroke="{HALO}" stroke-width="4.2" stroke-opacity=".8">{halos}</g>'
        f'<g class="line" stroke="{BORDER}" stroke-width="1.5">{lines}</g></g>'
    )


def _dash(kind: str) -> str:
    return ' stroke-dasharray="5 4"' if kind == "disputed" else ""


def _labels(width: str, placed: Sequence[Label], size: float) -> str:
    """Return the names for one width; the style sheet chooses among them, the widest stands where there is none."""
    switch = "" if width == "wide" else ' display="none"'
    texts = "".join(_label(label, size) for label in placed)
    return (
        f'<g class="labels {width}" font-family="{FONT}" font-size="{size}" text-anchor="middle" fill="{TEXT}"'
        f' stroke="{HALO}"'
        f' stroke-width="{round(size * 0.24, 1)}" stroke-opacity=".75" stroke-linejoin="round" paint-order="stroke"'
        f' aria-hidden="true"{switch}>{texts}</g>'
    )


def _label(label: Label, size: float) -> str:
    first = round(label.y - (len(label.lines) - 1) * LEADING * label.size / 2 + 0.35 * label.size)
    kind = "core" if label.core else "context"
    smaller = "" if label.size == size else f' font-size="{label.size}"'
    lines = (
        escape(label.lines[0])
        if len(label.lines) == 1
        else "".join(
            f'<tspan x="{label.x}" dy="{round(position and LEADING * label.size, 1)}">{escape(line)}</tspan>'
            for position, line in enumerate(label.lines)
        )
    )
    return (
        f'<text class="{kind}" data-place="{label.place}" lang="{_attribute(label.lang)}"'
        f' x="{label.x}" y="{first}"{smaller}>{lines}</text>'
    )


def _attribute(text: str) -> str:
    return escape(text, quote=True)
