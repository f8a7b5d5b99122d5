"""The line of a border as a map: the part of a drawing around it, the districts that meet there, the checkpoints."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import shapely

from mapserver.maps.labels import text_width
from mapserver.maps.picture import BORDER, LAND, LINE, SEA
from mapserver.maps.picture_names import FONT, HALO
from mapserver.maps.points import Window
from mapserver.maps.scanlines import lines_of
from mapserver.maps.sides import LAND_OPACITY, SIDES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from mapserver.model import Drawing

#: Room around the line as a share of its size, and the least size of what is shown, in view-box units.
AROUND, LEAST = 0.28, 90.0
#: The narrowest and the widest shape of the picture: width over height.
NARROWEST, WIDEST = 0.85, 1.7
#: Width at which the picture is looked at, and the size of its names there, in CSS pixels.
SHOWN, NAME = 440.0, 13.0


@dataclass(frozen=True)
class MapDistrict:
    """A district at the border: the key of its territory, its name, and whether it lies on the first side."""

    key: str
    name: str
    lang: str
    is_a: bool
    href: str = ""


@dataclass(frozen=True)
class Crossing:
    """A checkpoint on the sheet, and what it is called."""

    x: int
    y: int
    name: str


def border_map(
    drawing: Drawing,
    border: str,
    districts: Sequence[MapDistrict],
    ground: Iterable[str],
    crossings: Sequence[Crossing],
    label: str,
) -> str:
    """Return the map; nothing where the drawing does not have the line. `ground` are keys of territories around it."""
    window = _window(drawing, border)
    if window is None:
        return ""
    scale = window.width / SHOWN
    # What has links in it is no picture to a screen reader.
    role = "group" if any(item.href for item in districts) else "img"
    box = shapely.box(window.x, window.y, window.x + window.width, window.y + window.height)
    at_border = [item for item in districts if item.key in drawing.shapes]
    own = {item.key for item in at_border}
    around = "".join(
        f'<path d="{escape(drawing.shapes[key].path)}"/>' for key in ground if key in drawing.shapes and key not in own
    )
    sides = "".join(
        f'<g class="side-land-{kind}" fill="{colour}" fill-opacity="{LAND_OPACITY[kind]}">'
        + "".join(_district(drawing, item) for item in at_border if item.is_a == (kind == "a"))
        + "</g>"
        for kind, colour in SIDES["light"].items()
    )
    thin = "".join(f'<path d="{escape(item.path)}"/>' for item in drawing.strokes if item.border != border)
    line = "".join(f'<path d="{escape(item.path)}"/>' for item in drawing.strokes if item.border == border)
    points = "".join(
        f'<circle cx="{item.x}" cy="{item.y}" r="{4 * scale:.1f}"><title>{escape(item.name)}</title></circle>'
        for item in crossings
        if box.covers(shapely.Point(item.x, item.y))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="border-map" viewBox="{window.x:g} {window.y:g}'
        f' {window.width:g} {window.height:g}" width="{window.width:g}" height="{window.height:g}" role="{role}"'
        f' aria-label="{escape(label)}"><rect class="sea" x="{window.x:g}" y="{window.y:g}" width="{window.width:g}"'
        f' height="{window.height:g}" fill="{SEA}"/><g class="land" fill="{LAND}" stroke="{LINE}"'
        f' stroke-width="{scale:.2f}" stroke-linejoin="round"><path d="{escape(drawing.land)}"/>{around}'
        f'{"".join(_path(drawing, item) for item in at_border)}</g><g class="side-land" stroke="{LINE}"'
        f' stroke-width="{scale:.2f}" stroke-linejoin="round">{sides}</g><g class="borders" fill="none"'
        f' stroke-linejoin="round" stroke-linecap="round"><g class="line" stroke="{BORDER}"'
        f' stroke-width="{1.2 * scale:.2f}">{thin}</g><g class="halo" stroke="{HALO}" stroke-width="{6 * scale:.2f}"'
        f' stroke-opacity=".8">{line}</g><g class="line" stroke="{BORDER}" stroke-width="{3 * scale:.2f}">{line}</g>'
        f'</g><g class="border-gates" fill="{HALO}" stroke="{BORDER}" stroke-width="{1.6 * scale:.2f}">{points}</g>'
        f"{_names(drawing, at_border, box, scale)}</svg>"
    )


def _window(drawing: Drawing, border: str) -> Window | None:
    """Return the part of the sheet around a line, moved inside it where it would reach out."""
    lines = [line for stroke in drawing.strokes if stroke.border == border for line in lines_of(stroke.path)]
    points = [point for line in lines for point in line]
    inside = [(x, y) for x, y in points if 0 <= x <= drawing.width and 0 <= y <= drawing.height]
    if not inside:
        return None
    left, right = min(x for x, _ in inside), max(x for x, _ in inside)
    top, bottom = min(y for _, y in inside), max(y for _, y in inside)
    room = AROUND * max(right - left, bottom - top, LEAST)
    width, height = right - left + 2 * room, bottom - top + 2 * room
    width = max(width, height * NARROWEST)
    height = max(height, width / WIDEST)
    width, height = min(width, drawing.width), min(height, drawing.height)
    return Window.around(drawing, (left + right) // 2, (top + bottom) // 2, round(width), round(height))


def _path(drawing: Drawing, district: MapDistrict) -> str:
    return f'<path d="{escape(drawing.shapes[district.key].path)}"/>'


def _district(drawing: Drawing, district: MapDistrict) -> str:
    path = f"{_path(drawing, district)[:-2]}><title>{escape(district.name)}</title></path>"
    return (
        f'<a href="{escape(district.href)}" aria-label="{escape(district.name)}">{path}</a>' if district.href else path
    )


def _names(drawing: Drawing, districts: Sequence[MapDistrict], box: BaseGeometry, scale: float) -> str:
    """Return the names where the part of each district that is shown is widest, none on another."""
    size = NAME * scale
    taken: list[tuple[float, float, float, float]] = []
    texts = []
    west, south, east, north = box.bounds
    for item in districts:
        part = _shown_part(drawing.shapes[item.key].path, box)
        if part is None:
            continue
        circle = shapely.maximum_inscribed_circle(part, tolerance=max(scale, 1.0))
        centre = shapely.get_coordinates(circle)[0]
        half = min(text_width(item.name) * size / 2, (east - west) / 2)
        x = min(max(centre[0], west + half + 2 * scale), east - half - 2 * scale)
        for shift in (0.0, 1.2, -1.2, 2.4, -2.4):
            y = min(max(centre[1] + shift * size, south + size), north - 0.5 * size)
            block = (x - half, y - 0.6 * size, x + half, y + 0.6 * size)
            if not any(
                block[0] < other[2] and other[0] < block[2] and block[1] < other[3] and other[1] < block[3]
                for other in taken
            ):
                taken.append(block)
                texts.append(
                    f'<text lang="{escape(item.lang)}" x="{x:.1f}" y="{y + 0.35 * size:.1f}">{escape(item.name)}</text>'
                )
                break
    return (
        f'<g class="border-names" font-family="{FONT}" font-size="{size:.1f}" font-weight="600" text-anchor="middle"'
        f' fill="#20262b" stroke="{HALO}" stroke-width="{size * 0.22:.2f}" stroke-opacity=".85" stroke-linejoin="round"'
        f' paint-order="stroke" aria-hidden="true">{"".join(texts)}</g>'
    )


def _shown_part(path: str, box: BaseGeometry) -> shapely.Polygon | None:
    """Return the largest part of a district that lies in the picture; None where nothing of it does."""
    rings = [shapely.Polygon(line).buffer(0) for line in lines_of(path) if len(line) > 2]
    shown = shapely.union_all(rings).intersection(box) if rings else shapely.Polygon()
    parts = [part for part in shapely.get_parts(shown) if isinstance(part, shapely.Polygon) and part.area > 0]
    return max(parts, key=lambda part: part.area, default=None)
