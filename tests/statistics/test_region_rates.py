"""Rates of a region by the rates of its units: whose they are, between which they lie, what zero and nothing do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapserver.model import Edition, Observation
from mapserver.statistics.region_rates import APART, NOT_OWN, apart, own_rates
from mapserver.statistics.region_sums import Sum
from tests.statistics.test_aggregation import line

COUNTRIES = {f"AA{number}": "AA" for number in range(9)}
counts, rates = st.floats(0.5, 1e7), st.floats(0.1, 1e5)


def made(pairs, year=2020):
    """Return the year of a region of units with these counts and rates."""
    above = {f"AA{place}": line(f"AA{place}", "gdp", {year: count}) for place, (count, _) in enumerate(pairs)}
    own = {
        f"AA{place}": line(f"AA{place}", "gdp_per_inhabitant", {year: rate}) for place, (_, rate) in enumerate(pairs)
    }
    (found,) = own_rates(above, own, COUNTRIES)
    return found


@given(counts, rates)
def test_the_rate_of_one_unit_is_its_own_to_the_last_digit(count, rate):
    found = made([(count, rate)]).observation
    assert (found.value, found.flag) == (rate, "")


@given(st.lists(st.tuples(counts, rates), min_size=2, max_size=9))
def test_the_rate_of_several_lies_between_the_lowest_and_the_highest(pairs):
    found = made(pairs).observation
    held = [rate for _, rate in pairs]
    assert min(held) <= found.value <= max(held)
    assert found.flag == "calc"


def test_the_denominators_are_those_that_the_rates_imply():
    assert made([(100.0, 10.0), (300.0, 60.0)]).observation.value == pytest.approx(400 / (10 + 5))


@pytest.mark.parametrize("pairs", [[(0.0, 0.0)], [(0.0, 0.0), (0.0, 0.0)]])
def test_where_all_are_zero_so_is_the_rate(pairs):
    assert made(pairs).observation.value == 0.0


@pytest.mark.parametrize("pairs", [[(0.0, 0.0), (5.0, 2.0)], [(5.0, 0.0), (5.0, 2.0)], [(0.0, 1.0), (5.0, 2.0)]])
def test_zero_implies_no_denominator(pairs):
    found = made(pairs)
    assert (found.observation.value, found.observation.reason, found.missing) == (None, "part_missing", ())


@pytest.mark.parametrize("pairs", [[(5.0, None), (5.0, 2.0)], [(None, 2.0), (5.0, 2.0)]])
def test_what_a_unit_lacks_the_region_lacks(pairs):
    found = made(pairs)
    assert (found.observation.value, found.missing) == (None, ("AA0",))
    assert found.observation.reason


def test_the_reason_names_the_publications_of_the_years_that_it_is_of():
    editions = {
        name: Edition(name, publisher, dataset, title, "", "", "2024")
        for name, publisher, dataset, title in (
            ("E1", "Office", "gdp_1", "GDP"), ("E2", "Office", "pop_1", "People"), ("E3", "Bureau", "", "Yearbook"),
        )
    }  # fmt: skip

    def years(**named):
        return [
            Sum(int(year[1:]), Observation("", "", int(year[1:]), 1.0, "", name), ()) for year, name in named.items()
        ]

    above, below = years(y2019="E1", y2020="E1"), years(y2019="E3", y2020="E2+E3")
    message = apart(above, below, frozenset({2020}), editions)
    assert message.text == APART
    assert message.values == {"above": ("Office, gdp_1",), "below": ("Office, pop_1", "Bureau, Yearbook")}
    assert apart(above, above, frozenset({2020}), editions).text == NOT_OWN
