"""The units of a region that were not given by code: those in a box or an outline, those that are called so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pyproj import CRS, Transformer

from mapserver.web.outline import goes_round

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from mapserver.model import Drawing, Shape
    from mapserver.snapshot import Snapshot

    Points = NDArray[np.float64]

#: Units that are offered for a name.
OFFERED = 6
Box = tuple[float, float, float, float]


def units_in_box(snapshot: Snapshot, box: Box) -> tuple[str, ...]:
    """Return the codes of the units whose label lies between west, south, east and north, in degrees (EPSG:4326):
    of today's finest division.

    ValueError for what is no box on the earth.
    """
    west, south, east, north = box
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise ValueError("no box on the earth")
    return _units_where(snapshot, lambda x, y: (west <= x) & (x <= east) & (south <= y) & (y <= north))


def units_within(snapshot: Snapshot, corners: Points) -> tuple[str, ...]:
    """Return the codes of the units whose label an outline goes round, as `read_outline` gives its corners: of today's
    finest division."""
    return _units_where(snapshot, lambda x, y: goes_round(corners, x, y))


def shapes_of_today(snapshot: Snapshot, drawing: Drawing) -> dict[str, Shape]:
    """Return what a drawing shows of today's finest division, by the code of the unit."""
    known = snapshot.register.unit
    above = {parent for entry in known.values() for parent in entry.parents}
    return {
        code: shape
        for shape in drawing.shapes.values()
        for code, _, vintage in [shape.key.partition("@")]
        if (entry := known.get(code)) is not None
        and entry.is_current
        and code not in above
        and vintage == entry.territories[-1].vintage
    }


def _units_where(snapshot: Snapshot, is_inside: Callable[[Points, Points], NDArray[np.bool_]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for area in snapshot.areas:
        for drawing in snapshot.drawings(area.id):
            shapes = shapes_of_today(snapshot, drawing)
            if not shapes:
                continue
            points = np.array([shape.label[:2] for shape in shapes.values()], dtype=np.float64)
            to_degrees = Transformer.from_crs(CRS.from_user_input(drawing.crs), CRS.from_epsg(4326), always_xy=True)
            left, top = drawing.corner
            x, y = to_degrees.transform(left + points[:, 0] * drawing.metres, top - points[:, 1] * drawing.metres)
            codes = tuple(shapes)
            found.update(dict.fromkeys(codes[place] for place in np.flatnonzero(is_inside(x, y)).tolist()))
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
    upper = {code.upper(): code for code in snapshot.units} if len(found) < len(wanted) else {}
    return ",".join(
        part
        if part in snapshot.units
        else found.get(part.strip().casefold()) or upper.get(part.strip().upper()) or part
        for part in parts
    )


def units_like(snapshot: Snapshot, name: str, lang: str) -> tuple[str, ...]:
    """Return the codes of the units that may be meant by a name that is no unit's alone, best first; those of today
    before those that were given up."""
    hits = [hit for hit in snapshot.finder.find(name, lang=lang) if hit.entry.kind == "unit"]
    named = [hit for hit in hits if hit.rank == 0]
    return tuple(hit.entry.id for hit in named or hits)[:OFFERED]
