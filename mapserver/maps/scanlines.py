"""A drawing as rows of spans: which unit lies where, and where a border runs. Knows no name and writes no SVG."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapserver.model import Drawing

#: Height of a row in view-box units: a line of text covers four of them or more.
STEP = 4
Span = tuple[float, float]
Rows = dict[int, tuple[Span, ...]]
Floats = NDArray[np.float64]


class Boxes(NamedTuple):
    """Boxes of one height, of `rows` rows from row `first` on; edges in view-box units."""

    left: Floats
    right: Floats
    first: NDArray[np.intp]
    rows: int


class Spans(NamedTuple):
    """Spans from `left` to `right` in rows; all three of one length."""

    row: NDArray[np.intp]
    left: Floats
    right: Floats

    def rows(self) -> Rows:
        """Return the spans by row."""
        rows: dict[int, list[Span]] = defaultdict(list)
        for row, left, right in zip(self.row.tolist(), self.left.tolist(), self.right.tolist(), strict=True):
            rows[row].append((left, right))
        return {row: tuple(spans) for row, spans in rows.items()}


@dataclass(frozen=True)
class Sheet:
    """The units drawn on a sheet by index, as spans and as rows of these.

    `covered[row, x]` is how much of the rows above `row` units cover to the left of x; `crossed[row, x]` counts the
    steps of one unit to the left of x in which a border between countries runs through the row.
    """

    spans: dict[int, Spans]
    rows: dict[int, Rows]
    covered: Floats
    crossed: NDArray[np.intp]

    def own(self, boxes: Boxes, unit: int) -> Floats:
        """Return the share of each box that lies on a unit."""
        spans = self.spans[unit]
        first, left, right = boxes.first[:, None], boxes.left[:, None], boxes.right[:, None]
        common = np.minimum(spans.right, right) - np.maximum(spans.left, left)
        common[(common < 0) | (spans.row < first) | (spans.row >= first + boxes.rows)] = 0
        return np.asarray(common.sum(axis=1) / _area(boxes))

    def all(self, boxes: Boxes) -> Floats:
        """Return the share of each box that lies on any unit."""
        top, bottom = boxes.first, boxes.first + boxes.rows
        held = self._left_of(bottom, boxes.right) - self._left_of(bottom, boxes.left)
        held -= self._left_of(top, boxes.right) - self._left_of(top, boxes.left)
        return np.asarray(held / _area(boxes))

    def borders(self, boxes: Boxes) -> Floats:
        """Return the share of the rows of each box through which a border runs."""
        left, right = np.floor(boxes.left).astype(np.intp), np.ceil(boxes.right).astype(np.intp)
        rows = boxes.first[:, None] + np.arange(boxes.rows)
        met = self.crossed[rows, right[:, None]] > self.crossed[rows, left[:, None]]
        return np.asarray(met.sum(axis=1) / boxes.rows)

    def _left_of(self, row: NDArray[np.intp], x: Floats) -> Floats:
        whole = np.floor(x).astype(np.intp)
        here = self.covered[row, whole]
        return np.asarray(here + (x - whole) * (self.covered[row, whole + 1] - here))


def _area(boxes: Boxes) -> Floats:
    return np.asarray((boxes.right - boxes.left) * boxes.rows)


def sheet_of(drawing: Drawing, keys: Sequence[tuple[int, str]]) -> Sheet:
    """Return the sheet of the units `keys` (index and territory key) of a drawing."""
    units = {index: unit_spans(drawing.shapes[key].path, drawing.width, drawing.height) for index, key in keys}
    size = (-(-drawing.height // STEP) + 1, drawing.width + 2)
    strokes = tuple(stroke.path for stroke in drawing.strokes)
    rows = {index: spans.rows() for index, spans in units.items()}
    return Sheet(units, rows, _covered(tuple(units.values()), size), _crossed(strokes, size))


def _covered(units: Sequence[Spans], size: tuple[int, int]) -> Floats:
    """Return `covered` of a sheet: each span is a ramp from its left end on, less one from its right end on."""
    slope, start = np.zeros(size), np.zeros(size)
    for spans in units:
        for ends, sign in ((spans.left, 1.0), (spans.right, -1.0)):
            at = spans.row, np.ceil(ends).astype(np.intp)
            np.add.at(slope, at, sign)
            np.add.at(start, at, -sign * ends)
    inside = np.cumsum(slope, axis=1) * np.arange(size[1]) + np.cumsum(start, axis=1)
    return np.vstack([np.zeros((1, size[1])), np.cumsum(inside, axis=0)])


@lru_cache(maxsize=64)
def _crossed(paths: tuple[str, ...], size: tuple[int, int]) -> NDArray[np.intp]:
    """Return `crossed` of a sheet, from the lines of its borders."""
    rows, width = size
    met = np.zeros(size, dtype=bool)
    for path in paths:
        for line in lines_of(path):
            for (x1, y1), (x2, y2) in pairwise(line):
                low, high = max(min(y1, y2), 0) // STEP, min(max(y1, y2) // STEP, rows - 1)
                met[low : high + 1, max(min(x1, x2), 0) : max(min(max(x1, x2), width - 1), 0) + 1] = True
    return np.pad(np.cumsum(met, axis=1), ((0, 0), (1, 0)))


@lru_cache(maxsize=2048)
def unit_spans(path: str, width: int, height: int) -> Spans:
    """Return where the middle of each row lies inside a unit, cut to the sheet: row by row, from left to right."""
    lines = [np.array(line, dtype=np.intp) for line in lines_of(path)]
    if not lines:
        return Spans(np.zeros(0, dtype=np.intp), np.zeros(0), np.zeros(0))
    begin, end = np.concatenate(lines), np.concatenate([np.roll(line, -1, axis=0) for line in lines])
    # The rows whose middle lies between the heights of the two ends of a step.
    low, high = (-(-(2 * y - STEP) // (2 * STEP)) for y in np.sort([begin[:, 1], end[:, 1]], axis=0))
    low, high = np.maximum(low, 0), np.minimum(high, -(-height // STEP))
    steps = np.repeat(np.arange(len(low)), np.maximum(high - low, 0))
    row = low[steps] + np.arange(len(steps)) - np.searchsorted(steps, steps)
    (x1, y1), (x2, y2) = begin[steps].T, end[steps].T
    x = x1 + (x2 - x1) * ((row + 0.5) * STEP - y1) / (y2 - y1)
    order = np.lexsort((x, row))
    # A closed line crosses the middle of a row an even number of times.
    left, right = np.maximum(x[order[::2]], 0.0), np.minimum(x[order[1::2]], float(width))
    kept = right > left
    return Spans(row[order[::2]][kept], left[kept], right[kept])


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


def wide_rows(rows: Rows, least: float) -> Rows:
    """Return the spans of at least a width, of rows that have any."""
    return {
        row: held
        for row, spans in rows.items()
        if (held := tuple(span for span in spans if span[1] - span[0] >= least))
    }


def common(rows: Rows, first: int, count: int, least: float) -> Sequence[Span]:
    """Return the spans of at least a width that lie inside in `count` rows from `first` on."""
    spans: Sequence[Span] = rows.get(first, ())
    for row in range(first + 1, first + count):
        if not spans:
            break
        spans = [
            (left, right)
            for a, b in spans
            for c, d in rows.get(row, ())
            if (right := min(b, d)) - (left := max(a, c)) >= least
        ]
    return spans
