"""The table of gaps: each row is what `gap` says of its two values, and segments follow the division of a year."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapserver.model import Cell, Text
from mapserver.statistics import gap
from mapserver.statistics.gap_table import gap_table, segments_of
from tests.maps.conftest import make_layer
from tests.statistics.test_gaps import places_beside

VALUES = st.lists(st.one_of(st.none(), st.just(0.0), st.floats(0.01, 1e9)), min_size=8, max_size=8)


def with_values(values, **changes):
    layer = make_layer()
    cells = tuple((Cell(value),) * len(layer.years) for value in values)
    known = [value for value in values if value is not None]
    return replace(layer, cells=cells, low=min(known, default=None), high=max(known, default=None), **changes)


@given(values=VALUES)
def test_each_row_is_the_gap_of_its_values(values):
    layer = with_values(values)
    table = gap_table(layer, 2020, places_beside(layer))
    rows = zip(table.segments.a, table.segments.b, table.diff, table.ratio, table.log2_ratio, strict=True)
    for a, b, *found in rows:
        one, other = values[a], values[b]
        if one is None or other is None:
            assert np.isnan(found).all()
            continue
        for value, wanted in zip(found, gap(one, other), strict=True):
            assert math.isnan(value) if wanted is None else value == pytest.approx(wanted, rel=1e-15)


@given(values=VALUES)
def test_exchanging_all_values_of_the_sides_turns_every_sign(values):
    layer = with_values(values)
    near = {"NO01@2016": {"RU-A@2020": 5.0}}
    there = gap_table(layer, 2020, near)
    turned = list(values)
    turned[0], turned[5] = values[5], values[0]
    back = gap_table(with_values(turned), 2020, near)
    np.testing.assert_array_equal(there.diff, -back.diff)
    np.testing.assert_array_equal(there.log2_ratio, -back.log2_ratio)


def test_no_ratio_of_an_index_nor_of_what_falls_below_zero():
    values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
    for layer in (with_values(values, kind="index"), with_values([-1.0, *values[1:]])):
        table = gap_table(layer, 2020, places_beside(layer))
        assert np.isfinite(table.diff).all()
        assert np.isnan(table.ratio).all()
        assert np.isnan(table.log2_ratio).all()


@pytest.mark.parametrize(("around", "row"), [(-2.0, "A"), (-2.0, "B"), (0.0, "A"), (0.0, "B")])
def test_what_lies_around_the_core_may_fall_below_zero_and_has_no_ratio(around, row):
    """`low` is that of the core: a unit around it says nothing to the scale, and no ratio is given out of it."""
    values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
    values[0 if row == "A" else 5] = around
    layer = replace(with_values(values), low=1.0)
    table = gap_table(layer, 2020, {"NO01@2016": {"RU-A@2020": 5.0}})
    assert len(table.diff) == 1 and np.isfinite(table.diff).all()
    assert np.isnan(table.log2_ratio).all()
    assert table.ratio.tolist() == ([0.0] if (around, row) == (0.0, "B") else pytest.approx([math.nan], nan_ok=True))


def test_segments_are_kept_for_years_of_one_division_and_for_one_neighbourhood():
    layer = make_layer()
    beside = places_beside(layer)
    assert segments_of(layer, 2019, beside) is segments_of(layer, 2020, beside)
    assert segments_of(layer, 2021, beside) is not segments_of(layer, 2020, beside)
    assert len(segments_of(layer, 2020, {}).a) == 0
    assert set(segments_of(layer, 2020, places_beside(layer, km=7.0)).km) == {7.0}


def test_rows_come_by_border_and_code_with_what_may_be_compared():
    layer = make_layer(comparability=(("eurostat", "rosstat", "different", Text(en="Two questions.")),))
    found = segments_of(layer, 2020, places_beside(layer))
    rows = [(found.borders[n], layer.places[a].code, layer.places[b].code, found.comparisons[j])
            for n, a, b, j in zip(found.border, found.a, found.b, found.judged, strict=True)]  # fmt: skip
    assert rows == sorted(rows, key=lambda row: row[:3])
    assert {(row[0], row[3][0]) for row in rows} == {("", "same"), ("NO-RU", "different")}
    across = gap_table(layer, 2020, places_beside(layer))
    assert np.isnan(across.ratio[found.border == found.borders.index("NO-RU")]).all()
