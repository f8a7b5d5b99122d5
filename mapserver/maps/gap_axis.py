"""The axis of gaps: round ratios at their doublings, or round differences. Knows no picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mapserver.maps.axis import decimals_of, ticks
from mapserver.maps.formats import number

if TYPE_CHECKING:
    from mapserver.model.border_figures import GapScale

#: Ratios that are written at an axis, the first of those that have room before the others.
ROUND = (1.0, 2.0, 10.0, 5.0, 1.5, 3.0, 20.0, 100.0, 50.0, 1.2, 1.1, 1.05, 7.0, 1.3, 4.0, 30.0, 200.0, 500.0, 1000.0)


def gap_marks(low: float, high: float, scale: GapScale, apart: float, lang: str) -> list[tuple[float, str]]:
    """Return where marks stand on an axis from `low` to `high` and what is written at them, at least `apart` apart.

    Gaps are signed: of ratios both sides of one are marked alike, since the side is said beside the axis.
    """
    if scale == "difference":
        marks = ticks(low, high, 6)
        decimals = decimals_of(marks)
        return [(mark, number(abs(mark), decimals, lang)) for mark in marks if low <= mark <= high]
    found: list[tuple[float, str]] = []
    for ratio in ROUND:
        for place in dict.fromkeys((math.log2(ratio), -math.log2(ratio))):
            place += 0.0
            if low <= place <= high and all(abs(place - other) >= apart for other, _ in found):
                found.append((place, f"{_short(ratio, lang)}\u202f\u00d7"))
    return sorted(found)


def _short(ratio: float, lang: str) -> str:
    decimals = next(digits for digits in range(3) if abs(round(ratio, digits) - ratio) < 1e-9)
    return number(ratio, decimals, lang)
