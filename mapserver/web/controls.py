"""The controls of a map page as links: each choice is an address, so that nothing needs a script or a button."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from mapserver.maps.histogram import MOST_DECIMALS
from mapserver.maps.palettes import colours, palettes
from mapserver.maps.state import OWN, TRANSFORMS, UNCLASSED, class_breaks, default_state, schemes
from mapserver.model import EQUAL_AREA, MERCATOR
from mapserver.model.clusters import CLUSTERS, ClusterLayer
from mapserver.statistics.classification import CHANGE, CLASS_COUNTS, DEVIATIONS, TYPES
from mapserver.statistics.gap_sizes import gap_kinds
from mapserver.translation import N_, tell
from mapserver.web import addresses
from mapserver.web.class_choice import MOST_BREAKS, breaks_field, nearest_k, scheme_title
from mapserver.web.map_state import FINEST, canonical_query, in_order
from mapserver.web.wording import level_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapserver.maps.state import MapState
    from mapserver.model import Layer, LayerEntry

#: The controls on the page.
CONTROLS = "controls"
#: Parameters that are chosen there.
CHOSEN_HERE = {"scheme", "k", "breaks", "palette", "level", "core", "projection"}
PROJECTION_TITLES = {EQUAL_AREA: N_("Equal-area"), MERCATOR: N_("Mercator")}
PALETTE_KINDS = {"sequential": N_("Sequential colours"), "diverging": N_("Diverging colours")}
#: Colours of a palette that stand for it where there are no classes.
SHOWN_COLOURS = 7
#: Why not every number of classes can be chosen.
COUNT_NOTES = {
    "pretty": N_("Round numbers give no other numbers of classes."),
    "std_mean": N_("This method decides by itself how many classes there are."),
    "head_tail": N_("This method decides by itself how many classes there are."),
    OWN: N_("There is one class more than there are breaks."),
    UNCLASSED: N_("Without classes each value has a colour of its own."),
    **dict.fromkeys(
        DEVIATIONS, N_("Classes reach as far above the context as below it: not every number of them is possible.")
    ),
    TYPES: N_("This method decides by itself how many classes there are."),
    CHANGE: N_("Classes of a change reach as far above zero as below: not every number of them is possible."),
    "": N_("The values allow no other numbers of classes."),
}


@dataclass(frozen=True)
class Choice:
    """One value of a control; `picture` shows a palette."""

    words: str
    address: str
    current: bool
    picture: Markup | None = None


@dataclass(frozen=True)
class Years:
    """The year control: a form with one select, and links to the years before and after."""

    years: tuple[int, ...]
    current: int
    action: str
    kept: dict[str, str]
    earlier: tuple[int, str] | None
    later: tuple[int, str] | None


@dataclass(frozen=True)
class OwnBreaks:
    """The form for own breaks: a field that starts with the breaks that are shown; `kept` is the rest of the query."""

    action: str
    kept: dict[str, str]
    text: str
    most: int
    current: bool


@dataclass(frozen=True)
class Controls:
    """Everything a reader may choose on a map page, in words; `are_used` where any but year and language is chosen.

    `count_note` says why not every number of classes can be chosen, where that is so. `own` is None for a layer without
    values.
    """

    years: Years
    classes: tuple[Choice, ...]
    count_note: str
    schemes: tuple[Choice, ...]
    own: OwnBreaks | None
    palettes: tuple[tuple[str, str, tuple[Choice, ...]], ...]
    levels: tuple[Choice, ...]
    are_used: bool
    projections: tuple[Choice, ...] = ()


def state_address(layer: Layer, state: MapState) -> str:
    """Return the canonical address of a state."""
    return addresses.layer(layer.area, layer.indicator, canonical_query(layer, state))


def year_addresses(layer: Layer, state: MapState) -> Callable[[int], str]:
    """Return what gives the canonical address of a state in another year; the rest of the query is worked out once."""
    kept = canonical_query(layer, replace(state, year=layer.default_year))

    def address(year: int) -> str:
        query = kept if year == layer.default_year else in_order({**kept, "year": str(year)})
        return addresses.layer(layer.area, layer.indicator, query)

    return address


def controls(layer: Layer, entry: LayerEntry, state: MapState, at_level: Callable[[str], Layer]) -> Controls:
    """Return the controls of a map in a state; `at_level` gives what is drawn at another level."""
    levels = tuple(dict.fromkeys((FINEST, *entry.values)))
    is_fixed = isinstance(layer, ClusterLayer) or layer.kind == TYPES
    kinds = {} if is_fixed else {kind: tell(state.lang, words) for kind, words in PALETTE_KINDS.items()}
    counts = tuple(layer.breaks.get(state.scheme, ()))
    return Controls(
        years_of(layer, state),
        tuple(_choice(layer, state, str(k), k=k) for k in counts) if len(counts) > 1 else (),
        "" if is_fixed else _count_note(layer, state, counts),
        () if is_fixed else tuple(_scheme(layer, state, scheme) for scheme in schemes(layer) if scheme != OWN),
        None if is_fixed else _own_breaks(layer, state),
        tuple((kind, words, _palettes(layer, state, kind)) for kind, words in kinds.items()),
        tuple(_level(at_level(level), state, level) for level in levels if len(levels) > 1),
        bool(canonical_query(layer, state).keys() & CHOSEN_HERE),
        projections=tuple(
            _choice(layer, state, tell(state.lang, words), projection=projection)
            for projection, words in PROJECTION_TITLES.items()
        ),
    )


def _count_note(layer: Layer, state: MapState, counts: tuple[int, ...]) -> str:
    """Say why not every number of classes can be chosen; nothing where each can, or where there are no values."""
    known = set(CLASS_COUNTS)
    if not layer.breaks or known.issubset(counts):
        return ""
    is_own = layer.kind in (CHANGE, TYPES, *DEVIATIONS) and state.scheme in layer.breaks
    scheme = layer.kind if is_own else state.scheme
    return tell(state.lang, COUNT_NOTES.get(scheme, COUNT_NOTES[""]))


def _scheme(layer: Layer, state: MapState, scheme: str) -> Choice:
    k = nearest_k(layer, scheme, state.k)
    wanted = replace(state, scheme=scheme, k=k, breaks=())
    return Choice(scheme_title(scheme, state.lang), _here(layer, wanted), scheme == state.scheme)


def _own_breaks(layer: Layer, state: MapState) -> OwnBreaks | None:
    """Return the form; without classes it starts with the breaks that the map would start with."""
    if not layer.breaks:
        return None
    shown = default_state(layer, state.lang) if state.scheme == UNCLASSED else state
    bounds = state.breaks if state.scheme == OWN else class_breaks(layer, shown)[:-1]
    # Bounds that part close values may have more decimals than a reader may write.
    inner = tuple(sorted({round(bound, MOST_DECIMALS) for bound in bounds}))
    kept = canonical_query(layer, replace(state, scheme=OWN, breaks=inner))
    kept.pop("breaks", None)
    action = f"{addresses.layer(layer.area, layer.indicator)}#{CONTROLS}"
    return OwnBreaks(action, kept, breaks_field(inner, state.lang), MOST_BREAKS, state.scheme == OWN)


def years_of(layer: Layer, state: MapState) -> Years:
    """Return the year control."""
    years = layer.all_years if isinstance(layer, ClusterLayer) else layer.years
    place = years.index(state.year)

    def neighbour(position: int) -> tuple[int, str] | None:
        if not 0 <= position < len(years):
            return None
        year = years[position]
        return year, state_address(layer, replace(state, year=year))

    kept = {name: value for name, value in canonical_query(layer, state).items() if name != "year"}
    action = addresses.layer(layer.area, layer.indicator)
    return Years(years, state.year, action, kept, neighbour(place - 1), neighbour(place + 1))


def _choice(layer: Layer, state: MapState, words: str, **change: object) -> Choice:
    wanted = replace(state, **change)  # type: ignore[arg-type]
    current = all(getattr(state, name) == value for name, value in change.items())
    return Choice(words, _here(layer, wanted), current)


def _palettes(layer: Layer, state: MapState, kind: str) -> tuple[Choice, ...]:
    count = SHOWN_COLOURS if state.scheme == UNCLASSED else max(3, len(class_breaks(layer, state)))
    kept, own = canonical_query(layer, state), default_state(layer, state.lang).palette

    def address(name: str) -> str:
        query = in_order({**kept, "palette": "" if name == own else name})
        return f"{addresses.layer(layer.area, layer.indicator, query)}#{CONTROLS}"

    return tuple(
        Choice(tell(state.lang, found.title), address(name), name == state.palette, palette_picture(name, count))
        for name, found in palettes().items()
        if found.kind == kind and (count in found.colours or count < min(found.colours))
    )


@lru_cache(maxsize=256)
def palette_picture(name: str, count: int) -> Markup:
    """Return the colours of a palette side by side, as a small picture without words."""
    shades = colours(name, count)
    parts = [f'<rect x="{8 * place}" width="8" height="10" fill="{shade}"/>' for place, shade in enumerate(shades)]
    width = 8 * len(shades)
    return Markup(  # noqa: S704 - names of colours from our own palettes
        f'<svg class="ramp" viewBox="0 0 {width} 10" width="{width}" height="10" aria-hidden="true" focusable="false">'
        f"{''.join(parts)}</svg>"
    )


def _level(layer: Layer, state: MapState, level: str) -> Choice:
    """Return a level: what is chosen stays where the layer has it there, else the layer's own takes its place."""
    known = {place.code for place in layer.places}
    state = replace(
        state,
        units=tuple(code for code in state.units if code in known),
        gap=state.gap if state.gap in gap_kinds(layer) else "",
        pair=state.pair if known.issuperset(state.pair) else (),
    )
    if layer.kind != CHANGE and layer.against is None and state.transform != CLUSTERS:
        state = replace(state, transform=TRANSFORMS[0], from_year=None)
    base = default_state(layer, state.lang)
    kept = state.scheme in schemes(layer)
    scheme = state.scheme if kept else base.scheme
    wanted = replace(
        state,
        year=state.year if state.year in layer.years else base.year,
        scheme=scheme,
        k=base.k if state.transform == CLUSTERS else nearest_k(layer, scheme, state.k),
        breaks=state.breaks if kept else (),
        level=level,
    )
    return Choice(level_name(level, state.lang), _here(layer, wanted), level == state.level)


def _here(layer: Layer, state: MapState) -> str:
    """Return the address of a state that shows the controls again, where the reader is."""
    return f"{state_address(layer, state)}#{CONTROLS}"
