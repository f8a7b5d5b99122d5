from __future__ import annotations

from dataclasses import replace

import pytest

from mapserver.statistics import partition
from tests.statistics.toy import CORE, catalogue, constant, line

TOY = catalogue()
NORTH = {"NO071", "NO072", "NO073", "NO074"}


def _norway(rows, years, level="finest"):
    return partition(TOY, "NO", rows, CORE, level, years)


def _codes(period):
    return {territory.code for territory in period.territories} & NORTH


def _halves(first, last, vintage="2016"):
    return tuple(row for code in ("NO071", "NO072", "NO073") for row in constant(code, vintage, first, last))


def test_the_merged_county_is_drawn_in_its_years_when_the_source_has_it():
    merged = (*constant("NO071", "2021", 2020, 2023), *constant("NO074", "2021", 2020, 2023))
    periods = _norway((*_halves(2015, 2019), *merged, *_halves(2024, 2025, "2024")), range(2015, 2026))
    assert [(period.first_year, period.last_year, period.vintage) for period in periods] == [
        (2015, 2019, "2016"),
        (2020, 2023, "2021"),
        (2024, 2025, "2024"),
    ]
    assert _codes(periods[1]) == {"NO071", "NO074"}
    assert _codes(periods[2]) == {"NO071", "NO072", "NO073"}


def test_the_halves_are_drawn_throughout_when_the_source_has_only_them():
    (period,) = _norway(_halves(2015, 2025), range(2015, 2026))
    assert (period.first_year, period.last_year) == (2015, 2025)
    assert _codes(period) == {"NO071", "NO072", "NO073"}


def test_the_valid_vintage_wins_where_both_are_published():
    merged = (*constant("NO071", "2021", 2020, 2023), *constant("NO074", "2021", 2020, 2023))
    periods = _norway((*_halves(2018, 2025, "2024"), *merged), range(2018, 2026))
    assert [_codes(period) for period in periods] == [
        {"NO071", "NO072", "NO073"},
        {"NO071", "NO074"},
        {"NO071", "NO072", "NO073"},
    ]


def test_the_valid_vintage_loses_where_it_has_a_smaller_share():
    merged = (*constant("NO071", "2021", 2020, 2023), *constant("NO074", "2021", 2020, 2021))
    (period,) = _norway((*_halves(2018, 2025, "2024"), *merged), range(2018, 2026))
    assert _codes(period) == {"NO071", "NO072", "NO073"}


def test_where_another_vintage_has_no_values_of_its_own_the_valid_one_is_drawn():
    """The halves are published to 2020 and then neither they nor the whole: the whole is the gap, since it existed."""
    rows = (*_halves(2018, 2020, "2016"), *constant("NO071", "2021", 2021, 2023))
    halves, whole = _norway(rows, range(2018, 2024))
    assert (halves.first_year, halves.last_year) == (2018, 2020)
    assert _codes(halves) == {"NO071", "NO072", "NO073"}
    assert (whole.first_year, whole.last_year, whole.vintage) == (2021, 2023, "2021")
    assert _codes(whole) == {"NO071", "NO074"}


def test_a_unit_published_under_its_newer_code_is_drawn_under_it_in_older_years():
    """Kainuu was FI1D4 and is FI1D8 on the same land: the figures carry the newer code for all years."""
    toy = catalogue()
    toy.territories["NO079@2016"] = replace(toy.territories["NO073@2016"], code="NO079")
    del toy.territories["NO073@2016"]
    core = CORE | {"NO079@2016"}
    rows = [row for code in ("NO071", "NO072", "NO073") for row in constant(code, "2024", 2015, 2025)]
    periods = partition(toy, "NO", rows, core, "finest", range(2015, 2026))
    assert all("NO073" in _codes(period) for period in periods)
    assert not any("NO079" in _codes(period) for period in periods)


def test_shares_are_compared_not_counts():
    """Halves: 4 + 3 + 3 of 12 cells; merged: 4 + 4 of 8 cells, fewer in number but all."""
    halves = (
        *constant("NO071", "2024", 2020, 2023),
        *line("NO072", "2024", {2020: 1.0, 2021: None, 2022: 1.0, 2023: 1.0}),
        *line("NO073", "2024", {2020: 1.0, 2021: None, 2022: 1.0, 2023: 1.0}),
    )
    (period,) = _norway((*halves, *constant("NO074", "2021", 2020, 2023)), range(2020, 2024))
    assert _codes(period) == {"NO071", "NO074"}


