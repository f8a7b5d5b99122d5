"""The table of a map: its rows in the order and the choice that the address asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapserver.maps.alphabet import alphabet_key
from mapserver.maps.names import country_name
from mapserver.maps.rows import Row, rows
from mapserver.maps.state import state_colours
from mapserver.snapshot.skeleton import folded
from mapserver.translation import N_, tell
from mapserver.web.controls import state_address
from mapserver.web.map_state import SORTS, canonical_query
from mapserver.web.wording import country_language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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
    """Return what the table needs.

    `keys` are what the client sorts by, `searched` what it searches in: the same as here, where the search box is.
    """
    every = rows(layer, state)
    searched = {row.place: search_text(layer, row) for row in every} if state.view == SEARCHED else {}
    found = [row for row in every if not searched or is_found(searched[row.place], state.find)]
    keys = order_keys(every, state.lang)
    kept = {name: value for name, value in canonical_query(layer, state).items() if name != "find"}
    return {
        "core": ordered([row for row in found if row.core], state, keys),
        "context": ordered([row for row in found if not row.core], state, keys),
        "keys": keys,
        "searched": searched,
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


def order_keys(every: Sequence[Row], lang: str) -> dict[int, tuple[int, int, int]]:
    """Return for each row (its `place`) where it stands in the usual order, and where its name and its country stand in
    the alphabet of a reader's language; equal ones share a number."""
    names = [alphabet_key(row.name, lang) for row in every]
    countries = [alphabet_key(country_name(row.country, lang), lang) for row in every]
    by_name, by_country = ({key: at for at, key in enumerate(sorted(set(held)))} for held in (names, countries))
    return {
        row.place: (at, by_name[name], by_country[country])
        for at, (row, name, country) in enumerate(zip(every, names, countries, strict=True))
    }


def ordered(held: list[Row], state: MapState, keys: Mapping[int, tuple[int, int, int]]) -> list[Row]:
    """Return rows in the order of a state; those without a value come last in the order of values.

    `order` in static/site/sort.js does the same.
    """
    if not state.sort:
        return held
    orders: dict[str, Callable[[Row], int | str]] = {
        "name": lambda row: keys[row.place][1],
        "country": lambda row: keys[row.place][2],
        "code": lambda row: row.code,
    }
    name, backwards = state.sort.lstrip("-"), state.sort.startswith("-")
    if name in orders:
        return sorted(held, key=orders[name], reverse=backwards)
    known = [row for row in held if row.value is not None]
    return [*reversed(known), *(row for row in held if row.value is None)]


def search_text(layer: Layer, row: Row) -> str:
    """Return what a search looks in: the code of a unit and its names in every language."""
    return " ".join(dict.fromkeys(map(folded, (row.code, *layer.places[row.place].names.values()))))


def is_found(text: str, words: str) -> bool:
    """Say whether each word of a search stands in a text."""
    wanted = folded(words).split()
    return not words or (bool(wanted) and all(word in text for word in wanted))
