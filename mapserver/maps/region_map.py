"""The map on which own regions are put together: the districts of a frame, each one a link that takes it in or out."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from mapserver.maps.labels import text_width
from mapserver.maps.picture import BORDER, LAND, LINE, SEA
from mapserver.maps.picture_names import FONT, HALO
from mapserver.model import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapserver.model import Drawing

#: The patterns of the second region, and of districts that are in both.
SECOND, BOTH = "region-second", "region-both"
#: The two regions, in the colours of the page: they are no sides of a border.
ONE, OTHER = "#0c5768", "#97701a"
#: Ground of districts that are in no region, and of the second region below its stripes.
FREE, GROUND = "#ffffff", "#efe3c8"
#: What a district is filled with by the regions that it is in: a bit for each.
FILLS = (FREE, ONE, f"url(#{SECOND})", f"url(#{BOTH})")
#: Width at which the map is looked at, and the size of its names there, in CSS pixels.
SHOWN, NAME = 760.0, 11.5
#: Width at which it is looked at in a hand, where few names have room.
SMALL = 358.0
#: The side of a pattern and the width of its stripes, in CSS pixels.
TILE, STRIPE = 8.0, 3.2
#: A name may be so much wider than the largest circle in its district, which is no smaller than this, in em.
WIDER, SMALLEST = 1.25, 0.7
#: In a hand a name may reach further; two stand so far from each other and are so high, in em.
FURTHER, APART, HIGH = 3.2, 0.5, 1.15


@dataclass(frozen=True)
class MapUnit:
    """A district on the map: what it is called in `lang`, where its link leads, what that does in words.

    `regions` has a bit for each region that it is in: 1 for the first, 2 for the second. `beside` are the codes of the
    districts on the map that it shares a line with.
    """

    code: str
    shape: Shape
    name: str
    lang: str
    href: str
    words: str
    regions: int = 0
    beside: tuple[str, ...] = ()


def region_map(drawing: Drawing, units: Sequence[MapUnit], label: str) -> str:
    """Return the map as SVG; `label` is its text alternative."""
    scale = drawing.width / SHOWN
    thin = "".join(f'<path d="{escape(item.path)}"/>' for item in drawing.strokes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="region-map" viewBox="0 0 {drawing.width} {drawing.height}"'
        f' width="{drawing.width}" height="{drawing.height}" role="group" aria-label="{escape(label)}"'
        f' data-fills="{" ".join(FILLS)}">'
        f"<defs>{_stripes(SECOND, GROUND, OTHER, scale)}{_stripes(BOTH, ONE, GROUND, scale)}</defs>"
        f'<rect class="sea" width="{drawing.width}" height="{drawing.height}" fill="{SEA}"/>'
        f'<path class="land" fill="{LAND}" d="{escape(drawing.land)}"/>'
        f'<g class="districts" stroke="{LINE}" stroke-width="{scale:.2f}" stroke-linejoin="round">'
        f"{''.join(_district(unit) for unit in units)}</g>"
        f'<g class="borders" fill="none" stroke="{BORDER}" stroke-width="{1.2 * scale:.2f}" stroke-linejoin="round">'
        f"{thin}</g>{_names(units, scale)}{_few_names(units, drawing.width)}</svg>"
    )


def region_key(regions: int) -> str:
    """Return the colour and texture of a region as a small picture for a legend; the map itself has the patterns."""
    return (
        '<svg class="region-key" viewBox="0 0 20 14" width="20" height="14" aria-hidden="true" focusable="false">'
        f'<rect class="in-{regions}" width="20" height="14" fill="{FILLS[regions]}"/></svg>'
    )


def _stripes(name: str, ground: str, line: str, scale: float) -> str:
    side = TILE * scale
    return (
        f'<pattern id="{name}" width="{side:.2f}" height="{side:.2f}" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate(45)"><rect class="ground" width="{side:.2f}" height="{side:.2f}" fill="{ground}"/>'
        f'<rect class="stripe" width="{STRIPE * scale:.2f}" height="{side:.2f}" fill="{line}"/></pattern>'
    )


def _district(unit: MapUnit) -> str:
    x, y, _ = unit.shape.label
    return (
        f'<a class="in-{unit.regions}" href="{escape(unit.href)}" rel="nofollow" aria-label="{escape(unit.words)}"'
        f' data-code="{escape(unit.code)}" data-name="{escape(unit.name)}" data-at="{x} {y}"'
        f' data-beside="{escape(" ".join(unit.beside))}"><path fill="{FILLS[unit.regions]}"'
        f' d="{escape(unit.shape.path)}"><title>{escape(unit.name)}</title></path></a>'
    )


def _names(units: Iterable[MapUnit], scale: float) -> str:
    """Return the names of the districts that have room for them."""
    size = NAME * scale
    named = [
        unit
        for unit in units
        if unit.shape.label[2] >= SMALLEST * size and text_width(unit.name) * size <= 2 * unit.shape.label[2] * WIDER
    ]
    return _written(named, size, "names")


def _few_names(units: Iterable[MapUnit], width: float) -> str:
    """Return the names that have room where the map is small, those of large districts first: they reach over lines,
    none over another or the edge."""
    size = NAME * width / SMALL
    named: list[MapUnit] = []
    boxes: list[tuple[float, float, float]] = []
    for unit in sorted(units, key=lambda unit: (-unit.shape.label[2], unit.code)):
        x, y, radius = unit.shape.label
        half = text_width(unit.name) * size / 2
        if half > radius * FURTHER or not half <= x <= width - half:
            continue
        if all(abs(y - other) > HIGH * size or abs(x - at) > half + reach + APART * size for at, other, reach in boxes):
            named.append(unit)
            boxes.append((x, y, half))
    return _written(named, size, "names few")


def _written(units: Iterable[MapUnit], size: float, kind: str) -> str:
    texts = [
        f'<text class="in-{unit.regions}" data-of="{escape(unit.code)}" lang="{escape(unit.lang)}"'
        f' x="{unit.shape.label[0]}" y="{unit.shape.label[1] + 0.35 * size:.1f}">{escape(unit.name)}</text>'
        for unit in units
    ]
    return (
        f'<g class="{kind}" font-family="{FONT}" font-size="{size:.1f}" text-anchor="middle" fill="#20262b"'
        f' stroke="{HALO}" stroke-width="{size * 0.24:.2f}" stroke-linejoin="round" paint-order="stroke"'
        f' aria-hidden="true">{"".join(texts)}</g>'
    )
