"""Many tests at once: p-values adjusted so that of those below a level no larger share is expected to be by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


def adjusted(values: Sequence[float]) -> list[float]:
    """Return p-values adjusted for all of them, in their order (Benjamini and Hochberg 1995).

    Each is the smallest false discovery rate at which its test still counts as unusual.
    """
    found = np.array(values, dtype=np.float64)
    order = np.argsort(-found, kind="stable")
    ranks = np.arange(len(found), 0, -1)
    rates = np.empty(len(found))
    rates[order] = np.minimum.accumulate(found[order] * len(found) / ranks)
    return [float(rate) for rate in np.minimum(rates, 1.0)]
