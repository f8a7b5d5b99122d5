"""The state of a map: everything a reader may choose. Knows no address and no request."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from mapserver.maps.cluster_colours import CLUSTER_COLOURS
from mapserver.maps.palettes import class_colours, default_palette, palette
from mapserver.maps.ramp import ramp
from mapserver.maps.types import TYPE_COLOURS
from mapserver.model.border_figures import GapKind
from mapserver.model.clusters import ClusterLayer
from mapserver.model.context import CONTEXTS, PROGRAMME, Context
from mapserver.statistics.classification import SCHEMES, TYPES, preferred_k
from mapserver.statistics.classification import centre_of as centre_between
from mapserver.statistics.value_axis import ValueAxis, axis_between, even_bounds
from mapserver.translation import N_

if TYPE_CHECKING:
    from mapserver.model import Layer

#: What a map starts with where the build chose nothing: the first that there is.
SCHEME_ORDER = ("quantiles", "fisher_jenks", "equal_interval", "pretty", "std_mean", "head_tail")
#: What the build does not make: classes between bounds that the reader gives, and colours that run on without classes.
OWN, UNCLASSED = "own", "unclassed"
SCHEME_TITLES = {**SCHEMES, OWN: N_("Own breaks"), UNCLASSED: N_("No classes")}
#: So many steps look like a continuous run of colours.
STEPS = 64

#: How a state is read: as a map, as gaps across borders, as lines and bars, as a table, as what is measured.
VIEWS = ("map", "borders", "chart", "table", "definition")
BORDERS = "borders"
#: Which lines have their gap drawn: those across borders, or those inside countries too.
LINES = ("across", "all")
#: What is left of the colour of a class where lines are drawn over it.
BELOW_LINES = 0.5
#: What is drawn: the values, how they changed since another year, which lie among likes, or how they stand against a
#: context.
TRANSFORMS = ("value", "change", "clusters", *CONTEXTS)
PROJECTIONS = ("equal-area", "mercator")


@dataclass(frozen=True)
class MapState:
    """What is shown: an indicator of an area in a year, its classes, colours, level, and the reader's language.

    `units` are the codes of chosen units, the last one is the one that was chosen last. `from_year` is the year that a
    change is counted from, `breaks` the reader's own bounds between classes (scheme ``own``, where `k` is one more
    than they are). `sort` is the order of the table's rows (a column, turned round by a minus), `find` what is searched
    for in it. Where gaps are drawn `gap` says how they are measured (empty: as is usual for the layer), `lines` which,
    `different` whether also between figures that measure different things; `pair` are the codes of the chosen two.
    `context` is what figures are set against, `core` the definition of the border area.
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
    gap: GapKind | Literal[""] = ""
    lines: str = LINES[0]
    different: bool = False
    pair: tuple[str, ...] = ()
    context: Context | None = None
    core: str = PROGRAMME


def default_state(layer: Layer, lang: str = "en") -> MapState:
    """Return the state in which a layer is first shown to a reader of `lang`.

    The scheme is the one that the build chose (`statistics.classification.default_scheme`).
    """
    known = (name for name in (layer.scheme, *SCHEME_ORDER) if name in layer.breaks)
    scheme = next(known, next(iter(layer.breaks), ""))
    k = preferred_k(layer.breaks.get(scheme, {}))
    palette = default_palette("diverging" if centre_of(layer) is not None else "sequential")
    return MapState(layer.area, layer.indicator, layer.default_year, scheme, k, palette, layer.level, lang)


def as_map(state: MapState) -> MapState:
    """Return a state as its map, also that of gaps: without another view, and without order and search of a table."""
    return replace(state, view=state.view if state.view == BORDERS else VIEWS[0], sort="", find="")


