"""Where names stand on a drawing: in their units, without collisions, core units first. Writes no SVG."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from mapserver.maps.names import shown_name
from mapserver.maps.scanlines import STEP, common, sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapserver.maps.scanlines import Box, Sheet
    from mapserver.maps.state import MapState
    from mapserver.model import Drawing, Layer

#: Advance of a character in em, by what it looks like; measured on Noto Sans and rounded up.
NARROW = frozenset("iljtfrI.,:;'|()[]!- іїј")
WIDE = frozenset("mwMWшщжмюыфШЩЖМЮЫФѕ@%")
#: Height of a line and space round a label in em.
LEADING = 1.15
PADDING = 0.25
#: Space between two names in CSS pixels.
GAP = 4.0
#: Units whose largest circle is smaller than this, in em, have no name.
SMALLEST_CORE, SMALLEST_CONTEXT = 0.35, 0.6
#: Shares of a name that may lie on other units where it does not fit into its own.
FOREIGN_CORE, FOREIGN_CONTEXT = 0.5, 0.12
#: A name with a smaller share on its own unit lies aside of it.
OWN = 0.6
#: It is no further from the largest circle in its unit than this, in em: beside an island nobody knows whose it is.
NEAR = 4.0
#: What a step of one em away from the middle of a unit costs against what a name hides.
FAR = 0.1
#: Names are set this much smaller outside the core.
CONTEXT_SHARE = 0.86
#: How wide a map is shown and how large its text is there, both in CSS pixels: on a desk, beside text, on a telephone.
WIDTHS = {"wide": (880.0, 13.0), "middle": (580.0, 12.5), "narrow": (360.0, 12.0)}

#: Index, territory key, whether it is core, name and its language.
Unit = tuple[int, str, bool, str, str]


@dataclass(frozen=True)
class Label:
    """A name on paper: centre (x, y) of the block in view-box units, one or two lines, `size` of the text.

    `aside` says that it lies mostly on other ground than its own unit's.
    """

    place: int
    lines: tuple[str, ...]
    lang: str
    x: int
    y: int
    size: float
    core: bool
    aside: bool = False

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Return the estimated rectangle: left, top, right, bottom in view-box units."""
        width = max(text_width(line) for line in self.lines) * self.size
        height = len(self.lines) * LEADING * self.size
        return (self.x - width / 2, self.y - height / 2, self.x + width / 2, self.y + height / 2)


@lru_cache(maxsize=4096)
def text_width(text: str) -> float:
    """Estimate how wide a text is in em, for Latin and Cyrillic letters."""
    return sum(_advance(character) for character in text)


def _advance(character: str) -> float:
    if character in NARROW:
        return 0.34
    if character in WIDE:
        return 0.88
    if "\u0400" <= character <= "\u04ff":
        return 0.72 if character.isupper() else 0.62
    return 0.7 if character.isupper() else 0.57


def text_size(drawing: Drawing, width: str = "wide") -> float:
    """Return the size of core names in view-box units, right for a map shown at `width` (of WIDTHS)."""
    shown, text = WIDTHS[width]
    return round(text * drawing.width / shown, 1)


def labels(layer: Layer, drawing: Drawing, state: MapState, width: str = "wide") -> tuple[Label, ...]:
    """Place as many names as fit: core units before others, large units before small ones."""
    units = tuple(
        (index, place.key, place.core, *shown_name(place, state.lang))
        for index in layer.drawn(state.year)
        if (place := layer.places[index]).key in drawing.shapes
    )
    return _placed(_Page(drawing), units, width)


