"""The lists of the API: what stands in them, how they are narrowed down, how their parts follow each other."""

from __future__ import annotations

import pytest


def test_an_area_names_its_borders_core_and_indicators(ask):
    page = ask("/api/areas")
    assert (page["total"], page["offset"], page["next"], page["previous"]) == (1, 0, None, None)
    (area,) = page["items"]
    assert area == ask("/api/areas/border")
    assert (area["id"], area["title"], area["countries"], area["borders"]) == (
        "border", "The border", ["AA", "BB"], ["AA-BB"],
    )  # fmt: skip
    assert area["core_units"] == ["AA04", "BB-1"]
    assert area["indicators"] == ["double", "wage", "wage_open"]
    assert ask("/api/areas/border?lang=nb")["title"] == "Grensa"


def test_a_border_has_its_length_as_drawn_and_as_published(ask):
    (border,) = ask("/api/borders?country=BB")["items"]
    assert border["segments"] == 1
    assert border["published_km"] == 120.0
    assert border["km"] == pytest.approx(111.2, rel=0.01)
    assert border["areas"] == ["border"]
    assert ask("/api/borders/AA-BB?lang=nb")["title"] == "Grensen"


def test_units_of_every_vintage_with_what_became_of_them(ask):
    units = {unit["code"]: unit for unit in ask("/api/units")["items"]}
    assert list(units) == sorted(units)
    assert units["AA02"]["current"] is False
    assert units["AA02"]["successors"] == ["AA03"]
    assert units["AA02"]["vintages"][0]["last_year"] == 2019
    assert units["AA01"]["names"] == {"en": "West", "nb": "Vest"}
    core = [unit["code"] for unit in ask("/api/units?area=border&current=true")["items"]]
    assert core == ["AA0", "AA04", "BB-1"], "units of every level that reach into the core's land"
    assert {unit["code"] for unit in ask("/api/units?current=false")["items"]} == {"AA02"}
    assert {unit["level"] for unit in ask("/api/units?level=oblast")["items"]} == {"oblast"}
    assert ask("/api/units/AA01?lang=nb")["name"] == "Vest"


def test_neighbours_at_home_and_across_the_border(ask):
    rows = ask("/api/neighbours?unit=BB-1")["items"]
    assert [(row["neighbour"], row["border"]) for row in rows] == [("AA04", "AA-BB"), ("BB-2", None)]
    assert all(row["km"] > 100 and row["status"] == "real" for row in rows)
    assert [row["neighbour"] for row in ask("/api/neighbours?unit=BB-1&side=home")["items"]] == ["BB-2"]
    across = ask("/api/neighbours?border=AA-BB")["items"]
    pairs = {(row["unit"], row["neighbour"]) for row in across}
    assert ("AA04", "BB-1") in pairs and ("BB-1", "AA04") in pairs
    assert {row["unit"] for row in ask("/api/neighbours?unit=BB-1,AA04&side=across")["items"]} == {"BB-1", "AA04"}


def test_indicators_and_series_say_what_they_measure_and_how_they_compare(ask):
    wage = ask("/api/indicators/wage")
    assert wage["series"] == ["wage/aland", "wage/beland", "wage/aland_eur"]
    assert (wage["has_ratios"], wage["maps"][0]["default_year"]) == (True, 2020)
    assert {item["id"] for item in ask("/api/indicators?theme=labour")["items"]} == {"double", "wage", "wage_open"}
    euro = ask("/api/series/wage/aland_eur")
    assert euro["derived"] == {"method": "exchange", "parts": ["wage/aland"], "formula": "", "names": [], "to": "EUR"}
    assert {source["id"] for source in euro["sources"]} == {"A1", "A2", "ECB"}
    beland = ask("/api/series/wage/beland")
    assert beland["comparability"] == [
        {"series": ["aland", "beland"], "judgement": "similar", "reason": "Different surveys."}
    ]
    assert [item["id"] for item in ask("/api/series?indicator=wage&country=BB")["items"]] == ["wage/beland"]


@pytest.mark.parametrize("path", ["/api/units?", "/api/observations?indicator=wage&", "/api/neighbours?side=both&"])
def test_parts_follow_each_other_and_make_up_the_whole(small, ask, path):
    whole = ask(f"{path}limit=1000")["items"]
    assert len(whole) > 3
    address, rows, parts = f"{path}limit=3", [], 0
    while address:
        response = small.get(address)
        page = response.json
        assert page["total"] == len(whole)
        rows += page["items"]
        links = response.headers.get("Link", "")
        assert ('rel="next"' in links) == (page["next"] is not None) and ('rel="prev"' in links) == (parts > 0)
        if page["next"]:
            assert f'<{page["next"]}>; rel="next"' in links
        address, parts = page["next"], parts + 1
    assert rows == whole
    assert parts == -(-len(whole) // 3)


def test_a_part_beyond_the_end_is_empty(ask):
    page = ask("/api/units?offset=9999999")
    assert page["items"] == [] and page["next"] is None and page["previous"] is not None


def test_the_addresses_that_pages_ask_stay_what_they_were(ask):
    assert ask("/api/search?q=west")["results"][0]["id"] == "AA01"
    assert set(ask("/api/areas/border/missing-units")) == {"missing", "layers"}
