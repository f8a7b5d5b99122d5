"""An outline drawn on the earth: its corners in degrees, and what lies inside of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Corners of an outline; a longer text than they can be is not read.
FEWEST, MOST = 3, 400
LONGEST = MOST * 40
NUMBER = re.compile(r"[+-]?\d{1,3}(?:\.\d{0,15})?", re.ASCII)
#: A side that spans as many degrees of longitude may be meant either way round the earth.
HALF = 180.0


def read_outline(text: str) -> NDArray[np.float64]:
    """Return the corners of an outline (longitude and latitude in degrees, EPSG:4326) as rows of two.

    They stand in turn as numbers with commas or spaces between them. ValueError for what is no outline on the earth:
    too few or too many corners, a place that is not on it, a side across the 180th meridian.
    """
    parts = re.split(r"[,\s]+", text.strip()) if len(text) <= LONGEST else []
    if len(parts) % 2 or not FEWEST <= len(parts) // 2 <= MOST or not all(map(NUMBER.fullmatch, parts)):
        raise ValueError("no outline")
    corners = np.array([float(part) for part in parts], dtype=np.float64).reshape(-1, 2)
    if (np.abs(corners) > (180.0, 90.0)).any():
        raise ValueError("not on the earth")
    if (np.abs(np.diff(corners[:, 0], append=corners[0, 0])) >= HALF).any():
        raise ValueError("a side goes round the earth")
    return corners


def goes_round(corners: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Say of each point whether an outline goes round it: also where the line crosses itself, however often.

    Sides are straight where degrees are drawn as a grid.
    """
    turns = np.zeros(len(x), dtype=np.int64)
    for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        side = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)
        turns += (y0 <= y) & (y < y1) & (side > 0)
        turns -= (y1 <= y) & (y < y0) & (side < 0)
    found: NDArray[np.bool_] = turns != 0
    return found
