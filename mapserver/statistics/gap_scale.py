"""How large a gap is: the kinds of size, and the classes that a layer's sizes fall into, the same in every year."""

from __future__ import annotations

import math
from bisect import bisect_left
from statistics import median
from typing import TYPE_CHECKING, Literal, cast

from mapserver.statistics.gaps import Gap, gap
from mapserver.statistics.scales import has_ratios

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mapserver.model import Layer

GapKind = Literal["ratio", "log2", "diff"]
#: Bounds between the classes of ratios, larger against smaller: of these rows the one whose middle is most usual.
RATIO_BOUNDS = (
    (1.02, 1.05, 1.1),
    (1.05, 1.1, 1.25),
    (1.1, 1.25, 1.5),
    (1.25, 1.5, 2.0),
    (1.5, 2.0, 3.0),
    (2.0, 3.0, 5.0),
    (3.0, 5.0, 10.0),
)
#: Classes of sizes.
CLASSES = 4


def gap_kinds(layer: Layer) -> tuple[GapKind, ...]:
    """Return how the gaps of a layer can be measured, the usual way first: by ratios only where these tell something.

    `ratio` and `log2` are of the larger against the smaller; `log2` counts doublings.
    """
    return ("ratio", "log2", "diff") if has_ratios(layer) else ("diff",)


def gap_size(between: Gap, kind: GapKind) -> float | None:
    """Return the size of a gap without its direction: of a ratio always the larger against the smaller, from 1 on.

    None where there is no ratio, or where one of the two is zero.
    """
    if kind == "diff":
        return abs(between.diff)
    if between.ratio is None or between.log2_ratio is None:
        return None
    return abs(between.log2_ratio) if kind == "log2" else 2.0 ** abs(between.log2_ratio)


def size_class(size: float, bounds: tuple[float, ...]) -> int:
    """Return the class of a size from 0; a bound belongs to the class below it."""
    return bisect_left(bounds, size)


def gap_bounds(layer: Layer, beside: Mapping[str, Mapping[str, float]], kind: GapKind) -> tuple[float, ...]:
    """Return the bounds between the CLASSES of a layer's gaps, the same in every year.

    They are round numbers around the median of the gaps across borders over all years, where there is none of those
    inside countries. `beside` is as in `segment_gaps`. The layer keeps the answer.
    """
    key = ("gap_bounds", kind)
    if key not in layer.kept:
        layer.kept[key] = _bounds(layer, beside, kind)
    return cast("tuple[float, ...]", layer.kept[key])


def _bounds(layer: Layer, beside: Mapping[str, Mapping[str, float]], kind: GapKind) -> tuple[float, ...]:
    across = sorted(size for size in _sizes(layer, beside, kind, across=True) if size > (kind == "ratio"))
    sizes = across or sorted(size for size in _sizes(layer, beside, kind, across=False) if size > (kind == "ratio"))
    usual = median(sizes) if sizes else (1.25 if kind == "ratio" else 1.0)
    if kind == "ratio":
        return min(RATIO_BOUNDS, key=lambda row: abs(math.log(math.log(row[1]) / math.log(usual))))
    return _round_bounds(usual)


def _sizes(layer: Layer, beside: Mapping[str, Mapping[str, float]], kind: GapKind, *, across: bool) -> Iterator[float]:
    """Yield the sizes of all gaps of figures that may be compared, year by year."""
    indexes: dict[str, list[int]] = {}
    for index, place in enumerate(layer.places):
        indexes.setdefault(place.key, []).append(index)
    pairs = [
        (a, b)
        for a, place in enumerate(layer.places)
        for key in beside.get(place.key, ())
        for b in indexes.get(key, ())
        if a < b and (place.country != layer.places[b].country) == across and layer.judgement(a, b) != "different"
    ]
    for year in layer.years:
        valued = {index: layer.cell(index, year).value for index in layer.valued(year)}
        for a, b in pairs:
            one, other = valued.get(a), valued.get(b)
            if one is not None and other is not None:
                size = gap_size(gap(one, other), kind)
                if size is not None:
                    yield size


def _round_bounds(usual: float) -> tuple[float, ...]:
    """Return three numbers of the row 1, 2, 5, 10, ... whose middle is nearest to a size."""
    step = min(range(-60, 61), key=lambda step: abs(math.log(_round_number(step) / usual)))
    return tuple(_round_number(near) for near in (step - 1, step, step + 1))


def _round_number(step: int) -> float:
    tens, place = divmod(step, 3)
    return float(f"{(1, 2, 5)[place]}e{tens}")
