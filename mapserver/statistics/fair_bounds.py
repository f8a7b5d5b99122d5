"""Bounds between classes that tell several samples apart, the sizes of each counted as one. Knows no layer."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = NDArray[np.float64]
#: How much the evenness inside each sample counts against that of all of them together.
ALONE = 0.5
#: Digits to which two choices are equally fair: sums of the same parts in another order differ in their last ones.
DIGITS = 9


def fair_bounds(samples: Sequence[Floats], numbers: Sequence[float], classes: int) -> tuple[float, ...]:
    """Return the `classes` - 1 of ascending `numbers` between which the classes are filled most evenly.

    Each sample counts the same however many sizes it has, so that one with many or very large sizes does not take the
    classes from the others. Evenness is the entropy of the shares of the classes: that of all samples together, plus
    ALONE times the mean of that within each, so that none lies in one class where it need not. Of equally fair choices
    the one with the lowest numbers is taken. A bound belongs to the class below it. Raises ValueError where a sample is
    empty or there are too few numbers.
    """
    if not samples or any(len(sample) == 0 for sample in samples):
        raise ValueError("a sample has no sizes")
    near = _near(numbers, min(map(np.min, samples)), max(map(np.max, samples)), classes - 1)
    if len(near) < classes - 1:
        raise ValueError(f"{len(near)} numbers cannot part {classes} classes")
    below = np.array([np.searchsorted(np.sort(sample), near, "right") / len(sample) for sample in samples])
    ends = np.column_stack([np.zeros(len(samples)), below, np.ones(len(samples))])
    return tuple(near[index - 1] for index in _best_cuts(_evenness(ends), classes))


def _near(numbers: Sequence[float], low: float, high: float, fewest: int) -> Sequence[float]:
    """Return the numbers among and next to the sizes, where these are too few larger ones, then smaller ones."""
    first = max(0, bisect_left(numbers, low) - 1)
    last = min(len(numbers), max(bisect_left(numbers, high) + 1, first + fewest))
    return numbers[max(0, min(first, last - fewest)) : last]


def _evenness(ends: Floats) -> Floats:
    """Return what a class from one end to another adds, -inf where it would end before it begins; `ends` are shares
    below, a row a sample."""
    size = ends.shape[1]
    both = np.zeros((size, size))
    for row in ends:
        both += ALONE * _part(row) / len(ends)
    both += _part(ends.mean(axis=0))
    both[np.tril_indices(size)] = -np.inf
    return np.round(both, DIGITS)


def _part(below: Floats) -> Floats:
    share = np.clip(below[None, :] - below[:, None], 0.0, 1.0)
    return -share * np.log(np.where(share > 0, share, 1.0))


def _best_cuts(adds: Floats, classes: int) -> list[int]:
    """Return the positions between 0 and the last at which classes that add the most meet."""
    best = adds[0]
    choices = []
    for _ in range(classes - 1):
        sums = best[:, None] + adds
        choices.append(np.argmax(sums, axis=0))
        best = np.max(sums, axis=0)
    cuts = [adds.shape[0] - 1]
    for choice in reversed(choices):
        cuts.append(int(choice[cuts[-1]]))
    return cuts[:0:-1]
