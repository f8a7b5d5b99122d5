from __future__ import annotations

import time
from itertools import pairwise

import mapclassify
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapserver.statistics import SCHEMES, class_breaks, classify, round_breaks

numbers = st.floats(-1e9, 1e9).map(lambda value: round(value, 3))
samples = st.lists(numbers, min_size=1, max_size=60)
bounds = st.lists(numbers, min_size=1, max_size=9, unique=True).map(lambda found: tuple(sorted(found)))


def _schemes(values):
    return [(scheme, k, breaks) for scheme, by_count in class_breaks(values).items() for k, breaks in by_count.items()]


@settings(deadline=None, max_examples=60)
@given(samples)
def test_breaks_are_increasing_upper_bounds_that_end_with_the_maximum(values):
    found = _schemes(values)
    assert found
    for scheme, k, breaks in found:
        assert scheme in SCHEMES
        assert len(breaks) == k
        assert breaks[-1] == max(values)
        assert all(low < high for low, high in pairwise(breaks))


@given(st.lists(numbers, min_size=2, max_size=20), bounds)
def test_classify_is_total_and_monotone(values, breaks):
    classes = [classify(value, breaks) for value in sorted(values)]
    assert classes == sorted(classes)
    assert all(0 <= number < len(breaks) for number in classes)


@given(bounds)
def test_a_bound_belongs_to_the_class_below_it(breaks):
    assert [classify(bound, breaks) for bound in breaks] == list(range(len(breaks)))


@settings(deadline=None, max_examples=60)
@given(samples, st.integers(0, 3))
def test_rounding_moves_no_value_into_another_class(values, decimals):
    for _, _, breaks in _schemes(values):
        rounded = round_breaks(breaks, decimals, values)
        assert [classify(value, rounded) for value in values] == [classify(value, breaks) for value in values]
        assert all(low < high for low, high in pairwise(rounded))
        assert rounded[-1] == breaks[-1]


def test_a_bound_is_rounded_where_there_is_room_and_left_where_there_is_none():
    assert round_breaks((4.4567, 9.0), 1, [4.0, 5.0, 9.0]) == (4.5, 9.0)
    assert round_breaks((4.4567, 9.0), 1, [4.4567, 4.48, 9.0]) == (4.4567, 9.0)


def test_a_bound_is_rounded_up_where_down_would_move_its_own_value():
    assert round_breaks((4.42, 9.0), 1, [4.42, 9.0]) == (4.5, 9.0)


def test_quantiles_put_as_many_values_into_each_class():
    breaks = class_breaks([float(value) for value in range(1, 21)])["quantiles"][4]
    assert np.bincount([classify(value, breaks) for value in range(1, 21)]).tolist() == [5, 5, 5, 5]


def test_every_number_of_classes_is_there_for_many_values():
    found = class_breaks(np.random.default_rng(1).lognormal(2, 1, 300).tolist())
    for scheme in ("quantiles", "equal_interval", "fisher_jenks"):
        assert list(found[scheme]) == list(range(2, 10))
    assert found["pretty"]
    assert len(found["std_mean"]) == 1


def test_ties_leave_fewer_quantiles_instead_of_empty_classes():
    found = class_breaks([0.0] * 30 + [1.0, 2.0, 3.0])
    assert 4 not in found["quantiles"]
    assert max(found["fisher_jenks"]) == 4


def test_pretty_bounds_are_round_numbers():
    breaks = class_breaks([1.3, 17.0, 42.7, 66.1, 98.4])["pretty"][5]
    assert breaks == (20.0, 40.0, 60.0, 80.0, 98.4)


def test_equal_values_are_one_class_and_no_values_are_none():
    assert class_breaks([7.0, 7.0]) == {"quantiles": {1: (7.0,)}}
    assert class_breaks([]) == {}
    assert class_breaks([float("nan")]) == {}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(6))
def test_the_compiled_natural_breaks_are_those_of_mapclassify(seed):
    values = np.random.default_rng(seed).gamma(2, 10, 40)
    for k in (2, 3, 5, 7):
        slow = mapclassify.FisherJenks(values, k=k).bins
        assert class_breaks(values.tolist())["fisher_jenks"][k] == pytest.approx(slow)


def test_breaks_of_a_long_layer_are_quick():
    values = np.random.default_rng(2).lognormal(2, 1, 1500).tolist()
    class_breaks(values[:20])
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        class_breaks(values)
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.15
