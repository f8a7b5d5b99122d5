"""Arcs, rings and shared lines of a coverage, against shapely's own operations."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPoint, Point, Polygon, box

from mapserver.geometry.topology import build_topology


def cells(points: list[tuple[int, int]]) -> dict[str, shapely.Geometry]:
    """Voronoi cells of points, cut to a square: a valid coverage with islands of every shape."""
    diagram = shapely.voronoi_polygons(MultiPoint(points), extend_to=box(-5, -5, 105, 105))
    cut = shapely.coverage_clean([cell.intersection(box(0, 0, 100, 100)) for cell in diagram.geoms])
    return {f"p{index}": cell for index, cell in enumerate(cut) if not cell.is_empty}


some_points = st.lists(st.tuples(st.integers(1, 99), st.integers(1, 99)), min_size=3, max_size=25, unique=True)


@settings(max_examples=60, deadline=None)
@given(points=some_points, data=st.data())
def test_any_union_of_pieces_has_the_area_that_shapely_gives(points, data):
    coverage = cells(points)
    chosen = data.draw(st.sets(st.sampled_from(sorted(coverage)), min_size=1))
    union = build_topology(coverage).geometry(frozenset(chosen))
    expected = shapely.union_all([coverage[name] for name in chosen])
    assert union.is_valid
    assert union.symmetric_difference(expected).area < 1e-6


@settings(max_examples=60, deadline=None)
@given(points=some_points)
def test_shared_lines_are_those_of_the_polygons(points):
    coverage = cells(points)
    topology = build_topology(coverage)
    lengths = topology.lengths()
    between = topology.between(lambda piece: piece)
    for (a, b), arcs in between.items():
        shared = coverage[a].boundary.intersection(coverage[b].boundary).length
        assert sum(lengths[arc] for arc in arcs) == pytest.approx(shared, rel=1e-9)
    touching = {
        (a, b)
        for a in coverage
        for b in coverage
        if a < b and coverage[a].boundary.intersection(coverage[b].boundary).length > 1e-9
    }
    assert set(between) == touching


def test_each_arc_is_held_once_with_its_pieces_on_the_right_sides():
    topology = build_topology({"west": box(0, 0, 1, 1), "east": box(1, 0, 2, 1)})
    assert len(topology.lines) == 3
    (shared,) = topology.between(lambda piece: piece)[("east", "west")]
    line = topology.lines[shared]
    northwards = line[-1][1] > line[0][1]
    assert topology.left[shared] == ("west" if northwards else "east")
    assert topology.right[shared] == ("east" if northwards else "west")


def test_a_hole_and_the_island_in_it_are_told_apart():
    lake = box(2, 2, 8, 8)
    island = box(4, 4, 6, 6)
    ground = Polygon(box(0, 0, 10, 10).exterior, [lake.exterior])
    topology = build_topology({"ground": ground, "island": island})
    ((outer, hole),) = topology.polygons(frozenset(["ground"]))
    assert Polygon(topology.points(outer)).area == 100
    assert Polygon(topology.points(hole)).area == 36
    assert topology.geometry(frozenset(["ground", "island"])).area == 64 + 4


def test_rings_that_touch_in_a_point_stay_apart():
    corner = {"south-west": box(0, 0, 1, 1), "north-east": box(1, 1, 2, 2), "north-west": box(0, 1, 1, 2)}
    topology = build_topology(corner)
    union = topology.geometry(frozenset(["south-west", "north-east"]))
    assert union.is_valid
    assert len(union.geoms) == 2
    assert union.area == 2


def test_an_enclave_is_a_hole_of_its_surroundings_and_gone_in_the_union():
    enclave = Point(5, 5).buffer(2)
    topology = build_topology({"around": box(0, 0, 10, 10).difference(enclave), "enclave": enclave})
    assert len(topology.polygons(frozenset(["around"]))[0]) == 2
    assert len(topology.polygons(frozenset(["around", "enclave"]))[0]) == 1


def test_overlapping_pieces_are_refused_by_name():
    with pytest.raises(ValueError, match="b and a overlap"):
        build_topology({"a": box(0, 0, 2, 2), "b": box(0, 0, 2, 2)})


def test_the_grouping_merges_pieces_of_one_country():
    pieces = {"a1": box(0, 0, 1, 1), "a2": box(0, 1, 1, 2), "b1": box(1, 0, 2, 2)}
    coverage = dict(zip(pieces, shapely.coverage_clean(list(pieces.values())), strict=True))
    topology = build_topology(coverage)
    ((pair, arcs),) = topology.between(lambda piece: piece[0]).items()
    assert pair == ("a", "b")
    assert np.isclose(sum(topology.lengths()[arc] for arc in arcs), 2.0)
