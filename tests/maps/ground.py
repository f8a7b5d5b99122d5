"""What lies under a box on a drawing, found row by row: slow, and written apart from what places names."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from mapserver.maps.scanlines import STEP, lines_of, unit_spans

if TYPE_CHECKING:
    from mapserver.maps.labels import Box
    from mapserver.model import Drawing


class Ground:
    """A drawing with some of its units, by index."""

    def __init__(self, drawing: Drawing, keys: list[tuple[int, str]]) -> None:
        """Read the shapes of the units and the borders."""
        self._units = {
            index: unit_spans(drawing.shapes[key].path, drawing.width, drawing.height).rows() for index, key in keys
        }
        self._steps = [step for stroke in drawing.strokes for line in lines_of(stroke.path) for step in pairwise(line)]

    def on(self, box: Box, unit: int) -> float:
        """Return the share of a box that lies on a unit."""
        left, _, right, _ = box
        rows = _rows(box)
        spans = (span for row in rows for span in self._units[unit].get(row, ()))
        return sum(max(0.0, min(right, b) - max(left, a)) for a, b in spans) / ((right - left) * len(rows))

    def foreign(self, box: Box, unit: int) -> float:
        """Return the share of a box that lies on other units."""
        return sum(self.on(box, other) for other in self._units if other != unit)

    def crossed(self, box: Box) -> float:
        """Return the share of the rows of a box through which a border runs."""
        left, _, right, _ = box
        rows = _rows(box)
        return sum(any(self._meets(step, row, left, right) for step in self._steps) for row in rows) / len(rows)

    def _meets(self, step: tuple[tuple[int, int], tuple[int, int]], row: int, left: float, right: float) -> bool:
        (x1, y1), (x2, y2) = step
        in_row = max(min(y1, y2), 0) // STEP <= row <= max(y1, y2) // STEP
        return in_row and min(x1, x2) < right and left < max(x1, x2)


def _rows(box: Box) -> range:
    return range(int(box[1] // STEP), int(box[3] // STEP) + 1)
