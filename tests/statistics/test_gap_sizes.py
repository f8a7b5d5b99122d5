"""Sizes of gaps: without direction, in classes that no year changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapserver.model import Cell
from mapserver.statistics import gap, segment_gaps
from mapserver.statistics.change import change_layer
from mapserver.statistics.gap_sizes import CLASSES, gap_bounds, gap_kinds, gap_size, size_class
from tests.maps.conftest import TOUCHING, make_layer

positive = st.floats(1e-6, 1e9)
KINDS = ("ratio", "log2", "diff")


def beside():
    found: dict[str, dict[str, float]] = {}
    for one, other, km in TOUCHING:
        found.setdefault(one, {})[other] = km
        found.setdefault(other, {})[one] = km
    return found


@given(positive, positive)
def test_a_size_has_no_direction(a, b):
    for kind in KINDS:
        assert gap_size(gap(a, b), kind) == pytest.approx(gap_size(gap(b, a), kind), rel=1e-9)
    assert gap_size(gap(a, b), "ratio") >= 1.0
    assert gap_size(gap(a, b), "ratio") == pytest.approx(max(a, b) / min(a, b), rel=1e-9)


@pytest.mark.parametrize(("a", "b"), [(0.0, 5.0), (5.0, 0.0), (-2.0, 3.0), (0.0, 0.0)])
def test_zero_and_a_change_of_sign_have_a_difference_alone(a, b):
    assert (gap_size(gap(a, b), "ratio"), gap_size(gap(a, b), "log2")) == (None, None)
    assert gap_size(gap(a, b), "diff") == abs(b - a)


def test_ratios_are_usual_where_they_tell_something():
    assert gap_kinds(make_layer()) == KINDS
    assert gap_kinds(make_layer(kind="index")) == ("diff",)
    assert gap_kinds(make_layer(low=-1.0)) == ("diff",)
    assert gap_kinds(change_layer(make_layer(), 2019)) == ("diff",)


@pytest.mark.parametrize("kind", KINDS)
def test_bounds_are_round_rise_and_are_kept(kind):
    layer = make_layer()
    bounds = gap_bounds(layer, beside(), kind)
    assert len(bounds) == CLASSES - 1 and list(bounds) == sorted(set(bounds))
    assert gap_bounds(layer, {}, kind) is bounds


def test_bounds_lie_around_the_gaps_across_borders():
    # Across the border: 4 and 8, 5 and 9, 7.5 and 12: 2, 1.8 and 1.6 times, 4, 4 and 4.5 apart.
    assert gap_bounds(make_layer(), beside(), "ratio") == (1.5, 2.0, 3.0)
    assert gap_bounds(make_layer(), beside(), "diff") == (2.0, 5.0, 10.0)


def test_figures_that_measure_different_things_make_no_bounds():
    layer = make_layer()
    other = replace(layer, comparability=tuple((a, b, "different", reason) for a, b, _, reason in layer.comparability))
    # What is left lies inside countries: 2 and 4, 3 and 5, 2 and 1, ..., 11 and 32.
    assert gap_bounds(other, beside(), "diff") == (0.5, 1.0, 2.0)


def test_without_any_gap_there_are_bounds_all_the_same():
    assert len(gap_bounds(make_layer(), {}, "ratio")) == len(gap_bounds(make_layer(), {}, "diff")) == CLASSES - 1


def test_a_border_with_huge_gaps_does_not_take_the_classes_from_the_others():
    # Neighbours in Norway and Finland are 1.1 to 1.6 times apart, those at the border with Russia 6 to 9 times.
    layer, touching = three_borders()
    bounds = gap_bounds(layer, touching, "ratio")
    classes: dict[str, set[int]] = {}
    for year in layer.years:
        for item in segment_gaps(layer, year, touching):
            size = gap_size(item.gap, "ratio") if item.gap else None
            if size is not None:
                classes.setdefault(item.border, set()).add(size_class(size, bounds))
    assert set(classes) == {"FI-NO", "FI-RU", "NO-RU"}
    assert len(classes["FI-NO"]) > 1 and len(classes["FI-RU"]) > 1
    assert max(classes["FI-NO"]) < max(classes["FI-RU"])


def three_borders():
    """Return a layer of districts in a row of three countries with gaps of every size, and what touches what."""
    base = make_layer()
    values = {"NO01": 100.0, "NO02": 110.0, "RU-A": 20.0, "RU-B": 9.0}
    countries = {"NO01": "NO", "NO02": "NO", "RU-A": "RU", "RU-B": "RU", "FI1": "FI", "FI2": "FI"}
    values |= {"FI1": 121.0, "FI2": 160.0}
    places = tuple(
        replace(base.places[0], key=f"{code}@1", code=code, vintage="1", country=country, core=True)
        for code, country in countries.items()
    )
    cells = tuple(tuple(Cell(values[code]) for _ in base.years) for code in countries)
    indexes = {
        land: tuple(at for at, code in enumerate(countries) if countries[code] == land) for land in "NO RU FI".split()
    }
    periods = tuple(
        replace(base.periods[0], country=land, first_year=2019, last_year=2022, vintage="1", places=held)
        for land, held in indexes.items()
    )
    touching: dict[str, dict[str, float]] = {}
    for one, other in (
        ("FI1", "NO01"),
        ("FI2", "NO02"),
        ("FI1", "RU-A"),
        ("FI2", "RU-B"),
        ("NO02", "RU-B"),
        ("FI1", "RU-B"),
    ):
        touching.setdefault(f"{one}@1", {})[f"{other}@1"] = touching.setdefault(f"{other}@1", {})[f"{one}@1"] = 50.0
    return replace(base, places=places, cells=cells, periods=periods), touching


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_larger_gaps_are_never_in_a_lower_class(one, other):
    low, high = sorted((one, other))
    assert size_class(low, (1.0, 2.0, 5.0)) <= size_class(high, (1.0, 2.0, 5.0)) < CLASSES


def test_a_bound_belongs_to_the_class_below_it():
    assert [size_class(size, (1.0, 2.0, 5.0)) for size in (0.0, 1.0, 1.1, 2.0, 5.0, 5.1)] == [0, 0, 1, 1, 2, 3]
