"""Own regions of a small register: which series are taken, how they compare, rates whose parts are counted."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from mapserver.model import (
    Calculation,
    Comparability,
    Indicator,
    IndicatorRecord,
    Observation,
    Register,
    Series,
    SeriesRecord,
    Text,
    UnitEntry,
)
from mapserver.model.entry import UnitLine, UnitTerritory
from mapserver.statistics.aggregation import build_region
from mapserver.statistics.region import RegionLine
from mapserver.statistics.region_rates import OWN_RATE

MEASURES = {
    "population": "persons",
    "live_births": "persons",
    "area": "km²",
    "gdp": "million EUR",
    "gdp_per_inhabitant": "EUR per inhabitant",
    "population_density": "inhabitants per km²",
    "birth_rate": "per 1,000 inhabitants",
    "physicians": "persons",
}
RATES = ("gdp_per_inhabitant", "population_density", "birth_rate")
WHY = Text(en="Licensed or practising.")


def record(indicator, names, judged=(), reference="1 January"):
    """Return an indicator with series of these names."""
    concept = Indicator(
        indicator, "theme", "rate" if indicator in RATES else "count", "neutral", 1, Text(en=indicator),
        Text(en=MEASURES[indicator]), Text(), Text(), (),
    )  # fmt: skip
    series = (Series(name, indicator, Text(en=name), ("AA", "BB"), reference) for name in names)
    held = tuple(SeriesRecord(item, concept.measure, 0, 2000, 2020, 1, 1) for item in series)
    return IndicatorRecord(concept, held, False, tuple(judged))


def line(unit, indicator, values, series="one", formula="", **parts):
    rows = tuple(Observation(unit, "2020", year, value) for year, value in values.items())
    derived = Calculation("formula", tuple(parts.values()), formula, tuple(parts)) if formula else None
    text = Text(en=MEASURES[indicator])
    return UnitLine(indicator, series, "theme", Text(), Text(), text, 0, observations=rows, derived=derived)


def unit(code, *lines, km2=1.0):
    land = (UnitTerritory("2020", "", 2020, None, km2),)
    return UnitEntry(code, code[:2], "nuts3", Text(), Text(), (), land, (), (), (), (), lines, {})


def region(units, *records):
    return build_region(units, Register((), records))


def of(made, indicator):
    found = next((item for item in (*made.lines, *made.refusals) if item.indicator == indicator), None)
    assert found is not None, indicator
    return found


def values(found):
    assert isinstance(found, RegionLine), found
    return {row.year: row.value for row in found.observations if row.value is not None}


def years(first, last, value=1.0):
    return dict.fromkeys(range(first, last + 1), value)


def test_one_series_that_counts_differently_in_two_countries_is_not_the_same():
    judged = [Comparability(("one",), "similar", WHY)]
    units = [unit("AA1", line("AA1", "physicians", years(2020, 2020))),
             unit("BB1", line("BB1", "physicians", years(2020, 2020)))]  # fmt: skip
    found = of(region(units, record("physicians", ("one",), judged)), "physicians")
    assert (found.judgement, found.reason) == ("similar", WHY)
    at_home = of(region(units[:1], record("physicians", ("one",), judged)), "physicians")
    assert at_home.judgement == "same"


def test_a_rate_compares_as_the_worst_of_its_parts():
    def held(code):
        parts = {"live_births": "live_births/one", "population": "population/one"}
        rate = line(code, "birth_rate", years(2020, 2020), formula="live_births / population * 1000", **parts)
        return unit(code, rate, line(code, "live_births", years(2020, 2020, 10.0)),
                    line(code, "population", years(2020, 2020, 1000.0)))  # fmt: skip

    judged = [Comparability(("one",), "similar", WHY)]
    people, births = record("population", ("one",), judged), record("live_births", ("one",))
    found = of(region([held("AA1"), held("BB1")], people, births, record("birth_rate", ("one",))), "birth_rate")
    assert (found.judgement, found.reason, found.note) == ("similar", WHY, "")
    assert values(found) == {2020: 10.0}


def test_the_series_with_most_common_years_is_taken_not_the_first_that_fits():
    units = [
        unit("AA1", line("AA1", "population", years(2000, 2024))),
        unit("BB1", line("BB1", "population", years(2000, 2010), "two"),
             line("BB1", "population", years(2005, 2024), "three")),
        unit("BB2", line("BB2", "population", years(2005, 2024), "three"),
             line("BB2", "population", years(2000, 2010), "two")),
    ]  # fmt: skip
    found = of(region(units, record("population", ("one", "two", "three"))), "population")
    assert (min(values(found)), max(values(found))) == (2005, 2024)
    assert found.parts[""] == ("population/one", "population/three")


def test_a_series_that_ends_early_is_not_better_for_reaching_far_back():
    held = [line("AA1", "population", years(1990, 2024)), line("AA1", "population", years(1960, 2020), "two")]
    found = of(region([unit("AA1", *held)], record("population", ("one", "two"))), "population")
    assert found.parts[""] == ("population/one",)


def test_units_in_any_order_make_the_same_region():
    """Two ways to take the mean of a year: that which has a figure without the next 1 January stands for both."""

    def held(code, formula, people):
        parts = {"live_births": "live_births/one", "population": "population/one"}
        return unit(code, line(code, "birth_rate", years(2019, 2020), formula=formula, **parts),
                    line(code, "live_births", years(2019, 2020, 10.0)), line(code, "population", people))  # fmt: skip

    units = [held("AA1", "live_births / mid(population) * 1000", years(2019, 2021, 1000.0)),
             held("BB1", "live_births / near(population) * 1000", years(2019, 2020, 1000.0)),
             held("BB2", "live_births / near(population) * 1000", years(2019, 2020, 1000.0))]  # fmt: skip
    records = [record(name, ("one",)) for name in ("live_births", "population", "birth_rate")]
    made = [of(region(order, *records), "birth_rate") for order in permutations(units)]
    assert all(item == made[0] for item in made)
    assert values(made[0]) == {2019: 10.0, 2020: 10.0}


@pytest.fixture
def counted():
    """Two units with counts, and rates of their own that are published without parts."""

    def held(code, people, euros, km2):
        return unit(
            code,
            line(code, "population", {2019: people, 2020: people}),
            line(code, "gdp", {2019: euros}),
            line(code, "area", {2019: km2}),
            line(code, "gdp_per_inhabitant", {2019: euros * 1e6 / people}),
            line(code, "population_density", {2019: people / km2}),
        )

    return [held("AA1", 1000.0, 10.0, 50.0), held("AA2", 3000.0, 90.0, 450.0)]


RECORDS = ("population", "gdp", "area", "gdp_per_inhabitant", "population_density")


def without_rates(units):
    """Return units that have counts alone."""
    return [replace(item, lines=tuple(row for row in item.lines if row.indicator not in RATES)) for item in units]


def test_rates_whose_parts_are_counted_are_calculated_from_the_sums(counted):
    bare = without_rates(counted)
    made = region(bare, *(record(name, ("one",)) for name in RECORDS))
    assert values(of(made, "gdp_per_inhabitant")) == {2019: 25_000.0}
    assert values(of(made, "population_density")) == {2019: 8.0, 2020: 8.0}
    assert all(of(made, name).note for name in RECORDS[-2:])
    assert all(of(made, name).judgement == "similar" and of(made, name).remarks for name in RECORDS[-2:])
    assert of(made, "gdp_per_inhabitant").formula == "gdp * 1000000 / near(population)"
    average = region(bare, *(record(name, ("one",), reference="average") for name in RECORDS))
    assert of(average, "gdp_per_inhabitant").formula == "gdp * 1000000 / population"


def test_of_one_unit_they_are_its_published_figures(counted):
    for one in counted:
        made = region([one], *(record(name, ("one",)) for name in RECORDS))
        for own in one.lines[-2:]:
            found = of(made, own.indicator)
            assert values(found)[2019] == own.observations[0].value
            assert (found.judgement, found.note) == ("same", OWN_RATE)


def test_without_a_part_or_in_another_measure_they_are_refused(counted):
    without = region(counted, *(record(name, ("one",)) for name in RECORDS if name != "population"))
    assert of(without, "gdp_per_inhabitant").reason == "no_parts"
    other = record("gdp", ("one",))
    other = IndicatorRecord(
        Indicator("gdp", "theme", "count", "neutral", 1, Text(), Text(en="million RUB"), Text(), Text(), ()),
        other.series,
    )
    made = region(counted, *(other if name == "gdp" else record(name, ("one",)) for name in RECORDS))
    assert of(made, "gdp_per_inhabitant").reason == "no_parts"


def test_the_area_is_that_of_the_sources_where_they_have_it(counted):
    assert region(counted, *(record(name, ("one",)) for name in RECORDS)).km2 == 500.0
    assert region(counted, record("population", ("one",))).km2 == 2.0, "else that of the polygons"
