"""Classification: upper bounds of classes under several schemes. Knows numbers only."""

from __future__ import annotations

import math
import sys
import warnings
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from mapserver.translation import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Values = NDArray[np.float64]

#: Schemes in the order in which they are offered.
SCHEMES = {
    "quantiles": N_("Quantiles"),
    "equal_interval": N_("Equal intervals"),
    "fisher_jenks": N_("Natural breaks (Fisher-Jenks)"),
    "pretty": N_("Round numbers"),
    "std_mean": N_("Standard deviations from the mean"),
    "head_tail": N_("Head and tail"),
}

#: Around which value an index is drawn, and what can fall below nothing, such as a change or a gap.
INDEX_CENTRE, CENTRE = 100.0, 0.0
#: The kind of a layer of changes.
CHANGE = "change"
#: Kinds of layers that are set against a context: in per cent of it, as the difference to it, as types.
RELATION, DIFFERENCE, TYPES = "relation", "difference", "types"
DEVIATIONS = frozenset({RELATION, DIFFERENCE})
#: Numbers of classes that are offered.
CLASS_COUNTS = range(2, 10)
#: Classes that a reader can still tell apart by colour and remember.
PREFERRED_K = 5
#: Values lie evenly where no class of as many values is more than so many times as wide as another.
EVEN = 3.0
#: A class that holds more of the units than this flattens the map.
FLAT = 0.5
#: Values that natural breaks are looked for among while a reader waits: the time grows with their square.
MOST_WAITED = 3000
#: The values above the mean are a head where they are no more than this share of all.
HEAD = 0.5


def class_breaks(values: Sequence[float]) -> dict[str, dict[int, tuple[float, ...]]]:
    """Return ``breaks[scheme][k]``: k upper bounds, strictly increasing, the last one is the maximum.

    A number of classes that the distinct values do not give is absent, and so is a scheme that they are not fit for;
    where all values are equal there is one class. No value gives an empty dict.
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
        for scheme, bounds in (("std_mean", _std_mean(ordered)), ("head_tail", _head_tail(ordered))):
            breaks = _tidy(bounds, ordered)
            if len(breaks) in CLASS_COUNTS:
                found[scheme][len(breaks)] = breaks
    given = {scheme: dict(sorted(by_count.items())) for scheme, by_count in found.items() if by_count}
    return given or {"quantiles": {1: (float(ordered[-1]),)}}


def quick_breaks(values: Sequence[float]) -> dict[str, dict[int, tuple[float, ...]]]:
    """Return what `class_breaks` does for quantiles, equal intervals and natural breaks, without what takes long: fit
    to be worked out while a reader waits. Natural breaks, whose time grows with the square of the values, are of up to
    MOST_WAITED values only."""
    ordered = np.sort(np.asarray([value for value in values if math.isfinite(value)], dtype=np.float64))
    distinct = len(np.unique(ordered))
    if distinct < 2:
        return {"quantiles": {1: (float(ordered[0]),)}} if distinct else {}
    import jenkspy

    found: dict[str, dict[int, tuple[float, ...]]] = {}
    for k in (count for count in CLASS_COUNTS if count <= distinct):
        made: dict[str, Iterable[float]] = {
            "quantiles": np.quantile(ordered, np.arange(1, k + 1) / k),
            "equal_interval": np.linspace(ordered[0], ordered[-1], k + 1)[1:],
        }
        if len(ordered) <= MOST_WAITED:
            made["fisher_jenks"] = jenkspy.jenks_breaks(ordered, k)[1:]
        for scheme, bounds in made.items():
            breaks = _tidy(bounds, ordered)
            if len(breaks) in CLASS_COUNTS:
                found.setdefault(scheme, {}).setdefault(len(breaks), breaks)
    return {scheme: dict(sorted(by_count.items())) for scheme, by_count in found.items()}


def mirrored_breaks(
    values: Sequence[float], decimals: int, counts: Iterable[int] = CLASS_COUNTS
) -> dict[str, dict[int, tuple[float, ...]]]:
    """Return the breaks of changes: odd numbers of classes whose bounds lie as far above zero as below.

    The middle class holds what hardly changed. Bounds beyond all values are left out, so that fewer classes may come
    than were asked for; colours that turn on zero still mean the same on both sides. No value gives an empty dict.
    """
    ordered = np.sort(np.asarray([value for value in values if math.isfinite(value)], dtype=np.float64))
    if not len(ordered):
        return {}
    sizes = np.abs(ordered)
    found: dict[str, dict[int, tuple[float, ...]]] = {"quantiles": {}, "equal_interval": {}}
    for k in (count for count in counts if count % 2):
        shares = [(2 * place - 1) / k for place in range(1, (k + 1) // 2)]
        for scheme, bounds in (
            ("quantiles", np.quantile(sizes, shares)),
            ("equal_interval", sizes.max() * np.asarray(shares)),
        ):
            # A bound at the farthest value would part it from the others on one side and not on the other.
            rounded = {_rounded(float(bound), decimals) for bound in bounds}
            outward = sorted(near for near in rounded if 0 < near < sizes.max())
            breaks = _tidy([*(-bound for bound in outward), *outward], ordered)
            found[scheme].setdefault(len(breaks), breaks)
    return {scheme: dict(sorted(by_count.items())) for scheme, by_count in found.items()}


def _rounded(bound: float, decimals: int) -> float:
    """Round a bound to two digits, or to `decimals` where that is coarser."""
    return next(_near(bound, decimals), bound)


def classify(value: float, breaks: tuple[float, ...]) -> int:
    """Return the class of a value, from 0: the first whose upper bound it does not exceed, else the last one."""
    return min(bisect_left(breaks, value), max(len(breaks) - 1, 0))


def round_breaks(breaks: tuple[float, ...], decimals: int, values: Sequence[float]) -> tuple[float, ...]:
    """Round the bounds between classes for a legend: to two digits, or as many as keep every value in its class.

    A bound that no number of `decimals` can stand for without moving a value stays; the last one stays the maximum.
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


