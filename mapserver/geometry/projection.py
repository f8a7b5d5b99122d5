"""Projections: each frame has its own Lambert azimuthal equal-area CRS unless its author names another, and Mercator.

All transformations take and give x, y in the order longitude, latitude or easting, northing (`always_xy`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import CRS, Geod, Transformer

from mapserver.model import MERCATOR_CRS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

WGS84 = CRS.from_epsg(4326)
#: Web Mercator, and the latitude where its square world ends.
WEB_MERCATOR = CRS.from_user_input(MERCATOR_CRS)
MERCATOR_END = 85.0511287
#: Geodesic areas and lengths, on the ellipsoid that NUTS areas are given on.
GEOD = Geod(ellps="GRS80")


def equal_area_crs(geometries: Sequence[BaseGeometry]) -> CRS:
    """Return the Lambert azimuthal equal-area CRS (metres) centred on the bounding box of geometries in degrees.

    The centre is rounded to a tenth of a degree, so that a moved vertex does not move the map.
    """
    west, south, east, north = shapely.total_bounds(np.asarray(geometries, dtype=object))
    longitude, latitude = round((west + east) / 2, 1), round((south + north) / 2, 1)
    return CRS.from_proj4(
        f"+proj=laea +lat_0={latitude:g} +lon_0={longitude:g} +x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs"
    )


def project(geometries: Sequence[BaseGeometry], crs: CRS) -> NDArray[np.object_]:
    """Project geometries from degrees (EPSG:4326) into `crs`, vertex by vertex."""
    return reproject(geometries, WGS84, crs)


def unproject(geometries: Sequence[BaseGeometry], crs: CRS) -> NDArray[np.object_]:
    """Project geometries from `crs` back into degrees (EPSG:4326)."""
    return reproject(geometries, crs, WGS84)


def reproject(geometries: Sequence[BaseGeometry], source: CRS, target: CRS) -> NDArray[np.object_]:
    """Project geometries from one CRS into another, vertex by vertex: lines that are shared stay shared."""
    if target == WEB_MERCATOR and source != WGS84:
        return reproject(list(reproject(geometries, source, WGS84)), WGS84, target)
    transformer = Transformer.from_crs(source, target, always_xy=True)
    end = MERCATOR_END if target == WEB_MERCATOR else np.inf

    def transform(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        x, y = transformer.transform(coordinates[:, 0], np.clip(coordinates[:, 1], -end, end))
        return np.column_stack([x, y])

    return np.asarray(shapely.transform(np.asarray(geometries, dtype=object), transform), dtype=object)


def geodesic_area_km2(geometry: BaseGeometry) -> float:
    """Return the area on the ellipsoid of a geometry in degrees, in km2."""
    return abs(float(GEOD.geometry_area_perimeter(geometry)[0])) / 1e6


def enlargements(geometries: Sequence[BaseGeometry], crs: CRS, step: float) -> list[float]:
    """Return how many times as large as on the ellipsoid each geometry is in `crs`; 1 for an empty one.

    Its edges are straight in `crs` and followed in steps of `step` metres.
    """
    # Parts that run the other way round would count as holes.
    oriented = shapely.orient_polygons(np.asarray(geometries, dtype=object))
    ground = unproject(list(shapely.segmentize(oriented, step)), crs)
    areas = [
        (geometry.area / 1e6, geodesic_area_km2(outline)) for geometry, outline in zip(geometries, ground, strict=True)
    ]
    return [round(drawn / true, 2) if true else 1.0 for drawn, true in areas]


def projected_box(extent: tuple[float, float, float, float], crs: CRS) -> tuple[float, float, float, float]:
    """Return the bounds in `crs` of a box in degrees, its edges drawn as parallels and meridians."""
    west, south, east, north = extent
    edge = shapely.segmentize(shapely.box(west, south, east, north), 0.25)
    left, bottom, right, top = project([edge], crs)[0].bounds
    return float(left), float(bottom), float(right), float(top)
