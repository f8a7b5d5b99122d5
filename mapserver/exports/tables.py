"""Tables of an extract: CSV, SDMX-CSV and XLSX. Numbers are written as numbers, and text that a spreadsheet would take
for a formula as text."""

from __future__ import annotations

import csv
import re
from datetime import datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

import xlsxwriter

from mapserver.exports.metadata import metadata
from mapserver.model.figures import split_flags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mapserver.exports.columns import Column
    from mapserver.exports.extract import Extract, Observation

#: What spreadsheets begin a formula with, also after white space that they skip.
FORMULA = re.compile(r"\s*[=+\-@]|[\t\r]")
#: Characters that XML 1.0 cannot hold at all.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: Flags as the codes of SDMX (CL_OBS_STATUS 2.2); of several the first that has one.
STATUS = {"b": "B", "d": "D", "e": "E", "n": "N", "p": "P", "s": "E", "u": "U"}
#: Reasons for no figure as such codes; others are O, missing.
MISSING = {"not_collected": "L", "not_applicable": "M", "unit_did_not_exist": "M", "confidential": "Q"}
#: The day that is written into files, so that the same figures make the same bytes.
EPOCH = datetime(1980, 1, 1)
#: The longest text that a cell of XLSX holds.
LONGEST_CELL = 32_767


def guarded(text: str) -> str:
    """Return text as a spreadsheet shows it: what looks like a formula begins with an apostrophe."""
    return f"'{text}" if FORMULA.match(text) else text


def csv_table(extract: Extract) -> bytes:
    """Return the observations as CSV: UTF-8, commas, decimal points, CRLF (RFC 4180)."""
    return csv_of(extract.columns, extract.table)


def csv_of(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as such CSV under the names of their columns."""
    cells = ([guarded(cell) if isinstance(cell, str) else _number(cell) for cell in row] for row in rows)
    return _csv([column.name for column in columns], cells)


def sdmx_table(extract: Extract) -> bytes:
    """Return the observations as SDMX-CSV 1.0 with the concepts of the cross-domain guidelines."""
    layer, head = extract.layer, f"BORDERS:{extract.layer.indicator.upper()}(1.0)"
    names = ("DATAFLOW", "FREQ", "REF_AREA", "INDICATOR", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "DECIMALS")
    more = ("OBS_STATUS", "SOURCE_FLAG", "COMMENT_OBS", "DATA_PROVIDER", "SERIES", "RUN", "VINTAGE", "SNAPSHOT")
    rows = (
        [
            head,
            "A",
            row.unit,
            row.indicator,
            row.year,
            "" if row.value is None else _number(row.value),
            guarded(row.measure),
            layer.decimals,
            _status(row),
            guarded(row.flag),
            guarded(row.note or row.reason),
            guarded(row.source),
            row.series,
            row.run,
            row.vintage,
            row.snapshot,
        ]
        for row in extract.observations
    )
    return _csv((*names, *more), rows)


def _status(row: Observation) -> str:
    """Return what SDMX says of a figure: A for one that nothing is said of."""
    if row.value is None:
        return MISSING.get(row.reason, "O")
    return next((STATUS[flag] for flag in split_flags(row.flag) if flag in STATUS), "A")


def xlsx_table(extract: Extract) -> bytes:
    """Return a workbook: the observations with number formats, and a sheet that says what they are."""
    decimals = {"value": extract.layer.decimals, "local_i": 3, "local_p": 3}
    return workbook(extract, metadata(extract), ("Values", extract.columns, extract.table), decimals)


def workbook(
    extract: Extract,
    told: Mapping[str, Any],
    table: tuple[str, Sequence[Column], Sequence[tuple[object, ...]]],
    decimals: Mapping[str, int],
) -> bytes:
    """Return a workbook of a table (name, columns, rows), `decimals` by column, and of what `told` says of it.

    `told` is what `metadata` returns, with the columns of the table.
    """
    name, columns, rows = table
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, {**options, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"title": told["title"][:255], "comments": extract.attribution[:255], "created": EPOCH})
    head = book.add_format({"bold": True, "bottom": 1})
    formats = {
        column: book.add_format({"num_format": f"#,##0.{'0' * count}" if count else "#,##0"})
        for column, count in decimals.items()
    }
    plain = book.add_format({"num_format": "0"})
    sheet = book.add_worksheet(name)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.name, head)
    for line, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, bool):
                sheet.write_boolean(line, place, cell)
            elif isinstance(cell, int | float):
                sheet.write_number(line, place, cell, formats.get(columns[place].name, plain))
            elif cell:
                sheet.write_string(line, place, _cell(str(cell)))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    sheet.set_column(1, 1, 28)
    about = book.add_worksheet("About")
    about.set_column(0, 0, 22)
    about.set_column(1, 1, 100)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for line, (topic, words) in enumerate(_about(extract, told)):
        about.write_string(line, 0, topic, head)
        about.write_string(line, 1, _cell(words), wrapped)
    book.close()
    return buffer.getvalue()


def _about(extract: Extract, told: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Go through what the second sheet says of what `metadata` returns, a line each."""
    yield "Title", told["title"]
    yield "Measure", told["indicator"]["measure"]
    yield "Definition", told["indicator"]["definition"]
    for sentence in (*told["summary"], *told["notes"]):
        yield "", sentence
    for series in told["series"]:
        yield "Series", f"{series['id']}: {series['title']} ({', '.join(series['countries'])}); {series['reference']}"
        for source in series["sources"]:
            parts = [source.get(key, "") for key in ("publisher", "title", "address", "retrieved", "licence")]
            yield "Source", f"{source.get('id', '')}: {', '.join(part for part in parts if part)}"
    for row in told["comparability"]:
        yield "Comparability", f"{' and '.join(row['series'])}: {row['judgement']}. {row['reason']}"
    yield "Attribution", extract.attribution
    yield "Boundaries", told["disclaimer"]
    yield "Snapshot", extract.snapshot
    if extract.page:
        yield "Page", extract.page
    for column in told["columns"]:
        yield column["name"], column["description"]


def _cell(text: str) -> str:
    """Return text that a cell can hold: XLSX types its cells, so that no apostrophe is needed."""
    return CONTROL.sub("", text.replace("\r", "\n"))[:LONGEST_CELL]


def _csv(names: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    buffer = StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(names)
    writer.writerows(rows)
    return buffer.getvalue().encode()


def _number(value: object) -> object:
    """Return a number as it is read back bit for bit, true and false as in JSON, nothing as nothing."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else "" if value is None else value
