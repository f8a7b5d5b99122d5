"""The gap between two values across a segment. Knows nothing of units or years."""

from __future__ import annotations

import math
from typing import NamedTuple


class Gap(NamedTuple):
    """B against A, signed: `ratio` is None where A is zero, `log2_ratio` where the two have no common sign."""

    diff: float
    ratio: float | None
    log2_ratio: float | None


def gap(value_a: float, value_b: float) -> Gap:
    """Return ``B - A``, ``B / A`` and the doublings from A to B.

    Exchanging A and B turns the sign of the difference and of the doublings, and the ratio into its inverse.
    """
    ratio = value_b / value_a if value_a else None
    return Gap(value_b - value_a, ratio, _doublings(value_a, value_b))


def _doublings(value_a: float, value_b: float) -> float | None:
    """Return log2(B / A), always of the larger against the smaller, so that an exchange turns nothing but the sign."""
    if not ((value_a > 0 and value_b > 0) or (value_a < 0 and value_b < 0)):
        return None
    if abs(value_b) >= abs(value_a):
        return math.log2(value_b / value_a)
    return -math.log2(value_a / value_b)
