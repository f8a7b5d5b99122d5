"""A drawing as rows of spans: which unit lies where, and where a border runs. Knows no name and writes no SVG."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mapserver.model import Drawing

#: Height of a row in view-box units: a line of text covers four of them or more.
STEP = 4
Span = tuple[float, float]
Rows = dict[int, tuple[Span, ...]]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Sheet:
    """The units drawn on a sheet by index, as rows of spans, and the borders between countries as such rows.

    `taken` holds the spans of all units with their index, in each row from left to right.
    """

    units: dict[int, Rows]
    taken: dict[int, tuple[tuple[float, float, int], ...]]
    borders: Rows

    def foreign(self, box: Box, unit: int) -> float:
        """Return the share of a box that lies on other units."""
        left, _, right, _ = box
        rows = _rows(box)
        covered = 0.0
        for row in rows:
            for a, b, index in self.taken.get(row, ()):
                if a >= right:
                    break
                if b > left and index != unit:
                    covered += min(b, right) - max(a, left)
        return covered / ((right - left) * len(rows))

    def own(self, box: Box, unit: int) -> float:
        """Return the share of a box that lies on its unit."""
        left, _, right, _ = box
        rows = _rows(box)
        spans = (span for row in rows for span in self.units[unit].get(row, ()))
        return sum(max(0.0, min(right, b) - max(left, a)) for a, b in spans) / ((right - left) * len(rows))

    def crossed(self, box: Box) -> float:
        """Return the share of the rows of a box in which a border runs through it."""
        left, _, right, _ = box
        rows = _rows(box)
        return sum(any(a < right and left < b for a, b in self.borders.get(row, ())) for row in rows) / len(rows)


def _rows(box: Box) -> range:
    return range(int(box[1] // STEP), int(box[3] // STEP) + 1)


def sheet_of(drawing: Drawing, keys: Sequence[tuple[int, str]]) -> Sheet:
    """Return the sheet of the units `keys` (index and territory key) of a drawing."""
    units = {index: unit_rows(drawing.shapes[key].path, drawing.width, drawing.height) for index, key in keys}
    taken: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for index, rows in units.items():
        for row, spans in rows.items():
            taken[row].extend((a, b, index) for a, b in spans)
    strokes = tuple(stroke.path for stroke in drawing.strokes)
    return Sheet(
        units, {row: tuple(sorted(spans)) for row, spans in taken.items()}, _line_rows(strokes, drawing.height)
    )


@lru_cache(maxsize=2048)
def unit_rows(path: str, width: int, height: int) -> Rows:
    """Return where the middle of each row lies inside a unit, cut to the sheet."""
    crossings: dict[int, list[float]] = defaultdict(list)
    for line in lines_of(path):
        for (x1, y1), (x2, y2) in zip(line, [*line[1:], line[0]], strict=True):
            for row in _rows_between(y1, y2):
                if 0 <= row * STEP < height:
                    crossings[row].append(x1 + (x2 - x1) * ((row + 0.5) * STEP - y1) / (y2 - y1))
    rows = {}
    for row, found in crossings.items():
        ordered = sorted(found)
        spans = ((max(a, 0.0), min(b, float(width))) for a, b in zip(ordered[::2], ordered[1::2], strict=False))
        rows[row] = tuple((a, b) for a, b in spans if b > a)
    return rows


@lru_cache(maxsize=64)
def _line_rows(paths: tuple[str, ...], height: int) -> Rows:
    """Return the stretch of each row through which a line runs, one span a segment."""
    rows: dict[int, list[Span]] = defaultdict(list)
    for path in paths:
        for line in lines_of(path):
            for (x1, y1), (x2, y2) in pairwise(line):
                for row in range(max(min(y1, y2), 0) // STEP, min(max(y1, y2), height) // STEP + 1):
                    rows[row].append((min(x1, x2), max(x1, x2)))
    return {row: tuple(spans) for row, spans in rows.items()}


def _rows_between(y1: int, y2: int) -> range:
    """Return the rows whose middle lies between two heights."""
    low, high = sorted((y1, y2))
    return range(-(-(2 * low - STEP) // (2 * STEP)), -(-(2 * high - STEP) // (2 * STEP)))


def lines_of(path: str) -> Iterator[list[tuple[int, int]]]:
    """Read path data of relative steps (``M x y l dx dy ...``) into lines of points."""
    for part in path.split("M")[1:]:
        numbers = [int(text) for text in re.findall(r"-?\d+", part)]
        x = y = 0
        line = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            line.append((x, y))
        yield line


def common(rows: Rows, first: int, count: int, least: float) -> tuple[Span, ...]:
    """Return the spans of at least a width that lie inside in `count` rows from `first` on."""
    spans: Iterable[Span] = rows.get(first, ())
    for row in range(first + 1, first + count):
        spans = [
            (max(a, c), min(b, d)) for a, b in spans for c, d in rows.get(row, ()) if min(b, d) - max(a, c) >= least
        ]
    return tuple((a, b) for a, b in spans if b - a >= least)
