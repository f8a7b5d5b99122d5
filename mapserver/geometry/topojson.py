"""The client's geometry: a topology in view-box units as TopoJSON, where shared arcs are written once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import Polygon

from mapserver.geometry.topology import Topology, build_topology

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from mapserver.geometry.coverage import Coverage
    from mapserver.geometry.sheet import Sheet
    from mapserver.model import Drawing, Territory

#: Finer than the drawing, so that zooming in shows more: a third of a unit, written in tenths.
TOLERANCE = 0.35
STEPS = 10


def encode_topology(
    drawing: Drawing,
    sheet: Sheet,
    coverage: Coverage,
    territories: Sequence[Territory],
    land: Sequence[BaseGeometry],
) -> dict[str, Any]:
    """Return the TopoJSON of a drawing: objects `territories` (all vintages and levels), `borders` and `land`.

    Coordinates are view-box units in steps of a tenth; `properties.l` is the label circle [x, y, radius] in units.
    """
    topology = build_topology(coverage.simplified(TOLERANCE * sheet.metres))
    writer = _Arcs(topology, sheet)
    shown = [territory for territory in territories if territory.key in drawing.shapes]
    geometries = [
        {
            "type": "MultiPolygon",
            "id": territory.key,
            "properties": {"c": territory.country, "l": list(drawing.shapes[territory.key].label)},
            "arcs": [[writer.used(ring) for ring in rings] for rings in topology.polygons(territory.pieces)],
        }
        for territory in shown
    ]
    country = {piece: territory.country for territory in shown for piece in territory.pieces}
    borders = [
        {"type": "MultiLineString", "id": "-".join(pair), "arcs": [writer.used([arc]) for arc in arcs]}
        for pair, arcs in sorted(topology.between(lambda piece: country.get(piece, piece)).items())
        if all(len(code) == 2 for code in pair)
    ]
    ground = [[writer.own(ring.coords) for ring in (part.exterior, *part.interiors)] for part in _parts(land)]
    return {
        "type": "Topology",
        "transform": {"scale": [1 / STEPS, 1 / STEPS], "translate": [0, 0]},
        "bbox": [0, 0, drawing.width, drawing.height],
        "mapserver": {
            "area": drawing.area,
            "frame": drawing.frame,
            "width": drawing.width,
            "height": drawing.height,
            "metres": round(drawing.metres, 3),
        },
        "objects": {
            "territories": {"type": "GeometryCollection", "geometries": geometries},
            "borders": {"type": "GeometryCollection", "geometries": borders},
            "land": {"type": "MultiPolygon", "arcs": ground},
        },
        "arcs": writer.lines,
    }


class _Arcs:
    """The arcs that the objects use, numbered in the order of their first use."""

    def __init__(self, topology: Topology, sheet: Sheet) -> None:
        self._topology, self._sheet = topology, sheet
        self._number: dict[int, int] = {}
        self.lines: list[list[list[int]]] = []

    def used(self, ring: Sequence[int]) -> list[int]:
        """Return a ring with the numbers that its arcs have in the file."""
        renumbered = []
        for signed in ring:
            arc = signed if signed >= 0 else ~signed
            if arc not in self._number:
                self._number[arc] = self._append(self._topology.lines[arc])
            renumbered.append(self._number[arc] if signed >= 0 else ~self._number[arc])
        return renumbered

    def own(self, coordinates: Sequence[tuple[float, ...]]) -> list[int]:
        """Append a ring that shares nothing with the coverage."""
        return [self._append(np.array(coordinates, dtype=np.float64)[:, :2])]

    def _append(self, points: NDArray[np.float64]) -> int:
        whole = np.rint(self._sheet.units(points) * STEPS).astype(np.int64)
        moved = np.ones(len(whole), dtype=bool)
        moved[1:] = (whole[1:] != whole[:-1]).any(axis=1)
        moved[-1] = True
        whole = whole[moved]
        self.lines.append(np.concatenate([whole[:1], np.diff(whole, axis=0)]).tolist())
        return len(self.lines) - 1


def _parts(land: Sequence[BaseGeometry]) -> list[Polygon]:
    return [part for geometry in land for part in shapely.get_parts(geometry) if isinstance(part, Polygon)]
