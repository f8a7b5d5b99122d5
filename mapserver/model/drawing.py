"""A drawing: a frame's geometry as path strings, ready for SVG. Made at build time, read by the renderer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

#: How a frame is drawn: in an equal-area projection of its own, which is what a reader sees first, or in Web Mercator.
EQUAL_AREA, MERCATOR = "equal-area", "mercator"
#: The CRS of a drawing in Web Mercator.
MERCATOR_CRS = "EPSG:3857"


@dataclass(frozen=True)
class Shape:
    """A territory on paper.

    `path` is SVG path data in integer units of the view box, `label` the centre (x, y) and radius of the largest circle
    inside it, `area_km2` its area in the coverage. `enlarged` says how many times its own area the part that the frame
    shows takes on paper, at a scale that is true on the equator; 1 where areas are kept. `pieces` are those that it is
    made of, from which its shared lines follow.
    """

    key: str
    path: str
    label: tuple[int, int, int]
    area_km2: float
    enlarged: float = 1.0
    pieces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stroke:
    """A line on paper between two countries (`kind` international) or a reviewed other line (`kind` disputed)."""

    kind: str
    border: str
    path: str


@dataclass(frozen=True)
class SharedLine:
    """Where two pieces meet on paper: path data in whole units, the piece `left` on its left."""

    left: str
    right: str
    path: str


@dataclass(frozen=True)
class Drawing:
    """One frame of an area: view box `width` x `height`, y downwards, `metres` per unit, CRS as PROJ text.

    `corner` is the upper left one in metres of the CRS.
    `shapes` by territory key (every territory of every vintage and level that lies in the frame).
    `lines` are those between its pieces, each once: the line of any two territories is made of them.
    """

    area: str
    frame: str
    width: int
    height: int
    metres: float
    crs: str
    shapes: dict[str, Shape]
    strokes: tuple[Stroke, ...]
    land: str
    corner: tuple[float, float] = (0.0, 0.0)
    lines: tuple[SharedLine, ...] = ()

    @cached_property
    def lines_of(self) -> dict[str, dict[str, tuple[str, bool]]]:
        """Return for each piece the line with every piece beside it, and whether the piece lies on the left of it."""
        found: dict[str, dict[str, tuple[str, bool]]] = {}
        for line in self.lines:
            found.setdefault(line.left, {})[line.right] = (line.path, True)
            found.setdefault(line.right, {})[line.left] = (line.path, False)
        return found
