"""`boundaries/borders.toml` into Border: what a border is called and how long it is said to be. Knows no polygon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapserver.catalogue.document import read_document
from mapserver.catalogue.report import listed, quoted
from mapserver.catalogue.schema import BORDERS
from mapserver.model import Border, border_of

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.catalogue.report import FileReport
    from mapserver.model import Catalogue

_ID = re.compile(r"([A-Z]{2})-([A-Z]{2})")


def read_borders(path: Path, report: FileReport, catalogue: Catalogue) -> dict[str, Border]:
    """Return the borders that are described, by id; none where there is no file."""
    document = read_document(path, report, BORDERS) if path.exists() else None
    borders: dict[str, Border] = {}
    for position, entry in document.entries("border") if document else ():
        if document is None or not document.sound("border", position):
            continue
        name, line = entry["id"], document.line("border", position)
        fault = border_fault(name, catalogue)
        if fault:
            report.error(line, *fault)
        elif name in borders:
            report.error(line, f"border {quoted(name)} stands twice", "describe every border once")
        else:
            title = document.text("border", position, "title")
            borders[name] = Border(name, title, float(entry.get("published_km", 0)), entry.get("source", ""))
    return borders


def border_fault(name: str, catalogue: Catalogue) -> tuple[str, str] | None:
    """Return what is wrong with the name of a border, and the remedy."""
    match = _ID.fullmatch(name)
    if match is None:
        return f"border {quoted(name)} is malformed", "write two country codes with a hyphen: NO-RU"
    unknown = [country for country in match.groups() if country not in catalogue.countries]
    if unknown:
        known = f"countries are {listed(sorted(catalogue.countries), 20)}"
        return f"border {quoted(name)} names {listed(map(quoted, unknown))}, which has no folder", known
    if name != border_of(*match.groups()):
        return f"border {quoted(name)} is not in alphabetical order", f"write {border_of(*match.groups())}"
    return None
