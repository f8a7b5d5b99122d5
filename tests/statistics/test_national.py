"""Figures for a country as a whole."""

from __future__ import annotations

import pytest

from mapserver.model import Observation, Vintage
from mapserver.statistics import build_layer
from mapserver.statistics.national import OF_COUNTRY, with_only_region
from tests.statistics.toy import CORE, area, catalogue, constant, country, indicator, line, series, territory


def _with_macedonia():
    toy = catalogue()
    toy.countries["MK"] = country("MK", ("country", "nuts2", "nuts3"), "MKD", Vintage("2021", "", 1990, None))
    toy.territories |= {
        one.key: one
        for one in (
            territory("MK", "2021", "country", "", "east west", "MK00"),
            territory("MK00", "2021", "nuts2", "MK", "east west", "MK001 MK002"),
            territory("MK001", "2021", "nuts3", "MK00", "east"),
            territory("MK002", "2021", "nuts3", "MK00", "west"),
        )
    }
    return toy


def test_the_only_region_of_a_country_has_its_figures():
    rows = with_only_region(_with_macedonia(), "MK", line("MK", "2021", {2015: 24.1}, flag="e", edition="A"))
    region = next(row for row in rows if row.unit == "MK00")
    assert (region.value, region.flag, region.edition, region.note) == (24.1, "e", "A", OF_COUNTRY)
    assert any(row.unit == "MK" for row in rows), "the country keeps its own"


@pytest.mark.parametrize("unit", ["MK00", "MK002"])
def test_where_a_unit_below_has_figures_the_country_lends_none(unit):
    """Else a year with a national figure alone would coarsen the map of all other years."""
    own = (*line("MK", "2021", {2014: 24.0, 2015: 24.1}), *line(unit, "2021", {2015: 24.0}))
    assert with_only_region(_with_macedonia(), "MK", own) == own


def test_a_gap_of_its_own_is_filled():
    own = (*line("MK", "2021", {2015: 24.1}), Observation("MK00", "2021", 2015, None, ":"))
    assert [row.value for row in with_only_region(_with_macedonia(), "MK", own) if row.unit == "MK00"] == [24.1]


def test_a_country_of_several_regions_lends_them_nothing():
    rows = line("NO", "2024", {2025: 11.0})
    assert with_only_region(catalogue(), "NO", rows) == rows


def test_a_layer_keeps_national_figures_beside_the_map():
    figures = {"eurostat": (*constant("NO073", "2016", 2017, 2018), *line("NO", "2016", {2018: 3.5, 2025: 4.0}))}
    layer = build_layer(catalogue(), area("NO", "RU"), indicator(series()), figures, CORE)
    assert layer is not None
    assert [cell.value for cell in layer.national["NO"]] == [None, 3.5]
    assert "RU" not in layer.national
