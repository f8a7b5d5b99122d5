"""Classification: upper bounds of classes under several schemes. Knows numbers only."""

from __future__ import annotations

import math
import warnings
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import numpy as np

from mapserver.model import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Values = NDArray[np.float64]

#: Schemes in the order in which they are offered.
SCHEMES = {
    "quantiles": Text(en="Quantiles"),
    "equal_interval": Text(en="Equal intervals"),
    "fisher_jenks": Text(en="Natural breaks (Fisher-Jenks)"),
    "pretty": Text(en="Round numbers"),
    "std_mean": Text(en="Standard deviations from the mean"),
}

#: Numbers of classes that are offered.
CLASS_COUNTS = range(2, 10)


def class_breaks(values: Sequence[float]) -> dict[str, dict[int, tuple[float, ...]]]:
    """Return ``breaks[scheme][k]``: k upper bounds, strictly increasing, the last one is the maximum.

    A number of classes that the distinct values do not give is absent; where all values are equal there is one class.
    No value gives an empty dict.
    """
    ordered = np.sort(np.asarray([value for value in values if math.isfinite(value)], dtype=np.float64))
    if not len(ordered):
        return {}
    distinct = len(np.unique(ordered))
    if distinct == 1:
        return {"quantiles": {1: (float(ordered[0]),)}}
    # A scheme may give other numbers of classes than asked for; what it gives is filed under its own number.
    found: dict[str, dict[int, tuple[float, ...]]] = {scheme: {} for scheme in SCHEMES}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for k in CLASS_COUNTS:
            if k > distinct:
                break
            for scheme, bounds in _bounds(ordered, k).items():
                breaks = _tidy(bounds, ordered)
                if len(breaks) in CLASS_COUNTS:
                    found[scheme].setdefault(len(breaks), breaks)
        breaks = _tidy(_std_mean(ordered), ordered)
        if len(breaks) in CLASS_COUNTS:
            found["std_mean"][len(breaks)] = breaks
    given = {scheme: dict(sorted(by_count.items())) for scheme, by_count in found.items() if by_count}
    return given or {"quantiles": {1: (float(ordered[-1]),)}}


def classify(value: float, breaks: tuple[float, ...]) -> int:
    """Return the class of a value, from 0: the first whose upper bound it does not exceed, else the last one."""
    return min(bisect_left(breaks, value), max(len(breaks) - 1, 0))


def round_breaks(breaks: tuple[float, ...], decimals: int, values: Sequence[float]) -> tuple[float, ...]:
    """Round the bounds between classes for a legend, each only where no value changes its class by it.

    The last bound stays the maximum.
    """
    ordered = sorted(values)
    rounded: list[float] = []
    for position, bound in enumerate(breaks[:-1]):
        split = bisect_right(ordered, bound)
        low = ordered[split - 1] if split else -math.inf
        high = min(ordered[split] if split < len(ordered) else math.inf, breaks[position + 1])
        previous = rounded[-1] if rounded else -math.inf
        fits = (near for near in _near(bound, decimals) if low <= near < high and near > previous)
        rounded.append(next(fits, bound))
    return (*rounded, *breaks[-1:])


def _near(bound: float, decimals: int) -> tuple[float, ...]:
    """Return the round numbers near a bound, the nearest one first."""
    step = 10.0**-decimals
    nearest = round(bound, decimals)
    others = (round(nearest - step, decimals), round(nearest + step, decimals))
    return (nearest, *sorted(others, key=lambda other: abs(other - bound)))


def _bounds(ordered: Values, k: int) -> dict[str, Iterable[float]]:
    """Ask the libraries for k classes under every scheme that takes a number."""
    # mapclassify brings pandas and scipy along, a second of start-up that a reader of classes need not wait for.
    import jenkspy
    import mapclassify

    return {
        "quantiles": mapclassify.Quantiles(ordered, k=k).bins,
        "equal_interval": mapclassify.EqualInterval(ordered, k=k).bins,
        "fisher_jenks": jenkspy.jenks_breaks(ordered, k)[1:],
        "pretty": mapclassify.PrettyBreaks(ordered, k=k).bins,
    }


def _std_mean(ordered: Values) -> Iterable[float]:
    """Return bounds at one and two standard deviations from the mean."""
    import mapclassify

    bins: Iterable[float] = mapclassify.StdMean(ordered).bins
    return bins


def _tidy(bounds: Iterable[float], ordered: Values) -> tuple[float, ...]:
    """Return strictly increasing bounds that end with the maximum; without classes below the minimum."""
    lowest, highest = float(ordered[0]), float(ordered[-1])
    inner = sorted({float(bound) for bound in bounds if lowest <= bound < highest})
    return (*inner, highest)
