"""Whether pieces have latitude before longitude: then they lie in another country than their own. Reads no file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mapserver.catalogue.report import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mapserver.catalogue.report import FileReport
    from mapserver.model.catalogue import Polygons

#: How far outside the known land a piece may lie, in degrees.
MARGIN = 1.0
#: Without known land of the country itself, pieces must come this much nearer to their neighbours by the exchange.
LEAST_DISTANCE, NEARER = 5.0, 3.0

REMEDY = "exchange the coordinates: GeoJSON has longitude first"


class Box(NamedTuple):
    """West, south, east, north in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point lies inside or within MARGIN of the box."""
        return self.west - MARGIN <= x <= self.east + MARGIN and self.south - MARGIN <= y <= self.north + MARGIN

    @property
    def centre(self) -> tuple[float, float]:
        """Return the middle (x, y)."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2


def box_of(positions: Iterable[tuple[float, float]]) -> Box | None:
    """Return the box round positions, None where there are none."""
    listed = list(positions)
    if not listed:
        return None
    xs, ys = zip(*listed, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def positions_of(polygons: Polygons) -> Iterable[tuple[float, float]]:
    """Iterate over the outer rings of polygons."""
    return (position for polygon in polygons for position in polygon[0])


def check_against_land(pieces: Mapping[str, Polygons], lines: Mapping[str, int], land: Box, report: FileReport) -> None:
    """Report pieces that lie outside the known land of their country, but inside it with the axes exchanged."""
    exchanged = []
    for name, polygons in pieces.items():
        box = box_of(positions_of(polygons))
        if box is not None and not land.holds(*box.centre) and land.holds(box.centre[1], box.centre[0]):
            exchanged.append(name)
    if exchanged:
        share = f"{len(exchanged)} of {len(pieces)} pieces, first {quoted(exchanged[0])}"
        message = f"latitude stands before longitude in {share}"
        report.error(lines[exchanged[0]], message, REMEDY)


def check_against_neighbours(pieces: Mapping[str, Polygons], neighbours: Sequence[Box], report: FileReport) -> None:
    """Report a file whose pieces come much nearer to the neighbouring countries when the axes are exchanged."""
    box = box_of(position for polygons in pieces.values() for position in positions_of(polygons))
    if box is None or not neighbours:
        return
    x, y = box.centre
    before = min(_distance(x, y, other) for other in neighbours)
    after = min(_distance(y, x, other) for other in neighbours)
    if before > LEAST_DISTANCE and after * NEARER < before:
        message = (
            f"the pieces lie {before:.0f} degrees from the countries round them, {after:.0f} with the axes exchanged"
        )
        report.error(0, f"latitude stands before longitude: {message}", REMEDY)


def _distance(x: float, y: float, box: Box) -> float:
    across = max(box.west - x, 0.0, x - box.east)
    along = max(box.south - y, 0.0, y - box.north)
    return float((across**2 + along**2) ** 0.5)