def centre_of(kind: str, low: float | None, high: float | None) -> float | None:
    """Return the value on which classes and colours turn, where there are values on both sides of it.

    Changes and differences turn on zero wherever they lie, relations on 100; types on nothing.
    """
    if kind in (CHANGE, DIFFERENCE):
        return CENTRE
    if kind in (RELATION, TYPES):
        return INDEX_CENTRE if kind == RELATION else None
    centre = INDEX_CENTRE if kind == "index" else CENTRE
    return centre if low is not None and high is not None and low < centre < high else None


def turn_on(centre: float, breaks: tuple[float, ...], values: Sequence[float]) -> tuple[float, ...]:
    """Make `centre` a bound in the place of a neighbouring one, so that no class lies on both sides of it.

    Of the two neighbours the one whose classes keep their values is taken, then the nearer one. Breaks of one class,
    and those whose values all lie on one side, stay as they are.
    """
    inner = breaks[:-1]
    if not inner or centre in breaks or not min(values, default=centre) < centre < breaks[-1]:
        return breaks
    above = bisect_right(inner, centre)

    def cost(position: int) -> tuple[int, float]:
        bounds = (-math.inf, *inner[:position], centre, *inner[position + 1 :], breaks[-1])
        ordered = sorted(values)
        empty = sum(bisect_right(ordered, low) == bisect_right(ordered, high) for low, high in pairwise(bounds))
        return empty, abs(inner[position] - centre)

    position = min((at for at in (above - 1, above) if 0 <= at < len(inner)), key=cost)
    return (*inner[:position], centre, *inner[position + 1 :], breaks[-1])


def preferred_k(choices: Collection[int]) -> int:
    """Return the number of classes nearest to PREFERRED_K, of two the smaller one."""
    return min(choices, key=lambda count: (abs(count - PREFERRED_K), count), default=PREFERRED_K)


def default_scheme(
    breaks: Mapping[str, Mapping[int, tuple[float, ...]]], low: float | None, shown: Sequence[float]
) -> str:
    """Return the scheme that a map starts with, for classes of values from `low` and the values `shown` at first.

    Quantiles, which no outlier flattens; before them equal intervals, which read better, where the values lie evenly
    (see EVEN); after them natural breaks, for values that move so much over the years that those shown first fall into
    few quantiles. Of these the first whose fullest class holds no more of the shown values than FLAT, else the one
    whose fullest class holds fewest.
    """
    even = low is not None and _is_even(low, breaks.get("quantiles", {}))
    order = (*(("equal_interval",) if even else ()), "quantiles", "fisher_jenks")
    known = [scheme for scheme in order if scheme in breaks] or list(breaks)
    shares = {scheme: _fullest(breaks[scheme], shown) for scheme in known}
    enough = (scheme for scheme in known if shares[scheme] <= FLAT)
    return next(enough, min(known, key=lambda scheme: shares[scheme], default=""))


def _is_even(low: float, quantiles: Mapping[int, tuple[float, ...]]) -> bool:
    """Say whether values lie evenly: see EVEN."""
    bounds = quantiles.get(preferred_k(quantiles), ())
    widths = [upper - lower for lower, upper in pairwise((low, *bounds))]
    return len(widths) > 1 and max(widths) <= EVEN * min(widths)


def _fullest(by_count: Mapping[int, tuple[float, ...]], shown: Sequence[float]) -> float:
    """Return the share of values that the fullest class holds."""
    bounds = by_count[preferred_k(by_count)]
    counts = Counter(classify(value, bounds) for value in shown)
    return max(counts.values(), default=0) / max(len(shown), 1)


def _near(bound: float, decimals: int) -> Iterator[float]:
    """Yield the round numbers near a bound: those with fewest digits first, of as many the nearest one."""
    first = math.floor(math.log10(abs(bound))) - 1 if bound else -decimals
    for power in range(max(first, -decimals), -decimals - 1, -1):
        step = 10.0**power
        nearest = round(bound, -power)
        others = (round(nearest - step, -power), round(nearest + step, -power))
        yield from (nearest, *sorted(others, key=lambda other: abs(other - bound)))


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


def _head_tail(ordered: Values) -> Iterable[float]:
    """Return the mean, the mean of what lies above it, and so on up to the largest number of classes.

    Nothing where values are negative or most of them lie above the mean: there is no tail to cut off.
    """
    import mapclassify

    if ordered[0] < 0 or np.mean(ordered > ordered.mean()) > HEAD:
        return ()
    bins: Sequence[float] = mapclassify.HeadTailBreaks(ordered).bins
    return bins[: CLASS_COUNTS[-1] - 1]


#: Part of the largest value by which two bounds must differ to be two.
FLOATING = 8 * sys.float_info.epsilon


def _tidy(bounds: Iterable[float], ordered: Values) -> tuple[float, ...]:
    """Return strictly increasing bounds that end with the maximum; without classes below the minimum."""
    lowest, highest = float(ordered[0]), float(ordered[-1])
    # Quantiles are interpolated: two that should be one differ in the last digits, and would part a class of nothing.
    same = FLOATING * max(abs(lowest), abs(highest))
    inner: list[float] = []
    for bound in sorted({float(bound) for bound in bounds if lowest <= bound < highest - same}):
        if not inner or bound - inner[-1] > same:
            inner.append(bound)
    return (*inner, highest)
