from __future__ import annotations

from dataclasses import replace

import pytest

from mapserver.model import Break, Derivation, Observation, Rate, Rates, Series, Text
from mapserver.statistics import derive, effective_breaks
from tests.statistics.toy import catalogue, country, line, series

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


def _ratio(births, people, at="same", factor=1000.0):
    method = Derivation("ratio", numerator="births/x", denominator="people/x", factor=factor, at=at)
    parts = {"births/x": births, "people/x": people}
    return derive(series(derived=method), parts, Rates(), COUNTRIES, LAND)


def _money(rows, method="exchange", denomination="", to="EUR"):
    source = series("source", denomination=denomination)
    converted = series(derived=Derivation(method, of=source.key, to=to))
    return derive(converted, {source.key: rows}, RATES, COUNTRIES, LAND, {source.key: source})


def test_births_per_1000_of_the_mean_population():
    births = line("NO073", "2016", {2015: 840.0}, edition="EBIRTH")
    people = line("NO073", "2016", {2015: 75000.0, 2016: 77000.0}, edition="EPOP23")
    (rate,) = _ratio(births, people, "mid-year")
    assert rate.value == pytest.approx(11.0526, abs=1e-4)  # 840 / 76 000 x 1000
    assert rate.edition == "EBIRTH+EPOP23"
    assert rate.note == "mean of 1 January 2015 and 2016"


def test_every_edition_of_the_denominator_is_carried_so_that_runs_end_with_it():
    births = line("NO073", "2016", {2015: 840.0}, edition="EBIRTH")
    people = [
        Observation("NO073", "2016", 2015, 75000.0, edition="EPOP23"),
        Observation("NO073", "2016", 2016, 77000.0, edition="EPOP26"),
    ]
    assert _ratio(births, people, "mid-year")[0].edition == "EBIRTH+EPOP23+EPOP26"
    assert _ratio(births, births)[0].edition == "EBIRTH"


def test_a_mean_does_not_fall_back_to_one_of_its_halves():
    births = line("NO073", "2016", {2015: 840.0})
    people = line("NO073", "2016", {2015: 75000.0, 2016: None})
    (rate,) = _ratio(births, people, "mid-year")
    assert (rate.value, rate.reason) == (None, "part_missing")
    assert rate.note == "no denominator for 2016"


def test_the_end_of_the_year_is_the_next_1_january():
    (rate,) = _ratio(line("NO073", "2016", {2015: 77.0}), line("NO073", "2016", {2015: 1.0, 2016: 77000.0}), "end")
    assert rate.value == pytest.approx(1.0)


@pytest.mark.parametrize(("year", "area"), [(2009, 30.0), (2010, 30.0), (2014, 30.0), (2015, 60.0), (2030, 60.0)])
def test_the_latest_area_is_of_the_year_or_before_else_the_earliest(year, area):
    (density,) = _ratio(
        line("NO073", "2016", {year: 900.0}), line("NO073", "2016", {2010: 30.0, 2015: 60.0}), "latest", 1.0
    )
    assert density.value == pytest.approx(900.0 / area)
    assert density.note == ("" if year in (2010, 2015) else f"denominator of {2010 if area == 30.0 else 2015}")


def test_a_denominator_of_the_same_land_under_another_vintage_is_taken():
    births = line("NO072", "2016", {2019: 100.0})
    (rate,) = _ratio(births, line("NO072", "2024", {2019: 50000.0}))
    assert rate.value == pytest.approx(2.0)


def test_a_denominator_of_other_land_is_not_taken():
    toy = catalogue()
    before = toy.territories["NO072@2024"]
    toy.territories["NO072@2024"] = replace(before, pieces=frozenset({"troms", "more"}))
    method = Derivation("ratio", numerator="births/x", denominator="people/x")
    parts = {"births/x": line("NO072", "2016", {2019: 1.0}), "people/x": line("NO072", "2024", {2019: 5.0})}
    (rate,) = derive(series(derived=method), parts, Rates(), COUNTRIES, toy.territories)
    assert (rate.value, rate.reason) == (None, "part_missing")


def test_a_zero_denominator_gives_no_value():
    (rate,) = _ratio(line("NO073", "2016", {2015: 3.0}), line("NO073", "2016", {2015: 0.0}))
    assert (rate.value, rate.reason) == (None, "part_missing")


def test_a_numerator_without_data_keeps_its_own_reason():
    births = (Observation("NO073", "2016", 2015, None, ":c"),)
    (rate,) = _ratio(births, line("NO073", "2016", {2015: 75000.0}))
    assert (rate.value, rate.flag, rate.reason) == (None, ":c", "confidential")


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [("b", "be", "be"), ("", "", ""), ("p", "e; u", "peu"), ("@N", "e", "@N; e")],
)
def test_flags_of_the_parts_are_joined(above, below, joined):
    births = line("NO073", "2016", {2015: 840.0}, flag=above)
    assert _ratio(births, line("NO073", "2016", {2015: 75000.0}, flag=below))[0].flag == joined