def schemes(layer: Layer) -> tuple[str, ...]:
    """Return the schemes that a layer can be drawn with, in the order of offering; none without values."""
    if isinstance(layer, ClusterLayer) or layer.kind == TYPES:
        return tuple(layer.breaks)
    made = [scheme for scheme in SCHEME_TITLES if scheme in layer.breaks]
    free = (OWN, UNCLASSED) if axis_of(layer) is not None else (OWN,)
    return (*made, *(name for name in layer.breaks if name not in made), *(free if layer.breaks else ()))


def class_breaks(layer: Layer, state: MapState) -> tuple[float, ...]:
    """Return the upper bounds of the classes of a state, without classes those of STEPS fine steps; empty where the
    layer has no value at all.

    KeyError where the layer was not classified with this scheme and number of classes.
    """
    if not layer.breaks:
        return ()
    if state.scheme == OWN:
        return own_bounds(state.breaks, layer.high)
    if state.scheme == UNCLASSED:
        axis = axis_of(layer)
        return () if axis is None else _steps(axis, centre_of(layer))
    return layer.breaks[state.scheme][state.k]


def own_bounds(inner: tuple[float, ...], high: float | None) -> tuple[float, ...]:
    """Return upper bounds of the classes between a reader's `inner` ones: the last class ends with the highest value,
    or has no value where `inner` ends beyond it."""
    above = math.nextafter(inner[-1], math.inf) if inner else -math.inf
    return (*inner, above if high is None else max(high, above))


def state_colours(layer: Layer, state: MapState) -> tuple[str, ...]:
    """Return one colour a class, low to high; paler where the lines of gaps are drawn over them."""
    colours = _class_colours(layer, state)
    return tuple(_paler(colour) for colour in colours) if state.view == BORDERS else colours


def _class_colours(layer: Layer, state: MapState) -> tuple[str, ...]:
    if isinstance(layer, ClusterLayer):
        return CLUSTER_COLOURS
    breaks, centre = class_breaks(layer, state), centre_of(layer)
    if layer.kind == TYPES:
        return TYPE_COLOURS[: len(breaks)]
    axis = axis_of(layer) if state.scheme == UNCLASSED else None
    if axis is None:
        return class_colours(state.palette, breaks, centre)
    return _run(state.palette, axis, breaks, centre if palette(state.palette).kind == "diverging" else None)


@lru_cache(maxsize=1024)
def _paler(colour: str) -> str:
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part * BELOW_LINES + 255 * (1 - BELOW_LINES)):02x}" for part in parts)


def axis_of(layer: Layer) -> ValueAxis | None:
    """Return the axis that the values of the classification domain lie on; None where they are not two."""
    return axis_between(layer.low, layer.high)


@lru_cache(maxsize=64)
def _steps(axis: ValueAxis, centre: float | None) -> tuple[float, ...]:
    return even_bounds(axis, STEPS, centre)


@lru_cache(maxsize=64)
def _run(name: str, axis: ValueAxis, breaks: tuple[float, ...], centre: float | None) -> tuple[str, ...]:
    """Return the colour of each step, that of its middle; around a centre colours are as deep as values are far."""
    ends = [0.0, *map(axis.share, breaks)]
    middles = [(low + high) / 2 for low, high in pairwise(ends)]
    if centre is not None:
        # Changes turn on zero also where all of them lie on one side of it.
        turn = axis.share(centre) if axis.is_log else (centre - axis.low) / (axis.high - axis.low)
        arm = max(abs(turn), abs(1 - turn))
        middles = [0.5 + (middle - turn) / arm / 2 for middle in middles]
    return ramp(name, tuple(middles))


def domain_ends(layer: Layer) -> tuple[float, float] | None:
    """Return the smallest and largest value that the classes were made from; None where there is none."""
    return None if layer.low is None or layer.high is None else (layer.low, layer.high)


def centre_of(layer: Layer) -> float | None:
    """Return the value that a diverging scale turns on: 100 for an index with values on both sides of it, 0 for others
    that have negative ones, else None."""
    return centre_between(layer.kind, layer.low, layer.high)
