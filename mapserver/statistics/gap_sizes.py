"""How large a gap is: the kinds of size, and the classes that a layer's sizes fall into, the same in every year."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, cast

import numpy as np

from mapserver.statistics.fair_bounds import fair_bounds
from mapserver.statistics.gap_table import gap_table
from mapserver.statistics.scales import has_ratios

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from mapserver.model import Layer
    from mapserver.model.border_figures import GapKind
    from mapserver.statistics.gaps import Gap

#: Round numbers that bounds between classes are taken from: of ratios, larger against smaller, and of other sizes.
RATIO_BOUNDS = (1.01, 1.02, 1.05, 1.1, 1.25, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0)
ROUND_BOUNDS = tuple(float(f"{digit}e{tens}") for tens in range(-20, 21) for digit in (1, 2, 5))
#: What is taken where no gap is known.
NO_BOUNDS: Mapping[GapKind, tuple[float, ...]] = {
    "ratio": (1.1, 1.25, 1.5), "log2": (0.5, 1.0, 2.0), "diff": (0.5, 1.0, 2.0),
}  # fmt: skip
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

    They are the round numbers that part the gaps of all years across borders most evenly, each border counted as one
    (`fair_bounds`): one with many lines, or with gaps that are far larger than all others, leaves classes to the rest.
    Where there is no gap across a border they part those inside countries. `beside` is as in `segment_gaps`. The layer
    keeps the answer.
    """
    key = ("gap_bounds", kind)
    if key not in layer.kept:
        layer.kept[key] = _bounds(layer, beside, kind)
    return cast("tuple[float, ...]", layer.kept[key])


def _bounds(layer: Layer, beside: Mapping[str, Mapping[str, float]], kind: GapKind) -> tuple[float, ...]:
    sizes = _sizes(layer, beside, kind)
    samples = [found for border, found in sizes.items() if border] or list(sizes.values())
    if not samples:
        return NO_BOUNDS[kind]
    return fair_bounds(samples, RATIO_BOUNDS if kind == "ratio" else ROUND_BOUNDS, CLASSES)


def _sizes(layer: Layer, beside: Mapping[str, Mapping[str, float]], kind: GapKind) -> dict[str, NDArray[np.float64]]:
    """Return by border the sizes of all gaps of all years between figures that may be compared; those inside countries
    by an empty name. Equal figures are left out: they lie in the lowest class whatever its bound is.
    """
    found: dict[str, list[NDArray[np.float64]]] = {}
    for year in layer.years:
        table = gap_table(layer, year, beside)
        segments = table.segments
        compared = np.array([judgement != "different" for judgement, _ in segments.comparisons], dtype=bool)
        sizes = np.abs(table.diff if kind == "diff" else table.log2_ratio)
        told = np.isfinite(sizes) & (sizes > 0) & compared[segments.judged]
        for number in np.unique(segments.border[told]).tolist():
            held = sizes[told & (segments.border == number)]
            found.setdefault(segments.borders[number], []).append(2.0**held if kind == "ratio" else held)
    return {border: np.concatenate(held) for border, held in found.items()}
