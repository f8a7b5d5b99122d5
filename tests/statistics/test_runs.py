from __future__ import annotations

from dataclasses import replace

import pytest

from mapserver.model import Message, Observation, Reform, Remark, Text
from mapserver.statistics import number_runs, seams
from tests.statistics.toy import catalogue, constant, edition, line, series

LAND = catalogue().territories
BULGARIA = series(countries=("BG",), editions=(edition("EPOP23"), edition("EPOP26", retrieved="2026")))


def _numbers(rows, one=None):
    runs = number_runs(one or series(), rows, LAND)
    return [runs[row.unit, row.vintage, row.year] for row in rows]


def test_a_run_ends_where_the_edition_changes():
    rows = [
        Observation("BG412", "2021", 2014, 240000.0, edition="EPOP23"),
        Observation("BG412", "2021", 2015, 238061.0, edition="EPOP23"),
        Observation("BG412", "2021", 2016, 322153.0, edition="EPOP26"),
        Observation("BG412", "2021", 2017, 322000.0, edition="EPOP26"),
    ]
    assert _numbers(rows, BULGARIA) == [0, 0, 1, 1]
    (seam,) = seams(BULGARIA, rows, LAND)
    assert (seam.unit, seam.last_year, seam.first_year) == ("BG412", 2015, 2016)
    assert (seam.value_before, seam.value_after) == (238061.0, 322153.0)
    assert seam.jump == pytest.approx(35.3, abs=0.05)
    assert str(seam.reason) == "another edition of the source: Eurostat, d (2023), then Eurostat, d (2026)"


def test_a_run_ends_before_the_year_flagged_with_a_break():
    rows = line("NO071", "2016", {2010: 1.0, 2011: 2.0, 2012: 3.0})
    flagged = [rows[0], rows[1]._replace(flag="eb"), rows[2]]
    assert _numbers(flagged) == [0, 1, 1]
    assert [seam.kinds for seam in seams(series(), flagged, LAND)] == [("flag",)]


def test_a_flagged_gap_ends_the_run_before_the_next_value_only():
    rows = line("NO071", "2016", {2010: 1.0, 2011: None, 2012: 2.0, 2013: 3.0})
    flagged = [row._replace(flag=":b") if row.year == 2011 else row for row in rows]
    assert [number for row, number in zip(flagged, _numbers(flagged), strict=True) if row.value is not None] == [
        0,
        1,
        1,
    ]


def test_a_series_may_say_that_its_flag_b_is_no_break():
    flagged = [row._replace(flag="b") for row in line("NO071", "2016", {2010: 1.0, 2011: 2.0, 2012: 3.0})]
    assert _numbers(flagged) == [0, 1, 2]
    assert _numbers(flagged, replace(series(), flagged_breaks=False)) == [0, 0, 0]


def test_a_break_in_the_first_year_ends_nothing():
    rows = [row._replace(flag="b") if row.year == 2010 else row for row in constant("NO071", "2016", 2010, 2012)]
    assert _numbers(rows) == [0, 0, 0]


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (Remark(2011, Text(en="2011 census"), units=("NO071",)), [0, 1, 1]),
        (Remark(2011, Text(en="2011 census"), countries=("NO",)), [0, 1, 1]),
        (Remark(2011, Text(en="2011 census")), [0, 1, 1]),
        (Remark(2011, Text(en="2011 census"), units=("NO072",)), [0, 0, 0]),
        (Remark(2011, Text(en="2011 census"), countries=("RU",)), [0, 0, 0]),
        (Remark(2013, Text(en="2011 census")), [0, 0, 0]),
    ],
)
def test_a_declared_break_holds_for_its_units_its_countries_or_all(declared, expected):
    rows = constant("NO071", "2016", 2010, 2012)
    assert _numbers(rows, series(breaks=(declared,))) == expected


def test_a_declared_break_gives_its_reason_in_every_language():
    declared = Remark(2011, Text(en="2011 census", nb="Folketellingen 2011"))
    (seam,) = seams(series(breaks=(declared,)), constant("NO071", "2016", 2010, 2012), LAND)
    assert seam.reason == Message.quoting(Text(en="2011 census", nb="Folketellingen 2011"))
    assert seam.jump == 0.0


def test_another_vintage_of_the_same_land_continues_the_run():
    rows = (*constant("NO072", "2016", 2018, 2019), *constant("NO072", "2024", 2020, 2021))
    assert _numbers(rows) == [0, 0, 0, 0]
    assert seams(series(), rows, LAND) == []


def test_other_land_under_the_same_code_ends_the_run_and_says_what_moved():
    toy = catalogue()
    before = toy.territories["NO072@2024"]
    toy.territories["NO072@2024"] = replace(before, pieces=frozenset({"troms", "tjeldsund"}))
    toy.reforms = (Reform("NO", 2024, "split", "NO074", "2021", "NO072", "2024", "Tjeldsund", None, False, "", ""),)
    rows = (*constant("NO072", "2016", 2018, 2019), *constant("NO072", "2024", 2024, 2025))
    assert list(number_runs(series(), rows, toy.territories).values()) == [0, 0, 1, 1]
    (seam,) = seams(series(), rows, toy.territories, toy)
    assert seam.kinds == ("land",)
    assert "Tjeldsund" in str(seam.reason)


def test_a_year_without_value_does_not_end_a_run():
    rows = [
        Observation("NO072", "2024", 2020, 166602.0, edition="EPOP26"),
        Observation("NO072", "2024", 2021, None, ":", "EPOP23"),
        Observation("NO072", "2024", 2022, 167607.0, edition="EPOP26"),
    ]
    assert _numbers(rows) == [0, 0, 0]


def test_a_break_flagged_in_a_year_without_value_lies_between_its_neighbours():
    rows = [
        row._replace(flag=":b") if row.value is None else row
        for row in line("NO071", "2016", {2010: 1.0, 2011: None, 2012: 2.0})
    ]
    assert _numbers(rows) == [0, 0, 1]
    declared = series(breaks=(Remark(2011, Text(en="census")),))
    assert _numbers(line("NO071", "2016", {2010: 1.0, 2011: None, 2012: 2.0}), declared) == [0, 0, 1]


def test_two_vintages_of_one_year_are_two_strands():
    toy = catalogue()
    before = toy.territories["NO072@2024"]
    toy.territories["NO072@2024"] = replace(before, pieces=frozenset({"troms", "tjeldsund"}))
    rows = (*constant("NO072", "2016", 2018, 2020), *constant("NO072", "2024", 2019, 2021))
    runs = number_runs(series(), rows, toy.territories)
    assert [runs["NO072", "2016", year] for year in (2018, 2019, 2020)] == [0, 0, 0]
    assert [runs["NO072", "2024", year] for year in (2019, 2020, 2021)] == [1, 1, 1]


def test_units_are_numbered_by_themselves_and_in_any_order():
    rows = (*constant("NO071", "2016", 2010, 2011), *constant("NO072", "2016", 2010, 2011))
    rows = (rows[0], rows[1]._replace(edition="X"), *rows[2:])
    assert _numbers(tuple(reversed(rows))) == [0, 0, 1, 0]


def test_a_country_is_one_land_in_all_its_years():
    rows = (*constant("NO", "", 2010, 2012), *constant("RU", "", 2010, 2012))
    assert set(_numbers(rows)) == {0}
