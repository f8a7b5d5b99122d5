"""Maps of compared units: of each the part of its area's map around it, all on one scale of values.

A frame is drawn once, as a symbol; the small maps show parts of it, so that twelve of them weigh little more than one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from mapserver.maps.formats import interval, number
from mapserver.maps.hatch import hatch, hatch_id
from mapserver.maps.labels import text_width
from mapserver.maps.palettes import default_palette
from mapserver.maps.picture import CHOSEN, Holdings, ground_layers
from mapserver.maps.picture_names import FONT, HALO, TEXT
from mapserver.maps.state import OWN, class_breaks, default_state, state_colours
from mapserver.statistics.classification import centre_of, classify, preferred_k, round_breaks
from mapserver.statistics.classification import class_breaks as breaks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Drawing, Layer, Shape

#: Ground around a unit, as a share of its larger side, and the least side of a part, in units of the view box.
AROUND, LEAST = 0.55, 110.0
#: Width of a part by its height.
SHAPE = 4 / 3
#: Size of names on a part of the usual width, in pixels.
NAME_SIZE = 13.0
HOLDINGS = Holdings(context_titles=False, grounds=True, words=False, widths=())
#: Layers of a frame that small maps show.
SHOWN = ("sea", "land", "units", "borders")
SCHEME = "quantiles"
STEP = re.compile(r"[A-Za-z]|-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class SharedScale:
    """One scale of values for layers of several areas: bounds between classes, and the ends of all values."""

    inner: tuple[float, ...]
    low: float
    high: float

    @classmethod
    def of(cls, layers: Sequence[Layer]) -> SharedScale | None:
        """Make quantiles of the values that the layers' own classes are made of; None without any."""
        values = sorted(value for layer in layers for year in layer.years for value in layer.domain_values[year])
        if not values:
            return None
        by_count = breaks_of(values).get(SCHEME, {})
        bounds = round_breaks(by_count[preferred_k(by_count)], layers[0].decimals, values) if by_count else ()
        return cls(bounds[:-1], values[0], values[-1])

    def state(self, layer: Layer, year: int, lang: str) -> tuple[Layer, MapState]:
        """Return a layer with the ends of the scale, and its state in a year."""
        shared = replace(layer, low=self.low, high=self.high)
        base = default_state(shared, lang)
        centre = centre_of(layer.kind, self.low, self.high)
        palette = default_palette("diverging" if centre is not None else "sequential")
        state = replace(base, year=year, scheme=OWN, k=len(self.inner) + 1, breaks=self.inner, palette=palette)
        return shared, state


@dataclass(frozen=True)
class ScaleClass:
    """A class of the common legend."""

    colour: str
    label: str


def scale_classes(scale: SharedScale, layer: Layer, lang: str) -> list[ScaleClass]:
    """Return the legend of a scale, low to high; `layer` is any of those that share it."""
    shared, state = scale.state(layer, layer.default_year, lang)
    bounds = class_breaks(shared, state)
    colours = state_colours(shared, state)
    lows = (scale.low, *bounds[:-1])
    return [
        ScaleClass(
            colour,
            interval(low, high, layer.decimals, lang) if low < high else number(high, layer.decimals, lang),
        )
        for colour, low, high in zip(colours, lows, bounds, strict=True)
    ]


def frame_symbol(name: str, layer: Layer, drawing: Drawing, state: MapState) -> str:
    """Return a frame as a ``<symbol>`` that is called `name`, with the pattern for no data beside it."""
    layers = ground_layers(layer, drawing, state, holdings=HOLDINGS)
    return (
        f"<defs>{hatch(hatch_id(drawing))}</defs>"
        f'<symbol id="{escape(name)}" viewBox="0 0 {drawing.width} {drawing.height}"'
        f' width="{drawing.width}" height="{drawing.height}">{"".join(layers[key] for key in SHOWN)}</symbol>'
    )


@dataclass(frozen=True)
class PartName:
    """The name of a territory, and its middle on the drawing."""

    text: str
    x: float
    y: float


def part_picture(
    name: str, drawing: Drawing, shape: Shape, colour: str, label: str, names: Sequence[PartName] = ()
) -> str:
    """Return the part of a frame (a symbol called `name`) around a territory, which is outlined and has its colour also
    where the map of the year draws another division. `label` is its text alternative; of `names` those are written
    whose middle lies in the part."""
    left, top, width, height = part_of(drawing, shape.path)
    path = escape(shape.path)
    outline = "".join(
        f'<path class="{kind}" fill="none" stroke="{line}" stroke-width="{width / 220 * times:.2f}"'
        f' stroke-linejoin="round" d="{path}"/>'
        for kind, line, times in (("part-halo", HALO, 3.2), ("part-line", CHOSEN, 1.6))
    )
    words = "".join(
        _name(item, (left, width)) for item in names if 0 < item.x - left < width and 0 < item.y - top < height
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="part" viewBox="{left:.0f} {top:.0f} {width:.0f} {height:.0f}"'
        f' width="320" height="240" role="img" aria-label="{escape(label)}"><use href="#{escape(name)}"'
        f' width="{drawing.width}" height="{drawing.height}"/><path fill="{colour}" d="{path}"/>{outline}{words}</svg>'
    )


def _name(item: PartName, span: tuple[float, float]) -> str:
    """Return a name at its middle, moved so far that it stays within the part (its left end and width)."""
    left, width = span
    size = width / 320 * NAME_SIZE
    half = min(text_width(item.text) * size / 2, width / 2) + size * 0.3
    x = min(max(item.x, left + half), left + width - half) if half < width / 2 else left + width / 2
    return (
        f'<text class="part-name" x="{x:.0f}" y="{item.y + size * 0.35:.0f}" font-family="{FONT}"'
        f' font-size="{size:.1f}" font-weight="600" text-anchor="middle" fill="{TEXT}" stroke="{HALO}"'
        f' stroke-width="{size * 0.24:.2f}" stroke-linejoin="round" paint-order="stroke"'
        f' aria-hidden="true">{escape(item.text)}</text>'
    )


def class_colour(layer: Layer, state: MapState, value: float) -> str:
    """Return the colour of a value on the scale of a state."""
    return state_colours(layer, state)[classify(value, class_breaks(layer, state))]


def part_of(drawing: Drawing, path: str) -> tuple[float, float, float, float]:
    """Return left, top, width and height of the part of a drawing that shows a path with some ground around it."""
    xs, ys = extent(path)
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    side = max(width, height * SHAPE, LEAST) * (1 + AROUND)
    wide = min(side, drawing.width, drawing.height * SHAPE)
    high = wide / SHAPE
    left = min(max((max(xs) + min(xs) - wide) / 2, 0), drawing.width - wide)
    top = min(max((max(ys) + min(ys) - high) / 2, 0), drawing.height - high)
    return left, top, wide, high


def extent(path: str) -> tuple[list[float], list[float]]:
    """Return the x and y of all points of a path of straight lines."""
    command, x, y = "M", 0.0, 0.0
    xs: list[float] = []
    ys: list[float] = []
    steps = iter(STEP.findall(path))
    for step in steps:
        if step.isalpha():
            command = step
            continue
        across, down = float(step), float(next(steps))
        x, y = (x + across, y + down) if command.islower() else (across, down)
        xs.append(x)
        ys.append(y)
    return xs, ys
