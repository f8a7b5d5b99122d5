"""The Python interface: a map for a notebook and a frame for an analysis."""

from __future__ import annotations

import folium
import geopandas as gpd
import pytest

import mapserver


@pytest.fixture(scope="module")
def data(built_state):
    return mapserver.open(state=built_state)


def test_areas_and_indicators_can_be_listed(data):
    assert data.areas() == ["barents", "bulgaria", "carpathians", "link"]
    assert "unemployment_rate" in data.indicators("barents")


def test_a_map_is_a_folium_map_that_needs_no_network(data):
    chart = data.map("barents", "population_density", year=2020)
    assert isinstance(chart, folium.Map)
    page = chart.get_root().render()
    assert "NO071" in page
    assert 'src="http' not in page
    assert 'href="http' not in page


def test_a_frame_has_the_documented_columns_and_a_crs(data):
    frame = data.frame("barents", "population_density", 2020)
    assert isinstance(frame, gpd.GeoDataFrame)
    assert {"code", "country", "name", "value", "flag", "reason", "year", "geometry"} <= set(frame.columns)
    assert frame.crs is not None
    assert frame.crs.axis_info[0].unit_name == "metre"
    assert frame["value"].dtype == "float64"
    finnmark = frame.set_index("code").loc["NO073"]
    assert finnmark["name"] == "Finnmark"
    assert finnmark.geometry.area / 1e6 == pytest.approx(48487, rel=0.01)


def test_empty_values_have_a_reason(data):
    frame = data.frame("barents", "median_age", 2022)
    empty = frame[frame["value"].isna()]
    assert len(empty)
    assert (empty["reason"] != "").all()


def test_gaps_are_signed_and_lie_on_the_shared_lines(data):
    gaps = data.gaps("barents", "unemployment_rate", 2019)
    assert set(gaps["border"]) == {"FI-NO", "FI-RU", "FI-SE", "NO-RU", "NO-SE"}
    row = gaps.set_index(["unit_a", "unit_b"]).loc["NO07", "RU-MUR"]
    assert row["diff"] == pytest.approx(row["value_b"] - row["value_a"])
    assert row["ratio"] == pytest.approx(row["value_b"] / row["value_a"])
    assert row["judgement"] == "similar" and row["reason"]
    assert row.geometry.length / 1000 == pytest.approx(row["km"], rel=0.01) == pytest.approx(164, rel=0.02)
    assert gaps["year"].unique() == [2019]
    assert len(data.gaps("barents", "unemployment_rate")) > len(gaps)


def test_all_years_come_without_a_year(data):
    frame = data.frame("carpathians", "birth_rate")
    assert frame["year"].nunique() > 10


def test_an_area_of_two_frames_comes_in_degrees(data):
    frame = data.frame("link", "median_age", 2022)
    assert frame.crs.to_epsg() == 4326
    west, south, east, north = frame[frame["core"]].total_bounds
    # From Nordland to Novaya Zemlya, from Edirne to Franz Josef Land.
    assert 10 < west < 13
    assert 40 < south < 42
    assert 65 < east < 70
    assert 81 < north < 83


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({"scheme": "nope"}, "unknown scheme 'nope'; there are "),
        ({"palette": "nope"}, "unknown palette 'nope'"),
        ({"k": 12}, "unknown number of classes with "),
        ({"scheme": "own"}, "breaks go with the scheme 'own'"),
        ({"scheme": "pretty", "breaks": (1, 2)}, "breaks go with the scheme 'own'"),
        ({"breaks": (2, 1)}, "breaks are up to 8 numbers that rise"),
        ({"level": "street"}, "unknown level 'street'; there are finest, nuts2"),
    ],
)
def test_a_choice_that_does_not_exist_says_what_there_is(data, chosen, message):
    with pytest.raises(ValueError, match=message):
        data.map("barents", "population_density", **chosen)


def test_every_scheme_that_a_layer_has_can_be_drawn_without_a_number_of_classes(data):
    for scheme in (*data.snapshot.layer("barents", "population_density").breaks, "unclassed"):
        assert data.map("barents", "population_density", scheme=scheme).get_root().render()


def test_own_breaks_are_drawn(data):
    text = data.map("barents", "population_density", breaks=(2, 5.5)).get_root().render()
    assert 'data-breaks="[2.0, 5.5, ' in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("atlantis", "population_density"), "unknown area 'atlantis'; there are barents"),
        (("barents", "happiness"), "unknown indicator 'happiness'"),
        (("barents", "population_density", 1789), "unknown year 1789"),
    ],
)
def test_unknown_names_say_what_there_is(data, arguments, message):
    with pytest.raises(ValueError, match=message):
        data.map(*arguments)
