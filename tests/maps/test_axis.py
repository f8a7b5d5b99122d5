"""Axes: round numbers round the values."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mapserver.maps.axis import decimals_of, ticks


def test_ticks_are_round() -> None:
    assert ticks(2.7, 13.8) == (2.5, 5.0, 7.5, 10.0, 12.5, 15.0)
    assert ticks(0, 100) == (0, 20, 40, 60, 80, 100)
    assert ticks(-1300, 4400) == (-2000, 0, 2000, 4000, 6000)


def test_one_value_lies_between_two_ticks() -> None:
    marks = ticks(5.0, 5.0)
    assert marks[0] <= 5.0 <= marks[-1] and len(marks) > 1
    assert len(ticks(0.0, 0.0)) > 1


def test_decimals_tell_ticks_apart() -> None:
    assert decimals_of(ticks(2.7, 13.8)) == 1
    assert decimals_of(ticks(0, 100)) == 0
    assert decimals_of(ticks(0.001, 0.0042)) == 3


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12))
def test_ticks_hold_both_ends_and_are_few(one: float, other: float) -> None:
    low, high = sorted((one, other))
    marks = ticks(low, high)
    reach = max(abs(low), abs(high), 1e-300) * 1e-9
    assert marks[0] <= low + reach and marks[-1] >= high - reach
    assert 2 <= len(marks) <= 9
    assert all(first < second for first, second in pairwise(marks))
