"""What may be chosen of the gaps that a map draws: read from a query, written back, and offered as links."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast

from mapserver.maps.state import BORDERS, LINES
from mapserver.model import Message
from mapserver.model.border_figures import GapKind
from mapserver.statistics.gap_sizes import gap_kinds
from mapserver.translation import N_

if TYPE_CHECKING:
    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Layer
    from mapserver.web.query import Query

#: In the order in which an address has them.
GAP_PARAMETERS = ("gap", "lines", "different", "pair")
#: Whether figures that measure different things are set against each other: as in ``/api/gaps``.
DIFFERENT = ("null", "include")
#: Orders of the table of lines, the usual one first: by border and codes.
GAP_SORTS = ("border", "-size", "size", "-diff", "diff", "-km", "km", "name", "-name")
ONLY_THERE = N_("“%(name)s” goes with view=borders.")
TWO_UNITS = N_("“%(name)s” takes the codes of two districts that share a line, with a comma between them.")


@dataclass(frozen=True)
class GapChoice:
    """The part of a state that is about gaps."""

    gap: GapKind | Literal[""] = ""
    lines: str = LINES[0]
    different: bool = False
    pair: tuple[str, ...] = ()


def read_gap_choice(query: Query, area: AreaEntry, layer: Layer, view: str) -> GapChoice:
    """Return what a query asks for; outside of the view of gaps each of its parameters is a fault."""
    if view != BORDERS:
        for name in GAP_PARAMETERS:
            if query.given(name) is not None:
                query.refuse(name, Message(ONLY_THERE, name=name), ())
                query.drop(name)
        return GapChoice()
    kinds = gap_kinds(layer)
    gap = query.choose("gap", kinds, kinds[0])
    return GapChoice(
        "" if gap == kinds[0] else cast("GapKind", gap),
        query.choose("lines", LINES, LINES[0]),
        query.choose("different", DIFFERENT, DIFFERENT[0]) == DIFFERENT[1],
        _read_pair(query, area, layer),
    )


def with_gaps(state: MapState, choice: GapChoice) -> MapState:
    """Return a state with what was chosen of its gaps."""
    return replace(state, gap=choice.gap, lines=choice.lines, different=choice.different, pair=choice.pair)


def gaps_query(state: MapState) -> dict[str, str]:
    """Return the part of a query that leads to the choice of a state; empty where no gaps are drawn."""
    if state.view != BORDERS:
        return {}
    return {
        "gap": state.gap,
        "lines": "" if state.lines == LINES[0] else state.lines,
        "different": DIFFERENT[1] if state.different else "",
        "pair": ",".join(state.pair),
    }


def _read_pair(query: Query, area: AreaEntry, layer: Layer) -> tuple[str, ...]:
    """Return two codes in the order of their countries; those of neighbours in any year that the layer draws."""
    codes = query.several("pair", {place.code for place in layer.places}, 2, fewest=2)
    if not codes:
        return ()
    pair = tuple(sorted(codes, key=lambda code: (_country(layer, code), code)))
    if pair not in neighbours(area, layer):
        known = neighbours_of(area, layer, codes[0])
        query.refuse("pair", Message(TWO_UNITS, name="pair"), known, known[0] if known else "")
        return ()
    return pair


def neighbours(area: AreaEntry, layer: Layer) -> frozenset[tuple[str, str]]:
    """Return the codes of all that share a line in some year, in the order of their countries; the layer keeps it."""
    key = ("neighbours",)
    if key not in layer.kept:
        by_key: dict[str, list[int]] = {}
        for index, place in enumerate(layer.places):
            by_key.setdefault(place.key, []).append(index)
        found = {
            _in_order(layer, a, b)
            for a, place in enumerate(layer.places)
            for other in area.beside.get(place.key, ())
            for b in by_key.get(other, ())
        }
        layer.kept[key] = frozenset(found)
    return cast("frozenset[tuple[str, str]]", layer.kept[key])


def neighbours_of(area: AreaEntry, layer: Layer, code: str) -> tuple[str, ...]:
    """Return the values of ``pair`` that hold a code."""
    return tuple(sorted(",".join(pair) for pair in neighbours(area, layer) if code in pair))


def _in_order(layer: Layer, a: int, b: int) -> tuple[str, str]:
    one, other = sorted((layer.places[index].country, layer.places[index].code) for index in (a, b))
    return one[1], other[1]


def _country(layer: Layer, code: str) -> str:
    return next(place.country for place in layer.places if place.code == code)
