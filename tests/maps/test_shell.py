"""The Folium shell: deterministic, local, without data and without inline code."""

from collections.abc import Callable

import folium

from mapserver.maps.elements import FrameMap
from mapserver.maps.shell import shell
from mapserver.model import AreaEntry, Drawing, Layer

Entries = Callable[..., AreaEntry]


def test_two_runs_give_the_same_bytes(layer: Layer, drawing: Drawing, entry_of: Entries) -> None:
    one, two = shell(entry_of(layer), [drawing]), shell(entry_of(layer), [drawing])
    assert one == two


def test_the_page_part_is_a_container_and_nothing_else(layer: Layer, drawing: Drawing, entry_of: Entries) -> None:
    assert shell(entry_of(layer), [drawing]).html == '<div class="folium-map" id="map_arctic_1" ></div>'


def test_the_script_makes_the_map_and_calls_ours_in_order(layer: Layer, drawing: Drawing, entry_of: Entries) -> None:
    script = shell(entry_of(layer), [drawing]).script
    assert "L.CRS.Simple" in script
    calls = [line.split("(")[0] for line in script.splitlines() if line.startswith("mapserver.")]
    assert calls == [f"mapserver.{name}" for name in ("land", "choropleth", "borders", "labels", "legend")]


def test_no_other_host_is_named(layer: Layer, drawing: Drawing, entry_of: Entries) -> None:
    made = shell(entry_of(layer), [drawing])
    assert "//" not in made.html + made.script
    assert all(address.startswith("/static/") for address in (*made.styles, *made.late_styles, *made.scripts))


def test_every_asset_is_shipped(layer: Layer, drawing: Drawing, entry_of: Entries, repo: object) -> None:
    made = shell(entry_of(layer), [drawing])
    for address in (*made.styles, *made.late_styles, *made.scripts):
        assert (repo / address.lstrip("/")).is_file(), address  # type: ignore[operator]


def test_no_value_and_no_name_reaches_folium(layer: Layer, drawing: Drawing, entry_of: Entries) -> None:
    made = shell(entry_of(layer), [drawing])
    assert not any(text in made.script for text in ("NO01", "West Fell", "labour", "31.0"))


def test_each_frame_has_a_map_of_its_own(layer: Layer, drawing_of: Callable[..., Drawing], entry_of: Entries) -> None:
    frames = ("west", "east")
    made = shell(entry_of(layer, frames), [drawing_of(frame) for frame in frames])
    assert [f'id="map_arctic_{number}"' in html for number, html in enumerate(made.containers, start=1)] == [True] * 2
    assert made.script.count("L.map(") == 2


def test_an_area_name_cannot_leave_its_identifier(drawing: Drawing) -> None:
    from dataclasses import replace

    name = FrameMap(replace(drawing, area='x");alert(1)//')).get_name()
    assert name.replace("_", "").isalnum()


def test_folium_itself_is_left_as_it_is(layer: Layer, drawing: Drawing, entry_of: Entries) -> None:
    before = (list(folium.Map.default_js), list(folium.Map.default_css))
    shell(entry_of(layer), [drawing])
    assert (folium.Map.default_js, folium.Map.default_css) == before
    assert FrameMap.default_js is not folium.Map.default_js
