"""Definitions of the border area: who touches, who lies behind, who lies near; and what means are weighted by."""

from __future__ import annotations

import pytest

from mapserver.catalogue import read_land
from mapserver.snapshot import Published, build
from mapserver.snapshot.area_step import build_area


@pytest.fixture
def area(folder, store):
    build(folder.path, store)
    return Published(store).current().area("border")


def test_order_one_touches_the_border_in_every_vintage_and_level(area):
    assert area.cores["touching"] == ("AA02@2016", "AA04@2024", "AA0@2016", "AA0@2024", "BB-1@2021")


def test_later_orders_are_counted_in_the_division_of_each_vintage(area):
    assert set(area.cores["order-2"]) - set(area.cores["touching"]) == {"AA01@2016", "AA03@2024", "BB-2@2021"}
    assert set(area.cores["order-3"]) - set(area.cores["order-2"]) == {"AA01@2024"}


def test_half_of_the_land_must_lie_near(area):
    """The squares are 56 km wide: of the one at the border 25 km hold less than half, 50 km nearly all."""
    assert "within-25" not in area.cores
    assert set(area.cores["within-50"]) == {"AA04@2024", "BB-1@2021"}
    assert {"AA02@2016", "AA03@2024", "BB-2@2021"} <= set(area.cores["within-100"])
    assert "AA01@2024" not in area.cores["within-100"]


def test_a_country_as_a_whole_is_never_core(area):
    assert not any(key.startswith(("AA@", "BB@")) for keys in area.cores.values() for key in keys)


def test_centres_lie_in_the_middle_and_areas_are_known(area):
    longitude, latitude = area.centres["AA04@2024"]
    assert (longitude, latitude) == (pytest.approx(12.5, abs=0.02), pytest.approx(60.5, abs=0.02))
    assert area.km2["AA02@2016"] == pytest.approx(area.km2["AA03@2024"] + area.km2["AA04@2024"], abs=0.2)


def test_an_area_of_one_country_has_no_border_to_lie_near(folder, store):
    from dataclasses import replace

    land = read_land(folder.path)[0]
    alone = replace(land.areas["border"], countries=("AA",), core=replace(land.areas["border"].core, units=("AA04",)))
    assert build_area(land, alone, store).near_border == {}
