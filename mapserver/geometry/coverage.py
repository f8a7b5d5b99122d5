"""One coverage for an area: national boundary files that do not meet at the border become edge-matched pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import CRS
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from mapserver.geometry.projection import project, reproject

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Gaps narrower than this between two countries' polygons are generalisation, not land (metres).
#: Widths from 200 to 2000 m give the same shared lengths on Natural Earth admin 1.
GAP_WIDTH = 500.0
#: Vertices nearer than this are the same point (metres).
SNAPPING = 100.0
#: Parts below this area that appear when overlaps are resolved are slivers (square metres: a hectare).
NOISE = 1e4


class CoverageError(ValueError):
    """The pieces do not make a valid coverage; the message names the place."""


@dataclass(frozen=True)
class Coverage:
    """Edge-matched pieces of an area in an equal-area CRS (metres), by piece identifier.

    A coverage in another projection is `measured` by the one that it was made from.
    """

    crs: CRS
    pieces: dict[str, BaseGeometry]
    measured: Coverage | None = None

    def area_km2(self, pieces: frozenset[str]) -> float:
        """Return the area of a union of pieces in km2."""
        if self.measured is not None:
            return self.measured.area_km2(pieces)
        return sum(float(self.pieces[piece].area) for piece in pieces if piece in self.pieces) / 1e6

    def projected(self, crs: CRS) -> Coverage:
        """Return the same pieces in another projection, edge-matched as they are here; areas stay those of this one."""
        moved = reproject(list(self.pieces.values()), self.crs, crs)
        return Coverage(crs, dict(zip(self.pieces, moved, strict=True)), self)

    def simplified(self, tolerance: float) -> dict[str, BaseGeometry]:
        """Return the pieces with fewer vertices, without a gap or an overlap between them.

        `tolerance` is in metres as `shapely.coverage_simplify` means it: the square root of the area of a corner
        that may go.
        """
        names = list(self.pieces)
        thinned = shapely.coverage_simplify(np.array([self.pieces[name] for name in names], dtype=object), tolerance)
        return dict(zip(names, thinned, strict=True))


def build_coverage(pieces: Mapping[str, BaseGeometry], crs: CRS) -> Coverage:
    """Project pieces (degrees, EPSG:4326) and clean them into one valid coverage.

    Raises CoverageError when a piece vanishes or the result is not edge-matched.
    """
    names = sorted(pieces)
    projected = project([pieces[name] for name in names], crs)
    # The stubs of shapely do not know 2.2 yet.
    cleaned = shapely.coverage_clean(  # type: ignore[attr-defined]
        projected, gap_width=GAP_WIDTH, snapping_distance=SNAPPING
    )
    result = {name: _without_noise(geometry) for name, geometry in zip(names, cleaned, strict=True)}
    empty = [name for name, geometry in result.items() if geometry.is_empty]
    if empty:
        raise CoverageError(f"{', '.join(empty)}: nothing is left after the overlaps with the neighbours were resolved")
    if not shapely.coverage_is_valid(list(result.values())):
        edges = shapely.coverage_invalid_edges(list(result.values()))
        wrong = [name for name, edge in zip(result, edges, strict=True) if not edge.is_empty]
        raise CoverageError(f"{', '.join(wrong)}: edges do not match after cleaning")
    return Coverage(crs, result)


def _without_noise(geometry: BaseGeometry) -> BaseGeometry:
    """Drop slivers cut off from a piece; a piece that is one speck stays."""
    parts = [part for part in shapely.get_parts(geometry) if isinstance(part, Polygon)]
    kept = [part for part in parts if part.area >= NOISE] or parts
    return MultiPolygon(kept)
