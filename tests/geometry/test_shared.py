"""The lines between pieces on paper: on both outlines, each side where it is said to be."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import shapely

from mapserver.geometry.coverage import build_coverage
from mapserver.geometry.projection import equal_area_crs
from mapserver.geometry.shared import shared_lines
from mapserver.geometry.sheet import make_sheet
from mapserver.geometry.topology import build_topology
from mapserver.maps.paper import line_between, points_of
from mapserver.model import EQUAL_AREA, MERCATOR, Frame
from mapserver.statistics import segment_gaps


def rings_of(path: str) -> list[shapely.Polygon]:
    """Read the rings of a shape; whole units can make one cross itself."""
    closed = [points for points in points_of(path.replace("z", "")) if len(points) > 2]
    return [shapely.make_valid(shapely.Polygon(points)) for points in closed]


def is_inside(rings: list[shapely.Polygon], point: shapely.Point) -> bool:
    """Say whether a point lies in a shape: in an odd number of its rings, since a hole is a ring too."""
    return sum(ring.contains(point) for ring in rings) % 2 == 1


def on_paper(pieces: dict[str, shapely.Geometry]):
    """Return the lines of pieces (degrees) on a sheet that shows all of them, and the sheet."""
    coverage = build_coverage(pieces, equal_area_crs(list(pieces.values())))
    sheet = make_sheet(Frame("f", margin=0.1), coverage.crs, shapely.union_all(list(coverage.pieces.values())))
    return shared_lines(build_topology(coverage.pieces), sheet), sheet, coverage


def test_the_piece_with_the_smaller_name_lies_on_the_left():
    lines, _, _ = on_paper({"west": shapely.box(10, 60, 11, 61), "east": shapely.box(11, 60, 12, 61)})
    (line,) = lines
    assert (line.left, line.right) == ("east", "west")
    (points,) = points_of(line.path)
    # East of a line that runs south is on its left; on paper y grows downwards.
    assert points[-1][1] > points[0][1]


def test_pieces_that_touch_in_a_point_share_no_line():
    squares = {name: shapely.box(x, y, x + 1, y + 1) for name, x, y in (("a", 10, 60), ("b", 11, 61), ("c", 11, 60))}
    lines, _, _ = on_paper(squares)
    assert {(line.left, line.right) for line in lines} == {("a", "c"), ("b", "c")}


def test_the_line_round_an_enclave_is_closed_and_keeps_its_side():
    inner = shapely.box(10.4, 60.4, 10.6, 60.6)
    lines, _, _ = on_paper({"inner": inner, "outer": shapely.box(10, 60, 11, 61).difference(inner)})
    (line,) = lines
    (points,) = points_of(line.path)
    assert points[0] == points[-1]
    ring = shapely.LinearRing([(x, -y) for x, y in points])
    assert ring.is_ccw, "a ring that runs counter-clockwise has what it encloses on its left"


def test_a_line_in_two_parts_is_one_line():
    bay = shapely.box(10.9, 60.4, 11.1, 60.6)
    west, east = (shapely.box(x, 60, x + 1, 61).difference(bay) for x in (10, 11))
    lines, _, _ = on_paper({"a": west, "b": east})
    (line,) = lines
    assert len(points_of(line.path)) == 2


@pytest.mark.parametrize("projection", [EQUAL_AREA, MERCATOR])
def test_shipped_lines_lie_between_their_units_in_every_vintage(shipped, projection):
    checked = 0
    for area in shipped.areas:
        for drawing in shipped.drawings(area.id, projection):
            for one, other, km in area.touching:
                # Beyond the edge of the sheet specks of a unit are left out.
                paper = shapely.box(0, 0, drawing.width, drawing.height)
                parts = [
                    part
                    for part in line_between(drawing, one, other)
                    if paper.contains(shapely.Point(part[len(part) // 2]))
                ]
                if not parts:
                    continue
                line = shapely.MultiLineString([part for part in parts if len(part) > 1])
                middle = shapely.MultiPoint([part[len(part) // 2] for part in parts])
                for key in (one, other):
                    rings = points_of(drawing.shapes[key].path.replace("z", ""))
                    edges = shapely.MultiLineString([(*ring, ring[0]) for ring in rings])
                    assert edges.distance(middle) <= 1.5, (one, other)
                if projection == EQUAL_AREA:
                    # A drawing is generalised, and a frame cuts lines short.
                    assert line.length * drawing.metres / 1000 <= km * 1.15 + 5, (one, other)
                checked += 1
    assert checked > 500


def test_shipped_sides_are_right(shipped):
    """A step to the left of a line leads into the first unit, where the drawing is not too coarse to tell."""
    right = wrong = 0
    for area in shipped.areas:
        layer = shipped.layer(area.id, "population_density")
        (drawing, *_) = shipped.drawings(area.id)
        shapes = {key: rings_of(shape.path) for key, shape in drawing.shapes.items()}
        for gap in segment_gaps(layer, layer.default_year, area.beside):
            keys = layer.places[gap.a].key, layer.places[gap.b].key
            for part in line_between(drawing, *keys):
                ends = np.array(part, dtype=float)
                for start, end in pairwise(ends):
                    step = end - start
                    length = np.hypot(*step)
                    if length < 6:
                        continue
                    left = (start + end) / 2 + np.array([step[1], -step[0]]) / length * 1.5
                    right += is_inside(shapes[keys[0]], shapely.Point(left))
                    wrong += is_inside(shapes[keys[1]], shapely.Point(left))
    assert right > 200
    assert wrong <= right * 0.01
