"""Shared lines on paper: where two pieces meet, each line once, with the side that each of them lies on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString

from mapserver.geometry.paths import moves, whole_points
from mapserver.model import SharedLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mapserver.geometry.sheet import Sheet
    from mapserver.geometry.topology import Topology


def shared_lines(topology: Topology, sheet: Sheet) -> tuple[SharedLine, ...]:
    """Return the lines between every two pieces of a frame, in the order of their names.

    `topology` is the one that the shapes of the drawing are made of, so that a line lies on both outlines. The piece
    with the smaller name lies on the left of the path. Pieces that touch in a point alone share none.
    """
    found = []
    for (left, right), arcs in sorted(topology.between(lambda piece: piece).items()):
        lines = [topology.lines[arc] if topology.left[arc] == left else topology.lines[arc][::-1] for arc in arcs]
        if path := directed_path(lines, sheet):
            found.append(SharedLine(left, right, path))
    return tuple(found)


def directed_path(lines: Sequence[NDArray[np.float64]], sheet: Sheet) -> str:
    """Write lines as one path, joined where one ends and another begins, cut to what lies close round the frame."""
    merged = shapely.line_merge(MultiLineString([LineString(line) for line in lines]), directed=True)
    cut = shapely.clip_by_rect(merged, *sheet.padded())
    parts = [
        whole_points(np.array(part.coords), sheet) for part in shapely.get_parts(cut) if part.geom_type == "LineString"
    ]
    return "".join(moves(points) for points in parts if len(points) > 1)
