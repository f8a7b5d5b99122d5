"""How near to the border land lies: shares of rectangles that can be reckoned by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest
import shapely
from pyproj import CRS

from mapserver.geometry.coverage import Coverage
from mapserver.geometry.nearness import centres, near_border
from mapserver.geometry.topology import build_topology
from mapserver.model import Territory

LAEA = CRS.from_proj4("+proj=laea +lat_0=50 +lon_0=20 +ellps=GRS80 +units=m")


def strips(*edges_km: float) -> Coverage:
    """Strips of land 400 km high, one beside the other; the border is at 0 km."""
    edges = [edge * 1000 for edge in edges_km]
    pieces = {
        f"p{place}": shapely.MultiPolygon([shapely.box(west, -200_000, east, 200_000)])
        for place, (west, east) in enumerate(pairwise(edges))
    }
    return Coverage(LAEA, pieces)


def territory(code: str, *pieces: str) -> Territory:
    return Territory(code, "1", code[:2], "county", code[:2], frozenset(pieces))


@pytest.fixture
def land():
    """West of the border a strip of 40 km, then one of 100; east of it one of 60 km."""
    coverage = strips(-140, -40, 0, 60)
    country = {"p0": "AA", "p1": "AA", "p2": "BB"}
    held = [
        territory("AA-NEAR", "p1"),
        territory("AA-FAR", "p0"),
        territory("AA-BOTH", "p0", "p1"),
        territory("BB-1", "p2"),
    ]
    return coverage, build_topology(coverage.pieces), held, country


def test_at_least_half_of_the_land_must_lie_so_near(land):
    found = near_border(*land)
    assert found["within-25"] == {"AA-NEAR@1"}, "25 of 40 km; 25 of 60 are too few"
    assert found["within-50"] == {"AA-NEAR@1", "BB-1@1"}
    assert found["within-100"] == {"AA-NEAR@1", "BB-1@1", "AA-FAR@1", "AA-BOTH@1"}, "60 of 100 km, 100 of 140"


def test_without_a_border_nothing_lies_near_it(land):
    coverage, topology, held, country = land
    assert near_border(coverage, topology, held, dict.fromkeys(country, "AA")) == {}


def test_the_centre_of_several_pieces_is_weighted_by_their_area(land):
    coverage, _, held, _ = land
    found = centres(coverage, held)
    assert found["AA-BOTH@1"][0] == pytest.approx(
        (found["AA-NEAR@1"][0] * 40 + found["AA-FAR@1"][0] * 100) / 140, abs=0.02
    )
    assert found["AA-BOTH@1"][1] == pytest.approx(50.0, abs=0.02)
    assert found["BB-1@1"][0] > 20.0 > found["AA-NEAR@1"][0]
