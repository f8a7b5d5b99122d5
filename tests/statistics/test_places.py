from __future__ import annotations

from mapserver.model import Vintage
from mapserver.statistics import build_layer
from tests.statistics.toy import CORE, area, catalogue, constant, edition, indicator, series

EUROSTAT = series("eurostat", ("NO",), editions=(edition("EBIRTH"),))


def test_a_period_knows_in_which_years_its_division_was_not_valid():
    late = tuple(row for code in ("NO071", "NO074") for row in constant(code, "2021", 2016, 2025, 6.0))
    layer = build_layer(catalogue(), area("NO"), indicator(EUROSTAT), {"eurostat": late}, CORE)
    assert layer is not None
    (norway,) = [period for period in layer.periods if period.country == "NO"]
    assert (norway.vintage, norway.first_year, norway.last_year) == ("2021", 2016, 2025)
    assert norway.not_valid == (2016, 2017, 2018, 2019, 2024, 2025)
    assert norway.division == Vintage("2021", "", 2020, 2023)
    assert [layer.places[place].code for place in norway.passing] == ["NO074"]


def test_a_division_of_its_own_years_is_valid_and_the_newest_one_passes_nothing():
    halves = tuple(row for code in ("NO072", "NO073") for row in constant(code, "2016", 2017, 2019))
    merged = constant("NO074", "2021", 2020, 2022)
    apart = tuple(row for code in ("NO072", "NO073") for row in constant(code, "2024", 2024, 2024))
    figures = {"eurostat": (*halves, *merged, *apart)}
    layer = build_layer(catalogue(), area("NO"), indicator(EUROSTAT), figures, CORE)
    assert layer is not None
    assert [period.vintage for period in layer.periods] == ["2016", "2021", "2024"]
    for period in layer.periods:
        assert period.not_valid == ()
        assert bool(period.passing) == (period.vintage == "2021")
