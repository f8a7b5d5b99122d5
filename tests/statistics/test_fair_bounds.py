"""Bounds that are fair to every sample: no other choice is fairer, and no sample counts for more than one."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapserver.statistics.fair_bounds import ALONE, fair_bounds

NUMBERS = (1.01, 1.02, 1.05, 1.1, 1.25, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0)
CLASSES = 4

sizes = st.floats(1.001, 40.0)
some_samples = st.lists(st.lists(sizes, min_size=1, max_size=12).map(np.array), min_size=1, max_size=5)


def shares(sample, bounds):
    return np.bincount(np.searchsorted(bounds, sample, "left"), minlength=len(bounds) + 1) / len(sample)


def entropy(parts):
    return -sum(part * np.log(part) for part in parts if part)


def fairness(samples, bounds):
    """Return what the bounds are chosen by, written as it is said."""
    parts = [shares(sample, bounds) for sample in samples]
    return entropy(np.mean(parts, axis=0)) + ALONE * np.mean([entropy(part) for part in parts])


@given(some_samples)
def test_no_other_choice_is_fairer(samples):
    bounds = fair_bounds(samples, NUMBERS, CLASSES)
    assert len(bounds) == CLASSES - 1 and set(bounds) <= set(NUMBERS) and list(bounds) == sorted(set(bounds))
    best = max(fairness(samples, other) for other in combinations(NUMBERS, CLASSES - 1))
    assert fairness(samples, bounds) == pytest.approx(best, abs=1e-7)


@given(some_samples, st.integers(2, 30), st.randoms(use_true_random=False))
def test_a_sample_counts_as_one_however_many_sizes_it_has(samples, times, random):
    usual = fair_bounds(samples, NUMBERS, CLASSES)
    assert fair_bounds([np.repeat(samples[0], times), *samples[1:]], NUMBERS, CLASSES) == usual
    shuffled = [np.array(random.sample(list(sample), len(sample))) for sample in samples]
    random.shuffle(shuffled)
    assert fair_bounds(shuffled, NUMBERS, CLASSES) == usual


@given(
    st.sets(st.sampled_from((1.03, 1.07, 1.2, 1.4)), min_size=3),
    st.sets(st.sampled_from((2.5, 4.0, 7.0, 15.0)), min_size=3),
    st.integers(1, 50),
)
def test_two_unlike_samples_both_reach_more_than_one_class(low, high, times):
    near, far = np.array(sorted(low)), np.repeat(sorted(high), times)
    bounds = fair_bounds([near, far], NUMBERS, CLASSES)
    for sample in (near, far):
        assert (shares(sample, bounds) > 0).sum() > 1


def test_a_sample_with_huge_sizes_leaves_classes_to_the_others():
    # As gross domestic product per inhabitant in the Barents region: many gaps to Russia, few among the others.
    far, near = np.linspace(4.3, 20.0, 160), np.array([1.04, 1.09, 1.16, 1.26, 1.38, 1.55])
    assert fair_bounds([far, near, near + 0.05], NUMBERS, CLASSES)[0] < 1.5
    assert fair_bounds([far], NUMBERS, CLASSES)[0] > 2.0


@pytest.mark.parametrize("size", [1e-9, 1.0, 1.3, 20.0, 1e9])
def test_sizes_beyond_all_numbers_have_bounds(size):
    bounds = fair_bounds([np.array([size])], NUMBERS, CLASSES)
    assert len(bounds) == CLASSES - 1 and set(bounds) <= set(NUMBERS)


def test_what_cannot_be_parted_is_an_error():
    with pytest.raises(ValueError, match="2 numbers cannot part 4 classes"):
        fair_bounds([np.array([1.0])], (1.0, 2.0), CLASSES)
    for samples in ([], [np.array([])]):
        with pytest.raises(ValueError, match="no sizes"):
            fair_bounds(samples, NUMBERS, CLASSES)
