"""Tables of an extract: CSV, SDMX-CSV and XLSX. Numbers are written as numbers, and text that a spreadsheet would take
for a formula as text."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING, Any

from mapserver.exports.metadata import metadata
from mapserver.exports.workbook import Workbook
from mapserver.model.figures import split_flags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mapserver.exports.columns import Column
    from mapserver.exports.extract import Extract, Observation

#: What spreadsheets begin a formula with, also after white space that they skip.
FORMULA = re.compile(r"\s*[=+\-@]|[\t\r]")
#: Flags as the codes of SDMX (CL_OBS_STATUS 2.2); of several the first that has one.
STATUS = {"b": "B", "d": "D", "e": "E", "n": "N", "p": "P", "s": "E", "u": "U"}
#: Reasons for no figure as such codes; others are O, missing.
MISSING = {"not_collected": "L", "not_applicable": "M", "unit_did_not_exist": "M", "confidential": "Q"}


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
    told = metadata(extract)
    book = Workbook(told["title"], extract.attribution, "Values", extract.columns, tuple(about_lines(extract, told)))
    return book.write(extract.table, lambda _, column: decimals.get(column))


def about_lines(extract: Extract, told: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Go through what the second sheet of a workbook says of what `metadata` returns, a line each."""
    yield "Title", told["title"]
    yield "Measure", told["indicator"]["measure"]
    yield "Definition", told["indicator"]["definition"]
    for sentence in (*told["summary"], *told["notes"]):
        yield "", sentence
    for series in told["series"]:
        yield "Series", f"{series['id']}: {series['title']} ({', '.join(series['countries'])}); {series['reference']}"
        if series["measure"] != told["indicator"]["measure"]:
            yield "Measure", f"{series['id']}: {series['measure']}"
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
