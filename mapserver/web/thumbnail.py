"""A thumbnail: the map of an area without words, for lists. The full map is drawn by `maps`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from mapserver.maps.hatch import hatch, hatch_id
from mapserver.maps.legend import class_index
from mapserver.maps.picture import borders
from mapserver.maps.state import class_breaks, default_state, state_colours
from mapserver.model import Text
from mapserver.web.controls import state_address

if TYPE_CHECKING:
    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Drawing, Layer, LayerEntry
    from mapserver.snapshot import Snapshot

OPEN = Markup(
    '<svg class="thumbnail" viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true"'
    ' focusable="false" preserveAspectRatio="xMidYMid slice">'
    '<defs>{hatch}</defs><rect class="sea" width="{width}" height="{height}"/><path class="land" d="{land}"/>'
)
UNIT = Markup('<path fill="{colour}" d="{path}"/>')


@dataclass(frozen=True)
class Thumbnail:
    """A small map of an area, what it shows, and where the large one is."""

    picture: Markup
    title: Text
    year: int
    address: str


def thumbnail(snapshot: Snapshot, area: AreaEntry, lang: str) -> Thumbnail | None:
    """Draw what stands for an area, one picture a frame; None for an area without layers.

    It is the map of the contrast that leads the area, else of the layer that shows it best: so where several frames
    are set side by side, of which a contrast is seen in one only.
    """
    entry = leading_layer(area)
    if entry is None:
        return None
    contrast = snapshot.opening.leading.get(area.id) if len(area.frames) == 1 else None
    layer = snapshot.layer(area.id, contrast.indicator if contrast else entry.indicator)
    state = replace(default_state(layer, lang), year=contrast.year if contrast else fullest_year(layer))
    picture = Markup("").join(_frame(layer, drawing, state) for drawing in snapshot.drawings(area.id))
    return Thumbnail(picture, layer.title, state.year, state_address(layer, state))


def leading_layer(area: AreaEntry) -> LayerEntry | None:
    """Return the layer that shows an area best: the one with the most years that can be compared across its borders."""
    return max(area.layers, key=_comparable_years, default=None)


def _comparable_years(entry: LayerEntry) -> tuple[bool, int, bool]:
    years = sum(len(sides.years) for sides in entry.both_sides.values() if sides.comparable)
    return entry.concept == entry.indicator, years, entry.kind != "money"


def fullest_year(layer: Layer) -> int:
    """Return the latest of the years with data on both sides of most borders; the default year where there is none."""
    counts = Counter(year for sides in layer.both_sides.values() for year in sides.years if year in layer.years)
    return max(counts, key=lambda year: (counts[year], year), default=layer.default_year)


def _frame(layer: Layer, drawing: Drawing, state: MapState) -> Markup:
    opening = OPEN.format(
        width=drawing.width,
        height=drawing.height,
        hatch=Markup(hatch(hatch_id(drawing))),  # noqa: S704 - escaped where it is made
        land=drawing.land,
    )
    units = Markup('<g class="units">{context}</g><g class="units core">{core}</g>').format(
        context=_units(layer, drawing, state, core=False), core=_units(layer, drawing, state, core=True)
    )
    return opening + units + Markup(borders(drawing)) + Markup("</svg>")  # noqa: S704 - escaped where it is made


def _units(layer: Layer, drawing: Drawing, state: MapState, *, core: bool) -> Markup:
    breaks, colours = class_breaks(layer, state), state_colours(layer, state)
    parts = []
    for index in layer.drawn(state.year):
        place = layer.places[index]
        shape = drawing.shapes.get(place.key)
        if shape is not None and place.core == core:
            group = class_index(layer.cell(index, state.year), breaks)
            colour = f"url(#{hatch_id(drawing)})" if group is None else colours[group]
            parts.append(UNIT.format(colour=colour, path=shape.path))
    return Markup("").join(parts)
