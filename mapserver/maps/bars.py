"""The units of the border area in order of their values, as bars on one scale for all years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.maps.axis import ticks
from mapserver.maps.rows import Row, rows
from mapserver.maps.state import state_colours

if TYPE_CHECKING:
    from mapserver.maps.state import MapState
    from mapserver.model import Layer


@dataclass(frozen=True)
class Bar:
    """A bar: the unit's row, where the bar begins and how wide it is in hundredths of the scale, and its colour."""

    row: Row
    x: float
    width: float
    colour: str


@dataclass(frozen=True)
class Bars:
    """Bars from the highest value down; `zero` is where zero lies on the scale, `missing` the others by reason."""

    low: float
    high: float
    zero: float
    bars: tuple[Bar, ...]
    missing: tuple[tuple[str, tuple[Row, ...]], ...]


def bars(layer: Layer, state: MapState) -> Bars:
    """Return the bars of the core in the year that is shown. The scale holds zero and the values of all years."""
    marks = ticks(min(layer.low or 0.0, 0.0), max(layer.high or 0.0, 0.0), 5)
    low, high = marks[0], marks[-1]
    colours = state_colours(layer, state)

    def share(value: float) -> float:
        return round(100 * min(max((value - low) / (high - low), 0.0), 1.0), 2)

    core = [row for row in rows(layer, state) if row.core]
    drawn = []
    for row in core:
        if row.value is not None:
            start, end = sorted((share(0.0), share(row.value)))
            colour = colours[row.group] if row.group is not None else ""
            drawn.append(Bar(row, start, round(end - start, 2), colour))
    reasons = dict.fromkeys(row.reason for row in core if row.value is None)
    missing = tuple((reason, tuple(row for row in core if row.reason == reason)) for reason in reasons)
    return Bars(low, high, share(0.0), tuple(drawn), missing)
