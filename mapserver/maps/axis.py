"""An axis: round numbers between two ends. Knows no measure."""

from __future__ import annotations

import math

#: Steps between ticks are one of these times a power of ten.
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def ticks(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Return round numbers from at or below `low` to at or above `high`: at least two, about `most` at most.

    Equal ends are moved apart, so that one value still lies between two ticks.
    """
    if not low < high:
        reach = abs(low) * 0.1 or 1.0
        low, high = low - reach, high + reach
    rough = (high - low) / max(most - 1, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next((size * power for size in STEPS if size * power >= rough * (1 - 1e-9)), 10.0 * power)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(place * step for place in range(first, max(last, first + 1) + 1))


def decimals_of(marks: tuple[float, ...]) -> int:
    """Return how many decimals tell the ticks apart."""
    step = marks[1] - marks[0]
    for decimals in range(12):
        if abs(round(step, decimals) - step) < abs(step) * 1e-6:
            return decimals
    return 12