def test_a_break_in_an_area_of_another_year_is_not_one_in_this_year():
    people, land = line("NO073", "2016", {2015: 9.0, 2020: 9.0}), line("NO073", "2016", {2020: 3.0}, flag="be")
    assert [row.flag for row in _ratio(people, land, "latest")] == ["e", "be"]


def test_scale_multiplies():
    scaled = series(derived=Derivation("scale", of="doctors/x", factor=10.0))
    rows = (*line("RU-MUR", "2014", {2015: 45.0}, flag="e", edition="E"), Observation("RU-KR", "2014", 2015, None, ":"))
    first, second = derive(scaled, {"doctors/x": rows}, Rates(), COUNTRIES, LAND)
    assert (first.value, first.flag, first.edition) == (450.0, "e", "E")
    assert (second.value, second.reason) == (None, "not_published")


def test_roubles_by_the_annual_average_rate():
    (euro,) = _money(line("RU-MUR", "2014", {2015: 670000.0}, edition="RU"), denomination="RUB, current prices")
    assert euro.value == pytest.approx(10000.0)
    assert euro.note == "1 EUR = 67 RUB (ECB_REF_AVG, annual average 2015)"
    assert euro.edition == "RU"


def test_a_cross_rate_through_the_dollar_stands_in_and_says_so():
    (euro,) = _money(line("UA-21", "2016", {2017: 26600.0}))
    assert euro.value == pytest.approx(887.0)
    assert euro.note == "cross rate through the dollar: 26.6 UAH/USD, 0.887 EUR/USD, IMF_ENDA, annual average 2017"


def test_a_year_without_a_rate_stays_unconverted_with_the_reason():
    (euro,) = _money(line("RU-MUR", "2014", {1994: 5000.0}))
    assert (euro.value, euro.reason) == (None, "no_rate")
    assert euro.note == "no rate of RUB for 1994"


def test_slovakia_had_crowns_until_2008_and_has_the_euro_since():
    crowns, euros = _money(line("SK041", "2016", {2008: 62500.0, 2009: 9000.0}))
    assert crowns.value == pytest.approx(2000.0)
    assert crowns.note.startswith("1 EUR = 31.25 SKK")
    assert euros.value == 9000.0


def test_finland_had_marks_until_1998():
    (marks,) = _money(line("FI1D7", "2016", {1998: 100.0}))
    assert marks.note == "no rate of FIM for 1998"


def test_the_denomination_of_the_source_goes_before_the_currency_of_the_country():
    (euro,) = _money(line("SK041", "2016", {2008: 500.0}), denomination="EUR, current prices")
    assert euro.value == 500.0


def test_international_dollars_by_purchasing_power_parity():
    (dollars,) = _money(line("RU-MUR", "2014", {2015: 470000.0}), "ppp", "RUB, current prices")
    assert dollars.value == pytest.approx(20000.0)
    assert dollars.note == "1 international dollar = 23.5 RUB (WB_PPP, 2015)"


def test_a_parity_in_another_currency_than_the_figures_converts_nothing():
    (dollars,) = _money(line("SK041", "2016", {2005: 100.0}), "ppp")
    assert (dollars.value, dollars.reason) == (None, "no_rate")


@pytest.mark.parametrize(
    ("at", "years"), [("same", [2011]), ("mid-year", [2010, 2011]), ("end", [2010]), ("latest", [])]
)
def test_a_break_in_the_population_reaches_the_years_that_it_is_part_of(at, years):
    people = series("x", breaks=(Break(2011, Text(en="census")),))
    rate = series(derived=Derivation("ratio", numerator="n/x", denominator="births/x", at=at))
    assert [found.year for found in effective_breaks(rate, {"births/x": people})] == years


def test_a_series_with_figures_of_its_own_cannot_be_derived():
    with pytest.raises(ValueError, match="births/eurostat"):
        derive(series(), {}, Rates(), {}, {})


def test_a_mean_of_two_populations_never_spans_a_declared_break():
    """BG412: 238 061 on 1 January 2015 and 322 153 a year later are counted differently; their mean is nobody's
    population."""
    toy = catalogue()
    population = Series(
        "eurostat",
        "population",
        Text(en="Population"),
        ("NO",),
        "1 January",
        breaks=(Break(2016, Text(), units=("NO071",)),),
    )
    rate = Series(
        "eurostat",
        "birth_rate",
        Text(en="Rate"),
        ("NO",),
        "flow",
        derived=Derivation(
            "ratio", numerator="births/e", denominator="population/eurostat", factor=1000.0, at="mid-year"
        ),
    )
    parts = {
        "births/e": (Observation("NO071", "2016", 2014, 2000.0), Observation("NO071", "2016", 2015, 2000.0)),
        "population/eurostat": tuple(
            Observation("NO071", "2016", year, value)
            for year, value in ((2014, 240000.0), (2015, 238061.0), (2016, 322153.0))
        ),
    }
    before, across = derive(rate, parts, Rates(), toy.countries, toy.territories, {population.key: population})
    assert before.value == pytest.approx(2000 / ((240000 + 238061) / 2) * 1000)
    assert across.value is None
    assert across.reason == "part_missing"
    assert "different bases" in across.note
