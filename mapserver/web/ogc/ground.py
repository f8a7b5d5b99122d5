"""The ground of features: every territory of an area in longitude and latitude, kept for all its layers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import msgspec
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapserver.exports.geometry import Shapes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mapserver.snapshot import Snapshot

#: West, south, east, north in degrees.
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Ground:
    """Polygons by the key of their territory, as GeoJSON and for comparison."""

    written: Mapping[str, msgspec.Raw]
    shapes: Mapping[str, BaseGeometry]

    def meeting(self, keys: Sequence[str], boxes: Sequence[Box]) -> frozenset[str]:
        """Return those of `keys` whose land has a point in one of the boxes, edges included."""
        land: NDArray[np.object_] = np.array([self.shapes[key] for key in keys], dtype=object)
        met = np.zeros(len(keys), dtype=bool)
        for box in boxes:
            met |= shapely.intersects(land, shapely.box(*box))
        return frozenset(key for key, is_met in zip(keys, met, strict=True) if is_met)


#: The ground of areas, a few MB each, as long as their snapshot is open.
_kept: WeakKeyDictionary[Snapshot, dict[str, Ground]] = WeakKeyDictionary()


def ground_of(snapshot: Snapshot, area: str) -> Ground:
    """Return the ground of an area, with the coordinates that its GeoJSON files have; it is kept with the snapshot."""
    grounds = _kept.setdefault(snapshot, {})
    if area not in grounds:
        grounds[area] = _ground(snapshot, area)
    return grounds[area]


def _ground(snapshot: Snapshot, area: str) -> Ground:
    shapes = Shapes(*snapshot.territory_shapes(area))
    keys = list(shapes.by_key)
    polygons = shapes.in_degrees(keys)
    shapely.prepare(polygons)
    return Ground(
        {key: msgspec.Raw(text) for key, text in zip(keys, shapely.to_geojson(polygons), strict=True)},
        dict(zip(keys, polygons, strict=True)),
    )


def boxes_of(numbers: Sequence[float]) -> list[Box]:
    """Return the boxes that `bbox` means: two where it crosses the antimeridian, heights left out.

    ValueError for numbers that are no box in degrees.
    """
    west, south, east, north = (*numbers[:2], *numbers[len(numbers) // 2 :][:2])
    if len(numbers) == 6 and numbers[2] > numbers[5]:
        raise ValueError("the lowest height is above the highest")
    if not (-180 <= west <= 180 and -180 <= east <= 180):
        raise ValueError("a longitude lies between -180 and 180")
    if not (-90 <= south <= north <= 90):
        raise ValueError("a latitude lies between -90 and 90, the southern one stands first")
    if west <= east:
        return [(west, south, east, north)]
    return [(west, south, 180.0, north), (-180.0, south, east, north)]
