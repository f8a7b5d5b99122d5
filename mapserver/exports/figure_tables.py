"""Figures of units as CSV, XLSX and JSON: rows with their columns, and a description of what they are."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, Protocol

import xlsxwriter

from mapserver.exports.tables import CONTROL, EPOCH, LONGEST_CELL, guarded
from mapserver.maps.layout import DISCLAIMER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapserver.exports.extract import Column
    from mapserver.model import Edition


class Figures(Protocol):
    """Rows of figures, whose fields are the columns, and whose they are."""

    @property
    def snapshot(self) -> str:
        """Return the edition of the collection."""

    @property
    def title(self) -> str:
        """Return what the figures are called."""

    @property
    def rows(self) -> Sequence[tuple[Any, ...]]:
        """Return the rows."""

    @property
    def sources(self) -> tuple[Edition, ...]:
        """Return the publications of the figures."""

    @property
    def refusals(self) -> tuple[tuple[str, str], ...]:
        """Return publishers whose figures are left out, each with the reason."""


def figures_csv(figures: Figures, columns: Sequence[Column]) -> bytes:
    """Return the rows as CSV: UTF-8, commas, decimal points, CRLF (RFC 4180); text that looks like a formula is
    marked."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([column.name for column in columns])
    for row in figures.rows:
        writer.writerow([_plain(cell) for cell in row])
    return buffer.getvalue().encode()


def figures_json(figures: Figures, columns: Sequence[Column], page: str) -> bytes:
    """Return the rows as JSON with their description."""
    names = [column.name for column in columns]
    shape = {
        "title": figures.title,
        "snapshot": figures.snapshot,
        **({"page": page} if page else {}),
        "columns": [column._asdict() for column in columns],
        "sources": [_source(edition) for edition in figures.sources],
        "left_out": [{"publisher": publisher, "reason": reason} for publisher, reason in figures.refusals],
        "rows": [dict(zip(names, row, strict=True)) for row in figures.rows],
    }
    return (json.dumps(shape, ensure_ascii=False, allow_nan=False) + "\n").encode()


def figures_xlsx(
    figures: Figures, columns: Sequence[Column], page: str, front: Sequence[Sequence[object]] = ()
) -> bytes:
    """Return a workbook: the rows, and a sheet that says what they are; `front` is a first sheet to read, its first
    line the head."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": figures.title[:255], "created": EPOCH})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    if front:
        sheet = book.add_worksheet("Comparison")
        for line, cells in enumerate(front):
            _line(sheet, line, cells, head if line == 0 else None)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, max(1, len(front[0]) - 1), 16)
    sheet = book.add_worksheet("Values")
    _line(sheet, 0, [column.name for column in columns], head)
    for line, row in enumerate(figures.rows, start=1):
        _line(sheet, line, row, None)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, len(figures.rows)), len(columns) - 1)
    sheet.set_column(1, 1, 28)
    about = book.add_worksheet("About")
    about.set_column(0, 0, 22)
    about.set_column(1, 1, 100)
    for line, (name, words) in enumerate(_about(figures, columns, page)):
        about.write_string(line, 0, name, head)
        about.write_string(line, 1, _cell(words), wrapped)
    book.close()
    return buffer.getvalue()


def _line(sheet: Any, line: int, cells: Iterable[object], style: Any) -> None:
    """Write cells by their type: numbers stay numbers, text is never a formula."""
    for place, cell in enumerate(cells):
        if isinstance(cell, int | float):
            sheet.write_number(line, place, cell, style)
        elif cell not in (None, ""):
            sheet.write_string(line, place, _cell(str(cell)), style)


def _about(figures: Figures, columns: Sequence[Column], page: str) -> Iterable[tuple[str, str]]:
    yield "Title", figures.title
    for edition in figures.sources:
        parts = (edition.publisher, edition.title, edition.address, edition.retrieved, edition.licence)
        yield "Source", f"{edition.id}: {', '.join(part for part in parts if part)}"
    for publisher, reason in figures.refusals:
        yield "Left out", f"{publisher}: {reason}"
    yield "Boundaries", DISCLAIMER
    yield "Snapshot", figures.snapshot
    if page:
        yield "Page", page
    for column in columns:
        yield column.name, column.description


def _source(edition: Edition) -> dict[str, str]:
    return {
        "id": edition.id,
        "publisher": edition.publisher,
        "dataset": edition.dataset,
        "title": edition.title,
        "address": edition.address,
        "licence": edition.licence,
        "retrieved": edition.retrieved,
    }


def _cell(text: str) -> str:
    return CONTROL.sub("", text.replace("\r", "\n"))[:LONGEST_CELL]


def _plain(cell: object) -> object:
    """Return a cell of CSV: a number as it is read back bit for bit, guarded text, nothing as nothing."""
    if isinstance(cell, str):
        return guarded(cell)
    return repr(cell) if isinstance(cell, float) else "" if cell is None else cell
