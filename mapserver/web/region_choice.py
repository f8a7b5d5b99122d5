"""The units of a region that were not given by code: those in a box, those that are called so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pyproj import CRS, Transformer

if TYPE_CHECKING:
    from mapserver.snapshot import Snapshot

Box = tuple[float, float, float, float]


def units_in_box(snapshot: Snapshot, box: Box) -> tuple[str, ...]:
    """Return the codes of the units whose label lies between west, south, east and north, in degrees (EPSG:4326):
    of today's finest division.

    ValueError for what is no box on the earth.
    """
    west, south, east, north = box
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise ValueError("no box on the earth")
    known = snapshot.register.unit
    above = {parent for entry in known.values() for parent in entry.parents}
    found: dict[str, None] = {}
    for area in snapshot.areas:
        for drawing in snapshot.drawings(area.id):
            shapes = [
                (entry.code, shape.label)
                for shape in drawing.shapes.values()
                if (entry := known.get(shape.key.partition("@")[0])) is not None
                and entry.is_current
                and entry.code not in above
                and shape.key.partition("@")[2] == entry.territories[-1].vintage
            ]
            if not shapes:
                continue
            points = np.array([label[:2] for _, label in shapes], dtype=np.float64)
            to_degrees = Transformer.from_crs(CRS.from_user_input(drawing.crs), CRS.from_epsg(4326), always_xy=True)
            left, top = drawing.corner
            x, y = to_degrees.transform(left + points[:, 0] * drawing.metres, top - points[:, 1] * drawing.metres)
            inside = (west <= x) & (x <= east) & (south <= y) & (y <= north)
            found.update(dict.fromkeys(shapes[place][0] for place in np.flatnonzero(inside).tolist()))
    return tuple(found)


def with_codes(snapshot: Snapshot, given: str) -> str:
    """Return a list with commas in which names of units have become codes; what is no name of one unit of today alone
    stays."""
    parts = given.split(",")
    wanted = {part.strip().casefold() for part in parts if part not in snapshot.units} - {""}
    if not wanted:
        return given
    codes: dict[str, set[str]] = {}
    for code, entry in snapshot.register.unit.items():
        if entry.is_current:
            for name in wanted.intersection(name.casefold() for name in entry.names.values()):
                codes.setdefault(name, set()).add(code)
    found = {name: next(iter(held)) for name, held in codes.items() if len(held) == 1}
    return ",".join(part if part in snapshot.units else found.get(part.strip().casefold(), part) for part in parts)
