"""The controls of a map page as links: each choice is an address, so that nothing needs a script or a button."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapserver.maps.palettes import colours, palettes
from mapserver.maps.state import class_breaks, default_state
from mapserver.model import EQUAL_AREA, MERCATOR
from mapserver.statistics.classification import SCHEMES
from mapserver.translation import N_, tell
from mapserver.web import addresses
from mapserver.web.map_state import FINEST, canonical_query, nearest_k
from mapserver.web.wording import INTERFACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapserver.maps.state import MapState
    from mapserver.model import Layer, LayerEntry

#: The controls on the page.
CONTROLS = "controls"
#: Parameters that are chosen there.
CHOSEN_HERE = {"scheme", "k", "palette", "level", "projection"}
PROJECTION_TITLES = {EQUAL_AREA: N_("Equal-area"), MERCATOR: N_("Mercator")}
LEVELS = {FINEST: "Finest available", "nuts2": "NUTS 2 regions"}


@dataclass(frozen=True)
class Choice:
    """One value of a control; `colours` for a palette."""

    words: str
    address: str
    current: bool
    colours: tuple[str, ...] = ()


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
class Controls:
    """Everything a reader may choose on a map page, in words; `are_used` where any but year and language is chosen."""

    years: Years
    classes: tuple[Choice, ...]
    schemes: tuple[Choice, ...]
    palettes: tuple[tuple[str, tuple[Choice, ...]], ...]
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
        query = kept if year == layer.default_year else {"year": str(year), **kept}
        return addresses.layer(layer.area, layer.indicator, query)

    return address


def controls(layer: Layer, entry: LayerEntry, state: MapState, at_level: Callable[[str], Layer]) -> Controls:
    """Return the controls of a map in a state; `at_level` gives the same layer at another level."""
    levels = tuple(dict.fromkeys((FINEST, *entry.values)))
    return Controls(
        years_of(layer, state),
        tuple(_choice(layer, state, str(k), k=k) for k in layer.breaks.get(state.scheme, ())),
        tuple(
            _choice(layer, state, _scheme_title(scheme), scheme=scheme, k=nearest_k(layer, scheme, state.k))
            for scheme in layer.breaks
        ),
        tuple((kind, _palettes(layer, state, kind)) for kind in ("sequential", "diverging")),
        tuple(_level(at_level(level), state, level) for level in levels if len(levels) > 1),
        bool(canonical_query(layer, state).keys() & CHOSEN_HERE),
        projections=tuple(
            _choice(layer, state, tell(state.lang, words), projection=projection)
            for projection, words in PROJECTION_TITLES.items()
        ),
    )


def years_of(layer: Layer, state: MapState) -> Years:
    """Return the year control."""
    place = layer.years.index(state.year)

    def neighbour(position: int) -> tuple[int, str] | None:
        if not 0 <= position < len(layer.years):
            return None
        year = layer.years[position]
        return year, state_address(layer, replace(state, year=year))

    kept = {name: value for name, value in canonical_query(layer, state).items() if name != "year"}
    action = addresses.layer(layer.area, layer.indicator)
    return Years(layer.years, state.year, action, kept, neighbour(place - 1), neighbour(place + 1))


def _choice(layer: Layer, state: MapState, words: str, **change: object) -> Choice:
    wanted = replace(state, **change)  # type: ignore[arg-type]
    current = all(getattr(state, name) == value for name, value in change.items() if name != "k" or len(change) == 1)
    return Choice(words, _here(layer, wanted), current)


def _scheme_title(scheme: str) -> str:
    title = SCHEMES.get(scheme)
    return title.say(INTERFACE) if title else scheme.replace("_", " ").capitalize()


def _palettes(layer: Layer, state: MapState, kind: str) -> tuple[Choice, ...]:
    count = max(3, len(class_breaks(layer, state)))
    return tuple(
        replace(_choice(layer, state, palette.title, palette=name), colours=colours(name, count))
        for name, palette in palettes().items()
        if palette.kind == kind and (count in palette.colours or count < min(palette.colours))
    )


def _level(layer: Layer, state: MapState, level: str) -> Choice:
    """Return a level, in the same year and classes where the layer has them there, else in its own."""
    base = default_state(layer, state.lang)
    scheme = state.scheme if state.scheme in layer.breaks else base.scheme
    wanted = replace(
        base,
        year=state.year if state.year in layer.years else base.year,
        scheme=scheme,
        k=nearest_k(layer, scheme, state.k),
        palette=state.palette,
        level=level,
        projection=state.projection,
    )
    return Choice(LEVELS.get(level, level), _here(layer, wanted), level == state.level)


def _here(layer: Layer, state: MapState) -> str:
    """Return the address of a state that shows the controls again, where the reader is."""
    return f"{state_address(layer, state)}#{CONTROLS}"
