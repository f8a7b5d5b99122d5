"""Where names stand on a drawing: in their units, without collisions, core units first. Writes no SVG."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from mapserver.maps.names import shown_name
from mapserver.maps.scanlines import STEP, Boxes, common, sheet_of, wide_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.scanlines import Sheet
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

#: Shares that differ by less are equal.
TINY = 1e-9

#: Left, top, right, bottom, in view-box units.
Box = tuple[float, float, float, float]
Spot = NDArray[np.intp]
#: The same of several boxes: four rows.
Edges = NDArray[np.float64]
Far = TypeVar("Far", float, NDArray[np.float64])
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
    def box(self) -> Box:
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
    sheet = _sheet(page, tuple((index, key) for index, key, *_ in units))
    wanted = sorted(units, key=lambda unit: (not unit[2], -drawing.shapes[unit[1]].label[2], unit[1]))
    taken = np.array(_reserved(drawing, pixel)).T
    placed: list[Label] = []
    for unit in wanted:
        label = _fit(drawing, sheet, unit, size, GAP * pixel, taken)
        if label is not None:
            placed.append(label)
            taken = np.column_stack([taken, label.box])
    return tuple(placed)


@lru_cache(maxsize=8)
def _sheet(page: _Page, keys: tuple[tuple[int, str], ...]) -> Sheet:
    """Return the sheet of some units of a drawing; all widths and languages of a map share it."""
    return sheet_of(page.drawing, keys)


def _reserved(drawing: Drawing, pixel: float) -> tuple[Box, Box]:
    """Return where the buttons and the scale stand on the map."""
    return (
        (drawing.width - 44 * pixel, 0.0, drawing.width, 44 * pixel),
        (drawing.width * 0.7, drawing.height - 26 * pixel, drawing.width, drawing.height),
    )


def _fit(drawing: Drawing, sheet: Sheet, unit: Unit, size: float, gap: float, taken: Edges) -> Label | None:
    """Return the label of a unit: inside its shape where it fits, else where it hides the least of the others."""
    index, key, core, name, lang = unit
    x, y, radius = drawing.shapes[key].label
    sizes = (size, round(size * CONTEXT_SHARE, 1)) if core else (round(size * CONTEXT_SHARE, 1),)
    if radius < size * (SMALLEST_CORE if core else SMALLEST_CONTEXT):
        return None
    for own_size in sizes:
        blocks = [Label(index, lines, lang, x, y, own_size, core) for lines in _layouts(name)]
        found = _inside(drawing, sheet, blocks, gap, taken)
        if found is not None:
            return found
    return _least(drawing, sheet, blocks, gap, taken, radius)


class _Spots(NamedTuple):
    """Where the middle of a label may stand: x and y in view-box units."""

    block: Label
    x: Spot
    y: Spot

    @property
    def half(self) -> tuple[float, float]:
        """Return half of the width and of the height of the label."""
        left, top, right, bottom = self.block.box
        return (right - left) / 2, (bottom - top) / 2

    def distances(self) -> NDArray[np.float64]:
        """Return how far each lies from the middle of the unit, in heights of the text, two lines a little further."""
        return _distance(self.block, np.abs(self.x - self.block.x) * 1.0, np.abs(self.y - self.block.y) * 1.0)

    def free(self, drawing: Drawing, gap: float, taken: Edges) -> _Spots:
        """Return those where the label lies on the sheet and apart from what stands there."""
        width, height = self.half
        margin = self.block.size * PADDING
        on_sheet = (self.x - width >= margin) & (self.x + width <= drawing.width - margin)
        on_sheet &= (self.y - height >= margin) & (self.y + height <= drawing.height - margin)
        x, y = self.x[on_sheet], self.y[on_sheet]
        left, top, right, bottom = taken
        met = (x[:, None] - width < right + gap) & (left < x[:, None] + width + gap)
        met &= (y[:, None] - height < bottom + gap) & (top < y[:, None] + height + gap)
        apart = ~met.any(axis=1)
        return _Spots(self.block, x[apart], y[apart])

    def boxes(self) -> Boxes:
        """Return where the label would lie."""
        width, height = self.half
        first = ((self.y - height) // STEP).astype(np.intp)
        # All lie in the middle of a row, so that each has as many rows as the first.
        count = int((self.y[0] + height) // STEP) - int(first[0]) + 1
        return Boxes(self.x.astype(np.float64) - width, self.x.astype(np.float64) + width, first, count)


def _inside(drawing: Drawing, sheet: Sheet, blocks: Sequence[Label], gap: float, taken: Edges) -> Label | None:
    """Return where a label lies inside its unit, as near to its middle as the shape and what stands there let it."""
    best, least = None, math.inf
    for block in blocks:
        left, top, right, bottom = block.box
        width, count = right - left + gap, int((bottom - top) // STEP) + 1
        rows = wide_rows(sheet.rows[block.place], width)
        heights = {first: round((first + count / 2) * STEP) for first in rows}
        for first in sorted(rows, key=lambda first: abs(heights[first] - block.y)):
            y = heights[first]
            if _distance(block, 0.0, abs(y - block.y)) >= least:
                break
            for a, b in common(rows, first, count, width):
                x = round(min(max(float(block.x), a + width / 2), b - width / 2))
                distance = _distance(block, abs(x - block.x), abs(y - block.y))
                if distance < least:
                    moved = replace(block, x=x, y=y)
                    if _is_free(moved, drawing, gap, taken):
                        best, least = moved, distance
    return best


def _distance(block: Label, across: Far, down: Far) -> Far:
    """Return what it costs to lie so far from the middle, in heights of the text; two lines cost a little more."""
    return (across / 2 + down) / block.size + 0.3 * len(block.lines)


def _is_free(label: Label, drawing: Drawing, gap: float, taken: Edges) -> bool:
    """Say whether a label lies on the sheet and apart from what stands there."""
    spots = _Spots(label, np.array([label.x]), np.array([label.y]))
    return len(spots.free(drawing, gap, taken).x) > 0


def _least(
    drawing: Drawing, sheet: Sheet, blocks: Sequence[Label], gap: float, taken: Edges, radius: float
) -> Label | None:
    """Return where a label that does not fit into its unit disturbs the least; None where that is too much."""
    best, least = None, math.inf
    for block in blocks:
        free = _Spots(block, *_across(sheet, block)).free(drawing, gap, taken)
        if not len(free.x):
            continue
        boxes = free.boxes()
        own = sheet.own(boxes, block.place)
        foreign, crossed = sheet.all(boxes) - own, sheet.borders(boxes)
        # The two sums differ in their last digits where they are equal.
        foreign[foreign < TINY] = 0
        cost = 4 * foreign + 2 * crossed + FAR * free.distances()
        cost[foreign > (FOREIGN_CORE if block.core else FOREIGN_CONTEXT)] = math.inf
        if not block.core:
            cost[crossed > 0] = math.inf
        cost[(own < OWN) & (_gaps_to(free, block.x, block.y) > radius + NEAR * block.size)] = math.inf
        at = int(cost.argmin())
        if cost[at] < least:
            best, least = replace(block, x=int(free.x[at]), y=int(free.y[at]), aside=bool(own[at] < OWN)), cost[at]
    return best


def _gaps_to(spots: _Spots, x: int, y: int) -> NDArray[np.float64]:
    """Return how far a point lies from a label at each spot."""
    width, height = spots.half
    beside, above = np.abs(spots.x - x) - width, np.abs(spots.y - y) - height
    return np.hypot(np.maximum(beside, 0), np.maximum(above, 0))


def _across(sheet: Sheet, block: Label) -> tuple[Spot, Spot]:
    """Return where a label lies about its unit where it does not fit into it: over its middle, or from one of its ends,
    in each row."""
    row, left, right = sheet.spans[block.place]
    half = (block.box[2] - block.box[0]) / 2
    x = np.concatenate([(left + right) / 2, left + half, right - half])
    return np.rint(x).astype(np.intp), np.tile(np.rint((row + 0.5) * STEP).astype(np.intp), 3)


def _layouts(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the name in one line, and in two where it has a space or hyphen to break at, the most even break first."""
    breaks = [position for position, character in enumerate(name) if character in " -" and 0 < position < len(name) - 1]
    if not breaks or len(name) < 9:
        return ((name,),)
    cut = min(breaks, key=lambda position: abs(position - len(name) / 2))
    end = cut + 1 if name[cut] == "-" else cut
    two = (name[:end], name[cut + 1 :])
    return (two, (name,)) if len(name) > 18 else ((name,), two)
