"""Border areas as a steward writes them. Holds no polygons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mapserver.model.text import Text


@dataclass(frozen=True)
class Core:
    """Which land belongs to the border area itself: a list of unit codes, or a rule.

    ``touches``: units that share a segment with another country of the area. ``within``: units that reach within
    `km` of one.
    """

    rule: Literal["list", "touches", "within"]
    units: tuple[str, ...] = ()
    km: float = 0.0


@dataclass(frozen=True)
class Frame:
    """A rectangle to draw in: `extent` is west, south, east, north in degrees, `crs` anything pyproj understands.

    `area` names the border area whose core is drawn, in an area that is made of others.
    """

    id: str
    margin: float = 0.08
    extent: tuple[float, float, float, float] | None = None
    crs: str = ""
    area: str = ""


@dataclass(frozen=True)
class Area:
    """A border area: countries, core, frames, languages."""

    id: str
    title: Text
    summary: Text
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    core: Core
    frames: tuple[Frame, ...]
