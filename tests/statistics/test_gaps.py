from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapserver.model import Text
from mapserver.statistics import gap, segment_gaps
from tests.maps.conftest import make_layer


@pytest.fixture
def layer():
    return make_layer()


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
def test_no_doublings_from_or_to_zero_and_below(a, b):
    assert gap(a, b).log2_ratio is None


@pytest.mark.parametrize(("a", "b"), [(-2.0, 5.0), (5.0, -2.0), (-2.0, -5.0)])
def test_a_value_below_zero_has_a_difference_only(a, b):
    assert gap(a, b) == (b - a, None, None)


def test_nothing_is_divided_by_zero():
    assert gap(0.0, 3.0).ratio is None
    assert gap(0.0, 3.0).diff == 3.0


def places_beside(layer, km=120.0):
    """Return every two drawn places of a layer as neighbours."""
    keys = [place.key for place in layer.places]
    return {one: {other: km for other in keys if other != one} for one in keys}


def test_a_segment_is_told_once_from_the_first_country_to_the_second(layer):
    rows = list(segment_gaps(layer, layer.years[-1], places_beside(layer)))
    drawn = layer.drawn(layer.years[-1])
    assert len(rows) == len(drawn) * (len(drawn) - 1) // 2
    assert len({frozenset((row.a, row.b)) for row in rows}) == len(rows)
    for row in rows:
        a, b = layer.places[row.a], layer.places[row.b]
        assert (a.country, a.code) < (b.country, b.code)
        assert row.border == (f"{a.country}-{b.country}" if a.country != b.country else "")
        assert row.km == 120.0
        if row.cell_a.value is not None and row.cell_b.value is not None:
            assert row.gap.diff == row.cell_b.value - row.cell_a.value
        else:
            assert row.gap is None
    assert [row.border for row in rows] == sorted(row.border for row in rows)


def test_no_row_for_territories_that_are_not_drawn_or_not_beside(layer):
    year = layer.years[-1]
    assert list(segment_gaps(layer, year, {})) == []
    one = layer.places[layer.drawn(year)[0]].key
    assert list(segment_gaps(layer, year, {one: {"XX1@1900": 5.0}})) == []


def test_figures_that_measure_different_things_have_a_ratio_only_when_asked(layer):
    both = {layer.places[0].series, layer.places[-1].series}
    assert len(both) == 2
    other = replace(layer, comparability=((*sorted(both), "different", Text(en="Two questions.")),))
    year = next(
        year for year in layer.years
        if any(r.gap and r.border and {layer.places[r.a].series, layer.places[r.b].series} == both
               for r in segment_gaps(other, year, places_beside(layer)))
    )  # fmt: skip

    def across(**options):
        rows = segment_gaps(other, year, places_beside(layer), **options)
        return [row for row in rows if row.gap and row.judgement == "different"]

    assert across()
    for row in across():
        assert row.gap.diff == row.cell_b.value - row.cell_a.value
        assert (row.gap.ratio, row.gap.log2_ratio, row.reason.say("en")) == (None, None, "Two questions.")
    assert all(row.gap.ratio == row.cell_b.value / row.cell_a.value for row in across(different=True))
