"""Lines of a drawing read back as points: the line of two territories, and the ticks on one of its sides."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapserver.model import Drawing

#: A point of a drawing in view-box units, y downwards; a line through several.
Point = tuple[float, float]
Line = tuple[Point, ...]
NUMBER = re.compile(r"-?\d+")


@lru_cache(maxsize=4096)
def points_of(path: str) -> tuple[Line, ...]:
    """Read path data as a drawing has it: ``M x,y l dx,dy ...``, several lines one after the other."""
    lines = []
    for part in path.split("M")[1:]:
        start, _, steps = part.partition("l")
        x, y = map(int, NUMBER.findall(start))
        numbers = list(map(int, NUMBER.findall(steps)))
        points: list[Point] = [(x, y)]
        for across, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + across, y + down
            points.append((x, y))
        lines.append(tuple(points))
    return tuple(lines)


def path_of(lines: Iterable[Line]) -> str:
    """Write lines as path data with relative steps."""
    text = ""
    for line in lines:
        text += f"M{line[0][0]:g},{line[0][1]:g}l"
        text += " ".join(f"{x1 - x0:g},{y1 - y0:g}" for (x0, y0), (x1, y1) in pairwise(line))
    return text.replace(" -", "-").replace(",-", "-")


def line_between(drawing: Drawing, one: str, other: str) -> tuple[Line, ...]:
    """Return the shared line of two territories (keys) on paper, `one` on its left, in as few parts as there are.

    Nothing where the frame does not show it, or shows one of the two not at all.
    """
    if one not in drawing.shapes or other not in drawing.shapes:
        return ()
    beyond = frozenset(drawing.shapes[other].pieces)
    parts: list[Line] = []
    for piece in drawing.shapes[one].pieces:
        for neighbour, (path, is_left) in drawing.lines_of.get(piece, {}).items():
            if neighbour in beyond:
                found = points_of(path)
                parts += found if is_left else [line[::-1] for line in reversed(found)]
    return tuple(joined(parts))


def joined(parts: Sequence[Line]) -> list[Line]:
    """Join lines where one ends and another begins; none is turned round."""
    begins: dict[Point, list[int]] = {}
    for index, line in enumerate(parts):
        begins.setdefault(line[0], []).append(index)
    ends = {line[-1] for line in parts}
    taken: set[int] = set()

    def follow(index: int) -> Line:
        points = list(parts[index])
        taken.add(index)
        while True:
            following = next((at for at in begins.get(points[-1], ()) if at not in taken), None)
            if following is None:
                return tuple(points)
            taken.add(following)
            points += parts[following][1:]

    firsts = [index for index, line in enumerate(parts) if line[0] not in ends]
    return [follow(index) for index in (*firsts, *range(len(parts))) if index not in taken]


@lru_cache(maxsize=4096)
def ticks(lines: tuple[Line, ...], length: float, step: float, *, left: bool) -> str:
    """Return strokes that stand on the left or the right side of lines, as path data.

    One about every `step` units, at least one a line; each stands upright on the course of the line around it.
    """
    strokes = []
    for line in lines:
        total = sum(math.dist(*ends) for ends in pairwise(line))
        count = max(1, round(total / step))
        for place in range(count):
            at, reach = (place + 0.5) * total / count, min(step, total) / 3
            (x, y), (x0, y0), (x1, y1) = (_point_at(line, at + shift) for shift in (0.0, -reach, reach))
            along = math.hypot(x1 - x0, y1 - y0)
            if along:
                side = (1 if left else -1) * length / along
                strokes.append(((x, y), (x + (y1 - y0) * side, y - (x1 - x0) * side)))
    return path_of(tuple((round(x), round(y)) for x, y in stroke) for stroke in strokes)


def _point_at(line: Line, distance: float) -> Point:
    """Return the point of a line at a distance from its start, its ends beyond these."""
    if distance <= 0:
        return line[0]
    for (x0, y0), (x1, y1) in pairwise(line):
        length = math.dist((x0, y0), (x1, y1))
        if distance <= length and length:
            share = distance / length
            return x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
        distance -= length
    return line[-1]
