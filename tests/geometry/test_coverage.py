"""National polygons that do not meet become one coverage."""

from __future__ import annotations

import pytest
import shapely
from shapely.geometry import box

from mapserver.geometry.coverage import build_coverage
from mapserver.geometry.projection import equal_area_crs, geodesic_area_km2, projected_box, unproject
from mapserver.geometry.topology import build_topology

WEST = box(29.0, 69.0, 30.0, 70.0)
#: Meets the western unit at both ends of the border and keeps 200 m away from it in between.
GAP_OF_200_M = shapely.Polygon([(30.0, 69.0), (31.0, 69.0), (31.0, 70.0), (30.0, 70.0), (30.005, 69.9), (30.005, 69.1)])
OVERLAP = box(29.99, 69.0, 31.0, 70.0)


@pytest.mark.parametrize("east", [GAP_OF_200_M, OVERLAP], ids=["gap", "overlap"])
def test_a_gap_and_an_overlap_become_one_shared_line(east):
    pieces = {"west": shapely.segmentize(WEST, 0.1), "east": shapely.segmentize(east, 0.1)}
    coverage = build_coverage(pieces, equal_area_crs(list(pieces.values())))
    assert shapely.coverage_is_valid(list(coverage.pieces.values()))
    topology = build_topology(coverage.pieces)
    arcs = topology.between(lambda piece: piece)[("east", "west")]
    km = sum(topology.lengths()[arc] for arc in arcs) / 1000
    assert km == pytest.approx(111.5, abs=1.0)


def test_the_projection_keeps_areas():
    crs = equal_area_crs([WEST])
    coverage = build_coverage({"west": shapely.segmentize(WEST, 0.01)}, crs)
    assert coverage.area_km2(frozenset(["west"])) == pytest.approx(geodesic_area_km2(WEST), rel=1e-4)


def test_the_centre_does_not_move_with_a_vertex():
    moved = box(29.0, 69.0, 30.001, 70.0)
    assert equal_area_crs([WEST]) == equal_area_crs([moved])


def test_longitude_comes_first():
    crs = equal_area_crs([WEST])
    left, bottom, right, top = projected_box((29.0, 69.0, 30.0, 70.0), crs)
    assert right - left < top - bottom
    back = unproject([box(left, bottom, right, top)], crs)[0]
    assert back.bounds == pytest.approx((29.0, 69.0, 30.0, 70.0), abs=0.1)


def test_simplifying_opens_no_gap():
    wavy = [(30.0 + 0.02 * (step % 2), 69.0 + step / 50) for step in range(51)]
    west = shapely.Polygon([(29.0, 69.0), *wavy, (29.0, 70.0)])
    east = shapely.Polygon([(31.0, 69.0), *wavy, (31.0, 70.0)])
    coverage = build_coverage({"west": west, "east": east}, equal_area_crs([west, east]))
    thin = coverage.simplified(5000)
    assert shapely.coverage_is_valid(list(thin.values()))
    assert shapely.get_num_coordinates(thin["west"]) < shapely.get_num_coordinates(coverage.pieces["west"])
