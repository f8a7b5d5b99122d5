"""Whether a gap closes or widens over the years: a robust slope with its interval, and a test of no trend.

The slope is that of Theil (1950) and Sen (1968): the median of the slopes between all pairs of years, which one odd
year does not turn; its 95 % interval is Sen's. The test is that of Mann (1945) and Kendall (1975): whether later years
tend to lie higher. Both take the years as independent of each other. Figures of neighbouring years are not: where they
hang together, the interval is narrower and the p-value smaller than they should be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mapserver.model.border_figures import Direction, Trend

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Years that a stretch needs before anything is said of a trend.
FEWEST_YEARS = 6
#: How sure a verdict is, and the p-value below which it is given.
CONFIDENCE, SIGNIFICANT = 0.95, 0.05


def trend(years: Sequence[int], gaps: Sequence[float]) -> Trend | None:
    """Return the trend of the size of signed gaps, year by year in order; None for fewer than FEWEST_YEARS."""
    if len(years) < FEWEST_YEARS:
        return None
    # Reading scipy takes half a second, which a server that only reads snapshots need not wait for.
    from scipy.stats import kendalltau, theilslopes

    sizes = np.abs(np.asarray(gaps, dtype=float))
    slope, _, low, high = (float(value) for value in theilslopes(sizes, years, CONFIDENCE))
    test = kendalltau(years, sizes)
    tau, p = (0.0, 1.0) if np.isnan(test.statistic) else (float(test.statistic), float(test.pvalue))
    turns = tuple(year for year, before, after in zip(years[1:], gaps, gaps[1:], strict=False) if before * after < 0.0)
    return Trend(
        years[0],
        years[-1],
        len(years),
        slope,
        low,
        high,
        tau,
        p,
        _direction(low, high, p),
        float(sizes[0]),
        float(sizes[-1]),
        turns,
    )


def _direction(low: float, high: float, p: float) -> Direction:
    """Say which way a gap goes; nothing is said unless the interval and the test agree."""
    if p < SIGNIFICANT and high < 0:
        return "closing"
    if p < SIGNIFICANT and low > 0:
        return "widening"
    return "unclear"
