"""`boundaries/<cc>/territories.csv` into Territory: which pieces a code means in a vintage. Knows no polygon."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapserver.catalogue.report import listed, quoted
from mapserver.catalogue.schema import UNIT
from mapserver.catalogue.table import read_table
from mapserver.model import Catalogue, Country, Territory, territory_key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mapserver.catalogue.report import FileReport

COLUMNS = ("code", "vintage", "level", "parent", "pieces", "note")
_CODE = re.compile(UNIT)


@dataclass(frozen=True)
class Entry:
    """A row, not yet joined with the territories below it."""

    line: int
    code: str
    vintage: str
    level: str
    parent: str
    pieces: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Land:
    """What the territories of a country are made of.

    `known` pieces, `broken` ones that have findings already, keys `taken` by other countries, and whether only a part
    of the country is drawn.
    """

    country: Country
    known: Collection[str]
    partial: bool
    broken: Collection[str] = ()
    taken: Collection[str] = ()


def read_territories(path: Path, report: FileReport, land: Land) -> tuple[dict[str, Territory], dict[str, int]]:
    """Return the territories of a country by key, joined with those below them, and their lines."""
    table = read_table(path, report, COLUMNS)
    if table is None:
        return {}, {}
    entries: dict[str, Entry] = {}
    for line, (code, vintage, level, parent, pieces, note) in table.rows:
        entry = Entry(line, code, vintage, level, parent, tuple(pieces.split()), note)
        if _is_sound(entry, entries, land, report):
            entries[territory_key(code, vintage)] = entry
    entries = {key: _with_parent(entry, entries, land.country, report) for key, entry in entries.items()}
    territories = _joined(entries, land, report)
    lines = {key: entry.line for key, entry in entries.items()}
    _check_vintages(territories, lines, land, report)
    return territories, lines


def vintages_of(code: str, territories: Mapping[str, Territory]) -> list[str]:
    """Return the vintages that have a code, sorted."""
    return sorted(territory.vintage for territory in territories.values() if territory.code == code)


def missing_territory(code: str, vintage: str, territories: Mapping[str, Territory]) -> tuple[str, str]:
    """Return message and remedy for a (code, vintage) that no territory has."""
    others = vintages_of(code, territories)
    if others:
        message = f"unit {quoted(code)} does not exist in vintage {quoted(vintage)}"
        return message, f"vintages that have it: {listed(others)}"
    if code != code.strip():
        return f"unit {quoted(code)} has spaces round it", "delete the spaces"
    return f"unit code {quoted(code)} is unknown", "write a code of boundaries/<cc>/territories.csv"


def _is_sound(entry: Entry, entries: Mapping[str, Entry], land: Land, report: FileReport) -> bool:
    """Report what is wrong with a row by itself; say whether it can be kept."""
    country, line = land.country, entry.line
    key = territory_key(entry.code, entry.vintage)
    known_vintages = [vintage.id for vintage in country.vintages]
    if not _CODE.fullmatch(entry.code):
        message = f"unit code {quoted(entry.code)} is malformed"
        report.error(line, message, "write two capitals, then capitals, digits and hyphens: NO073, RU-MUR", kind="code")
    elif entry.vintage not in known_vintages:
        message = f"{quoted(entry.code)}: vintage {quoted(entry.vintage)} is unknown"
        report.error(line, message, f"vintages of country.toml are {listed(known_vintages)}", kind="unknown vintage")
    elif entry.level not in country.levels:
        message = f"{quoted(entry.code)}: level {quoted(entry.level)} is unknown"
        report.error(line, message, f"levels of country.toml are {', '.join(country.levels)}", kind="unknown level")
    elif key in entries:
        message = f"{quoted(entry.code)} stands twice in vintage {quoted(entry.vintage)}"
        report.error(line, message, f"delete one of the lines {entries[key].line} and {line}", kind="duplicate")
    elif key in land.taken:
        message = f"{quoted(entry.code)} in vintage {quoted(entry.vintage)} belongs to another country"
        report.error(line, message, "give each code to one country", kind="duplicate")
    else:
        return True
    return False


def _with_parent(entry: Entry, entries: Mapping[str, Entry], country: Country, report: FileReport) -> Entry:
    """Check the parent of a row; a wrong one is dropped."""
    depth = country.levels.index(entry.level)
    if not entry.parent:
        if depth > 0:
            message = f"{quoted(entry.code)} has no parent in vintage {quoted(entry.vintage)}"
            report.error(entry.line, message, f"name the territory above it, of level {country.levels[depth - 1]}")
        return entry
    parent = entries.get(territory_key(entry.parent, entry.vintage))
    if parent is None:
        others = sorted(other.vintage for other in entries.values() if other.code == entry.parent)
        message = f"{quoted(entry.code)}: parent {quoted(entry.parent)} is unknown in vintage {quoted(entry.vintage)}"
        remedy = f"vintages that have it: {listed(others)}" if others else "add a row for it, or correct the code"
        report.error(entry.line, message, remedy, kind="unknown parent")
    elif country.levels.index(parent.level) >= depth:
        message = f"{quoted(entry.code)} ({entry.level}): parent {quoted(entry.parent)} is of level {parent.level}"
        report.error(entry.line, message, "a parent is of a coarser level", kind="level of the parent")
    else:
        return entry
    return replace(entry, parent="")


def _joined(entries: Mapping[str, Entry], land: Land, report: FileReport) -> dict[str, Territory]:
    """Return the territories with children and with all their pieces, from the finest level up."""
    levels = land.country.levels
    territories: dict[str, Territory] = {}
    below: dict[str, list[str]] = {}
    for key, entry in sorted(entries.items(), key=lambda item: -levels.index(item[1].level)):
        children = tuple(sorted(below.get(key, ())))
        pieces = frozenset(_own_pieces(entry, bool(children), land, report))
        if children:
            pieces = frozenset().union(*(territories[territory_key(code, entry.vintage)].pieces for code in children))
        is_top = entry.level == levels[0]
        if not pieces and not entry.pieces and not children and not is_top:
            message = f"{quoted(key)} has neither pieces nor territories below it"
            report.error(entry.line, message, "name its pieces, or name it as parent of others", kind="no land")
        if is_top and land.partial:
            pieces = frozenset()
        territories[key] = Territory(
            entry.code, entry.vintage, land.country.code, entry.level, entry.parent, pieces, children, entry.note
        )
        if entry.parent:
            below.setdefault(territory_key(entry.parent, entry.vintage), []).append(entry.code)
    return {key: territories[key] for key in entries}


def _own_pieces(entry: Entry, has_children: bool, land: Land, report: FileReport) -> list[str]:
    if has_children and entry.pieces:
        message = f"{quoted(entry.code)} has pieces and territories below it"
        report.warning(entry.line, message, "leave 'pieces' empty: it is the union of those below it")
    for piece in sorted({piece for piece in entry.pieces if entry.pieces.count(piece) > 1}):
        report.warning(entry.line, f"{quoted(entry.code)} names piece {quoted(piece)} twice", "delete one of them")
    for piece in entry.pieces:
        if piece not in land.known and piece not in land.broken:
            message = f"{quoted(entry.code)}: piece {quoted(piece)} is unknown"
            report.error(entry.line, message, "correct it, or import the boundaries again", kind="unknown piece")
    return [piece for piece in entry.pieces if piece in land.known]


def _check_vintages(
    territories: Mapping[str, Territory], lines: Mapping[str, int], land: Land, report: FileReport
) -> None:
    """Report pieces that two territories of a level share, and pieces that no territory has."""
    country = land.country
    catalogue = Catalogue(countries={country.code: country}, territories=dict(territories))
    covered: dict[str, set[str]] = {}
    reported: set[tuple[str, str]] = set()
    for vintage in country.vintages:
        if not any(territory.vintage == vintage.id for territory in territories.values()):
            message = f"vintage {quoted(vintage.id)} has no territories"
            report.error(0, message, "add its territories, or delete it in country.toml")
            continue
        for level in country.levels:
            owners: dict[str, str] = {}
            for territory in catalogue.tiling(country.code, vintage.id, level):
                for piece in sorted(territory.pieces):
                    owner = owners.setdefault(piece, territory.key)
                    if owner != territory.key and (owner, territory.key) not in reported:
                        reported.add((owner, territory.key))
                        both = f"{quoted(owner)} and {quoted(territory.key)}"
                        message = f"{both} overlap at level {level}: both have piece {quoted(piece)}"
                        line = max(lines[owner], lines[territory.key])
                        report.error(line, message, "give the piece to one of them", kind="overlap")
            covered.setdefault(vintage.id, set()).update(owners)
    _report_uncovered(covered, land, report)


def _report_uncovered(covered: Mapping[str, set[str]], land: Land, report: FileReport) -> None:
    drawn = set().union(*covered.values())
    for piece in sorted(set(land.known) - drawn):
        report.error(
            0,
            f"piece {quoted(piece)} is in no territory",
            "add it to a territory, or leave it out in crosswalk.csv",
            kind="piece in no territory",
        )
    for vintage, pieces in covered.items():
        for piece in sorted(drawn - pieces):
            report.note(
                0,
                f"piece {quoted(piece)} is in no territory of vintage {quoted(vintage)}: the map has a hole there",
                "add it to a territory of that vintage",
                kind="piece in no territory of a vintage",
            )
