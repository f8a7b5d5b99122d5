"""The axis that the values of a map lie on, straight or logarithmic, and what divides it: steps and bins."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Positive values that span more than so many powers of ten are shown on a logarithmic axis.
ORDERS = 3
#: Numbers of bins: fewer hide the shape, more fall apart into single values.
FEWEST_BINS, MOST_BINS = 24, 30


@dataclass(frozen=True)
class ValueAxis:
    """An axis from `low` to `high`, which differ; `is_log` where equal steps on it are equal ratios."""

    low: float
    high: float
    is_log: bool = False

    def share(self, value: float) -> float:
        """Return where a value lies, from 0 at the low end to 1 at the high one; beyond the ends those."""
        if value <= self.low:
            return 0.0
        if value >= self.high:
            return 1.0
        if self.is_log:
            return (math.log(value) - math.log(self.low)) / (math.log(self.high) - math.log(self.low))
        # Halves: the distance of two finite numbers may be none.
        return (value / 2 - self.low / 2) / (self.high / 2 - self.low / 2)

    def value(self, share: float) -> float:
        """Return the value at a share of the way from the low end to the high one, both ends exactly."""
        if share <= 0:
            return self.low
        if share >= 1:
            return self.high
        if self.is_log:
            found = math.exp(math.log(self.low) * (1 - share) + math.log(self.high) * share)
        else:
            found = self.low * (1 - share) + self.high * share
        return min(max(found, self.low), self.high)


def axis_between(low: float | None, high: float | None) -> ValueAxis | None:
    """Return the axis from the lowest to the highest value; None where there are no two different ones."""
    if low is None or high is None or not low < high:
        return None
    return ValueAxis(low, high, low > 0 and math.log10(high) - math.log10(low) > ORDERS)


def with_lead(axis: ValueAxis, count: int) -> ValueAxis:
    """Return an axis that begins one bin of `count` before another one, which has one bin less."""
    if axis.is_log:
        return ValueAxis(axis.low * (axis.low / axis.high) ** (1 / (count - 1)), axis.high, is_log=True)
    return ValueAxis(axis.low - (axis.high / (count - 1) - axis.low / (count - 1)), axis.high)


def even_bounds(axis: ValueAxis, count: int, centre: float | None = None) -> tuple[float, ...]:
    """Return about `count` upper bounds, evenly along an axis and strictly increasing; the last one is its high end.

    A `centre` between the ends is one of them: no step lies on both sides of it. Fewer come where numbers are so close
    that there are none between them.
    """
    if centre is None or not axis.low < centre < axis.high:
        shares = [step / count for step in range(1, count)]
    else:
        middle = axis.share(centre)
        below = min(max(round(count * middle), 1), count - 1)
        shares = [middle * step / below for step in range(1, below)]
        shares += [middle + (1 - middle) * step / (count - below) for step in range(1, count - below)]
    inner = {axis.value(share) for share in shares} | ({centre} if centre is not None else set())
    return (*sorted(value for value in inner if axis.low < value < axis.high), axis.high)


def bin_bounds(axis: ValueAxis, ordered: Sequence[float]) -> tuple[float, ...]:
    """Return the upper bounds of the bins of a histogram of `ordered` values, as many as Freedman and Diaconis advise.

    At least FEWEST_BINS and at most MOST_BINS, where the numbers give so many.
    """
    quarter = len(ordered) // 4
    spread = axis.share(ordered[-1 - quarter]) - axis.share(ordered[quarter])
    width = 2 * spread / len(ordered) ** (1 / 3)
    return even_bounds(axis, min(max(math.ceil(1 / max(width, 1 / MOST_BINS)), FEWEST_BINS), MOST_BINS))
