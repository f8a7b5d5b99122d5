"""Derived series: money converted, the first of several, breaks and editions that come from the parts."""

from __future__ import annotations

import pytest

from mapserver.model import Derivation, Observation, Rate, Rates, Remark, Text
from mapserver.statistics import completed, derive, number_runs
from mapserver.statistics.derived import effective_breaks
from mapserver.statistics.money import currency_in
from tests.statistics.toy import catalogue, country, edition, line, series

TOY = catalogue()
LAND = TOY.territories
COUNTRIES = {**TOY.countries, "SK": country("SK", ("country",), "EUR"), "UA": country("UA", ("country",), "UAH")}
RATES = Rates(
    exchange={
        ("RUB", "EUR"): {2015: Rate(2015, 67.0, "ECB_REF_AVG")},
        ("RUB", "USD"): {2015: Rate(2015, 61.0, "IMF_ENDA")},
        ("UAH", "USD"): {2017: Rate(2017, 26.6, "IMF_ENDA")},
        ("EUR", "USD"): {2015: Rate(2015, 0.9, "IMF_ENDA"), 2017: Rate(2017, 0.887, "IMF_ENDA")},
        ("SKK", "EUR"): {2008: Rate(2008, 31.25, "ECB_REF_AVG")},
    },
    ppp={"RU": {2015: Rate(2015, 23.5, "WB_PPP", "RUB")}, "SK": {2005: Rate(2005, 0.5, "WB_PPP", "EUR")}},
)


def _money(rows, method="exchange", denomination="", to="EUR"):
    source = series("source", denomination=denomination)
    converted = series(derived=Derivation(method, (source.key,), to=to))
    return derive(converted, {source.key: rows}, RATES, COUNTRIES, LAND, {source.key: source})


def _first(*parts):
    keys = tuple(f"births/{number}" for number in range(len(parts)))
    own = series(derived=Derivation("first", keys))
    return derive(own, dict(zip(keys, parts, strict=True)), Rates(), COUNTRIES, LAND)


def test_roubles_by_the_annual_average_rate():
    (euro,) = _money(line("RU-MUR", "2014", {2015: 670000.0}, edition="RU"), denomination="RUB, current prices")
    assert euro.value == pytest.approx(10000.0)
    assert str(euro.note) == "1 EUR = 67 RUB (ECB_REF_AVG, annual average 2015)"
    assert euro.edition == "RU"


def test_a_cross_rate_through_the_dollar_stands_in_and_says_so():
    (euro,) = _money(line("UA-21", "2016", {2017: 26600.0}))
    assert euro.value == pytest.approx(887.0)
    assert str(euro.note) == "cross rate through the dollar: 26.6 UAH/USD, 0.887 EUR/USD, IMF_ENDA, annual average 2017"


def test_a_year_without_a_rate_stays_unconverted_with_the_reason():
    (euro,) = _money(line("RU-MUR", "2014", {1994: 5000.0}))
    assert (euro.value, euro.reason) == (None, "no_rate")
    assert str(euro.note) == "no rate of RUB for 1994"


def test_slovakia_had_crowns_until_2008_and_has_the_euro_since():
    crowns, euros = _money(line("SK041", "2016", {2008: 62500.0, 2009: 9000.0}))
    assert crowns.value == pytest.approx(2000.0)
    assert str(crowns.note).startswith("1 EUR = 31.25 SKK")
    assert euros.value == 9000.0


def test_finland_had_marks_until_1998():
    (marks,) = _money(line("FI1D7", "2016", {1998: 100.0}))
    assert str(marks.note) == "no rate of FIM for 1998"


@pytest.mark.parametrize(("year", "currency"), [(2025, "BGN"), (2026, "EUR")])
def test_bulgaria_had_levs_until_2025(year, currency):
    assert currency_in(country("BG", ("country",), "EUR"), year) == currency


def test_the_denomination_of_the_source_goes_before_the_currency_of_the_country():
    (euro,) = _money(line("SK041", "2016", {2008: 500.0}), denomination="EUR, current prices")
    assert euro.value == 500.0


