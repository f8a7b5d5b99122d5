"""Formulas over observations: years, land, flags, editions, runs, and what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapserver.model import Derivation, Message, Observation, Rates, Remark, Text
from mapserver.statistics import derive
from tests.statistics.toy import catalogue, edition, line, series

TOY = catalogue()
LAND = TOY.territories


def apply(formula, related=None, territories=LAND, **parts):
    """Apply a formula; the first part leads."""
    keys = tuple(f"births/{name}" for name in parts)
    own = series(derived=Derivation("formula", keys, formula, tuple(parts)))
    rows = dict(zip(keys, parts.values(), strict=True))
    return derive(
        own, rows, Rates(), TOY.countries, territories, {f"births/{k}": v for k, v in (related or {}).items()}
    )


def people(values, **more):
    return line("NO073", "2016", values, **more)


def test_births_per_1000_of_the_mean_population():
    births = people({2015: 840.0}, edition="EBIRTH")
    (rate,) = apply("births / mid(p) * 1000", births=births, p=people({2015: 75000.0, 2016: 77000.0}, edition="EPOP23"))
    assert rate.value == pytest.approx(11.0526, abs=1e-4)  # 840 / 76 000 x 1000
    assert (rate.edition, rate.note) == ("EBIRTH+EPOP23", None)


def test_every_edition_is_carried_once_so_that_runs_end_with_it():
    births = people({2015: 840.0}, edition="EBIRTH")
    two = (*people({2015: 75000.0}, edition="EPOP23"), *people({2016: 77000.0}, edition="EPOP26"))
    assert apply("births / mid(p)", births=births, p=two)[0].edition == "EBIRTH+EPOP23+EPOP26"
    assert apply("births / again", births=births, again=births)[0].edition == "EBIRTH"


def test_a_mean_does_not_fall_back_to_one_of_its_halves():
    (rate,) = apply("births / mid(people)", births=people({2015: 840.0}), people=people({2015: 75000.0, 2016: None}))
    assert (rate.value, rate.reason, str(rate.note)) == (None, "part_missing", "no figure in 2016: people")


def test_near_takes_the_one_january_that_there_is_and_says_so():
    births = people({2014: 100.0, 2015: 100.0, 2016: 100.0})
    both, last, none = apply("births / near(people)", births=births, people=people({2014: 40.0, 2015: 60.0}))
    assert (both.value, both.note) == (2.0, None)
    assert (last.value, str(last.note)) == (pytest.approx(100 / 60), "only of 1 January 2015: people")
    assert (none.value, str(none.note)) == (None, "no figure in 2016: people")


def test_the_end_of_the_year_is_the_next_1_january():
    (rate,) = apply("n / next(p) * 1000", n=people({2015: 77.0}), p=people({2015: 1.0, 2016: 77000.0}))
    assert rate.value == pytest.approx(1.0)


@pytest.mark.parametrize(("year", "area"), [(2009, 30.0), (2010, 30.0), (2014, 30.0), (2015, 60.0), (2030, 60.0)])
def test_the_latest_area_is_of_the_year_or_before_else_the_earliest(year, area):
    (density,) = apply("p / latest(area)", p=people({year: 900.0}), area=people({2010: 30.0, 2015: 60.0}))
    assert density.value == pytest.approx(900.0 / area)
    used = 2010 if area == 30.0 else 2015
    assert density.note == (
        None if year == used else Message("figure of %(year)s: %(series)s", series="area", year=used)
    )


def test_a_part_of_the_same_land_under_another_vintage_is_taken():
    (rate,) = apply("n / p * 1000", n=line("NO072", "2016", {2019: 100.0}), p=line("NO072", "2024", {2019: 50000.0}))
    assert rate.value == pytest.approx(2.0)


def test_a_part_of_other_land_is_not_taken():
    moved = {**LAND, "NO072@2024": replace(LAND["NO072@2024"], pieces=frozenset({"troms", "more"}))}
    n, p = line("NO072", "2016", {2019: 1.0}), line("NO072", "2024", {2019: 5.0})
    (rate,) = apply("n / p", territories=moved, n=n, p=p)
    assert (rate.value, rate.reason) == (None, "part_missing")


@pytest.mark.parametrize("formula", ["n / p", "n / (p - p)", "n / (p * 0)"])
def test_nothing_is_divided_by_zero(formula):
    (rate,) = apply(formula, n=people({2015: 3.0}), p=people({2015: 0.0}))
    assert (rate.value, rate.reason, str(rate.note)) == (None, "part_missing", "a divisor is zero in 2015")


def test_a_zero_is_a_value():
    (rate,) = apply("n / p", n=people({2015: 0.0}), p=people({2015: 5.0}))
    assert (rate.value, rate.reason) == (0.0, "")


def test_a_leading_part_without_data_keeps_its_own_reason():
    births = (Observation("NO073", "2016", 2015, None, ":c"),)
    (rate,) = apply("births / p", births=births, p=people({2015: 75000.0}))
    assert (rate.value, rate.flag, rate.reason) == (None, ":c", "confidential")


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [("b", "be", "be"), ("", "", ""), ("p", "e; u", "peu"), ("@N", "e", "@N; e"), ("calc", "e", "calc; e")],
)
def test_flags_of_the_parts_are_joined(above, below, joined):
    assert apply("n / p", n=people({2015: 8.0}, flag=above), p=people({2015: 2.0}, flag=below))[0].flag == joined


def test_a_break_in_an_area_of_another_year_is_not_one_in_this_year():
    rows = apply("p / latest(a)", p=people({2015: 9.0, 2020: 9.0}), a=people({2020: 3.0}, flag="be"))
    assert [row.flag for row in rows] == ["e", "be"]


def test_a_mean_of_two_populations_never_spans_a_declared_break():
    """BG412: 238 061 on 1 January 2015 and 322 153 a year later are counted differently; their mean is nobody's
    population."""
    counted = series("p", breaks=(Remark(2016, Text(), units=("NO073",)),))
    n, p = people({2014: 2000.0, 2015: 2000.0}), people({2014: 240000.0, 2015: 238061.0, 2016: 322153.0})
    before, across = apply("n / mid(p) * 1000", {"p": counted}, n=n, p=p)
    assert before.value == pytest.approx(2000 / ((240000 + 238061) / 2) * 1000)
    assert (across.value, across.reason) == (None, "run_ended")
    assert "different bases" in str(across.note)


def test_a_mean_of_two_populations_never_spans_a_flagged_break():
    n = people({2014: 20.0, 2015: 20.0})
    p = (*people({2014: 1000.0, 2015: 1000.0}), *people({2016: 900.0}, flag="b"))
    before, across = apply("n / mid(p) * 1000", n=n, p=p)
    assert (before.value, across.value, across.reason) == (20.0, None, "run_ended")
    unflagged = series("p", flagged_breaks=False)
    assert apply("n / mid(p) * 1000", {"p": unflagged}, n=n, p=p)[1].value == pytest.approx(20 / 950 * 1000)


def test_a_mean_may_join_two_editions_and_names_both():
    p = (*people({2015: 1000.0}, edition="A"), *people({2016: 1010.0}, edition="B"))
    (rate,) = apply("n / mid(p) * 1000", n=people({2015: 20.0}), p=p)
    assert (rate.value, rate.edition) == (pytest.approx(20 / 1005 * 1000), "A+B")


def test_near_takes_the_1_january_of_the_year_where_the_next_is_counted_anew():
    counted = series("p", breaks=(Remark(2016, Text(), units=("NO073",)),))
    (rate,) = apply("n / near(p)", {"p": counted}, n=people({2015: 20.0}), p=people({2015: 1000.0, 2016: 800.0}))
    assert (rate.value, str(rate.note)) == (0.02, "only of 1 January 2015: p")


@pytest.mark.parametrize(
    ("flag", "reason", "note", "expected"),
    [
        ("", "withheld", Message("counted twice"), ("withheld", "no figure in 2015: p (counted twice)")),
        (":c", "", None, ("confidential", "no figure in 2015: p")),
        (":", "", None, ("part_missing", "no figure in 2015: p")),
    ],
)
def test_what_is_kept_back_of_a_part_is_kept_back_with_its_reason(flag, reason, note, expected):
    kept = Observation("NO073", "2016", 2015, None, flag, reason=reason, note=note)
    (row,) = apply("n / p", n=people({2015: 8.0}), p=(kept,))
    assert (row.reason, str(row.note)) == expected


def test_a_break_that_holds_for_another_edition_does_not_stop_a_mean():
    declared = series("p", breaks=(Remark(2016, Text(), editions=frozenset({"B"})),))
    rows = (*people({2015: 10.0}, edition="A"), *people({2016: 10.0}, edition="B"))
    assert apply("n / mid(p)", {"p": declared}, n=people({2015: 5.0}), p=rows)[0].value == 0.5
    rows = (*people({2015: 10.0}, edition="B"), *people({2016: 10.0}, edition="A"))
    assert apply("n / mid(p)", {"p": declared}, n=people({2015: 5.0}), p=rows)[0].value == 0.5


def test_what_is_too_large_is_no_value():
    (row,) = apply("n * p", n=people({2015: 1e300}), p=people({2015: 1e300}))
    assert (row.value, row.reason, str(row.note)) == (None, "part_missing", "the result is too large in 2015")


class TestChange:
    """A formula that compares two years stays in one run."""

    def test_the_change_of_a_year_by_its_mean(self):
        first, last = apply("(next(p) - p) / mid(p) * 1000", p=people({2015: 1000.0, 2016: 1100.0}))
        assert first.value == pytest.approx(100 / 1050 * 1000)
        assert (last.value, str(last.note)) == (None, "no figure in 2017: p")

    @pytest.mark.parametrize(
        ("later", "related"),
        [
            ({"edition": "EPOP26"}, {}),
            ({"edition": "EPOP23", "flag": "b"}, {}),
            ({"edition": "EPOP23"}, {"p": series("p", breaks=(Remark(2016, Text(en="census")),))}),
        ],
        ids=["edition", "flag", "declared break"],
    )
    def test_none_is_calculated_across_the_end_of_a_run(self, later, related):
        base = {key: value for key, value in later.items() if key != "flag"}
        rows = (
            *people({2014: 999.0, 2015: 1000.0}, edition="EPOP23"),
            *people({2016: 1500.0}, **later),
            *people({2017: 1501.0}, **base),
        )
        before, across, after, _ = apply("next(p) - p", related, p=rows)
        assert (before.value, after.value) == (1.0, 1.0)
        assert (across.value, across.reason) == (None, "run_ended")
        assert "not counted alike in 2015 and 2016" in str(across.note)

    def test_none_is_calculated_where_the_land_changed(self):
        moved = {**LAND, "NO073@2024": replace(LAND["NO073@2024"], pieces=frozenset({"finnmark", "more"}))}
        rows = (*people({2015: 1.0}), *line("NO073", "2024", {2016: 2.0}))
        assert apply("next(p) - p", territories=moved, p=rows)[0].value is None

    def test_an_issue_that_continues_another_is_the_same_run(self):
        issues = (edition("Y2015"), replace(edition("Y2016"), continues="Y2015", first_issue="Y2015"))
        rows = (*people({2015: 1000.0}, edition="Y2015"), *people({2016: 990.0}, edition="Y2016"))
        assert apply("next(p) - p", {"p": series("p", editions=issues)}, p=rows)[0].value == -10.0

    def test_a_series_set_against_another_in_another_year_is_no_comparison_of_years(self):
        rows = (*people({2015: 5.0}, edition="A"), *people({2016: 10.0}, edition="B"))
        assert apply("n / next(p)", n=people({2015: 1.0}), p=rows)[0].value == pytest.approx(0.1)


@given(st.floats(1, 1e6), st.floats(1, 1e6), st.floats(0, 1e5), st.floats(0, 1e5))
def test_change_is_natural_change_and_migration(now, then, births, deaths):
    """The three rates of one year add up, whatever the figures."""
    parts = {
        "p": people({2015: now, 2016: then}),
        "births": people({2015: births}),
        "deaths": people({2015: deaths}),
    }
    total = apply("(next(p) - p) / mid(p) * 1000", p=parts["p"])[0].value
    natural = apply("(births - deaths) / mid(p) * 1000", births=parts["births"], deaths=parts["deaths"], p=parts["p"])
    rest = apply("(next(p) - p - births + deaths) / mid(p) * 1000", **parts)[0].value
    assert total == pytest.approx(natural[0].value + rest, rel=1e-6, abs=1e-6)
