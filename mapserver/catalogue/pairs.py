"""`boundaries/pairs.csv` into Pair: the reviewed neighbours across borders. Knows no polygon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapserver.catalogue.number import number_fault, read_number
from mapserver.catalogue.report import listed, quoted
from mapserver.catalogue.table import read_table
from mapserver.catalogue.territories import missing_territory
from mapserver.model import Pair, border_of

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.catalogue.report import FileReport
    from mapserver.model import Catalogue

COLUMNS = ("border", "unit_a", "unit_b", "km", "status", "reason")
STATUSES = ("real", "artefact")
_BORDER = re.compile(r"([A-Z]{2})-([A-Z]{2})")


def read_pairs(path: Path, report: FileReport, catalogue: Catalogue) -> tuple[Pair, ...]:
    """Return the sound rows in the order of the file; nothing where there is no file."""
    table = read_table(path, report, COLUMNS) if path.exists() else None
    finest = finest_units(catalogue)
    pairs: list[Pair] = []
    seen: dict[tuple[str, str], int] = {}
    for line, cells in table.rows if table else ():
        pair = _pair(line, cells, report, catalogue, finest)
        if pair is None:
            continue
        first = seen.setdefault((pair.unit_a, pair.unit_b), line)
        if first == line:
            pairs.append(pair)
        else:
            message = f"the pair {pair.unit_a}, {pair.unit_b} stands twice"
            report.error(line, message, f"delete one of the lines {first} and {line}", kind="duplicate")
    return tuple(pairs)


def finest_units(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """Return for each country the units of the newest vintage that have none below them."""
    return {
        code: frozenset(
            territory.code
            for territory in catalogue.territories.values()
            if territory.country == code and territory.vintage == country.vintages[-1].id and not territory.children
        )
        for code, country in catalogue.countries.items()
    }


def _pair(
    line: int, cells: list[str], report: FileReport, catalogue: Catalogue, finest: dict[str, frozenset[str]]
) -> Pair | None:
    border, unit_a, unit_b, km, status, reason = cells
    before = report.errors
    match = _BORDER.fullmatch(border)
    if not match:
        report.error(line, f"border {quoted(border)} is malformed", "write two country codes: NO-RU", kind="border")
        return None
    countries = match.groups()
    if border != border_of(*countries) or countries[0] == countries[1]:
        message = f"border {quoted(border)} is not in alphabetical order"
        report.error(line, message, f"write {border_of(*countries)} and exchange unit_a and unit_b", kind="order")
        return None
    for country, unit in zip(countries, (unit_a, unit_b), strict=True):
        if country not in catalogue.countries:
            report.error(line, f"country {quoted(country)} is unknown", "write codes of folders in boundaries/")
        elif unit not in finest[country]:
            _report_unit(line, country, unit, report, catalogue)
    length = read_number(km)
    if length is None or length < 0:
        message = number_fault(km)[0] if length is None else f"{quoted(km)} is below zero"
        report.error(line, f"km: {message}", "write a length in kilometres")
    if status not in STATUSES:
        report.error(line, f"status {quoted(status)} is unknown", f"write one of {', '.join(STATUSES)}")
    if not reason.strip():
        report.warning(line, f"the pair {unit_a}, {unit_b} has no reason", "say why it is so", kind="no reason")
    if report.errors > before or length is None:
        return None
    return Pair(border, unit_a, unit_b, length, status, reason)  # type: ignore[arg-type]


def _report_unit(line: int, country: str, unit: str, report: FileReport, catalogue: Catalogue) -> None:
    """Say why a unit cannot stand at its place in a pair."""
    vintage = catalogue.countries[country].vintages[-1].id
    holders = [territory for territory in catalogue.territories.values() if territory.code == unit]
    if any(territory.country != country for territory in holders):
        message = f"unit {quoted(unit)} is not in {country}"
        report.error(line, message, "unit_a lies in the first country of 'border', unit_b in the second", kind="side")
    elif any(territory.vintage == vintage for territory in holders):
        message = f"unit {quoted(unit)} is not of the finest level of {country}"
        report.error(line, message, f"write one of its parts: {listed(_parts(unit, vintage, catalogue))}", kind="level")
    else:
        report.error(line, *missing_territory(unit, vintage, catalogue.territories), kind="unknown unit")


def _parts(unit: str, vintage: str, catalogue: Catalogue) -> tuple[str, ...]:
    return catalogue.territories[f"{unit}@{vintage}"].children
