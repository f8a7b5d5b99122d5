"""Lines of rates by two ways: the units' own rates where all have one, the formula in the other years."""

import pytest

from mapserver.model import Comparability, Register
from mapserver.statistics.region_pairs import judged
from mapserver.statistics.region_rates import BY_OWN_RATES, BY_TOTAL_AREA
from tests.statistics.test_aggregation import WHY, line, of, record, region, unit, values


def held(code, density, people=(100.0, 200.0), km2=10.0):
    return unit(
        code,
        line(code, "population", {2019: people[0], 2020: people[1]}),
        line(code, "area", {2019: km2}),
        line(code, "population_density", density),
    )


RECORDS = [record(name, ("one",)) for name in ("population", "area", "population_density")]


@pytest.fixture
def mixed():
    """The density of a region whose units have one of their own in 2019 alone."""
    units = [held("AA1", {2019: 5.0}), held("AA2", {2019: 50.0, 2020: 40.0})]
    return of(region(units, *RECORDS), "population_density")


def test_each_year_is_calculated_in_its_way(mixed):
    assert values(mixed) == {2019: pytest.approx(200 / (20 + 2)), 2020: pytest.approx(400 / 20)}
    own, other = mixed.way(2019), mixed.way(2020)
    assert (own.note, own.judgement, own.formula) == (
        BY_OWN_RATES, "same", "sum(population) / sum(population / population_density)"
    )  # fmt: skip
    assert (other.note, other.judgement, other.formula) == (
        BY_TOTAL_AREA, "similar", "near(population) / latest(area)"
    )  # fmt: skip
    assert other.remarks and not own.remarks
    assert own.parts["population_density"] == ("population_density/one",) and "area" in other.parts
    assert own.references == ("1 January",) and other.references == ("flow",)


def test_no_run_goes_on_from_one_way_to_the_other(mixed):
    first, second = mixed.observations
    assert first.run != second.run


def test_what_neither_way_gives_names_the_units_without_a_figure():
    units = [held("AA1", {2018: 7.0, 2019: 5.0}), held("AA2", {2019: 50.0})]
    found = of(region(units, *RECORDS), "population_density")
    assert found.missing == {2018: ("AA1", "AA2")}
    assert [row.year for row in found.observations if row.value is None] == [2018]


def test_rates_that_compare_similarly_make_a_similar_one():
    density = record("population_density", ("one",), [Comparability(("one",), "similar", WHY)])
    units = [held("AA1", {2019: 5.0}), held("BB1", {2019: 50.0})]
    found = of(region(units, *RECORDS[:2], density), "population_density").way(2019)
    assert (found.judgement, found.reason) == ("similar", WHY)


def test_rates_that_measure_different_things_are_not_used():
    density = record("population_density", ("one",), [Comparability(("one",), "different", WHY)])
    units = [held("AA1", {2019: 5.0}), held("BB1", {2019: 50.0})]
    found = of(region(units, *RECORDS[:2], density), "population_density")
    assert found.note == BY_TOTAL_AREA
    assert values(found) == {2019: 15.0, 2020: 20.0}


def test_two_regions_of_own_rates_are_the_same_and_similar_by_a_formula():
    one = of(region([held("AA1", {2019: 5.0})], *RECORDS), "population_density")
    two = of(region([held("AA2", {2019: 5.0}), held("AA3", {2019: 6.0})], *RECORDS), "population_density")
    register = Register((), tuple(RECORDS))
    assert judged([one.way(2019), two.way(2019)], register)[0] == "same"
    assert judged([one.way(2019), two.way(2020)], register)[0] == "similar"
