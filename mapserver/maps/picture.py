"""The map as SVG: the first paint of every page and embed, the print and the map without script.

Presentation attributes and classes only: a strict content policy drops `style=` and `<style>`. Everything that comes
from data is escaped.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from mapserver.maps.clusters import cluster_text
from mapserver.maps.core_words import area_title
from mapserver.maps.hatch import hatch, hatch_id
from mapserver.maps.labels import WIDTHS
from mapserver.maps.legend import class_index, flag_words, reason_words
from mapserver.maps.limit import limit_path
from mapserver.maps.names import shown_name
from mapserver.maps.palettes import CONTEXT_OPACITY, NO_DATA_GROUND, context_colour, line_kind
from mapserver.maps.palettes import LAND as LANDS
from mapserver.maps.picture_names import HALO, names_layer
from mapserver.maps.state import class_breaks, state_colours
from mapserver.maps.summary import summary
from mapserver.maps.types import value_words
from mapserver.model.clusters import ClusterLayer
from mapserver.translation import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Drawing, Layer, Shape

#: Colours without a style sheet; the page's themes override them by class, except those of the classes.
SEA, LAND = "#eef3f6", LANDS["light"]
LINE, PALE_LINE, BORDER = "#ffffff", "#a7adb2", "#2f373e"
CHOSEN = "#1f5f8b"
#: Where the text alternative stands that a picture does not hold itself.
WORDS = "in-words"


def picture(layer: Layer, drawings: Sequence[Drawing], state: MapState) -> str:
    """Return one inline ``<svg>`` a frame, one after the other, all on the same scale of values."""
    return "\n".join(frame_picture(layer, drawing, state) for drawing in drawings)


@dataclass(frozen=True)
class Holdings:
    """What a picture holds besides what it must.

    `other_years`: the units that only other years draw, hidden, for a script that has no other geometry.
    `context_titles`: hints of the units around the core. `grounds`: land below these, without which the page's style
    must mix their paler colours. `words`: its text alternative, which may stand elsewhere on the page, under WORDS.
    `widths`: those that it has names for.
    """

    other_years: bool = False
    context_titles: bool = True
    grounds: bool = True
    words: bool = True
    widths: tuple[str, ...] = tuple(WIDTHS)


ALL = Holdings()


def frame_picture(
    layer: Layer,
    drawing: Drawing,
    state: MapState,
    words: Sequence[str] = (),
    holdings: Holdings = ALL,
    gaps: str = "",
) -> str:
    """Return the ``<svg>`` of one frame; about 20 kB compressed for sixty units.

    `words` are the sentences of its text alternative, where whoever asks has them already; `gaps` the lines of gaps. A
    picture with links in it is a group of these, not one image.
    """
    role = "group" if "<a " in gaps else "img"
    name = f"{drawing.area}-{drawing.frame}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 {drawing.width} {drawing.height}"'
        f' width="{drawing.width}" height="{drawing.height}" role="{role}" lang="{_attribute(state.lang)}"'
        f" {_described(name) if holdings.words else _described_below(name)}>",
        f'<title id="t-{_attribute(name)}">{escape(picture_title(layer, state))}</title>',
        f'<desc id="d-{_attribute(name)}">{escape(" ".join(words or summary(layer, state)))}</desc>'
        if holdings.words
        else "",
        f"<defs>{hatch(hatch_id(drawing))}</defs>",
        *ground_layers(layer, drawing, state, holdings=holdings, gaps=gaps).values(),
        *(names_layer(layer, drawing, state, width) for width in holdings.widths),
        "</svg>",
    ]
    return "".join(parts)


def _described(name: str) -> str:
    return f'aria-labelledby="t-{_attribute(name)} d-{_attribute(name)}"'


def _described_below(name: str) -> str:
    return f'aria-labelledby="t-{_attribute(name)}" aria-describedby="{WORDS}"'


def ground_layers(
    layer: Layer, drawing: Drawing, state: MapState, *, still: bool = False, holdings: Holdings = ALL, gaps: str = ""
) -> dict[str, str]:
    """Return the layers of a frame from the ground up, without names; what fills units needs `hatch` beside them.

    In a `still` picture one hatch lies over all units without data: a program that turns it into points draws a pattern
    anew for each shape.
    """
    return {
        "sea": f'<rect class="sea" width="{drawing.width}" height="{drawing.height}" fill="{SEA}"/>',
        "land": _land(drawing),
        "units": _units(layer, drawing, state, holdings, still=still),
        "limit": _limit(layer, drawing, state),
        "borders": borders(drawing),
        "gaps": gaps,
        "chosen": _chosen(layer, drawing, state),
    }


def picture_title(layer: Layer, state: MapState) -> str:
    """Return the title of the map: indicator, measure, year."""
    return f"{layer.title.say(state.lang)}, {layer.measure_in(state.year).say(state.lang)}, {state.year}"


def place_title(layer: Layer, area: AreaEntry, state: MapState) -> str:
    """Return the title of the map with the name of its area, as it stands where the map is one among others."""
    return f"{picture_title(layer, state)} · {area_title(area, state)}"


def _land(drawing: Drawing) -> str:
    """Return the quiet background: coasts and the borders of other countries as thin as the lines between units."""
    if not drawing.land:
        return ""
    return (
        f'<g class="land" fill="{LAND}" stroke="{LINE}" stroke-width=".9" stroke-linejoin="round">'
        f'<path d="{_attribute(drawing.land)}"/></g>'
    )


def _units(layer: Layer, drawing: Drawing, state: MapState, holdings: Holdings, *, still: bool) -> str:
    """Return the units: context first, so that no pale line runs over the outline of a core unit."""
    breaks = class_breaks(layer, state)
    colours = state_colours(layer, state)
    hatched = f"url(#{hatch_id(drawing)})"
    paths: dict[bool, list[str]] = {False: [], True: []}
    empty: list[str] = []
    for index in layer.drawn(state.year):
        place = layer.places[index]
        shape = drawing.shapes.get(place.key)
        if shape is not None:
            group = class_index(layer.cell(index, state.year), breaks)
            colour = colours[group] if group is not None else NO_DATA_GROUND if still else hatched
            if group is None:
                empty.append(shape.path)
            tone = "pale" if group is None else line_kind(colour)
            hint = escape(unit_text(layer, state, index)) if place.core or holdings.context_titles else ""
            if still and not place.core:
                # Mixed beforehand: layers that one can see through take a rasterizer half of its time.
                colour = context_colour(colour)
            unit = _unit(index, shape, "none" if group is None else f"c{group}", colour, tone, hint)
            below = holdings.grounds and not still and not place.core
            paths[place.core].append((_ground(shape, index if holdings.other_years else None) if below else "") + unit)
    for index in _other_years(layer, state.year) if holdings.other_years else ():
        place = layer.places[index]
        if (shape := drawing.shapes.get(place.key)) is not None:
            paths[place.core].append(_hidden(index, shape, grounded=holdings.grounds and not place.core))
    line = f'stroke="{PALE_LINE}" stroke-width=".9"'
    seen_through = "" if still else f' fill-opacity="{CONTEXT_OPACITY}"'
    over = f'<path fill="{hatched}" {line} d="{_attribute("".join(empty))}"/>' if still and empty else ""
    return (
        f'<g class="units" stroke="{LINE}" stroke-width=".9" stroke-linejoin="round">'
        f'<g class="context"{seen_through}>{"".join(paths[False])}</g>'
        f'<g class="core">{"".join(paths[True])}</g>{over}</g>'
    )


def _other_years(layer: Layer, year: int) -> list[int]:
    """Return the places that only other years draw."""
    shown = set(layer.drawn(year))
    return sorted({index for other in layer.years for index in layer.drawn(other)} - shown)


def _hidden(index: int, shape: Shape, *, grounded: bool) -> str:
    path = f'<path class="unit" data-place="{index}" display="none" d="{_attribute(shape.path)}"/>'
    if not grounded:
        return path
    return _ground(shape, index).replace("<path ", '<path display="none" ', 1) + path


def _ground(shape: Shape, index: int | None = None) -> str:
    """Return the land below a context unit, so that its paler colour does not mix with the sea.

    The same path twice in a row costs next to nothing once compressed. `index` is that of the unit, where a script
    hides the land with it.
    """
    place = "" if index is None else f' data-place="{index}"'
    return f'<path class="ground"{place} fill="{LAND}" fill-opacity="1" d="{_attribute(shape.path)}"/>'


def _unit(index: int, shape: Shape, kind: str, colour: str, tone: str, hint: str) -> str:
    """Return a unit; on pale colours the white lines between units would vanish."""
    line = f' stroke="{PALE_LINE}"' if tone == "pale" else ""
    return (
        f'<path class="{" ".join(filter(None, ("unit", kind, tone)))}" data-place="{index}" fill="{_attribute(colour)}"'
        f'{line} d="{_attribute(shape.path)}"'
        f"{f'><title>{hint}</title></path>' if hint else '/>'}"
    )


def _limit(layer: Layer, drawing: Drawing, state: MapState) -> str:
    """Return the thin line round the core, where it is not the border between countries."""
    paths: dict[bool, list[str]] = {False: [], True: []}
    for place in map(layer.places.__getitem__, layer.drawn(state.year)):
        if place.key in drawing.shapes:
            paths[place.core].append(drawing.shapes[place.key].path)
    path = limit_path(tuple(paths[True]), tuple(paths[False]))
    if not path:
        return ""
    drawn = f'd="{_attribute(path)}"/>'
    return (
        '<g class="limit" fill="none" stroke-linejoin="round">'
        f'<path class="limit-halo" stroke="{HALO}" stroke-width="2.8" stroke-opacity=".7" {drawn}'
        f'<path class="limit-line" stroke="{BORDER}" stroke-width=".9" {drawn}</g>'
    )


def unit_text(layer: Layer, state: MapState, index: int) -> str:
    """Return what stands in the tooltip without script: name, value and measure or the reason, flags in words."""
    place, cell = layer.places[index], layer.cell(index, state.year)
    name = shown_name(place, state.lang)[0]
    if isinstance(layer, ClusterLayer) and cell.value is not None:
        return f"{name}: {cluster_text(layer, index, state.lang)}"
    if cell.value is None:
        reason = reason_words(cell.reason or "not_collected", state.lang)
        return tell(state.lang, "%(name)s: no data, %(reason)s", name=name, reason=reason)
    words = [f"{name}: {value_words(layer, cell.value, state.lang)} {layer.measure_of((index,)).say(state.lang)}"]
    return ", ".join([*words, *flag_words(cell.flag, state.lang)])


def borders(drawing: Drawing) -> str:
    """Return the international borders: a halo below, the line above."""
    halos = "".join(f'<path d="{_attribute(stroke.path)}"/>' for stroke in drawing.strokes)
    lines = "".join(
        f'<path class="{_attribute(stroke.kind)}" data-border="{_attribute(stroke.border)}"'
        f' d="{_attribute(stroke.path)}"/>'
        for stroke in drawing.strokes
    )
    return (
        '<g class="borders" fill="none" stroke-linejoin="round" stroke-linecap="round">'
        f'<g class="halo" stroke="{HALO}" stroke-width="4.2" stroke-opacity=".8">{halos}</g>'
        f'<g class="line" stroke="{BORDER}" stroke-width="1.5">{lines}</g></g>'
    )


def _chosen(layer: Layer, drawing: Drawing, state: MapState) -> str:
    """Return the outlines of the chosen units: a halo below, the line above."""
    if not state.units:
        return ""
    places = (layer.places[index] for index in layer.drawn(state.year))
    keys = [place.key for place in places if place.code in state.units and place.key in drawing.shapes]
    paths = "".join(f'<path d="{_attribute(drawing.shapes[key].path)}"/>' for key in keys)
    return (
        '<g class="chosen" fill="none" stroke-linejoin="round">'
        f'<g class="chosen-halo" stroke="{HALO}" stroke-width="5.4">{paths}</g>'
        f'<g class="chosen-line" stroke="{CHOSEN}" stroke-width="2.6">{paths}</g></g>'
    )


def _attribute(text: str) -> str:
    return escape(text, quote=True)
