"""Colours that run continuously along a palette, mixed as eyes see them: in Oklab (B. Ottosson, 2020)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from mapserver.maps.palettes import palette

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

#: Linear sRGB to the responses of the three cones, and their cube roots to lightness and two opponent colours.
TO_CONES: Matrix = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB: Matrix = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


@lru_cache(maxsize=256)
def ramp(name: str, places: tuple[float, ...]) -> tuple[str, ...]:
    """Return the colours of a palette at `places`, from 0 at its low end to 1 at its high one.

    The stops are the colours of its largest set, at even distances; of a diverging palette the largest odd one, so
    that its middle is a stop.
    """
    found = palette(name)
    k = max(count for count in found.colours if count % 2 or found.kind == "sequential")
    stops = _lab(found.colours[k])
    at = np.linspace(0.0, 1.0, k)
    return _hex(np.stack([np.interp(places, at, channel) for channel in stops.T], axis=1))


def _lab(colours: tuple[str, ...]) -> Matrix:
    """Return colours in Oklab, one a row."""
    channels = np.array([[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in colours]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    made: Matrix = np.cbrt(linear @ TO_CONES.T) @ TO_LAB.T
    return made


def _hex(lab: Matrix) -> tuple[str, ...]:
    """Return colours in Oklab as ``#rrggbb``."""
    linear = np.clip((lab @ np.linalg.inv(TO_LAB).T) ** 3 @ np.linalg.inv(TO_CONES).T, 0.0, 1.0)
    channels = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return tuple("#" + bytes(row).hex() for row in np.rint(channels * 255).astype(np.uint8))
