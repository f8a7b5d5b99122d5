"""Geometry onto a sheet: territories, borders and land as SVG path data in whole units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import CRS
from shapely.geometry import LineString, MultiLineString, Point, Polygon

from mapserver.geometry.paths import moves, whole_points
from mapserver.geometry.projection import WEB_MERCATOR, enlargements, project, unproject
from mapserver.geometry.shared import shared_lines
from mapserver.geometry.topology import Topology, build_topology
from mapserver.model import Drawing, Shape, Stroke, Territory

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from mapserver.geometry.coverage import Coverage
    from mapserver.geometry.sheet import Sheet

#: Simplification of the drawing and of the land behind it, in view-box units: a corner smaller than this cannot be
#: seen.
TOLERANCE = 1.0
LAND_TOLERANCE = 1.5
#: Steps in which the edges of a shape are followed on the ground, in view-box units.
STEP = 20.0
#: Rings below this area (square units) are specks; the largest ring of a territory is always kept.
SPECK = 2.0


def draw(
    area: str,
    frame: str,
    sheet: Sheet,
    coverage: Coverage,
    territories: Sequence[Territory],
    land: Sequence[BaseGeometry],
) -> Drawing:
    """Draw every territory that reaches into the frame; `land` is in the sheet's CRS (metres)."""
    topology = build_topology(coverage.simplified(TOLERANCE * sheet.metres))
    seen = {pieces: _visible(topology, pieces, sheet) for pieces in {item.pieces: None for item in territories}}
    seen = {pieces: geometry for pieces, geometry in seen.items() if not geometry.is_empty}
    paths = {pieces: _shape(geometry, sheet) for pieces, geometry in seen.items()}
    enlarged = dict.fromkeys(paths, 1.0)
    if coverage.measured is not None:
        inside = [shapely.clip_by_rect(geometry, *sheet.bounds) for geometry in seen.values()]
        enlarged = dict(zip(seen, enlargements(inside, sheet.crs, STEP * sheet.metres), strict=True))
    shapes = {
        territory.key: Shape(
            territory.key,
            *paths[territory.pieces],
            round(coverage.area_km2(territory.pieces), 1),
            enlarged[territory.pieces],
            tuple(sorted(territory.pieces)),
        )
        for territory in territories
        if paths.get(territory.pieces, ("",))[0]
    }
    country = {piece: territory.country for territory in territories for piece in territory.pieces}
    strokes = tuple(
        Stroke("international", "-".join(pair), path)
        for pair, arcs in sorted(topology.between(lambda piece: country[piece]).items())
        if (path := _lines([topology.lines[arc] for arc in arcs], sheet))
    )
    background = _polygons(land, sheet)
    return Drawing(
        area,
        frame,
        sheet.width,
        sheet.height,
        sheet.metres,
        sheet.crs.srs,
        shapes,
        strokes,
        background,
        corner=(sheet.bounds[0], sheet.bounds[3]),
        lines=shared_lines(topology, sheet),
    )


def points_on(drawing: Drawing, positions: Sequence[tuple[float, float]]) -> list[tuple[int, int] | None]:
    """Return where positions (longitude, latitude in EPSG:4326) lie on a drawing in view-box units; None outside."""
    if not positions:
        return []
    left, top = drawing.corner
    found: list[tuple[int, int] | None] = []
    for point in project([Point(position) for position in positions], CRS.from_user_input(drawing.crs)):
        x, y = round((point.x - left) / drawing.metres), round((top - point.y) / drawing.metres)
        found.append((x, y) if 0 <= x <= drawing.width and 0 <= y <= drawing.height else None)
    return found


def land_on(sheet: Sheet, land: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Project the background (degrees, EPSG:4326) and cut it to the sheet."""
    near = _surroundings(sheet)
    projected = project([shapely.clip_by_rect(geometry, *near) for geometry in land], sheet.crs)
    cut = [shapely.clip_by_rect(shapely.make_valid(geometry), *sheet.padded()) for geometry in projected]
    return [geometry for geometry in cut if not geometry.is_empty]


def _surroundings(sheet: Sheet) -> tuple[float, float, float, float]:
    """Return a box in degrees, round the sheet and not larger than its projection can draw."""
    left, bottom, right, top = sheet.bounds
    if sheet.crs == WEB_MERCATOR:
        west, south, east, north = unproject([shapely.box(*sheet.padded())], sheet.crs)[0].bounds
        return float(west), float(south), float(east), float(north)
    centre = unproject([Point((left + right) / 2, (bottom + top) / 2)], sheet.crs)[0]
    # What lies further from the centre would fold in an azimuthal projection, and no frame is that wide.
    return centre.x - 80, centre.y - 45, centre.x + 80, min(centre.y + 45, 89)


def _visible(topology: Topology, pieces: frozenset[str], sheet: Sheet) -> BaseGeometry:
    """Return what a frame shows of a union of pieces, with what lies close round it; nothing where it shows nothing."""
    geometry = topology.geometry(pieces)
    return shapely.clip_by_rect(geometry, *sheet.padded()) if sheet.shows(geometry) else Polygon()


def _shape(visible: BaseGeometry, sheet: Sheet) -> tuple[str, tuple[int, int, int]]:
    path = _polygons([visible], sheet)
    inside = shapely.clip_by_rect(visible, *sheet.bounds)
    parts = [part for part in shapely.get_parts(inside) if isinstance(part, Polygon)]
    if not parts:
        return path, (0, 0, 0)
    circle = shapely.maximum_inscribed_circle(max(parts, key=lambda part: part.area), sheet.metres)
    centre = sheet.units(np.array(circle.coords)[:1])[0]
    return path, (round(centre[0]), round(centre[1]), round(circle.length / sheet.metres))


def _polygons(geometries: Iterable[BaseGeometry], sheet: Sheet) -> str:
    """Write polygons as one path; holes come out as holes under either fill rule."""
    rings: list[tuple[float, NDArray[np.int64]]] = []
    for geometry in geometries:
        for part in shapely.get_parts(geometry):
            if isinstance(part, Polygon):
                oriented = shapely.orient_polygons(part)
                for ring in (oriented.exterior, *oriented.interiors):
                    rings.append((Polygon(ring).area / sheet.metres**2, whole_points(np.array(ring.coords), sheet)))
    if not rings:
        return ""
    largest = max(area for area, _ in rings)
    kept = [points for area, points in rings if len(points) > 3 and (area >= SPECK or area == largest)]
    return "".join(moves(points[:-1]) + "z" for points in kept)


def _lines(lines: Sequence[NDArray[np.float64]], sheet: Sheet) -> str:
    merged = shapely.line_merge(MultiLineString([LineString(line) for line in lines]))
    cut = shapely.clip_by_rect(merged, *sheet.padded())
    parts = [
        whole_points(np.array(part.coords), sheet) for part in shapely.get_parts(cut) if part.geom_type == "LineString"
    ]
    return "".join(moves(points) for points in parts if len(points) > 1)


def simplified_land(sheet: Sheet, land: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Thin the background of a sheet; its pieces share no lines with the coverage, so each is thinned alone."""
    return [shapely.simplify(geometry, LAND_TOLERANCE * sheet.metres) for geometry in land]