def test_of_two_invalid_vintages_with_the_same_core_the_one_with_more_context_is_drawn():
    toy = catalogue()
    context = toy.territories["NO060@2016"]
    for code in ("NO061", "NO062"):
        toy.territories[f"{code}@2016"] = replace(context, code=code, pieces=frozenset({code}))
    toy.territories["NO060@2016"] = replace(context, pieces=frozenset())
    halves = [row for code in ("NO071", "NO072", "NO073") for row in constant(code, "2016", 2020, 2023)]
    rows = (*halves, *constant("NO061", "2016", 2020, 2023))
    (period,) = partition(toy, "NO", rows, CORE, "finest", range(2020, 2024))
    assert period.vintage == "2016"


def test_a_merger_without_values_does_not_look_fuller_than_halves_without_values():
    (period,) = _norway(constant("NO071", "2016", 2015, 2019), range(2015, 2020))
    assert _codes(period) == {"NO071", "NO072", "NO073"}


def test_a_merged_county_published_for_earlier_years_is_drawn_there_too():
    rows = (
        *constant("NO071", "2016", 2008, 2020),
        *constant("NO074", "2021", 2008, 2020),
        *constant("NO072", "2016", 2011, 2013),
    )
    (period,) = _norway(rows, range(2008, 2021))
    assert (period.first_year, period.last_year, period.vintage) == (2008, 2020, "2021")
    assert _codes(period) == {"NO071", "NO074"}


def test_nuts_2_is_drawn_where_most_counties_have_nothing():
    rows = (*constant("NO07", "2016", 2000, 2019), *constant("NO071", "2016", 2000, 2019))
    (period,) = _norway(rows, range(2000, 2020))
    assert period.level == "nuts2"
    assert {territory.code for territory in period.territories} == {"NO06", "NO07"}


def test_half_of_the_core_is_enough_for_the_finer_level():
    rows = (*constant("NO07", "2016", 2000, 2009), *_halves(2005, 2009))
    assert _norway(rows, range(2000, 2010))[0].level == "nuts3"
    rows = (*constant("NO07", "2016", 2000, 2009), *_halves(2006, 2009))
    assert _norway(rows, range(2000, 2010))[0].level == "nuts2"


def test_years_in_which_the_country_has_nothing_do_not_count():
    assert _norway(_halves(2010, 2011), range(1990, 2020))[0].level == "nuts3"


def test_national_totals_do_not_make_the_country_one_place():
    rows = (*constant("NO", "", 1990, 2019), *_halves(2018, 2019))
    assert _norway(rows, range(1990, 2020))[0].level == "nuts3"


def test_without_any_level_filled_by_half_the_best_filled_one_is_drawn_the_finer_of_equals():
    rows = (*line("NO071", "2016", {2000: 1.0}), *line("NO07", "2016", {2001: 1.0, 2002: 1.0}))
    assert _norway(rows, range(2000, 2005))[0].level == "nuts2"
    rows = ()
    assert _norway(rows, range(2000, 2005))[0].level == "nuts3"


@pytest.mark.parametrize(("country", "level"), [("NO", "nuts2"), ("RU", "oblast")])
def test_nuts_2_is_forced_where_a_country_has_it_else_its_coarsest_level(country, level):
    rows = (*_halves(2015, 2019), *constant("RU-NEN", "2014", 2015, 2019))
    (period,) = partition(TOY, country, rows, CORE, "nuts2", range(2015, 2020))
    assert period.level == level


def _russia(without_nenets_from):
    rows = [row for code in ("RU-MUR", "RU-KR", "RU-ARK") for row in constant(code, "2014", 2000, 2019)]
    rows += constant("RU-NEN", "2014", without_nenets_from, 2019)
    rows += constant("RU-ARK-X-NEN", "2014", without_nenets_from, 2019)
    (period,) = partition(TOY, "RU", rows, CORE, "finest", range(2000, 2020))
    return period.level, {territory.code for territory in period.territories}


def test_arkhangelsk_and_nenets_are_drawn_apart_and_never_on_top_of_each_other():
    assert _russia(2011) == ("okrug", {"RU-MUR", "RU-KR", "RU-ARK-X-NEN", "RU-NEN"})


def test_an_oblast_without_okrugs_stands_for_itself_at_the_finer_level():
    rows = constant("RU-ARK", "2014", 2000, 2019)
    (period,) = partition(TOY, "RU", rows, CORE, "finest", range(2000, 2020))
    assert period.level == "oblast"
    assert {territory.code for territory in period.territories} == {"RU-MUR", "RU-KR", "RU-ARK"}


def test_context_units_do_not_decide():
    rows = (*constant("NO060", "2016", 2000, 2019), *constant("NO07", "2016", 2000, 2019))
    assert _norway(rows, range(2000, 2020))[0].level == "nuts2"


def test_a_country_without_core_is_partitioned_by_all_its_units():
    rows = (*constant("FI1D8", "2016", 2000, 2019), *constant("FI1D", "2016", 2000, 2003))
    (period,) = partition(TOY, "FI", rows, frozenset(), "finest", range(2000, 2020))
    assert period.level == "nuts3"
