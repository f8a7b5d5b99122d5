"""p-values of many tests at once, against the steps of Benjamini and Hochberg by hand and against scipy."""

import numpy as np
import pytest
from scipy.stats import false_discovery_control

from mapserver.statistics.false_discovery import adjusted


def test_each_is_the_smallest_rate_at_which_it_counts() -> None:
    assert adjusted([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.04, 0.04])
    assert adjusted([0.9, 0.02]) == pytest.approx([0.9, 0.04])
    assert adjusted([0.2]) == [0.2]
    assert adjusted([]) == []


def test_scipy_finds_the_same() -> None:
    values = np.random.default_rng(3).random(50) ** 2
    assert adjusted(values.tolist()) == pytest.approx(false_discovery_control(values).tolist())
