"""A map of points as SVG: circles whose area is the value, on quiet land. Writes nothing that a strict policy drops."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from mapserver.maps.formats import number
from mapserver.maps.labels import WIDTHS, text_size, text_width
from mapserver.maps.picture import LAND, LINE, SEA, borders
from mapserver.maps.picture_names import label_group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mapserver.model import Drawing

#: Radius of the largest circle and of a point without a value, in view-box units of a whole sheet.
LARGEST, NONE = 44.0, 7.0
#: What is smaller would be a dot that nobody finds; `drawn_larger` says up to which value.
SMALLEST = 4.0
FILL = "#1b6175"
#: Height of a line of text in em, and the space between a circle and its name in view-box units.
LEADING, APART = 1.2, 5.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Point:
    """A place on a sheet: `value` None draws it hollow, `approximate` with a broken line; `words` are read out."""

    x: int
    y: int
    value: float | None
    name: str
    lang: str
    words: str
    href: str = ""
    approximate: bool = False


@dataclass(frozen=True)
class Window:
    """The part of a sheet that is drawn, in its view-box units."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def whole(cls, drawing: Drawing) -> Window:
        """Return the whole sheet."""
        return cls(0, 0, drawing.width, drawing.height)

    @classmethod
    def around(cls, drawing: Drawing, x: int, y: int, width: float, height: float) -> Window:
        """Return a window of a size round a point, moved inside the sheet where it would reach out of it."""
        left = min(max(x - width / 2, 0), max(drawing.width - width, 0))
        top = min(max(y - height / 2, 0), max(drawing.height - height, 0))
        return cls(round(left), round(top), width, height)


def radius(value: float | None, largest: float, scale: float = 1.0) -> float:
    """Return the radius of a value's circle: its area is proportional to the value."""
    if value is None or largest <= 0:
        return NONE * scale
    return max(LARGEST * math.sqrt(value / largest), SMALLEST) * scale


def drawn_larger(largest: float) -> float:
    """Return the value below which circles have the smallest radius, not one by their value."""
    return largest * (SMALLEST / LARGEST) ** 2


def points_picture(
    drawing: Drawing,
    ground: Iterable[str],
    points: Sequence[Point],
    largest: float,
    title: str,
    description: str,
    window: Window | None = None,
    lang: str = "en",
) -> str:
    """Return the ``<svg>`` of one frame: larger circles below, names beside their circles where there is room.

    `ground` are the keys of the territories to draw, `largest` the value of the largest circle. A whole sheet has a key
    to the sizes in its lower right corner, so that it is right at any width.
    """
    part = window or Window.whole(drawing)
    scale = part.width / drawing.width
    name = f"{drawing.area}-{drawing.frame}"
    land = "".join(f'<path d="{escape(drawing.shapes[key].path)}"/>' for key in ground if key in drawing.shapes)
    ordered = sorted(points, key=lambda point: -(point.value or 0))
    keys = {} if window else {width: _size_key(drawing, largest, lang, width) for width in WIDTHS}
    held = {width: key[1] for width, key in keys.items() if key}
    names = "".join(_names(ordered, largest, drawing, part, width, held.get(width)) for width in WIDTHS)
    circles = "".join(_circle(point, radius(point.value, largest, scale), scale) for point in ordered)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture points"'
        f' viewBox="{part.x:g} {part.y:g} {part.width:g} {part.height:g}" width="{part.width:g}"'
        f' height="{part.height:g}" role="group" lang="{escape(lang)}" aria-labelledby="p-{escape(name)}'
        f' q-{escape(name)}"><title id="p-{escape(name)}">{escape(title)}</title>'
        f'<desc id="q-{escape(name)}">{escape(description)}</desc>'
        f'<rect class="sea" x="{part.x:g}" y="{part.y:g}" width="{part.width:g}" height="{part.height:g}"'
        f' fill="{SEA}"/><g class="land" fill="{LAND}" stroke="{LINE}" stroke-width=".9"'
        f' stroke-linejoin="round"><path d="{escape(drawing.land)}"/></g>'
        f'<g class="land districts" fill="{LAND}" stroke="{LINE}" stroke-width=".9" stroke-linejoin="round">{land}</g>'
        f'{borders(drawing)}<g class="circles" fill="{FILL}" stroke="{FILL}">{circles}</g>'
        f"{names}{''.join(key[0] for key in keys.values() if key)}</svg>"
    )


