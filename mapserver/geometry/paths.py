"""Points of a sheet as SVG path data in whole units, with relative steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mapserver.geometry.sheet import Sheet


def whole_points(points: NDArray[np.float64], sheet: Sheet) -> NDArray[np.int64]:
    """Round points (metres) to whole units of the view box and drop those that fall on their predecessor."""
    whole = np.rint(sheet.units(points)).astype(np.int64)
    moved = np.ones(len(whole), dtype=bool)
    moved[1:] = (whole[1:] != whole[:-1]).any(axis=1)
    return whole[moved]


def moves(points: NDArray[np.int64]) -> str:
    """Write points as an SVG path with relative steps; nothing for a single point."""
    steps = np.diff(points, axis=0)
    text = "".join(f"{x}{y}" if y < 0 else f"{x},{y}" for x, y in steps[:1])
    for x, y in steps[1:]:
        text += (f"{x}" if x < 0 else f" {x}") + (f"{y}" if y < 0 else f",{y}")
    return f"M{points[0][0]},{points[0][1]}l{text}" if len(steps) else ""
