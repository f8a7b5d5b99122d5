"""An area's geometry: what lies round it, and a frame that misses it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapserver.catalogue import read_land
from mapserver.model import Drawing
from mapserver.snapshot.area_step import build_area
from mapserver.snapshot.codec import decode
from tests.geometry.test_draw import outline


@pytest.fixture
def land(folder):
    return read_land(folder.path)[0]


def test_a_country_outside_of_the_area_is_land_and_not_sea(land, store):
    area = land.areas["border"]
    alone = replace(area, countries=("AA",), core=replace(area.core, units=("AA04",)))
    made = build_area(land, replace(alone, frames=(replace(area.frames[0], margin=0.5),)), store)
    assert not [finding for finding in made.findings if finding.severity == "error"]
    drawing = decode(store.get(made.drawings["equal-area"][0]), Drawing)
    x, _, radius = drawing.shapes["AA04@2024"].label
    east = outline(drawing.land)
    assert east.area > 0
    assert east.bounds[0] >= x + radius - 5, "Beland lies east of the easternmost county"
    assert "BB-1@2021" not in drawing.shapes


def test_each_frame_is_drawn_in_both_projections_and_all_of_it_belongs_to_the_step(land, store):
    made = build_area(land, land.areas["border"], store)
    drawings = {projection: decode(store.get(name), Drawing) for projection, (name,) in made.drawings.items()}
    assert {projection: drawing.crs.split()[0] for projection, drawing in drawings.items()} == {
        "equal-area": "+proj=laea",
        "mercator": "EPSG:3857",
    }
    assert drawings["equal-area"].shapes.keys() == drawings["mercator"].shapes.keys()
    named = {name for names in made.topologies.values() for name in names.values()}
    assert len(named) == 2
    assert named | {name for names in made.drawings.values() for name in names} < set(made.objects)


def test_a_frame_that_shows_nothing_of_the_core_is_an_error_with_the_order_of_its_numbers(land, store):
    area = land.areas["border"]
    swapped = replace(area, frames=(replace(area.frames[0], extent=(60.0, 12.0, 61.0, 14.0)),))
    (finding,) = [item for item in build_area(land, swapped, store).findings if item.severity == "error"]
    assert finding.file == "boundaries/areas/border.toml"
    assert "nothing of the core" in finding.message
    assert "west, south, east, north" in finding.remedy
