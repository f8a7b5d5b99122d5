"""How ratios are written, the same on pages, cards, maps, files for print and in sentences."""

from __future__ import annotations

from mapserver.maps.formats import number

#: Decimals of a ratio below a bound, the lowest bound first; there are none from the last one on.
DECIMALS = ((0.1, 3), (2.0, 2), (20.0, 1))


def ratio_text(ratio: float, lang: str) -> str:
    """Write a ratio with as many decimals as tell it from one, and no more: 0.049, 0.65, 1.34, 3.7, 26."""
    return number(ratio, next((decimals for bound, decimals in DECIMALS if abs(ratio) < bound), 0), lang)
