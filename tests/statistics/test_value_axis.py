"""The axis of a map's values: ends, order, steps and bins."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapserver.statistics.value_axis import FEWEST_BINS, MOST_BINS, ValueAxis, axis_between, bin_bounds, even_bounds

numbers = st.floats(-1e12, 1e12, allow_subnormal=False)
positive = st.floats(1e-6, 1e12)
unhurried = settings(deadline=None)


@st.composite
def axes(draw: st.DrawFn) -> ValueAxis:
    low, high = sorted(draw(st.lists(draw(st.sampled_from([numbers, positive])), min_size=2, max_size=2, unique=True)))
    axis = axis_between(low, high)
    assert axis is not None
    return axis


@unhurried
@given(axes(), st.floats(0, 1))
def test_places_and_values_are_two_ways_to_say_the_same(axis: ValueAxis, share: float) -> None:
    value = axis.value(share)
    assert axis.low <= value <= axis.high
    if axis.high - axis.low > 1e-9 * max(abs(axis.low), abs(axis.high)):
        assert axis.share(value) == pytest.approx(share, abs=1e-5)
    assert (axis.share(axis.low), axis.share(axis.high)) == (0.0, 1.0)


@unhurried
@given(axes(), st.lists(numbers, min_size=2, max_size=9))
def test_a_larger_value_never_lies_before_a_smaller_one(axis: ValueAxis, values: list[float]) -> None:
    shares = [axis.share(value) for value in sorted(values)]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)


@unhurried
@given(axes(), st.integers(2, 70), st.none() | numbers)
def test_bounds_rise_and_end_with_the_highest_value(axis: ValueAxis, count: int, centre: float | None) -> None:
    bounds = even_bounds(axis, count, centre)
    assert all(low < high for low, high in pairwise((axis.low, *bounds)))
    assert bounds[-1] == axis.high
    assert len(bounds) <= count + (centre is not None)
    if centre is not None and axis.low < centre < axis.high:
        assert centre in bounds


@unhurried
@given(st.lists(numbers, min_size=2, max_size=300, unique=True))
def test_a_histogram_has_neither_few_nor_many_bins(values: list[float]) -> None:
    ordered = sorted(values)
    axis = axis_between(ordered[0], ordered[-1])
    assert axis is not None
    if axis.high - axis.low > 1e-6 * max(abs(axis.low), abs(axis.high)):
        assert FEWEST_BINS <= len(bin_bounds(axis, ordered)) <= MOST_BINS


def test_the_axis_is_logarithmic_beyond_three_orders_of_magnitude() -> None:
    assert axis_between(1.0, 1000.0) == ValueAxis(1.0, 1000.0)
    assert axis_between(1.0, 1001.0) == ValueAxis(1.0, 1001.0, is_log=True)
    assert axis_between(0.0, 1e12) == ValueAxis(0.0, 1e12)
    assert axis_between(-5.0, 1e12) == ValueAxis(-5.0, 1e12)


@pytest.mark.parametrize(("low", "high"), [(None, None), (1.0, None), (3.0, 3.0)])
def test_there_is_no_axis_without_two_values(low: float | None, high: float | None) -> None:
    assert axis_between(low, high) is None
