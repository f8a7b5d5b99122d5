"""`boundaries/areas/<area>.toml` into Area. Knows no polygon: whether countries touch is seen when the map is built."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pyproj import CRS
from pyproj.exceptions import CRSError

from mapserver.catalogue.document import Document, read_document
from mapserver.catalogue.report import Report, listed, quoted
from mapserver.catalogue.schema import AREA
from mapserver.model import Area, Catalogue, Core, Frame

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mapserver.catalogue.report import FileReport

_ID = re.compile(r"[a-z][a-z0-9_-]*")


def read_areas(folder: Path, report: Report, catalogue: Catalogue) -> dict[str, Area]:
    """Return the areas by id, sorted; those made of other areas take countries and core from them."""
    areas: dict[str, Area] = {}
    documents: dict[str, Document] = {}
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else []:
        file = report.of(f"boundaries/areas/{path.name}")
        document = read_document(path, file, AREA)
        area = _area(path.stem, document, file, catalogue) if document else None
        if document and area:
            areas[area.id], documents[area.id] = area, document
    return {
        name: _composed(area, areas, documents[name], report.of(f"boundaries/areas/{name}.toml"))
        for name, area in areas.items()
    }


def _area(name: str, document: Document, report: FileReport, catalogue: Catalogue) -> Area | None:
    if not _ID.fullmatch(name):
        report.error(0, f"area {quoted(name)} is not lower case", "name the file with lower case, digits, underscores")
        return None
    frames = _frames(document, report)
    countries = tuple(document.values["countries"]) if document.at("countries") and document.sound("countries") else ()
    is_composed = any(frame.area for frame in frames)
    for country in countries:
        if country not in catalogue.countries:
            remedy = f"countries in boundaries/ are {listed(sorted(catalogue.countries), 20)}"
            report.error(document.line("countries"), f"country {quoted(country)} is unknown", remedy)
    if not is_composed and len(countries) < 2 and document.sound("countries"):
        message = f"the area has {len(countries)} countries: a border area has at least two"
        report.error(document.line("countries"), message, 'write countries = ["AA", "BB"]')
    core = _core(document, report, catalogue, countries)
    if not is_composed and document.at("core") is None:
        report.error(0, "the area has no [core]", 'add [core] with rule = "touches", or list its units')
    languages = tuple(document.at("languages")) if document.sound("languages") else ("en",)
    for key in ("title", "summary"):
        missing = [tag for tag in languages if tag not in document.text(key)]
        if missing and document.at(key) is not None:
            message = f"{key} has no text in {listed(missing, 20)}"
            report.note(document.line(key), message, "add it, or readers see another language")
    return Area(
        name,
        document.text("title"),
        document.text("summary"),
        tuple(country for country in countries if country in catalogue.countries),
        languages,
        core,
        frames or (Frame(name),),
    )


def _core(document: Document, report: FileReport, catalogue: Catalogue, countries: tuple[str, ...]) -> Core:
    stated = document.at("core")
    if not isinstance(stated, dict) or not document.sound("core", "rule"):
        return Core("list")
    rule = stated["rule"]
    units = tuple(stated.get("units", ())) if document.sound("core", "units") else ()
    line = document.line("core", "units")
    home = {territory.code: territory.country for territory in catalogue.territories.values()}
    for unit in units:
        if unit not in home:
            message = f"core names unit {quoted(unit)}, which is unknown"
            report.error(line, message, "write a code of boundaries/<cc>/territories.csv, of any vintage")
        elif home[unit] not in countries:
            message = f"core names unit {quoted(unit)} of {home[unit]}, which is no country of the area"
            report.error(line, message, "add the country, or leave the unit out")
    if rule == "list" and not units and document.sound("core"):
        report.error(document.line("core"), "core has the rule 'list', but no units", "add units = [...]")
    km = float(stated.get("km", 0.0)) if document.sound("core", "km") else 0.0
    if rule == "within" and not km and document.sound("core"):
        report.error(document.line("core"), "core has the rule 'within', but no km", "add km = 50")
    return Core(rule, tuple(unit for unit in units if unit in home), km)


def _frames(document: Document, report: FileReport) -> tuple[Frame, ...]:
    frames: list[Frame] = []
    for position, entry in document.entries("frame"):
        line = document.line("frame", position)
        if not document.sound("frame", position):
            continue
        if any(frame.id == entry["id"] for frame in frames):
            report.error(line, f"frame {quoted(entry['id'])} stands twice", "give every frame an id of its own")
            continue
        extent = _extent(entry, line, report)
        crs = entry.get("crs", "")
        if crs and not _is_crs(crs):
            report.error(line, f"crs {quoted(crs)} is unknown", 'write an EPSG code, "EPSG:3035", or a PROJ text')
            crs = ""
        frames.append(Frame(entry["id"], float(entry.get("margin", 0.08)), extent, crs, entry.get("area", "")))
    return tuple(frames)


def _extent(entry: Mapping[str, Any], line: int, report: FileReport) -> tuple[float, float, float, float] | None:
    if "extent" not in entry:
        return None
    west, south, east, north = (float(number) for number in entry["extent"])
    if west < east and -90 <= south < north <= 90:
        return west, south, east, north
    report.error(line, f"extent {entry['extent']} is no rectangle", "write west, south, east, north in degrees")
    return None


def _is_crs(text: str) -> bool:
    try:
        return bool(CRS.from_user_input(text).is_projected)
    except CRSError:
        return False


def _composed(area: Area, areas: Mapping[str, Area], document: Document, report: FileReport) -> Area:
    """Fill an area that is made of others: countries in the order of the frames, units of the cores together."""
    parts: list[Area] = []
    for position, frame in enumerate(area.frames):
        part = areas.get(frame.area) if frame.area else None
        if part is not None and not any(inner.area for inner in part.frames):
            parts.append(part)
        elif frame.area:
            known = sorted(name for name, other in areas.items() if not any(inner.area for inner in other.frames))
            message = f"frame {quoted(frame.id)}: area {quoted(frame.area)} is unknown or is itself made of others"
            report.error(document.line("frame", position), message, f"areas are {listed(known, 20)}")
    if not parts:
        return area
    cores = [area.core, *(part.core for part in parts)] if area.core.units else [part.core for part in parts]
    rules = {core.rule for core in cores}
    return replace(
        area,
        countries=tuple(dict.fromkeys([*area.countries, *(country for part in parts for country in part.countries)])),
        core=Core(
            cores[0].rule if len(rules) == 1 else "list",
            tuple(dict.fromkeys(unit for core in cores for unit in core.units)),
            max(core.km for core in cores),
        ),
    )
