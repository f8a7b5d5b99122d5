"""Own regions of the shipped data, against sums by hand from the files of the layers, and as pages and files."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from itertools import pairwise

import openpyxl
import pytest

from mapserver.snapshot import Published, Store
from mapserver.statistics.aggregation import build_region, overlaps
from mapserver.web import Settings, create_app


@pytest.fixture(scope="module")
def client(built_state):
    settings = Settings(state=built_state, measuring_processes=0, picture_processes=0)
    return create_app(settings, Published(Store(built_state))).test_client()


def figures(repo, file):
    """Return the values of a file of figures by unit and year; of two vintages the newest stands."""
    found: dict[str, dict[int, float]] = defaultdict(dict)
    with (repo / "layers" / file).open(encoding="utf-8") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            if row["value"]:
                found[row["unit"]][int(row["year"])] = float(row["value"])
    return found


def region_of(shipped, *codes):
    return build_region([shipped.unit(code) for code in codes], shipped.register)


def line_of(region, indicator):
    return next(line for line in region.lines if line.indicator == indicator)


def values(line):
    return {row.year: row.value for row in line.observations if row.value is not None}


def test_counts_are_sums_and_rates_those_of_sums(repo, shipped):
    units = ("BG412", "BG413")
    region = region_of(shipped, *units)
    people, births = figures(repo, "population/eurostat.csv"), figures(repo, "live_births/eurostat.csv")
    known = values(line_of(region, "population"))
    assert known
    for year, value in known.items():
        assert value == sum(people[unit][year] for unit in units)
    rates = values(line_of(region, "birth_rate"))
    assert len(rates) > 5
    for year, rate in rates.items():
        middle = sum(people[unit][year] + people[unit][year + 1] for unit in units) / 2
        assert rate == pytest.approx(sum(births[unit][year] for unit in units) / middle * 1000)
    own = [values(line_of(region_of(shipped, unit), "birth_rate")) for unit in units]
    assert any(abs(rates[year] - (own[0][year] + own[1][year]) / 2) > 0.05 for year in rates)


@pytest.mark.parametrize("code", ["NO073", "BG412", "RU-MUR", "UA-21", "NO07", "TR212", "SK041", "MK005", "RS221"])
def test_a_region_of_one_unit_has_its_own_figures(shipped, code):
    unit = shipped.unit(code)
    region = build_region([unit], shipped.register)
    assert region.lines
    for line in region.lines:
        if line.note:
            continue
        own = next(
            item
            for item in unit.lines
            if item.indicator == line.indicator
            and item.measure == line.measure
            and (line.formula or item.key in line.parts[""])
            and (not line.formula or (item.derived is not None and item.derived.formula == line.formula))
        )
        wanted = {row.year: row.value for row in own.observations if row.value is not None}
        assert values(line) == pytest.approx(wanted), line.indicator


def test_the_order_of_units_changes_nothing(shipped):
    for codes in (("SK010", "UA-21"), ("FI1D7", "RU-KR"), ("NO073", "RU-MUR", "FI1D7")):
        one, other = region_of(shipped, *codes), region_of(shipped, *reversed(codes))
        assert (one.lines, one.refusals, one.km2) == (other.lines, other.refusals, other.km2)
    assert max(values(line_of(region_of(shipped, "FI1D7", "RU-KR"), "population"))) > 2020


def test_a_number_that_countries_count_differently_is_only_similar(shipped):
    found = line_of(region_of(shipped, "SE33", "FI1D"), "physicians_number")
    assert found.judgement == "similar"
    assert found.reason.say("en")


def test_the_area_is_the_one_in_the_table(shipped):
    region = region_of(shipped, "BG422")
    assert region.km2 == line_of(region, "area").latest.value


def test_what_is_published_as_a_rate_is_refused_for_that_reason(shipped):
    refused = {item.indicator: item.reason for item in region_of(shipped, "NO07", "SE33").refusals}
    assert refused["life_expectancy"] == "no_parts"
    assert refused["gdp_index"] == "no_parts"
    assert refused["unemployment_gender_gap"] == "no_parts"


def test_figures_of_one_side_alone_make_no_region(shipped):
    region = region_of(shipped, "SK041", "UA-21")
    assert {item.reason for item in region.refusals} >= {"not_all", "no_parts"}
    births = line_of(region, "live_births")
    assert births.parts[""] == ("live_births/eurostat", "live_births/ukrstat")
    lacking = births.missing
    assert lacking
    assert all(row.value is None for row in births.observations if row.year in lacking)


def test_land_is_never_counted_twice(shipped):
    parents = {unit.code: unit.parents for unit in shipped.register.units}

    def found(*codes):
        return [tuple(item) for item in overlaps([shipped.unit(code) for code in codes], parents)]

    assert found("NO07", "NO073") == [("NO073", "NO07", "inside")]
    assert found("RU-ARK", "RU-NEN") == [("RU-NEN", "RU-ARK", "inside")]
    assert found("RU-ARK-X-NEN", "RU-NEN") == []
    assert found("NO073", "NO074") == [("NO073", "NO074", "vintage")]
    assert found("BG412", "BG413", "RS221") == []


def test_runs_of_a_region_end_where_those_of_any_unit_do(shipped):
    region = region_of(shipped, "BG412", "BG413")
    known = [row for row in line_of(region, "population").observations if row.value is not None]
    unit = [row for line in shipped.unit("BG412").lines if line.key == "population/eurostat"
            for row in line.observations if row.value is not None]  # fmt: skip
    ends = {after.year for before, after in pairwise(unit) if before.run != after.run}
    mine = {after.year for before, after in pairwise(known) if before.run != after.run}
    assert ends
    assert ends & {row.year for row in known[1:]} <= mine


PAIR = "units=BG412,BG413"


def test_the_page_shows_sums_rates_refusals_and_sources(client):
    text = client.get(f"/regions?{PAIR}&title=West&with=RS221,RS222&with_title=East").text
    for words in (
        "West · East",
        "never means of rates",
        "Crude birth rate",
        "Median age",
        "Without a figure",
        "Eurostat",
    ):
        assert words in text


def test_every_file_says_the_same(client):
    table = list(csv.DictReader(io.StringIO(client.get(f"/regions.csv?{PAIR}").text)))
    document = json.loads(client.get(f"/regions.json?{PAIR}").data)
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"/regions.xlsx?{PAIR}").data))["Values"]
    head, *lines = sheet.iter_rows(values_only=True)
    assert len(table) == len(document["observations"]) == len(lines) > 100
    for row, entry, line in zip(table, document["observations"], lines, strict=True):
        assert row["value"] == ("" if entry["value"] is None else repr(entry["value"]))
        assert dict(zip(head, line, strict=True))["indicator"] == row["indicator"]
        assert "calc" in row["flag"].split("; ") or not row["value"]
    assert "calculated here" in document["method"]
    assert {"indicator", "reason", "units"} <= document["refused"][0].keys()


def test_what_may_not_be_given_out_is_in_no_file(client, shipped):
    closed = {code for code in shipped.units for item in shipped.unit(code).sources if item.no_redistribution}
    for code in sorted(closed)[:3]:
        kept = {item.id for item in shipped.unit(code).sources if item.no_redistribution}
        for row in json.loads(client.get(f"/regions.json?units={code}").data)["observations"]:
            if kept.intersection(row["edition"].split("+")):
                assert (row["value"], row["reason"]) == (None, "licence")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("units=NO07,NO073", ("NO073", "NO07", "count the same land twice")),
        ("units=NO073,NO074", ("NO073", "NO074", "never units of one division")),
        ("units=XX1", ("XX1", "units")),
        ("units=" + ",".join(f"X{number}" for number in range(100)), ("units",)),
        ("with=BG412", ("with", "beside that of")),
        ("units=BG412&title=" + "x" * 200, ("title", "80")),
        ("units=BG412&colour=red", ("colour",)),
        ("bbox=1,2", ("bbox", "four numbers")),
        ("bbox=nan,nan,nan,nan", ("bbox", "four numbers")),
        ("bbox=0,0,1,1", ("No district has its middle in this box",)),
    ],
)
def test_what_cannot_be_put_together_is_refused_with_the_reason(client, query, words):
    answer = client.get(f"/regions?{query}")
    assert answer.status_code == 400
    for word in words:
        assert word in answer.text


def test_an_outline_goes_round_districts_of_any_area(client):
    north = client.get("/regions?within=22.5,69,31,71,30,66").location
    assert set(north.split("=")[1].split(",")) == {"NO073", "FI1D7"}
    both = client.get(f"{north}&title=Two&within=22.8,41.2,24.2,41.2,24.2,42.3,22.8,42.3").location
    codes = both.partition("units=")[2].partition("&")[0].split(",")
    assert {"NO073", "FI1D7", "BG413"} <= set(codes)
    assert both.endswith("&title=Two")


def test_a_region_without_figures_says_why_on_its_page_and_in_its_files(client):
    words = "There is nothing to add up: this collection has no figures of these districts."
    assert words in client.get("/regions?units=FI133").text
    (row,) = csv.DictReader(io.StringIO(client.get("/regions.csv?units=FI133").text))
    assert (row["note"], row["units"], row["value"]) == (words, "FI133", "")
    assert json.loads(client.get("/regions.json?units=FI133").data)["regions"][0]["remark"] == words
    refused = client.get("/regions?units=FI18").text
    assert "these districts have no count in common: published as a rate" in refused


def test_figures_say_when_they_hold_and_on_which_divisions(client):
    rows = list(csv.DictReader(io.StringIO(client.get("/regions.csv?units=NO073,RU-MUR").text)))
    people = {row["year"]: row for row in rows if row["indicator"] == "population" and row["value"]}
    assert people["2020"]["reference_date"] == "2020-01-01+2020"
    assert re.fullmatch(r"NO \d{4}\+RU \S+", people["2020"]["vintage"])
    births = next(row for row in rows if row["indicator"] == "birth_rate" and row["value"])
    assert births["reference_date"] == births["year"]
    own = list(csv.DictReader(io.StringIO(client.get("/regions.csv?units=BG412,BG413").text)))
    ages = next(row for row in own if row["indicator"] == "ageing_index" and row["value"])
    assert ages["reference_date"] == f"{ages['year']}-01-01"


def test_two_regions_beside_each_other_say_whether_they_compare(client):
    query = "units=NO073,FI1D7&title=West&with=RU-MUR&with_title=East"
    page = client.get(f"/regions?{query}").text
    assert "The figures of West and of East are similar, not the same. GDP of a region and gross" in page
    shared = client.get(f"/share/regions?{query}").text
    assert "Population in 2024, persons. West: 251,203; East: 653,901. Calculated here: sum." in shared
    assert "are similar, not the same. Usual residents on 1 January against the average of the year" in shared
    alone = client.get("/share/regions?units=NO073,FI1D7&title=West").text
    assert "Population in 2025, persons. West: 251,193. Calculated here: sum. Source: Eurostat." in alone
    assert "similar," not in alone and "similarly" not in alone


def test_ticks_and_boxes_become_codes_in_the_address(client):
    ticked = client.get("/regions?units=BG411&add=BG412&add=BG413&bbox=&with=&title=%3Cb%3E")
    assert ticked.status_code == 302
    assert ticked.location == "/regions?units=BG411,BG412,BG413&title=%3Cb%3E"
    assert "&lt;b&gt;" in client.get(ticked.location).text
    boxed = client.get("/regions?bbox=23.0,41.0,24.0,43.0")
    assert boxed.location == "/regions?units=BG413" or "BG413" in boxed.location.split("=")[1].split(",")
    assert client.get(boxed.location).status_code == 200
    assert client.get("/regions?units=BG412,%20BG413").location == "/regions?units=BG412,BG413"
    for wrong in ("add=nonsense", "add=BG412&colour=red"):
        assert client.get(f"/regions?{wrong}", follow_redirects=True).status_code == 400


def test_without_units_there_is_the_form_and_files_need_some(client):
    assert 'name="bbox"' in client.get("/regions").text
    answer = client.get("/regions.csv")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert client.get("/regions.docx?units=BG412").status_code == 404
