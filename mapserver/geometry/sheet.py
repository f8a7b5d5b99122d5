"""The sheet of a frame: the rectangle of a CRS that is drawn, and its view box in whole units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import CRS

from mapserver.geometry.projection import projected_box

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from mapserver.model import Frame

#: Units along the longer side of a view box: about one for each pixel of a map on a wide screen.
LONGER_SIDE = 1200
#: What lies within this share of the frame outside of it is kept, so that lines do not end on the edge.
PAD = 0.03


@dataclass(frozen=True)
class Sheet:
    """A rectangle `bounds` (left, bottom, right, top in metres of `crs`) drawn as `width` x `height` units, y
    downwards."""

    crs: CRS
    bounds: tuple[float, float, float, float]
    width: int
    height: int
    metres: float

    def units(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Convert an (n, 2) array of metres into view-box units."""
        left, _, _, top = self.bounds
        return np.column_stack([(points[:, 0] - left) / self.metres, (top - points[:, 1]) / self.metres])

    def padded(self, pad: float = PAD) -> tuple[float, float, float, float]:
        """Return the bounds in metres, grown by a share of the longer side."""
        left, bottom, right, top = self.bounds
        grow = pad * max(right - left, top - bottom)
        return left - grow, bottom - grow, right + grow, top + grow

    def shows(self, geometry: BaseGeometry) -> bool:
        """Say whether a geometry in metres reaches into the frame."""
        return bool(shapely.box(*self.bounds).intersects(geometry))


def make_sheet(frame: Frame, crs: CRS, core: BaseGeometry) -> Sheet:
    """Choose the rectangle of a frame: its extent, or the bounds of the core (metres) with the frame's margin."""
    if frame.extent is not None:
        left, bottom, right, top = projected_box(frame.extent, crs)
    else:
        left, bottom, right, top = core.bounds
        grow = frame.margin * max(right - left, top - bottom)
        left, bottom, right, top = left - grow, bottom - grow, right + grow, top + grow
    metres = max(right - left, top - bottom) / LONGER_SIDE
    width, height = round((right - left) / metres), round((top - bottom) / metres)
    return Sheet(crs, (left, bottom, right, top), width, height, metres)
