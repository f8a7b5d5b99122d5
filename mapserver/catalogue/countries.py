"""`boundaries/<cc>/country.toml` into Country. Knows no territory and no polygon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.catalogue.document import Document, read_document, text_of
from mapserver.catalogue.report import quoted
from mapserver.catalogue.schema import COUNTRY
from mapserver.model import Country, Origin, Vintage

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.catalogue.report import FileReport

#: Folders in `boundaries/` that are not countries.
OTHER_FOLDERS = frozenset({"areas", "land"})


def country_folders(boundaries: Path) -> list[Path]:
    """Return the folders of the countries, sorted."""
    if not boundaries.is_dir():
        return []
    return sorted(
        path
        for path in boundaries.iterdir()
        if path.is_dir() and path.name not in OTHER_FOLDERS and not path.name.startswith((".", "_"))
    )


def read_country(path: Path, report: FileReport) -> tuple[Country, bool] | None:
    """Return a country and whether only a part of it is drawn; None where code, levels or vintages cannot be read."""
    document = read_document(path, report, COUNTRY)
    if document is None:
        return None
    vintages = _vintages(document, report)
    needed = ("code", "levels", "languages", "currency")
    if not vintages or not all(document.sound(key) for key in needed):
        return None
    values = document.values
    code = values["code"]
    if code.lower() != path.parent.name:
        message = f"code {quoted(code)} stands in the folder {quoted(path.parent.name)}"
        report.error(document.line("code"), message, f"rename the folder to '{code.lower()}'")
        return None
    level_title = {level: text_of(title) for level, title in _table(document, "level_title").items()}
    for level in level_title:
        if level not in values["levels"]:
            message = f"level_title names {quoted(level)}, which is no level"
            report.warning(document.line("level_title", level), message, f"levels are {', '.join(values['levels'])}")
    country = Country(
        code=code,
        title=document.text("title"),
        levels=tuple(values["levels"]),
        level_title=level_title,
        languages=tuple(values["languages"]),
        currency=values["currency"],
        vintages=vintages,
        origin=_origin(document),
    )
    return country, values.get("partial") is True


def _table(document: Document, key: str) -> dict[str, object]:
    value = document.at(key)
    return value if isinstance(value, dict) else {}


def _origin(document: Document) -> Origin:
    stated = {key: str(value).strip() for key, value in _table(document, "origin").items()}
    return Origin(
        title=stated.get("title", ""),
        licence=stated.get("licence", ""),
        publisher=stated.get("publisher", ""),
        address=stated.get("address", stated.get("url", "")),
        retrieved=stated.get("retrieved", ""),
        note="\n".join(part for part in (stated.get("via"), stated.get("note")) if part),
    )


def _vintages(document: Document, report: FileReport) -> tuple[Vintage, ...]:
    """Read the vintages, and report gaps and overlaps between them."""
    vintages: list[Vintage] = []
    lines: list[int] = []
    for position, entry in document.entries("vintage"):
        if not document.sound("vintage", position):
            continue
        line = document.line("vintage", position)
        vintage = Vintage(entry["id"], entry["title"], entry["first_year"], entry.get("last_year"))
        if any(other.id == vintage.id for other in vintages):
            report.error(line, f"vintage {quoted(vintage.id)} stands twice", "give every vintage an id of its own")
            continue
        if vintage.last_year is not None and vintage.last_year < vintage.first_year:
            message = f"vintage {quoted(vintage.id)} ends in {vintage.last_year} and begins in {vintage.first_year}"
            report.error(line, message, "exchange first_year and last_year")
            continue
        vintages.append(vintage)
        lines.append(line)
    for before, after, line in zip(vintages, vintages[1:], lines[1:], strict=False):
        _check_succession(before, after, line, report)
    if vintages and vintages[-1].last_year is not None:
        message = f"the last vintage {quoted(vintages[-1].id)} has a last_year"
        report.error(lines[-1], message, "delete it: the last vintage is valid until further notice")
    return tuple(vintages)


def _check_succession(before: Vintage, after: Vintage, line: int, report: FileReport) -> None:
    between = f"between vintages {quoted(before.id)} and {quoted(after.id)}"
    remedy = f"let {quoted(after.id)} begin the year after {quoted(before.id)} ends"
    if before.last_year is None:
        message = f"vintage {quoted(before.id)} has no last_year, but {quoted(after.id)} follows it"
        report.error(line, message, f"give {quoted(before.id)} last_year = {after.first_year - 1}")
    elif after.first_year > before.last_year + 1:
        report.error(line, f"gap {between}: {before.last_year + 1} to {after.first_year - 1}", remedy)
    elif after.first_year <= before.last_year:
        report.error(line, f"overlap {between}: {after.first_year} to {before.last_year}", remedy)