def test_international_dollars_by_purchasing_power_parity():
    (dollars,) = _money(line("RU-MUR", "2014", {2015: 470000.0}), "ppp", "RUB, current prices")
    assert dollars.value == pytest.approx(20000.0)
    assert str(dollars.note) == "1 international dollar = 23.5 RUB (WB_PPP, 2015)"


def test_a_parity_in_another_currency_than_the_figures_converts_nothing():
    (dollars,) = _money(line("SK041", "2016", {2005: 100.0}), "ppp")
    assert (dollars.value, dollars.reason) == (None, "no_rate")


def test_the_first_series_with_a_value_is_taken_year_by_year_under_its_own_edition():
    published = line("RU-MUR", "2014", {2010: 1.0, 2011: None}, edition="A")
    calculated = line("RU-MUR", "2014", {2010: 9.0, 2011: 2.0, 2012: 3.0}, edition="B")
    rows = {row.year: (row.value, row.edition) for row in _first(published, calculated)}
    assert rows == {2010: (1.0, "A"), 2011: (2.0, "B"), 2012: (3.0, "B")}


def test_where_no_series_has_a_value_the_reason_of_the_first_stands():
    (row,) = _first(
        (Observation("RU-MUR", "2014", 2010, None, ":c"),), (Observation("RU-MUR", "2014", 2010, None, ":"),)
    )
    assert row.flag == ":c"


def test_the_first_looks_at_land_not_at_the_name_of_a_vintage():
    rows = _first(line("NO072", "2016", {2019: 1.0}), line("NO072", "2024", {2019: 5.0, 2024: 6.0}))
    assert [(row.year, row.value) for row in rows] == [(2019, 1.0), (2024, 6.0)]


@pytest.mark.parametrize(
    ("formula", "years"),
    [
        ("n / p", [2011]),
        ("n / mid(p)", [2010, 2011]),
        ("n / near(p)", [2010, 2011]),
        ("n / next(p)", [2010]),
        ("n / previous(p)", [2012]),
        ("n / latest(p)", []),
        ("n + (next(p) - p) / mid(p)", [2010, 2011]),
    ],
)
def test_a_break_in_a_part_reaches_the_years_that_it_is_part_of(formula, years):
    people = series("x", breaks=(Remark(2011, Text(en="census")),))
    rate = series(derived=Derivation("formula", ("n/x", "births/x"), formula, ("n", "p")))
    assert [found.year for found in effective_breaks(rate, {"births/x": people})] == years


def test_a_derived_series_is_completed_with_the_editions_and_breaks_of_its_parts():
    counted = series("x", breaks=(Remark(2011, Text(en="census")),), editions=(edition("A"), edition("B")))
    rate = completed(series(derived=Derivation("total", ("births/x",))), {"births/x": counted})
    assert [item.id for item in rate.editions] == ["A", "B"]
    assert [item.year for item in rate.breaks] == [2011]


def test_the_flag_b_ends_no_run_of_what_is_calculated_from_series_in_which_it_marks_no_break():
    recalculated = series("x", flagged_breaks=False)
    counted = series("y")
    difference = series(derived=Derivation("formula", ("births/x", "births/y"), "a - b", ("a", "b")))
    assert not completed(difference, {"births/x": recalculated, "births/y": recalculated}).flagged_breaks
    assert completed(difference, {"births/x": recalculated, "births/y": counted}).flagged_breaks


def test_the_first_of_several_has_the_breaks_of_a_part_only_between_figures_of_that_part():
    published = series("x", editions=(edition("A"),))
    calculated = series("y", breaks=(Remark(2012, Text(en="census")),), editions=(edition("B"),))
    chosen = series(derived=Derivation("first", ("births/x", "births/y")))
    whole = completed(chosen, {"births/x": published, "births/y": calculated})
    runs = number_runs(whole, line("RU-MUR", "2014", {2011: 1.0, 2012: 2.0}, edition="A"), LAND)
    assert set(runs.values()) == {0}
    runs = number_runs(whole, line("RU-MUR", "2014", {2011: 1.0, 2012: 2.0}, edition="B"), LAND)
    assert list(runs.values()) == [0, 1]


def test_a_series_with_figures_of_its_own_cannot_be_derived():
    with pytest.raises(ValueError, match="births/eurostat"):
        derive(series(), {}, Rates(), {}, {})
