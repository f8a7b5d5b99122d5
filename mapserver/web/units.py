"""The page of a unit: names, time, neighbours, figures. A code that was given up answers and names its successors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from mapserver.model import Neighbour, Text, split_flags
from mapserver.model.figures import FLAGS, REASONS
from mapserver.web import addresses
from mapserver.web.lookup import find_unit, languages_of
from mapserver.web.query import read_lang
from mapserver.web.rendering import page, render
from mapserver.web.site import published
from mapserver.web.standing import themes
from mapserver.web.wording import INTERFACE, unit_text

if TYPE_CHECKING:
    from mapserver.model import Reform, UnitEntry
    from mapserver.snapshot import Snapshot

blueprint = Blueprint("units", __name__)


@dataclass(frozen=True)
class NeighbourRow:
    """A neighbour with its name."""

    neighbour: Neighbour
    name: Text


def explain(flag: str) -> str:
    """Return a source's flag in words; unknown parts are said to be unknown."""
    return "; ".join(FLAGS.get(part, f"unknown flag {part}") for part in split_flags(flag))


def name_of(snapshot: Snapshot, code: str) -> Text:
    """Return the name of a unit; the code itself where the snapshot does not know it."""
    return unit_text(snapshot.unit(code)) if code in snapshot.units else Text(en=code)


def neighbours(snapshot: Snapshot, unit: UnitEntry) -> tuple[list[NeighbourRow], list[NeighbourRow]]:
    """Return the neighbours at home and across the border, the longest shared line first; artefacts are left out.

    A country's neighbours are those of the unit's own level where it has that level, else its finest.
    """
    rows = [
        NeighbourRow(item, name_of(snapshot, item.code))
        for item in sorted(_of_one_level(snapshot, unit), key=lambda item: -item.km)
        if item.status != "artefact"
    ]
    home = [row for row in rows if row.neighbour.country == unit.country]
    return home, [row for row in rows if row.neighbour.country != unit.country]


def _of_one_level(snapshot: Snapshot, unit: UnitEntry) -> list[Neighbour]:
    entries = {item.code: snapshot.unit(item.code) for item in unit.neighbours if item.code in snapshot.units}
    same = {entry.country for entry in entries.values() if entry.level == unit.level}
    above = {parent for entry in entries.values() for parent in entry.parents}
    chosen = []
    for item in unit.neighbours:
        entry = entries.get(item.code)
        if entry is None or (entry.level == unit.level if item.country in same else item.code not in above):
            chosen.append(item)
    return chosen


def succession(unit: UnitEntry) -> tuple[list[Reform], list[Reform]]:
    """Return the reforms that led to the unit and those that led away from it, in order of time."""
    ordered = sorted(unit.reforms, key=lambda item: (item.year, item.from_code, item.to_code))
    past = [item for item in ordered if item.to_code == unit.code and item.from_code != unit.code]
    return past, [item for item in ordered if item.from_code == unit.code and item.to_code != unit.code]


@blueprint.get("/units/<code>")
def unit(code: str) -> Response:
    """Show a unit."""
    snapshot = published()
    entry = find_unit(snapshot, code)
    lang = read_lang(snapshot, request.args)

    def write() -> str:
        past, future = succession(entry)
        home, across = neighbours(snapshot, entry)
        return render(
            "unit.html",
            lang,
            unit=entry,
            name=unit_text(entry),
            name_of=lambda other: name_of(snapshot, other),
            languages=languages_of(snapshot),
            canonical=addresses.unit(entry.code, "" if lang == INTERFACE else lang),
            areas=[area for area in snapshot.areas if area.id in entry.areas],
            past=past,
            future=future,
            own=[item for item in entry.reforms if item.from_code == item.to_code == entry.code],
            home=home,
            across=across,
            themes=themes(snapshot, entry),
            explain=explain,
            reasons=REASONS,
        )

    return page(("unit", entry.code, lang), write)
