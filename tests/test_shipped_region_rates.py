"""Rates of own regions of the shipped data: against the published ones of districts, countries and a border."""

from __future__ import annotations

import csv
import io
import random

import pytest

from mapserver.snapshot import Published, Store
from mapserver.statistics.aggregation import build_region
from mapserver.statistics.region_rates import BY_OWN_RATES, OWN_RATE
from mapserver.web import Settings, create_app
from tests.test_shipped_regions import figures, line_of, region_of, values


@pytest.fixture(scope="module")
def client(built_state):
    settings = Settings(state=built_state, measuring_processes=0, picture_processes=0)
    return create_app(settings, Published(Store(built_state))).test_client()


@pytest.mark.parametrize("code", ["BG422", "MK002", "SE332", "FI1D7", "TR212", "MK005", "RU-MUR", "NO073"])
def test_a_rate_of_one_unit_is_the_published_one(shipped, code):
    unit = shipped.unit(code)
    own = [line for line in build_region([unit], shipped.register).lines if line.note == OWN_RATE]
    assert own
    for line in own:
        keys = line.parts[line.indicator]
        wanted = {
            (row.year, row.value) for item in unit.lines if item.key in keys for row in item.observations if row.value
        }
        known = {
            (row.year, row.value) for row in line.observations if row.value is not None and line.way(row.year) is line
        }
        assert known and known <= wanted


@pytest.mark.parametrize(
    ("indicator", "year", "published", "near"),
    [
        ("gdp_per_inhabitant", 2018, 8000.0, 0.01),
        ("gdp_per_inhabitant", 2019, 8800.0, 0.01),
        ("gdp_per_inhabitant", 2020, 8900.0, 0.01),
        ("population_density", 2021, 63.0, 0.01),
    ],
)
def test_a_region_of_all_districts_comes_to_the_figure_of_the_country(shipped, indicator, year, published, near):
    codes = [item.code for item in shipped.register.units if (item.country, item.level) == ("BG", "nuts3")]
    assert len(codes) == 28
    line = line_of(region_of(shipped, *codes), indicator)
    country = next(item for item in shipped.unit("BG").lines if item.key == f"{indicator}/eurostat")
    assert {row.year: row.value for row in country.observations}[year] == published
    assert values(line)[year] == pytest.approx(published, rel=near)
    assert (line.way(year).judgement, line.way(year).note) == ("same", BY_OWN_RATES)


def test_a_region_on_the_border_comes_to_the_figure_of_its_border(repo, shipped):
    """The page of the border weighs by people, here by the people that the published rates imply."""
    units = ("BG341", "BG343", "BG422")
    line = line_of(region_of(shipped, *units), "gdp_per_inhabitant")
    gdp = figures(repo, "gdp/eurostat.csv")
    rates = figures(repo, "gdp_per_inhabitant/eurostat.csv")
    by_hand = sum(gdp[unit][2020] for unit in units) / sum(gdp[unit][2020] / rates[unit][2020] for unit in units)
    assert [rates[unit][2020] for unit in units] == [5800.0, 5400.0, 4700.0]
    assert values(line)[2020] == pytest.approx(by_hand)
    assert values(line)[2020] == pytest.approx(5402, rel=0.003)


def test_rates_of_a_region_lie_between_those_of_its_districts(shipped):
    """Five random regions of each of five countries."""
    rng = random.Random(8)
    checked = 0
    for country in ("BG", "TR", "SE", "SK", "FI"):
        codes = [item.code for item in shipped.register.units if (item.country, item.level) == (country, "nuts3")]
        for _ in range(5):
            picked = rng.sample(codes, 4)
            for line in region_of(shipped, *picked).lines:
                for year, value in values(line).items() if line.note == BY_OWN_RATES else ():
                    if line.way(year) is not line:
                        continue
                    own = [
                        row.value for code in picked for item in shipped.unit(code).lines
                        if item.key in line.parts[line.indicator] for row in item.observations if row.year == year
                        if row.value is not None
                    ]  # fmt: skip
                    assert min(own) <= value <= max(own), (line.indicator, picked, year)
                    checked += 1
    assert checked > 500


def test_rates_without_published_ones_say_that_their_parts_are_of_different_publications(client, shipped):
    line = line_of(region_of(shipped, "BG422"), "population_density")
    assert line.latest.year > 2022
    way = line.way(line.latest.year)
    assert way.judgement == "similar"
    words = "Numerator and denominator are from different publications: Eurostat, demo_r_pjanaggr3"
    assert words in client.get("/regions?units=BG422").text
    assert words in client.get("/share/regions?units=BG422").text
    rows = list(csv.DictReader(io.StringIO(client.get("/regions.csv?units=BG422").text)))
    density = {row["year"]: row for row in rows if row["indicator"] == "population_density" and row["value"]}
    assert (density["2021"]["value"], density["2021"]["judgement"]) == ("41.1", "same")
    assert density["2021"]["method"] == OWN_RATE
    assert density["2024"]["judgement"] == "similar"
    assert density["2024"]["judgement_reason"].startswith(words)
