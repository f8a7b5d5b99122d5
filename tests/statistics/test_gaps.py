from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapserver.statistics import gap

ordinary = st.floats(-1e12, 1e12).filter(lambda value: value == 0 or abs(value) > 1e-9)
positive = st.floats(1e-9, 1e12)


def test_gap_is_b_against_a():
    across = gap(10.0, 40.0)
    assert (across.diff, across.ratio, across.log2_ratio) == (30.0, 4.0, 2.0)


@given(ordinary, ordinary)
def test_exchange_turns_the_sign(a, b):
    there, back = gap(a, b), gap(b, a)
    assert there.diff == -back.diff
    if there.log2_ratio is None:
        assert back.log2_ratio is None
    else:
        assert back.log2_ratio is not None
        assert there.log2_ratio == -back.log2_ratio


@given(positive, positive)
def test_exchange_inverts_the_ratio(a, b):
    there, back = gap(a, b), gap(b, a)
    assert there.ratio is not None
    assert back.ratio is not None
    assert there.ratio * back.ratio == pytest.approx(1.0)


@pytest.mark.parametrize(("a", "b"), [(0.0, 5.0), (5.0, 0.0), (-2.0, 5.0), (0.0, 0.0)])
def test_no_doublings_without_a_common_sign(a, b):
    assert gap(a, b).log2_ratio is None


def test_nothing_is_divided_by_zero():
    assert gap(0.0, 3.0).ratio is None
    assert gap(0.0, 3.0).diff == 3.0