def _size_key(drawing: Drawing, largest: float, lang: str, width: str) -> tuple[str, Box] | None:
    """Return the key to the sizes of circles for one width that the page may be shown in, and where it stands."""
    values = round_values(largest)
    if not values:
        return None
    size = text_size(drawing, width)
    right, base = drawing.width - 0.6 * size, drawing.height - 0.7 * size
    parts = []
    for value in reversed(values):
        said = number(value, 0, lang)
        wide = max(text_width(said) * size, 2 * LARGEST)
        middle = right - wide / 2
        reach = radius(value, largest)
        parts.append(
            f'<circle class="point" cx="{middle:.1f}" cy="{base - 1.2 * size - reach:.1f}" r="{reach:.1f}"'
            f' fill="{FILL}" fill-opacity=".45" stroke="{FILL}" stroke-width="1.6"/>'
            f'<text x="{middle:.1f}" y="{base:.1f}" text-anchor="middle">{escape(said)}</text>'
        )
        right -= wide + 0.8 * size
    left, top = right + 0.3 * size, base - 1.7 * size - 2 * radius(values[0], largest)
    box = (left, top, drawing.width - 0.2 * size, drawing.height - 0.2 * size)
    ground = (
        f'<rect class="size-key" x="{left:.1f}" y="{top:.1f}" width="{box[2] - left:.1f}" height="{box[3] - top:.1f}"'
        f' rx="4" fill="#fff" fill-opacity=".85" stroke="{LINE}" stroke-width="1"/>'
    )
    return label_group(width, size, ground + "".join(parts)), box


def _circle(point: Point, size: float, scale: float) -> str:
    broken = f' stroke-dasharray="{4 * scale:g} {3 * scale:g}"' if point.approximate else ""
    fill = ' fill="none" pointer-events="all"' if point.value is None else ' fill-opacity=".45"'
    kinds = " ".join(
        filter(None, ("point", "hollow" if point.value is None else "", "approximate" if point.approximate else ""))
    )
    circle = (
        f'<circle class="{kinds}" cx="{point.x}" cy="{point.y}" r="{size:.1f}"{fill}'
        f' stroke-width="{1.6 * scale:.2f}"{broken}/>'
    )
    told = f"<title>{escape(point.words)}</title>"
    if not point.href:
        return f"<g>{told}{circle}</g>"
    return f'<a href="{escape(point.href)}" aria-label="{escape(point.words)}">{told}{circle}</a>'


def _names(points: Sequence[Point], largest: float, drawing: Drawing, part: Window, width: str, key: Box | None) -> str:
    """Return the names for one width that the page may be shown in, those of large circles first, none on the key."""
    scale = part.width / drawing.width
    size = round(text_size(drawing, width) * scale, 1)
    taken: list[Box] = [
        (point.x - reach, point.y - reach, point.x + reach, point.y + reach)
        for point in points
        for reach in (radius(point.value, largest, scale) * 0.8,)
    ]
    if key:
        taken.append(key)
    texts = []
    for point in points:
        reach = radius(point.value, largest, scale) + APART * scale
        for box, x, anchor in _sides(point, reach, text_width(point.name) * size, size):
            if _inside(box, part) and not any(_meet(box, other) for other in taken):
                taken.append(box)
                y = round(box[3] - 0.3 * size, 1)
                texts.append(
                    f'<text lang="{escape(point.lang)}" x="{x:.1f}" y="{y}" text-anchor="{anchor}">'
                    f"{escape(point.name)}</text>"
                )
                break
    return label_group(width, size, "".join(texts))


def _sides(point: Point, reach: float, width: float, size: float) -> Iterator[tuple[Box, float, str]]:
    """Yield where a name can stand: right, left, above and below its circle."""
    high = LEADING * size
    for x, anchor, left in ((point.x + reach, "start", 0.0), (point.x - reach, "end", width)):
        yield (x - left, point.y - high / 2, x - left + width, point.y + high / 2), x, anchor
    for top in (point.y - reach - high, point.y + reach):
        yield (point.x - width / 2, top, point.x + width / 2, top + high), point.x, "middle"


def _inside(box: Box, part: Window) -> bool:
    return part.x <= box[0] and part.y <= box[1] and box[2] <= part.x + part.width and box[3] <= part.y + part.height


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def round_values(largest: float, count: int = 3) -> list[float]:
    """Return round values for a legend, the largest first, each about a quarter of the one before."""
    if largest <= 0:
        return []
    steps = [digit * 10.0**power for power in range(12, -1, -1) for digit in (5, 2, 1)]
    values = [step for step in steps if step <= largest][:1]
    while values and len(values) < count:
        smaller = [step for step in steps if step <= values[-1] / 3.5]
        if not smaller or smaller[0] < 1:
            break
        values.append(smaller[0])
    return values
