"""Whether a gap closes or widens over the years: a robust slope with its interval, and a test of no trend.

The slope is that of Theil (1950) and Sen (1968): the median of the slopes between all pairs of years, which one odd
year does not turn; its 95 % interval is Sen's. The test is that of Mann (1945) and Kendall (1975): whether later years
tend to lie higher. Both would take the years as independent of each other, and figures of neighbouring years are not.
So both take the variance as Hamed and Rao (1998) widen it for what is left of the ranks without the trend. Stretches
are short: the ranks are taken to hang together from year to year only (as in an autoregression of first order), and
what a short stretch without its trend hides of that is added (Kendall 1954).
"""

from __future__ import annotations

from itertools import pairwise
from math import erfc, sqrt
from typing import TYPE_CHECKING

import numpy as np

from mapserver.model.border_figures import Direction, Trend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Years that a stretch needs before anything is said of a trend.
FEWEST_YEARS = 6
#: How sure a verdict is, the quantile of the normal distribution that belongs to it, and the p-value below which it is
#: given.
CONFIDENCE, QUANTILE, SIGNIFICANT = 0.95, 1.959964, 0.05
#: The most that ranks of neighbouring years are taken to hang together: a course that falls every year, but in a curve,
#: leaves ranks that look as if they did wholly.
MOST_ALIKE = 0.8


def trend(years: Sequence[int], gaps: Sequence[float]) -> Trend | None:
    """Return the trend of the size of signed gaps, year by year in order; None for fewer than FEWEST_YEARS."""
    count = len(years)
    if count < FEWEST_YEARS:
        return None
    times, sizes = np.asarray(years, dtype=float), np.abs(np.asarray(gaps, dtype=float))
    early, late = np.triu_indices(count, 1)
    steps = sizes[late] - sizes[early]
    slopes = np.sort(steps / (times[late] - times[early]))
    slope = float(np.median(slopes))
    score, spread = float(np.sign(steps).sum()), sqrt(_variance(sizes) * _widened(sizes - slope * times))
    reach = QUANTILE * spread
    low = float(slopes[max(round((len(slopes) - reach) / 2) - 1, 0)])
    high = float(slopes[min(round((len(slopes) + reach) / 2), len(slopes) - 1)])
    # One is taken from the score since it counts pairs, and the normal distribution is continuous.
    p = erfc(max(abs(score) - 1, 0.0) / spread / sqrt(2)) if spread else 1.0
    untied = int(np.count_nonzero(steps))
    tau = score / sqrt(untied * len(steps)) if untied else 0.0
    turns = _turns(years, gaps)
    start, end = float(sizes[0]), float(sizes[-1])
    direction = "unclear" if turns else _direction(low, high, p, end - start)
    return Trend(years[0], years[-1], count, slope, low, high, tau, p, direction, start, end, turns)


def _variance(sizes: NDArray[np.float64]) -> float:
    """Return the variance of the score of independent years, with what ties take from it."""

    def spread(number: int) -> int:
        return number * (number - 1) * (2 * number + 5)

    _, tied = np.unique(sizes, return_counts=True)
    return (spread(len(sizes)) - sum(spread(int(number)) for number in tied)) / 18


def _widened(left: NDArray[np.float64]) -> float:
    """Return how many times wider the variance is than that of independent years; `left` is what no trend explains.

    Years that alternate would make it narrower: that is not taken.
    """
    count = len(left)
    ordered = np.sort(left)
    ranks = (np.searchsorted(ordered, left, "left") + np.searchsorted(ordered, left, "right")) / 2.0
    ranks -= ranks.mean()
    whole = float(ranks @ ranks)
    if not whole:
        return 1.0
    seen = float(ranks[:-1] @ ranks[1:]) / whole
    alike = min(max((count * seen + 2) / (count - 4), 0.0), MOST_ALIKE)
    apart = np.arange(1, count - 2)
    weights = (count - apart) * (count - apart - 1) * (count - apart - 2)
    return 1.0 + 2.0 * float(weights @ alike**apart) / (count * (count - 1) * (count - 2))


def _turns(years: Sequence[int], gaps: Sequence[float]) -> tuple[int, ...]:
    """Return the years in which the other side is higher than in the last year before with a gap at all."""
    unequal = [(year, gap > 0) for year, gap in zip(years, gaps, strict=True) if gap]
    return tuple(year for (_, before), (year, after) in pairwise(unequal) if before != after)


def _direction(low: float, high: float, p: float, change: float) -> Direction:
    """Say which way a gap goes; nothing is said unless the interval, the test and the first and last year agree."""
    if p < SIGNIFICANT and high < 0 and change < 0:
        return "closing"
    if p < SIGNIFICANT and low > 0 and change > 0:
        return "widening"
    return "unclear"
