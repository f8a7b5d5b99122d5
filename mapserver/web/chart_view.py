"""The chart of a map: chosen units over the years, and all units of the year in order, beside the map."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from mapserver.maps.bars import bars
from mapserver.maps.chosen import charted_units
from mapserver.maps.formats import number
from mapserver.maps.lines import Line, lines, lines_pictures
from mapserver.maps.measures import measure_words
from mapserver.translation import tell
from mapserver.web.controls import state_address
from mapserver.web.map_state import MOST_UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Layer
    from mapserver.snapshot import Snapshot


@dataclass(frozen=True)
class KeyEntry:
    """A line in the key: its value in the year that is shown (empty for none) and the address without it."""

    line: Line
    text: str
    without: str


def chart_parts(snapshot: Snapshot, area: AreaEntry, layer: Layer, state: MapState) -> dict[str, object]:
    """Return what the chart needs."""
    drawn = lines(layer, state)
    return {
        "lines": Markup(lines_pictures(layer, state, lines_text(layer, state, drawn))),  # noqa: S704 - our own renderer
        "key": [_entry(layer, state, line) for line in drawn],
        "bars": bars(layer, state),
        "toggles": toggles(layer, state),
        "measured": measure_words(layer, _charted(layer, drawn), state.lang),
        "is_full": len(charted_units(layer, state)) >= MOST_UNITS,
        "is_broken": any(len(line.strokes) > 1 for line in drawn),
    }


def _charted(layer: Layer, drawn: Sequence[Line]) -> list[int]:
    """Return the places that the lines go through, of all years."""
    codes = {line.code for line in drawn}
    return [index for year in layer.years for index in layer.valued(year) if layer.places[index].code in codes]


def toggles(layer: Layer, state: MapState) -> dict[str, str]:
    """Return for each unit of the core the address of the chart with its line added, or taken away."""
    charted = charted_units(layer, state)
    addresses = {}
    for code in {layer.places[index].code for index in layer.drawn(state.year) if layer.places[index].core}:
        units = tuple(unit for unit in charted if unit != code) if code in charted else (*charted, code)
        addresses[code] = _with_units(layer, state, units[-MOST_UNITS:])
    return addresses


def lines_text(layer: Layer, state: MapState, drawn: tuple[Line, ...]) -> str:
    """Return the text alternative of the lines: where each begins and ends."""
    parts = [
        tell(
            state.lang,
            "%(name)s: %(first)s (%(first_year)s), %(last)s (%(last_year)s)",
            name=line.name,
            first=number(line.points[0][1], layer.decimals, state.lang),
            first_year=line.points[0][0],
            last=number(line.points[-1][1], layer.decimals, state.lang),
            last_year=line.points[-1][0],
        )
        for line in drawn
        if line.points
    ]
    title = tell(state.lang, "Lines over the years. %(title)s", title=layer.title.say(state.lang))
    return f"{title}. {'; '.join(parts)}" if parts else title


def _entry(layer: Layer, state: MapState, line: Line) -> KeyEntry:
    value = dict(line.points).get(state.year)
    text = "" if value is None else number(value, layer.decimals, state.lang)
    others = tuple(code for code in charted_units(layer, state) if code != line.code)
    return KeyEntry(line, text, _with_units(layer, state, others) if others else "")


def _with_units(layer: Layer, state: MapState, units: tuple[str, ...]) -> str:
    return state_address(layer, replace(state, units=units))
