from __future__ import annotations

from itertools import pairwise

import mapclassify
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapserver.statistics import SCHEMES, class_breaks, classify, round_breaks
from mapserver.statistics.classification import default_scheme, turn_on

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


def test_head_and_tail_are_those_of_mapclassify():
    values = np.random.default_rng(2).lognormal(2, 1, 200)
    bins = mapclassify.HeadTailBreaks(values).bins
    ((k, breaks),) = class_breaks(values.tolist())["head_tail"].items()
    assert k == len(breaks) <= 9
    assert breaks[:-1] == pytest.approx(bins[: k - 1])


def test_head_and_tail_stop_at_nine_classes():
    ((k, breaks),) = class_breaks([float(value) for value in range(1024)])["head_tail"].items()
    assert (k, breaks[:2], breaks[-1]) == (9, (511.5, 767.5), 1023.0)


def test_head_and_tail_need_a_tail_and_no_negative_values():
    assert "head_tail" not in class_breaks([-1.0, 1.0, 1.0, 1.0, 50.0])
    assert "head_tail" not in class_breaks([1.0, 50.0, 51.0, 52.0])
    assert "head_tail" in class_breaks([0.0, 1.0, 1.0, 2.0, 50.0])


def test_schemes_agree_with_mapclassify():
    values = np.random.default_rng(7).gamma(2, 10, 120)
    found = class_breaks(values.tolist())
    for k in range(2, 10):
        assert found["quantiles"][k] == pytest.approx(mapclassify.Quantiles(values, k=k).bins)
        assert found["equal_interval"][k] == pytest.approx(mapclassify.EqualInterval(values, k=k).bins)
    ((k, breaks),) = found["std_mean"].items()
    within = [bound for bound in mapclassify.StdMean(values).bins if values.min() <= bound < values.max()]
    assert breaks == pytest.approx((*within, values.max()))


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


def test_bounds_have_as_few_digits_as_keep_every_value_in_its_class():
    assert round_breaks((83779.0, 260671.0), 0, [4620.0, 83779.0, 95000.0, 260671.0]) == (84000.0, 260671.0)
    assert round_breaks((31247.3, 99999.0), 0, [31247.3, 31302.0, 99999.0]) == (31300.0, 99999.0)
    assert round_breaks((31247.3, 99999.0), 0, [31247.3, 31247.8, 99999.0]) == (31247.3, 99999.0)
    assert round_breaks((-0.0372, 1.0), 3, [-0.04, 0.0, 1.0]) == (-0.037, 1.0)
    assert round_breaks((0.0, 1.0), 1, [0.0, 1.0]) == (0.0, 1.0)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(700, 1500).map(lambda value: value / 10), min_size=2, max_size=60))
def test_an_index_turns_on_its_centre_with_any_number_of_classes(values):
    for _, k, breaks in _schemes(values):
        turned = turn_on(100.0, breaks, values)
        assert len(turned) == k
        assert turned[-1] == breaks[-1]
        assert all(low < high for low, high in pairwise(turned))
        if k > 1 and min(values) < 100.0 < max(values):
            assert 100.0 in turned
        else:
            assert turned == breaks


def test_the_centre_takes_the_place_that_leaves_no_class_empty():
    values = [90.0, 95.0, 101.0, 102.0, 110.0]
    assert turn_on(100.0, (95.0, 101.0, 110.0), values) == (100.0, 101.0, 110.0)
    assert turn_on(100.0, (90.0, 96.0, 110.0), values) == (90.0, 100.0, 110.0)


def _default(values, shown=None):
    return default_scheme(class_breaks(values), min(values, default=None), values if shown is None else shown)


def test_even_values_start_with_equal_intervals_and_others_with_quantiles():
    assert _default([float(value) for value in range(100)]) == "equal_interval"
    assert _default(np.random.default_rng(3).lognormal(2, 1, 300).tolist()) == "quantiles"


def test_an_outlier_does_not_flatten_the_map():
    # Product per inhabitant in the north: an oil province has ten times as much as any other unit.
    values = [*np.random.default_rng(4).normal(26000, 6000, 230).tolist(), *range(150000, 260001, 12000)]
    scheme = _default(values, values[:49])
    assert scheme == "quantiles"
    bounds = class_breaks(values)[scheme][5]
    assert max(np.bincount([classify(value, bounds) for value in values[:49]])) < 49 / 2
    natural = class_breaks(values)["fisher_jenks"][5]
    assert max(np.bincount([classify(value, natural) for value in values])) > len(values) / 3


def test_values_that_rise_over_the_years_start_with_natural_breaks():
    rng = np.random.default_rng(5)
    past = [value for level in (9, 10, 11, 12, 13, 14) for value in rng.normal(level, 0.4, 50)]
    latest = rng.uniform(15, 34, 60).tolist()
    assert _default([*past, *latest], latest) == "fisher_jenks"


def test_there_is_a_default_for_any_classification():
    assert _default([7.0, 7.0]) == "quantiles"
    assert _default([]) == ""
    assert default_scheme({"pretty": {3: (1.0, 2.0, 3.0)}}, None, [1.0]) == "pretty"
