"""Where names stand on a drawing: few, without collisions, core units first. Writes no SVG."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from mapserver.maps.names import shown_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Drawing, Layer

#: Advance of a character in em, by what it looks like; measured on Noto Sans and rounded up.
NARROW = frozenset("iljtfrI.,:;'|()[]!- іїј")
WIDE = frozenset("mwMWшщжмюыфШЩЖМЮЫФѕ@%")
#: Height of a line and space round a label in em.
LEADING = 1.15
PADDING = 0.25
#: How much wider than the largest circle inside its unit a name may be: core names may reach over the line.
OVERHANG_CORE = 2.6
OVERHANG_CONTEXT = 1.7
#: Names are set this much smaller outside the core.
CONTEXT_SHARE = 0.86
#: How wide a map is shown and how large its text is there, both in CSS pixels: on a desk, beside text, on a telephone.
WIDTHS = {"wide": (880.0, 13.0), "middle": (580.0, 12.5), "narrow": (360.0, 12.0)}


@dataclass(frozen=True)
class Label:
    """A name on paper: centre (x, y) of the block in view-box units, one or two lines, `size` of the text."""

    place: int
    lines: tuple[str, ...]
    lang: str
    x: int
    y: int
    size: float
    core: bool

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
    size = text_size(drawing, width)
    wanted = sorted(
        (index for index in layer.drawn(state.year) if layer.places[index].key in drawing.shapes),
        key=lambda index: (
            not layer.places[index].core,
            -drawing.shapes[layer.places[index].key].label[2],
            layer.places[index].key,
        ),
    )
    placed: list[Label] = []
    for index in wanted:
        label = _fit(layer, drawing, state, index, size, placed)
        if label is not None:
            placed.append(label)
    return tuple(placed)


def _fit(
    layer: Layer, drawing: Drawing, state: MapState, index: int, size: float, placed: Sequence[Label]
) -> Label | None:
    place = layer.places[index]
    x, y, radius = drawing.shapes[place.key].label
    name, lang = shown_name(place, state.lang)
    size = size if place.core else round(size * CONTEXT_SHARE, 1)
    overhang = OVERHANG_CORE if place.core else OVERHANG_CONTEXT
    if radius < size * 0.6:
        return None
    for lines in _layouts(name):
        if max(text_width(line) for line in lines) * size > 2 * radius * overhang:
            continue
        for dx, dy in _shifts(radius, size):
            label = Label(index, lines, lang, x + dx, y + dy, size, place.core)
            if _inside(label, drawing) and not any(_collide(label, other) for other in placed):
                return label
    return None


def _layouts(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the name in one line, and in two where it has a space or hyphen to break at, the most even break first."""
    breaks = [position for position, character in enumerate(name) if character in " -" and 0 < position < len(name) - 1]
    if not breaks or len(name) < 9:
        return ((name,),)
    cut = min(breaks, key=lambda position: abs(position - len(name) / 2))
    end = cut + 1 if name[cut] == "-" else cut
    two = (name[:end], name[cut + 1 :])
    return (two, (name,)) if len(name) > 18 else ((name,), two)


def _shifts(radius: int, size: float) -> tuple[tuple[int, int], ...]:
    """Return how far a label may move from its centre, nearest first; never out of the largest circle."""
    step = round(min(size * 0.9, radius * 0.6))
    side = round(radius * 0.35)
    return ((0, 0), (0, -step), (0, step), (-side, 0), (side, 0), (-side, -step), (side, step))


def _inside(label: Label, drawing: Drawing) -> bool:
    left, top, right, bottom = label.box
    margin = label.size * PADDING
    return left >= margin and top >= margin and right <= drawing.width - margin and bottom <= drawing.height - margin


def _collide(one: Label, other: Label) -> bool:
    gap = PADDING * max(one.size, other.size)
    a, b = one.box, other.box
    return a[0] < b[2] + gap and b[0] < a[2] + gap and a[1] < b[3] + gap and b[1] < a[3] + gap
