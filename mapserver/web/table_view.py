"""The table of a map: its rows in the order and the choice that the address asks for."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapserver.maps.names import country_name
from mapserver.maps.rows import Row, rows
from mapserver.maps.state import state_colours
from mapserver.snapshot.skeleton import folded
from mapserver.translation import N_, tell
from mapserver.web.controls import state_address
from mapserver.web.map_state import SORTS, canonical_query
from mapserver.web.wording import country_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Layer
    from mapserver.snapshot import Snapshot

#: The columns that rows can be put in the order of, by what an address calls them; a minus turns the order round.
COLUMNS = {"name": N_("District"), "country": N_("Country"), "code": N_("Code"), "value": N_("Value")}
#: The view that has a search box: elsewhere a search is kept for it and leaves nothing out.
SEARCHED = "table"


@dataclass(frozen=True)
class Column:
    """The head of a column: `address` sorts by it, or the other way where it is sorted by it (`direction`)."""

    words: str
    kind: str
    address: str
    direction: str


def table_parts(snapshot: Snapshot, area: AreaEntry, layer: Layer, state: MapState) -> dict[str, object]:
    """Return what the table needs."""
    every = rows(layer, state)
    found = [row for row in every if state.view != SEARCHED or is_found(layer, row, state.find)]
    kept = {name: value for name, value in canonical_query(layer, state).items() if name != "find"}
    return {
        "core": ordered([row for row in found if row.core], state),
        "context": ordered([row for row in found if not row.core], state),
        "colours": state_colours(layer, state),
        "countries": {
            country: (country_name(country, state.lang), country_language(country, state.lang))
            for country in {row.country for row in found}
        },
        "columns": {name: column(layer, state, name) for name in COLUMNS},
        "search": {"kept": kept, "found": len(found), "all": len(every)},
        "without_search": state_address(layer, replace(state, find="")),
    }


def column(layer: Layer, state: MapState, name: str) -> Column:
    """Return the head of a column: numbers begin with the highest, words with the first."""
    first, turned = (f"-{name}", name) if name == "value" else (name, f"-{name}")
    shown = state.sort or SORTS[0]
    wanted = turned if shown == first else first
    address = state_address(layer, replace(state, sort="" if wanted == SORTS[0] else wanted))
    direction = "" if shown.lstrip("-") != name else "descending" if shown.startswith("-") else "ascending"
    return Column(tell(state.lang, COLUMNS[name]), "number" if name == "value" else "text", address, direction)


def ordered(held: list[Row], state: MapState) -> list[Row]:
    """Return rows in the order of a state; those without a value come last in the order of values."""
    if not state.sort:
        return held
    keys: dict[str, Callable[[Row], str]] = {
        "name": lambda row: plain(row.name),
        "country": lambda row: plain(country_name(row.country, state.lang)),
        "code": lambda row: row.code,
    }
    name, backwards = state.sort.lstrip("-"), state.sort.startswith("-")
    if name in keys:
        return sorted(held, key=keys[name], reverse=backwards)
    known = [row for row in held if row.value is not None]
    return [*reversed(known), *(row for row in held if row.value is None)]


def is_found(layer: Layer, row: Row, words: str) -> bool:
    """Say whether each word of a search stands in a name of a unit, in whatever language, or in its code."""
    if not words:
        return True
    text = " ".join(map(folded, (row.code, *layer.places[row.place].names.values())))
    wanted = folded(words).split()
    return bool(wanted) and all(word in text for word in wanted)


def plain(text: str) -> str:
    """Return a text without marks and capitals, for an order near to that of a language's alphabet."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
