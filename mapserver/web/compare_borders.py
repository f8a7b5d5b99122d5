"""Where compared units share a line across a border: ways to that border, and of each indicator to the card of the pair
and to the border's own page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from mapserver.maps.names import shown_name
from mapserver.maps.state import BORDERS
from mapserver.model import AreaEntry, Text, border_of
from mapserver.model.border_figures import BorderRecord
from mapserver.web import addresses
from mapserver.web.border_state import indicator_address
from mapserver.web.gap_choice import DIFFERENT
from mapserver.web.map_state import FINEST, in_order
from mapserver.web.pair_card import CARD
from mapserver.web.wording import border_text

if TYPE_CHECKING:
    from mapserver.snapshot import Snapshot
    from mapserver.statistics.comparison import Comparison, Figure, Row
    from mapserver.web.compared import Compared

#: Of more pairs than these the table has no links in its rows.
MOST_PAIRS = 2


@dataclass(frozen=True)
class Across:
    """Two compared units (their places and names) that share a line of `km` across a border, and its page.

    `alone` leads to the comparison of the two, where the rows of this one have no ways of their own.
    """

    places: tuple[int, int]
    names: str
    km: float
    title: Text
    address: str
    area: AreaEntry
    record: BorderRecord
    alone: str = ""


@dataclass(frozen=True)
class RowWays:
    """Where a reader learns more of a gap of two units: how usual it is on the card of the pair (empty where no map
    draws both in that year), and since when on the page of the border."""

    names: str
    pair: str
    border: str


def shared_borders(snapshot: Snapshot, compared: Compared, comparison: Comparison) -> list[Across]:
    """Return the pairs of compared units that share a line across a border which has a page."""
    found = []
    borders = {border.id: border for area in snapshot.areas for border in area.borders}
    units = [subject.unit for subject in comparison.subjects]
    for one, other in combinations(range(len(units)), 2):
        km = next((item.km for item in units[one].neighbours if item.code == units[other].code), None)
        border = borders.get(border_of(units[one].country, units[other].country))
        if km is None or border is None or units[one].country == units[other].country:
            continue
        record = snapshot.border(border.id)
        names = " \u2013 ".join(shown_name(units[place], compared.lang)[0] for place in (one, other))
        address = addresses.border(border.id, compared.kept)
        found.append(Across((one, other), names, km, border_text(border), address, snapshot.area(record.area), record))
    if len(found) <= MOST_PAIRS:
        return found
    return [
        replace(item, alone=compared.with_units(compared.units[place] for place in item.places).address)
        for item in found
    ]


def row_ways(compared: Compared, across: list[Across], row: Row) -> tuple[RowWays, ...]:
    """Return the ways of an indicator, a pair each; none where there are more than MOST_PAIRS."""
    if len(across) > MOST_PAIRS:
        return ()
    made = []
    for item in across:
        figures = [row.figures[place] for place in item.places]
        if any(figure.value is None for figure in figures):
            continue
        if all(known.indicator != row.id for known in item.record.indicators):
            continue
        border = indicator_address(item.record, row.id, row.year, compared.kept)
        made.append(RowWays(item.names, _pair(compared, item, row, figures), border))
    return tuple(made)


def _pair(compared: Compared, item: Across, row: Row, figures: list[Figure]) -> str:
    """Return the address of the card of the units that two figures are of, in the map of the border's area; empty where
    it does not draw both beside each other in the year of the row."""
    held = [figure.held for figure in figures if figure.held is not None]
    maps = {(own.line.area, own.line.level) for own in held}
    is_drawn = row.year and all(own.line.ranked(row.year) is not None for own in held)
    if not is_drawn or len(maps) > 1 or {area for area, _ in maps} != {item.area.id}:
        return ""
    ((_, level),) = maps
    one, other = sorted((own.owner for own in held), key=lambda unit: (unit.country, unit.code))
    keys = {key for territory in one.territories for key in item.area.beside.get(f"{one.code}@{territory.vintage}", ())}
    if other.code not in {key.partition("@")[0] for key in keys}:
        return ""
    query = {
        "view": BORDERS,
        "year": str(row.year),
        "level": "" if level == FINEST else level,
        "different": DIFFERENT[1] if compared.different else "",
        "pair": f"{one.code},{other.code}",
        "lang": compared.kept,
    }
    return f"{addresses.layer(item.area.id, row.id, in_order(query))}#{CARD}"
