"""Totals of counts: sums of parts, rests, and what must not be worked out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapserver.model import Derivation, Observation, Rates
from mapserver.statistics import derive
from tests.statistics.toy import catalogue, edition, line, series

TOY = catalogue()


def total(*rows):
    own = series(derived=Derivation("total", ("births/x",)))
    found = derive(own, {"births/x": tuple(rows)}, Rates(), TOY.countries, TOY.territories)
    return {(row.unit, row.year): row for row in found}


def test_a_region_without_a_figure_is_the_sum_of_its_counties():
    rows = total(
        Observation("NO071", "2016", 2018, 10.0, "", "A"),
        Observation("NO072", "2016", 2018, 20.0, "p", "A"),
        Observation("NO073", "2016", 2018, 30.0, "", "B"),
    )
    assert rows["NO07", 2018][:6] == ("NO07", "2016", 2018, 60.0, "p; calc", "A+B")


def test_a_region_with_a_figure_keeps_it():
    rows = total(
        *line("NO07", "2016", {2018: 61.0}),
        *(row for code in ("NO071", "NO072", "NO073") for row in line(code, "2016", {2018: 20.0})),
    )
    assert (rows["NO07", 2018].value, rows["NO07", 2018].flag) == (61.0, "")


def test_a_sum_needs_every_part():
    rows = total(*line("NO071", "2016", {2018: 10.0}), *line("NO072", "2016", {2018: 20.0}))
    assert ("NO07", 2018) not in rows


def test_the_one_part_without_a_figure_is_the_rest():
    """Rosstat counts Nenets in Arkhangelsk: what is left is Arkhangelsk without it."""
    rows = total(*line("RU-ARK", "2014", {2019: 10200.0}), *line("RU-NEN", "2014", {2019: 600.0}))
    rest = rows["RU-ARK-X-NEN", 2019]
    assert (rest.value, rest.flag) == (9600.0, "calc")


def test_two_missing_parts_are_not_guessed():
    rows = total(*line("NO07", "2016", {2018: 60.0}), *line("NO071", "2016", {2018: 10.0}))
    assert set(rows) == {("NO07", 2018), ("NO071", 2018)}


@pytest.mark.parametrize("flag", [":c", "c", ":z"])
def test_what_a_source_keeps_to_itself_is_not_worked_out(flag):
    rows = total(
        *line("RU-ARK", "2014", {2019: 9.0}),
        Observation("RU-ARK-X-NEN", "2014", 2019, None, flag),
        *line("RU-NEN", "2014", {2019: 4.0}),
    )
    assert rows["RU-ARK-X-NEN", 2019].value is None


@pytest.mark.parametrize("reason", ["withheld", "confidential", "not_applicable"])
def test_what_a_steward_withholds_is_not_worked_out(reason):
    kept = Observation("RU-ARK-X-NEN", "2014", 2019, None, "", reason=reason)
    rows = total(*line("RU-ARK", "2014", {2019: 9.0}), kept, *line("RU-NEN", "2014", {2019: 4.0}))
    assert rows["RU-ARK-X-NEN", 2019].value is None
    parts = (Observation(code, "2016", 2018, 1.0) for code in ("NO071", "NO072", "NO073"))
    rows = total(*parts, Observation("NO07", "2016", 2018, None, "", reason=reason))
    assert rows["NO07", 2018].value is None


def test_a_rest_is_not_taken_between_editions():
    """RU-ARK of a later edition less RU-NEN of an earlier one would hold the revision too."""
    whole = line("RU-ARK", "2014", {2019: 9.0}, edition="B")
    assert ("RU-ARK-X-NEN", 2019) not in total(*whole, *line("RU-NEN", "2014", {2019: 4.0}, edition="A"))


def test_a_rest_is_taken_between_issues_of_one_edition():
    issues = (edition("Y1"), replace(edition("Y2"), continues="Y1", first_issue="Y1"))
    counted = series("x", editions=issues)
    own = series(derived=Derivation("total", ("births/x",)))
    rows = (*line("RU-ARK", "2014", {2019: 9.0}, edition="Y2"), *line("RU-NEN", "2014", {2019: 4.0}, edition="Y1"))
    found = derive(own, {"births/x": rows}, Rates(), TOY.countries, TOY.territories, {"births/x": counted})
    assert {row.unit: row.value for row in found}["RU-ARK-X-NEN"] == 5.0


@pytest.mark.parametrize("flag", [":c", ":u"])
def test_what_is_kept_back_under_another_vintage_of_the_land_stays_so(flag):
    rows = total(
        *line("NO07", "2024", {2019: 9.0}), *line("NO071", "2024", {2019: 4.0}), *line("NO072", "2024", {2019: 3.0}),
        Observation("NO073", "2016", 2019, None, flag), Observation("NO073", "2024", 2019, None, ":"),
    )  # fmt: skip
    assert rows["NO073", 2019].value is None


def test_figures_are_added_with_the_digits_that_they_are_written_with():
    rows = total(*line("RU-ARK", "2014", {2019: 12.3, 2020: 0.3}), *line("RU-NEN", "2014", {2019: 12.2, 2020: 0.3}))
    assert (rows["RU-ARK-X-NEN", 2019].value, rows["RU-ARK-X-NEN", 2020].value) == (0.1, 0.0)
    rows = total(*(row for code in ("NO071", "NO072", "NO073") for row in line(code, "2016", {2018: 0.1})))
    assert rows["NO07", 2018].value == 0.3


def test_a_figure_is_worked_out_once_for_a_land_of_several_vintages():
    """The vintage with most figures is taken, not the first that comes."""
    rows = total(
        *line("NO071", "2024", {2018: 1.0}), *line("NO072", "2016", {2018: 2.0}), *line("NO073", "2016", {2018: 3.0})
    )
    assert [row.vintage for (unit, _), row in rows.items() if unit == "NO07"] == ["2016"]


def test_no_count_is_less_than_nothing():
    rows = total(*line("RU-ARK", "2014", {2019: 3.0}), *line("RU-NEN", "2014", {2019: 4.0}))
    assert ("RU-ARK-X-NEN", 2019) not in rows


def test_what_is_not_available_is_worked_out_in_place():
    rows = total(
        *line("RU-ARK", "2014", {2019: 9.0}),
        Observation("RU-ARK-X-NEN", "2014", 2019, None, ":"),
        *line("RU-NEN", "2014", {2019: 4.0}),
    )
    assert rows["RU-ARK-X-NEN", 2019].value == 5.0


def test_a_country_is_never_summed_up():
    """Offices count people and money there that belong to no district."""
    rows = total(*line("NO06", "2016", {2018: 1.0}), *line("NO07", "2016", {2018: 2.0}))
    assert ("NO", 2018) not in rows


def test_parts_of_the_same_land_under_another_vintage_count():
    rows = total(
        *line("NO071", "2024", {2018: 10.0}), *line("NO072", "2016", {2018: 20.0}), *line("NO073", "2024", {2018: 30.0})
    )
    assert rows["NO07", 2018].value == 60.0


@given(st.lists(st.integers(0, 10**7), min_size=3, max_size=3))
def test_whole_and_parts_agree_whichever_is_missing(values):
    """Leaving any one of four figures out and working it out again gives what it was."""
    codes = ("NO071", "NO072", "NO073")
    complete = {**dict(zip(codes, map(float, values), strict=True)), "NO07": float(sum(values))}
    for missing in complete:
        rows = total(*(Observation(code, "2016", 2018, value) for code, value in complete.items() if code != missing))
        assert rows[missing, 2018].value == complete[missing]
