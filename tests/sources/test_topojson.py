"""TopoJSON as the specification describes it: quantised arcs, arcs backwards, holes."""

from __future__ import annotations

import json

import pytest

from mapserver.sources.topojson import read_topojson


def topology(**changes) -> bytes:
    """Two unit squares that share the line x = 1, quantised by ten."""
    document = {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [20, 60]},
        "arcs": [
            [[10, 0], [0, 10]],
            [[10, 10], [-10, 0], [0, -10], [10, 0]],
            [[10, 0], [10, 0], [0, 10], [-10, 0]],
        ],
        "objects": {
            "units": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "id": 1, "properties": {"name": "West"}, "arcs": [[0, 1]]},
                    {"type": "Polygon", "properties": {"name": "East"}, "arcs": [[2, -1]]},
                    {"type": None, "properties": {"name": "Nowhere"}},
                ],
            }
        },
    }
    return json.dumps(document | changes).encode()


def test_shared_arcs_are_read_in_both_directions():
    west, east = read_topojson(topology())
    assert west.geometry.bounds == (20, 60, 21, 61)
    assert east.geometry.bounds == (21, 60, 22, 61)
    assert west.geometry.is_valid
    assert east.geometry.is_valid
    assert west.geometry.intersection(east.geometry).length == pytest.approx(1)


def test_names_and_identifiers_are_kept_and_geometries_without_land_left_out():
    assert [(item.id, item.properties["name"]) for item in read_topojson(topology())] == [("1", "West"), ("", "East")]


def test_an_unquantised_topology_has_plain_positions():
    arcs = [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [1, 2], [2, 2], [2, 1], [1, 1]]]
    objects = {"one": {"type": "Polygon", "arcs": [[0], [1]]}}
    (only,) = read_topojson(topology(transform=None, arcs=arcs, objects=objects))
    assert only.geometry.area == 15


@pytest.mark.parametrize("text", [b"[]", b'{"type": "FeatureCollection"}'])
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match="not a TopoJSON topology"):
        read_topojson(text)
