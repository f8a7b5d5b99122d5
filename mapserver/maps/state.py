"""The state of a map: everything a reader may choose. Knows no address and no request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.maps.palettes import default_palette

if TYPE_CHECKING:
    from mapserver.model import Layer

#: Schemes from the one that shows differences best to the one that is always there.
SCHEME_ORDER = ("fisher_jenks", "quantiles", "equal_interval", "pretty", "std_mean")
#: Classes that a reader can still tell apart by colour and remember.
PREFERRED_K = 5
#: An index is drawn around this value.
INDEX_CENTRE = 100.0


@dataclass(frozen=True)
class MapState:
    """What is drawn: an indicator of an area in a year, its classes, colours, level, and the reader's language."""

    area: str
    indicator: str
    year: int
    scheme: str
    k: int
    palette: str
    level: str
    lang: str


def default_state(layer: Layer, lang: str = "en") -> MapState:
    """Return the state in which a layer is first shown to a reader of `lang`."""
    scheme = next((name for name in SCHEME_ORDER if name in layer.breaks), next(iter(layer.breaks), ""))
    choices = layer.breaks.get(scheme, {})
    k = min(choices, key=lambda count: (abs(count - PREFERRED_K), count), default=PREFERRED_K)
    palette = default_palette("diverging" if centre_of(layer) is not None else "sequential")
    return MapState(layer.area, layer.indicator, layer.default_year, scheme, k, palette, layer.level, lang)


def class_breaks(layer: Layer, state: MapState) -> tuple[float, ...]:
    """Return the upper bounds of the classes of a state; empty where the layer has no value at all.

    KeyError where the layer was not classified with this scheme and number of classes.
    """
    if not layer.breaks:
        return ()
    return layer.breaks[state.scheme][state.k]


def core_extremes(layer: Layer) -> tuple[float, float] | None:
    """Return the smallest and largest value of the core over all years; None where there is none."""
    values = [
        cell.value
        for place, line in zip(layer.places, layer.cells, strict=True)
        if place.core
        for cell in line
        if cell.value is not None
    ]
    return (min(values), max(values)) if values else None


def centre_of(layer: Layer) -> float | None:
    """Return the value that a diverging scale turns on: 100 for an index with values on both sides of it, else None."""
    extremes = core_extremes(layer) if layer.kind == "index" else None
    if extremes is None or not extremes[0] < INDEX_CENTRE < extremes[1]:
        return None
    return INDEX_CENTRE
