"""The state of a map: everything a reader may choose. Knows no address and no request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.maps.palettes import default_palette
from mapserver.statistics.classification import centre_of as centre_between
from mapserver.statistics.classification import preferred_k

if TYPE_CHECKING:
    from mapserver.model import Layer

#: What a map starts with where the build chose nothing: the first that there is.
SCHEME_ORDER = ("quantiles", "fisher_jenks", "equal_interval", "pretty", "std_mean")


#: How a state is read: as a map, as lines and bars, as a table, as what is measured.
VIEWS = ("map", "chart", "table", "definition")
#: What is drawn: the values, or how they changed since another year.
TRANSFORMS = ("value", "change")
PROJECTIONS = ("equal-area", "mercator")


@dataclass(frozen=True)
class MapState:
    """What is shown: an indicator of an area in a year, its classes, colours, level, and the reader's language.

    `units` are the codes of chosen units, the last one is the one that was chosen last. `from_year` is the year that a
    change is counted from, `breaks` the reader's own bounds between classes (scheme ``own``). `sort` is the order of
    the table's rows (a column, turned round by a minus), `find` what is searched for in it.
    """

    area: str
    indicator: str
    year: int
    scheme: str
    k: int
    palette: str
    level: str
    lang: str
    view: str = "map"
    units: tuple[str, ...] = ()
    transform: str = "value"
    from_year: int | None = None
    breaks: tuple[float, ...] = ()
    projection: str = "equal-area"
    sort: str = ""
    find: str = ""


def default_state(layer: Layer, lang: str = "en") -> MapState:
    """Return the state in which a layer is first shown to a reader of `lang`.

    The scheme is the one that the build chose (`statistics.classification.default_scheme`).
    """
    known = (name for name in (layer.scheme, *SCHEME_ORDER) if name in layer.breaks)
    scheme = next(known, next(iter(layer.breaks), ""))
    k = preferred_k(layer.breaks.get(scheme, {}))
    palette = default_palette("diverging" if centre_of(layer) is not None else "sequential")
    return MapState(layer.area, layer.indicator, layer.default_year, scheme, k, palette, layer.level, lang)


def class_breaks(layer: Layer, state: MapState) -> tuple[float, ...]:
    """Return the upper bounds of the classes of a state; empty where the layer has no value at all.

    KeyError where the layer was not classified with this scheme and number of classes.
    """
    if not layer.breaks:
        return ()
    return layer.breaks[state.scheme][state.k]


def domain_ends(layer: Layer) -> tuple[float, float] | None:
    """Return the smallest and largest value that the classes were made from; None where there is none."""
    return None if layer.low is None or layer.high is None else (layer.low, layer.high)


def centre_of(layer: Layer) -> float | None:
    """Return the value that a diverging scale turns on: 100 for an index with values on both sides of it, 0 for others
    that have negative ones, else None."""
    return centre_between(layer.kind, layer.low, layer.high)
