"""Observations: every number with what must be said with it, and a reason where there is none."""

from __future__ import annotations

from tests.web.api.conftest import KEPT_BACK


def rows_of(page):
    return {(row["series"], row["unit"], row["vintage"], row["year"]): row for row in page["items"]}


def test_an_observation_says_all_that_must_be_said(ask):
    page = ask("/api/observations?series=wage/aland&unit=AA01&year=2019")
    (row,) = page["items"]
    assert row == {
        "unit": "AA01", "name": "West", "country": "AA", "level": "county", "vintage": "2016", "year": 2019,
        "value": 101.0, "measure": "NOK, current prices", "flag": "e", "flag_words": ["estimated"], "reason": None,
        "reason_words": None, "note": "", "reference": "average", "reference_date": "2019", "indicator": "wage",
        "series": "aland", "run": 0, "edition": "A1", "source": "Office", "licence": "CC BY 4.0",
        "snapshot": page["snapshot"],
    }  # fmt: skip


def test_a_missing_value_is_null_with_its_reason(ask):
    (row,) = ask("/api/observations?indicator=wage&unit=AA04&year=2020&from=2020&to=2020")["items"][:1]
    assert (row["value"], row["flag"], row["reason"], row["reason_words"]) == (
        None, ":c", "confidential", "confidential",
    )  # fmt: skip
    assert row["flag_words"] == ["not available", "confidential"]


def test_what_no_map_draws_is_there_too(ask):
    rows = rows_of(ask("/api/observations?indicator=wage"))
    assert rows["aland", "AA", "", 2020]["value"] == 110.0
    assert ("aland_eur", "AA01", "2024", 2020) in rows


def test_runs_tell_what_may_be_compared(ask):
    rows = ask("/api/observations?series=wage/aland&unit=AA01")["items"]
    assert [(row["year"], row["run"]) for row in rows] == [(2018, 0), (2019, 0), (2020, 1)]


def test_years_areas_countries_and_levels_narrow_down(ask):
    def units(query):
        return {row["unit"] for row in ask(f"/api/observations?indicator=wage_open&{query}")["items"]}

    assert units("area=border") == {"AA04", "BB-1"}
    assert units("country=BB") == {"BB-1", "BB-2"}
    assert units("level=country") == {"AA"}
    assert {row["year"] for row in ask("/api/observations?indicator=wage&from=2019&to=2019")["items"]} == {2019}


def test_the_figures_of_districts_are_the_same_whether_asked_by_district_or_by_indicator(ask):
    by_unit = ask("/api/observations?unit=AA01,BB-1&limit=1000")["items"]
    by_indicator = [
        row
        for indicator in ("double", "wage", "wage_open")
        for row in ask(f"/api/observations?indicator={indicator}&unit=AA01,BB-1&limit=1000")["items"]
    ]
    assert len(by_unit) > 8
    assert by_unit == by_indicator


def test_a_licence_keeps_the_value_back_and_says_so(ask):
    rows = ask("/api/observations?series=wage/beland")["items"]
    assert rows
    for row in rows:
        assert (row["value"], row["reason"], row["reason_words"]) == (None, "licence", "the licence does not allow it")
    assert ask("/api/series/wage/beland")["sources"][0]["no_redistribution"] == KEPT_BACK
    assert all(row["value"] for row in ask("/api/observations?series=wage_open/beland")["items"])


def test_words_come_in_the_language_that_is_asked_for(ask):
    (row,) = ask("/api/observations?series=wage/aland&unit=AA01&year=2019&lang=nb")["items"]
    assert row["name"] == "Vest"
    assert row["flag_words"] != ["estimated"]


def test_all_observations_at_once_are_refused(ask):
    problem = ask("/api/observations", 400)
    assert problem["parameter"] == "indicator" and "too many" in problem["detail"]
