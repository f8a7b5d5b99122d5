"""`layers/checkpoints/` into Crossings: what is counted, where, under which names, and the figures."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from mapserver.catalogue.axis_order import box_of, positions_of
from mapserver.catalogue.borders import border_fault
from mapserver.catalogue.document import read_document
from mapserver.catalogue.number import YEARS, number_fault, read_number, year_fault
from mapserver.catalogue.observations import FLAG_REMEDY
from mapserver.catalogue.report import listed, quoted
from mapserver.catalogue.schema import LANGUAGE, crossings_schema
from mapserver.catalogue.series import read_series
from mapserver.catalogue.table import read_table
from mapserver.model import Checkpoint, Crossings, Observation, Text, no_data_reason
from mapserver.model.checkpoint import CheckpointKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mapserver.catalogue.report import FileReport, Report
    from mapserver.model import Catalogue, Series

FOLDER = "checkpoints"
CONCEPT = "checkpoints.toml"
#: The series of the concept, and the name of the file with its figures.
SERIES = "crossings"
PLACES = ("code", "border", "kind", "units", "lon", "lat", "approximate", "position_source")
NAMES = ("code", "country", "lang", "name")
FIGURES = ("checkpoint", "year", "value", "flag", "edition")
KINDS: tuple[str, ...] = get_args(CheckpointKind)
_CODE = re.compile(r"([A-Z]{2})-([A-Z]{2})-[A-Z0-9-]{1,40}")


def read_crossings_concept(data: Path, catalogue: Catalogue, report: Report) -> Crossings | None:
    """Return what is counted, without checkpoints and figures; None where there is no such folder."""
    path = data / "layers" / FOLDER / CONCEPT
    if not path.exists():
        return None
    file = report.of(f"layers/{FOLDER}/{CONCEPT}")
    document = read_document(path, file, crossings_schema())
    series = list(read_series(document, FOLDER, file, catalogue)) if document else []
    if document is None or len(series) != 1 or series[0].id != SERIES:
        remedy = f'describe the figures in one [[series]] with id = "{SERIES}"'
        file.error(0, f"there is not one series {quoted(SERIES)}", remedy)
        return None
    return Crossings(
        title=document.text("title"),
        measure=document.text("measure"),
        definition=document.text("definition"),
        notes=document.text("notes"),
        series=series[0],
        checkpoints=(),
        observations=(),
    )


def read_crossings(data: Path, catalogue: Catalogue, report: Report) -> Crossings | None:
    """Return the crossings of a data folder; None where it has none. Rows with errors are left out."""
    concept = read_crossings_concept(data, catalogue, report)
    if concept is None:
        return None
    folder, place = data / "layers" / FOLDER, f"layers/{FOLDER}"
    names = _names(folder / "names.csv", report.of(f"{place}/names.csv"))
    checkpoints, codes = _checkpoints(
        folder / "checkpoints.csv", report.of(f"{place}/checkpoints.csv"), catalogue, names, concept.series
    )
    # The codes of faulty rows are known: their names and figures are not to be told as well.
    for code in sorted(names.keys() - codes):
        remedy = "correct the code, or add its row to checkpoints.csv"
        report.of(f"{place}/names.csv").error(0, f"checkpoint {quoted(code)} is unknown", remedy)
    file = f"{SERIES}.csv"
    observations = _figures(folder / file, report.of(f"{place}/{file}"), concept.series, codes)
    usable = {item.code for item in checkpoints}
    shown = tuple(row for row in observations if row.unit in usable)
    return replace(concept, checkpoints=checkpoints, observations=shown)


def _names(path: Path, report: FileReport) -> dict[str, dict[str, dict[str, str]]]:
    """Return names by checkpoint, country and language, in composed form (NFC)."""
    table = read_table(path, report, NAMES)
    names: dict[str, dict[str, dict[str, str]]] = {}
    for line, (code, country, language, name) in table.rows if table else ():
        said = unicodedata.normalize("NFC", name.strip())
        held = names.setdefault(code, {}).setdefault(country, {})
        if not re.fullmatch(LANGUAGE, language):
            report.error(line, f"{quoted(language)} is not a language tag", "write BCP 47: en, nb, sr-Cyrl")
        elif not said:
            report.error(line, f"the name of {quoted(code)} in {language} is empty", "leave the row out")
        elif language in held:
            report.error(line, f"{quoted(code)} has two names in {language} for {country}", "keep one of them")
        else:
            held[language] = said
    return names


def _checkpoints(
    path: Path,
    report: FileReport,
    catalogue: Catalogue,
    names: Mapping[str, Mapping[str, Mapping[str, str]]],
    series: Series,
) -> tuple[tuple[Checkpoint, ...], set[str]]:
    """Return the checkpoints that can be used, and the codes of all rows."""
    table = read_table(path, report, PLACES)
    found: dict[str, Checkpoint] = {}
    codes: set[str] = set()
    for line, cells in table.rows if table else ():
        codes.add(cells[0])
        checkpoint = _checkpoint(line, cells, report, catalogue, names)
        if checkpoint is None:
            continue
        if checkpoint.code in found:
            report.error(line, f"checkpoint {quoted(checkpoint.code)} stands twice", "keep one of the rows")
        elif not set(checkpoint.border.split("-")) <= set(series.countries):
            remedy = f"add its countries to the series in {CONCEPT}"
            report.error(line, f"the series does not cover border {quoted(checkpoint.border)}", remedy)
        else:
            found[checkpoint.code] = checkpoint
    return tuple(found.values()), codes


def _checkpoint(
    line: int,
    cells: list[str],
    report: FileReport,
    catalogue: Catalogue,
    names: Mapping[str, Mapping[str, Mapping[str, str]]],
) -> Checkpoint | None:
    code, border, kind, units, longitude, latitude, approximate, source = cells
    before = report.errors
    match = _CODE.fullmatch(code)
    if match is None or "-".join(match.groups()) != border:
        report.error(line, f"code {quoted(code)} does not begin with border {quoted(border)}", "write NO-RU-STORSKOG")
        return None
    countries = match.groups()
    fault = border_fault(border, catalogue)
    if fault:
        report.error(line, *fault)
    elif catalogue.borders and border not in catalogue.borders:
        remedy = f"borders of boundaries/borders.toml are {listed(sorted(catalogue.borders), 30)}"
        report.error(line, f"border {quoted(border)} is unknown", remedy)
    if kind not in KINDS:
        report.error(line, f"kind {quoted(kind)} is unknown", f"write one of {', '.join(KINDS)}")
    beside = tuple(units.split())
    for unit in beside:
        if unit not in catalogue.names:
            report.error(line, f"unit {quoted(unit)} is unknown", "write codes of territories.csv, with spaces between")
        elif unit[:2] not in countries:
            report.error(line, f"unit {quoted(unit)} does not lie in {listed(countries)}", "name the units beside it")
    if approximate not in ("0", "1"):
        report.error(line, f"approximate is {quoted(approximate)}", "write 1 where it is the nearest place's, else 0")
    if kind == "total" and (longitude or latitude):
        report.error(line, f"total {quoted(code)} has a position", "leave 'lon' and 'lat' empty: it is no place")
    position = _position(line, longitude, latitude, countries, report, catalogue)
    if position and not source:
        report.error(line, f"the position of {quoted(code)} has no source", "say in position_source where it is from")
    held = names.get(code, {})
    if not any("en" in said for said in held.values()):
        report.error(line, f"checkpoint {quoted(code)} has no English name", f"add {code},{countries[0]},en,<name>")
    for country in sorted(held.keys() - set(countries)):
        report.error(line, f"names.csv names {quoted(code)} for {country}", f"names are those of {listed(countries)}")
    if report.errors > before:
        return None
    texts = {country: Text(held[country]) for country in countries if country in held}
    return Checkpoint(code, border, kind, beside, texts, position, approximate == "1", source)  # type: ignore[arg-type]


def _position(
    line: int,
    longitude: str,
    latitude: str,
    countries: tuple[str, ...],
    report: FileReport,
    catalogue: Catalogue,
) -> tuple[float, float] | None:
    if not longitude and not latitude:
        return None
    if not longitude or not latitude:
        report.error(line, f"only {'lat' if latitude else 'lon'} is given", "write both, or none of them")
        return None
    numbers = [read_number(text) for text in (longitude, latitude)]
    for text, number in zip((longitude, latitude), numbers, strict=True):
        if number is None:
            report.error(line, *number_fault(text))
    east, north = numbers
    if east is None or north is None:
        return None
    pieces = [shape for country in countries for shape in catalogue.pieces.get(country, {}).values()]
    box = box_of(point for shape in pieces for point in positions_of(shape))
    if box and not box.holds(east, north):
        message = f"{longitude}, {latitude} lies outside of {listed(countries)}"
        report.error(line, message, "write degrees, longitude in 'lon' and latitude in 'lat'")
        return None
    return east, north


def _figures(path: Path, report: FileReport, series: Series, known: set[str]) -> tuple[Observation, ...]:
    table = read_table(path, report, FIGURES)
    editions = {edition.id for edition in series.editions}
    found: dict[tuple[str, int], Observation] = {}
    for line, (code, year_text, value_text, flag, edition) in table.rows if table else ():
        year, value = YEARS.get(year_text), read_number(value_text)
        if code not in known:
            report.error(line, f"checkpoint {quoted(code)} is unknown", "add its row to checkpoints.csv", kind="code")
        elif year is None:
            report.error(line, *year_fault(year_text), kind="year")
        elif edition not in editions:
            remedy = f"editions of the series are {listed(sorted(editions), 30)}"
            report.error(line, f"edition {quoted(edition)} is unknown", remedy, kind="edition")
        elif value_text and value is None:
            report.error(line, *number_fault(value_text), kind="value")
        elif value is not None and (value < 0 or value % 1):
            report.error(line, f"{quoted(value_text)} persons cannot cross", "write the number of the source")
        elif (code, year) in found:
            report.error(line, f"{quoted(code)} has two figures for {year}", "keep one of them", kind="duplicate")
        else:
            if value is None and not flag:
                report.warning(line, f"{quoted(code)} {year} has neither value nor flag", FLAG_REMEDY)
            reason = "" if value is not None else no_data_reason(flag)
            found[code, year] = Observation(code, "", year, value, flag, edition, reason)
    return tuple(found.values())