class _Page:
    """A drawing that can be looked up by what it is: its own hash would read every path of it."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self._is = (drawing.area, drawing.frame, drawing.width, drawing.height, len(drawing.shapes), len(drawing.land))

    def __hash__(self) -> int:
        return hash(self._is)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Page):
            return NotImplemented
        return self.drawing is other.drawing or (self._is == other._is and self.drawing == other.drawing)


@lru_cache(maxsize=512)
def _placed(page: _Page, units: tuple[Unit, ...], width: str) -> tuple[Label, ...]:
    """Place names on a drawing; years that draw the same units share the work."""
    drawing = page.drawing
    size = text_size(drawing, width)
    pixel = drawing.width / WIDTHS[width][0]
    sheet = sheet_of(drawing, [(index, key) for index, key, *_ in units])
    wanted = sorted(units, key=lambda unit: (not unit[2], -drawing.shapes[unit[1]].label[2], unit[1]))
    taken = [*_reserved(drawing, pixel)]
    placed: list[Label] = []
    for unit in wanted:
        label = _fit(drawing, sheet, unit, size, GAP * pixel, taken)
        if label is not None:
            placed.append(label)
            taken.append(label.box)
    return tuple(placed)


def _reserved(drawing: Drawing, pixel: float) -> tuple[Box, Box]:
    """Return where the buttons and the scale stand on the map."""
    return (
        (drawing.width - 44 * pixel, 0.0, drawing.width, 44 * pixel),
        (drawing.width * 0.7, drawing.height - 26 * pixel, drawing.width, drawing.height),
    )


def _fit(drawing: Drawing, sheet: Sheet, unit: Unit, size: float, gap: float, taken: Sequence[Box]) -> Label | None:
    """Return the label of a unit: inside its shape where it fits, else where it hides the least of the others."""
    index, key, core, name, lang = unit
    x, y, radius = drawing.shapes[key].label
    sizes = (size, round(size * CONTEXT_SHARE, 1)) if core else (round(size * CONTEXT_SHARE, 1),)
    if radius < size * (SMALLEST_CORE if core else SMALLEST_CONTEXT):
        return None
    for own_size in sizes:
        blocks = [Label(index, lines, lang, x, y, own_size, core) for lines in _layouts(name)]
        inside = (label for block in blocks for label in _within(sheet, block, gap))
        for label in sorted(inside, key=lambda label: _distance(label, x, y)):
            if _is_free(label, drawing, gap, taken):
                return label
    return _least(drawing, sheet, blocks, gap, taken, radius)


def _least(
    drawing: Drawing, sheet: Sheet, blocks: Sequence[Label], gap: float, taken: Sequence[Box], radius: float
) -> Label | None:
    """Return where a label that does not fit into its unit disturbs the least; None where that is too much."""
    x, y = blocks[0].x, blocks[0].y
    best, least = None, float("inf")
    outside = (label for block in blocks for label in _across(sheet, block))
    for distance, label in sorted(((_distance(label, x, y), label) for label in outside), key=lambda item: item[0]):
        if FAR * distance >= least:
            break
        if _is_free(label, drawing, gap, taken):
            cost = _disturbance(sheet, label) + FAR * distance
            aside = cost < least and sheet.own(label.box, label.place) < OWN
            if cost < least and not (aside and _gap_to(label, x, y) > radius + NEAR * label.size):
                best, least = replace(label, aside=aside), cost
    return best


def _gap_to(label: Label, x: int, y: int) -> float:
    """Return how far a point lies from a label."""
    left, top, right, bottom = label.box
    return math.hypot(max(left - x, 0, x - right), max(top - y, 0, y - bottom))


def _within(sheet: Sheet, block: Label, gap: float) -> Iterator[Label]:
    """Move a label to where it lies inside its unit, in each row as near to its centre as the shape lets it."""
    rows = sheet.units[block.place]
    left, top, right, bottom = block.box
    width = right - left + gap
    count = int((bottom - top) // STEP) + 1
    for first in rows:
        for a, b in common(rows, first, count, width):
            centre = min(max(float(block.x), a + width / 2), b - width / 2)
            yield replace(block, x=round(centre), y=round((first + count / 2) * STEP))


def _across(sheet: Sheet, block: Label) -> Iterator[Label]:
    """Move a label about its unit where it does not fit into it: over its middle, or from one of its ends."""
    half = (block.box[2] - block.box[0]) / 2
    for row, spans in sheet.units[block.place].items():
        for a, b in spans:
            for x in {round((a + b) / 2), round(a + half), round(b - half)}:
                yield replace(block, x=x, y=round((row + 0.5) * STEP))


def _disturbance(sheet: Sheet, label: Label) -> float:
    """Return how much of other units and borders a label hides; infinity where that is too much."""
    foreign, crossed = sheet.foreign(label.box, label.place), sheet.crossed(label.box)
    if foreign > (FOREIGN_CORE if label.core else FOREIGN_CONTEXT) or (crossed and not label.core):
        return float("inf")
    return 4 * foreign + 2 * crossed


def _distance(label: Label, x: int, y: int) -> float:
    """Return how far a label lies from the middle of its unit, in heights of its text; two lines are a little worse."""
    return (abs(label.x - x) / 2 + abs(label.y - y)) / label.size + 0.3 * len(label.lines)


def _is_free(label: Label, drawing: Drawing, gap: float, taken: Sequence[Box]) -> bool:
    """Say whether a label lies on the sheet and apart from what stands there."""
    left, top, right, bottom = label.box
    margin = label.size * PADDING
    if left < margin or top < margin or right > drawing.width - margin or bottom > drawing.height - margin:
        return False
    return not any(
        left < box[2] + gap and box[0] < right + gap and top < box[3] + gap and box[1] < bottom + gap for box in taken
    )


def _layouts(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the name in one line, and in two where it has a space or hyphen to break at, the most even break first."""
    breaks = [position for position, character in enumerate(name) if character in " -" and 0 < position < len(name) - 1]
    if not breaks or len(name) < 9:
        return ((name,),)
    cut = min(breaks, key=lambda position: abs(position - len(name) / 2))
    end = cut + 1 if name[cut] == "-" else cut
    two = (name[:end], name[cut + 1 :])
    return (two, (name,)) if len(name) > 18 else ((name,), two)
