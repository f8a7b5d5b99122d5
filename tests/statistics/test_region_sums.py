"""Sums over units: missing parts, divisions, seams; and formulas over sums."""

from __future__ import annotations

import pytest

from mapserver.model import Observation, Remark, Series, Text
from mapserver.model.entry import UnitLine
from mapserver.statistics.region_sums import Rate, moments, summed

COUNTRIES = {"A1": "AA", "A2": "AA", "B1": "BB"}


def line(unit, values, vintage="2020", run=None, flags=None):
    """Return the line of a unit from its values by year."""
    rows = tuple(
        Observation(unit, vintage, year, value, (flags or {}).get(year, ""), "E1", run=(run or {}).get(year, 0))
        for year, value in values.items()
    )
    return UnitLine("people", "office", "", Text(), Text(), Text(), 0, observations=rows)


def sums(*lines, series=None):
    known = {item.observations[0].unit: item for item in lines}
    return {row.year: row for row in summed(known, COUNTRIES, lambda _: series)}


def test_a_year_without_a_part_has_no_sum_and_says_whose():
    found = sums(line("A1", {2020: 1.0, 2021: 2.0}), line("B1", {2020: 10.0, 2021: None, 2022: 5.0}))
    assert found[2020].observation.value == 11.0
    assert (found[2021].observation.value, found[2021].missing) == (None, ("B1",))
    assert (found[2022].observation.value, found[2022].missing) == (None, ("A1",))
    assert [found[year].observation.reason for year in (2021, 2022)] == ["not_published", "part_missing"]


def test_units_of_a_country_are_summed_in_one_division_only():
    """The first unit has figures on its old land, the second on its new one: together they may count land twice."""
    found = sums(line("A1", {2020: 1.0}, "2016"), line("A2", {2020: 2.0}, "2021"))
    assert (found[2020].observation.value, found[2020].missing) == (None, ("A1", "A2"))
    across = sums(line("A1", {2020: 1.0}, "2016"), line("B1", {2020: 2.0}, "2021"))
    assert across[2020].observation.value == 3.0


def test_a_run_ends_where_that_of_any_unit_does():
    found = sums(line("A1", {2020: 1.0, 2021: 1.0}), line("B1", {2020: 1.0, 2021: 1.0}, run={2021: 1}))
    assert found[2020].observation.run != found[2021].observation.run


def test_a_sum_is_marked_and_keeps_flags_and_editions():
    row = sums(line("A1", {2020: 1.0}, flags={2020: "e"}), line("B1", {2020: 1.0}))[2020].observation
    assert (row.flag, row.edition) == ("e; calc", "E1")


def rate(formula, **parts):
    return {row.year: row for row in Rate(formula, parts).rows(next(iter(parts)))}


def test_a_rate_is_that_of_the_sums():
    births = sums(line("A1", {2020: 10.0}), line("B1", {2020: 90.0}))
    people = sums(line("A1", {2020: 1000.0, 2021: 1000.0}), line("B1", {2020: 3000.0, 2021: 5000.0}))
    found = rate("births / mid(people) * 1000", births=births, people=people)
    assert found[2020].observation.value == pytest.approx(100 / 5000 * 1000)


def test_no_mean_over_a_break_and_no_change_over_the_end_of_a_run():
    broken = Series("office", "people", Text(), ("AA",), "", breaks=(Remark(2021, Text(en="Census")),))
    people = sums(line("A1", {2020: 10.0, 2021: 20.0, 2022: 20.0}, run={2021: 1, 2022: 1}), series=broken)
    births = sums(line("A1", {2020: 1.0, 2021: 1.0}))
    middle = rate("births / mid(people)", births=births, people=people)
    assert (middle[2020].observation.value, middle[2020].observation.reason) == (None, "run_ended")
    assert middle[2021].observation.value == 0.05
    near = rate("births / near(people)", births=births, people=people)
    assert near[2020].observation.value == 0.1
    change = rate("(next(people) - people) / people", people=people)
    assert [change[year].observation.reason for year in (2020, 2021)] == ["run_ended", ""]
    assert change[2021].observation.value == 0.0


def test_a_missing_part_of_a_rate_names_the_unit_and_zero_divides_nothing():
    births = sums(line("A1", {2020: 1.0, 2021: 1.0}))
    people = sums(line("A1", {2020: 0.0, 2021: None}))
    found = rate("births / people", births=births, people=people)
    assert (found[2020].observation.value, found[2020].observation.reason) == (None, "part_missing")
    assert found[2021].missing == ("A1",)


def test_the_latest_area_stands_for_years_without_one():
    people, area = sums(line("A1", {2019: 5.0, 2021: 8.0})), sums(line("A1", {2020: 2.0}))
    found = rate("people / latest(area)", people=people, area=area)
    assert [row.observation.value for row in found.values()] == [2.5, 4.0]


def test_a_sum_names_the_division_of_each_country():
    row = sums(line("A1", {2020: 1.0}, "2016"), line("A2", {2020: 1.0}, "2016"), line("B1", {2020: 1.0}, "2021"))
    assert row[2020].observation.vintage == "AA 2016+BB 2021"
    assert sums(line("A1", {2020: None}))[2020].observation.vintage == ""


def test_a_rate_names_the_divisions_of_its_parts():
    one, other = (sums(line("A1", {2020: 2.0}, vintage)) for vintage in ("2016", "2021"))
    assert next(Rate("a / b", {"a": one, "b": one}).rows("a")).observation.vintage == "AA 2016"
    assert next(Rate("a / b", {"a": one, "b": other}).rows("a")).observation.vintage == "AA 2016+AA 2021"


@pytest.mark.parametrize(
    ("formula", "references", "wanted"),
    [
        ("", {"": ["1 January", "1 January"]}, ("1 January",)),
        ("", {"": ["1 January", "average"]}, ("1 January", "average")),
        ("a / b", {"a": ["1 January"], "b": ["1 January"]}, ("1 January",)),
        ("a / latest(b)", {"a": ["31 December"], "b": ["1 January"]}, ("31 December",)),
        ("a / b", {"a": ["flow"], "b": ["1 January"]}, ("flow",)),
        ("a / mid(b)", {"a": ["1 January"], "b": ["1 January"]}, ("flow",)),
        ("(next(a) - a) / a", {"a": ["1 January"]}, ("flow",)),
    ],
)
def test_a_figure_holds_when_its_parts_do_else_over_the_year(formula, references, wanted):
    assert moments(formula, references) == wanted
