"""The three rules for the core of an area, on a row of five square units in two countries."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapserver.catalogue import read_land, shape_of
from mapserver.geometry.core import core_keys, core_pieces
from mapserver.geometry.coverage import build_coverage
from mapserver.geometry.projection import equal_area_crs
from mapserver.geometry.segments import border_lengths, segments
from mapserver.geometry.topology import build_topology
from mapserver.model import Core
from tests.catalogue.folder import make_folder


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """AA01 | AA03 | AA04 || BB-1 | BB-2, each a degree wide at 60 degrees north: about 55 km."""
    catalogue, _ = read_land(make_folder(tmp_path_factory.mktemp("core") / "data").path)
    pieces = {name: shape_of(item) for found in catalogue.pieces.values() for name, item in found.items()}
    coverage = build_coverage(pieces, equal_area_crs(list(pieces.values())))
    return catalogue, coverage, build_topology(coverage.pieces)


def core(world, rule: Core) -> set[str]:
    catalogue, coverage, topology = world
    area = replace(catalogue.areas["border"], core=rule)
    return set(core_keys(core_pieces(area, catalogue, coverage, topology), area, catalogue, coverage))


def test_a_list_means_the_land_of_its_codes_in_every_vintage(world):
    keys = core(world, Core("list", units=("AA04", "BB-1")))
    assert {"AA04@2024", "BB-1@2021"} <= keys
    assert "AA02@2016" in keys, "the half of the old county became AA04"
    assert not {"AA01@2024", "AA03@2024", "BB-2@2021"} & keys


def test_units_that_touch_the_border(world):
    keys = core(world, Core("touches"))
    assert {"AA04@2024", "BB-1@2021"} <= keys
    assert not {"AA03@2024", "BB-2@2021"} & keys


@pytest.mark.parametrize(
    ("km", "more"),
    [(10.0, set()), (60.0, {"AA03@2024", "BB-2@2021"}), (120.0, {"AA03@2024", "BB-2@2021", "AA01@2024"})],
)
def test_units_within_so_many_kilometres_of_the_border(world, km, more):
    keys = core(world, Core("within", km=km))
    fine = {"AA01@2024", "AA03@2024", "AA04@2024", "BB-1@2021", "BB-2@2021"}
    assert keys & fine == {"AA04@2024", "BB-1@2021"} | more


def test_a_unit_made_of_others_is_core_with_one_of_them_and_a_country_never_is(world):
    keys = core(world, Core("list", units=("AA04", "BB-1")))
    assert "AA0@2024" in keys
    assert not {"AA@2024", "BB@2021"} & keys


def test_segments_have_the_first_country_on_side_a_and_a_length_in_km(world):
    catalogue, _, topology = world
    newest = [*catalogue.tiling("AA", "2024", "county"), *catalogue.tiling("BB", "2021", "oblast")]
    found = segments(topology, newest)
    (border,) = [item for item in found if item.is_border]
    assert (border.key_a, border.key_b) == ("AA04@2024", "BB-1@2021")
    assert border.km == pytest.approx(111.4, abs=0.3)
    assert border_lengths(found) == {"AA-BB": border.km}
    assert [(item.key_a, item.key_b) for item in found if not item.is_border] == [
        ("AA01@2024", "AA03@2024"),
        ("AA03@2024", "AA04@2024"),
        ("BB-1@2021", "BB-2@2021"),
    ]


def test_the_order_of_the_territories_does_not_matter(world):
    catalogue, _, topology = world
    newest = [*catalogue.tiling("AA", "2024", "county"), *catalogue.tiling("BB", "2021", "oblast")]
    assert segments(topology, newest) == segments(topology, newest[::-1])
