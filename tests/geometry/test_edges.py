"""Edges as arrays: exact whatever their hashes are, and refused where two lie over each other."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from shapely.geometry import MultiPolygon, Polygon, box

from mapserver.geometry import edges
from mapserver.geometry.edges import NONE, cut, read_edges
from mapserver.geometry.topology import build_topology
from tests.geometry.test_topology import cells, some_points


def same(one, other):
    """Say whether two topologies have the same arcs in the same order."""
    lines = len(one.lines) == len(other.lines) and all(map(np.array_equal, one.lines, other.lines))
    return lines and one.left == other.left and one.right == other.right


@settings(max_examples=30, deadline=None)
@given(points=some_points)
def test_places_and_edges_with_one_hash_are_told_apart(points):
    """A hash of two bits: nearly all places share theirs with others."""
    coverage = cells(points)
    wanted, mixed = build_topology(coverage), edges._mixed
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edges, "_mixed", lambda one, other: mixed(one, other) & np.uint64(3 << 62))
        assert same(build_topology(coverage), wanted)


@settings(max_examples=30, deadline=None)
@given(points=some_points)
def test_every_edge_is_in_one_arc_and_none_twice(points):
    found = read_edges(cells(points))
    arcs = cut(found)
    own = np.arange(len(found.start))
    once = (found.twin == NONE) | (own < found.twin)
    assert len(arcs.points) - (len(arcs.offsets) - 1) == np.count_nonzero(once)
    long = np.hypot(*(found.points[found.end] - found.points[found.start])[once].T).sum()
    steps = np.hypot(*np.diff(arcs.points, axis=0).T)
    steps[arcs.offsets[1:-1] - 1] = 0
    assert steps.sum() == pytest.approx(long)


def test_a_place_without_a_sign_is_that_with_one():
    pieces = {"west": box(-1, 0, -0.0, 1), "east": box(0.0, 0, 1, 1)}
    assert list(build_topology(pieces).between(lambda piece: piece)) == [("east", "west")]


def test_a_line_that_another_meets_half_way_is_shared_only_where_both_have_the_vertex():
    """National files meet so; a coverage is matched before, and then all three share their lines."""
    apart = {"a": box(0, 0, 2, 1), "b": box(0, 1, 1, 2), "c": box(1, 1, 2, 2)}
    assert list(build_topology(apart).between(lambda piece: piece)) == [("b", "c")]
    matched = dict(zip(apart, shapely.coverage_clean(list(apart.values())), strict=True))
    topology = build_topology(matched)
    lengths = topology.lengths()
    met = {pair: lengths[arcs].sum() for pair, arcs in topology.between(lambda piece: piece).items()}
    assert met == {("a", "b"): 1.0, ("a", "c"): 1.0, ("b", "c"): 1.0}


def test_parts_of_one_piece_share_no_line_with_another():
    """Corners that touch are no line, and the two parts of a piece are one side."""
    pieces = {"a": MultiPolygon([box(0, 0, 1, 1), box(1, 1, 2, 2)]), "b": box(2, 2, 3, 3)}
    assert build_topology(pieces).between(lambda piece: piece) == {}


def test_lengths_of_many_lines_are_those_of_each():
    topology = build_topology(cells([(10, 10), (50, 60), (80, 20), (30, 90)]))
    assert topology.lengths() == pytest.approx([np.hypot(*np.diff(line, axis=0).T).sum() for line in topology.lines])


def test_nothing_has_no_arcs():
    topology = build_topology({})
    assert topology.lines == ()
    assert len(topology.lengths()) == 0


@pytest.mark.parametrize(
    ("pieces", "names"),
    [
        ({"a": box(0, 0, 2, 2), "b": box(0, 0, 2, 2)}, "b and a"),
        ({"x": box(0, 0, 1, 1), "y": box(1, 0, 2, 1), "z": Polygon([(0, 0), (1, 0), (1, 1), (0.5, 5)])}, "z and x"),
    ],
)
def test_edges_of_one_direction_are_refused_by_name(pieces, names):
    with pytest.raises(ValueError, match=f"^{names} overlap"):
        build_topology(pieces)
