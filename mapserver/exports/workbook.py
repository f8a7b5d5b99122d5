"""A workbook of one table and of what must be known of it, with typed cells and number formats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import xlsxwriter

from mapserver.exports.columns import Column

if TYPE_CHECKING:
    from collections.abc import Callable

#: Characters that XML 1.0 cannot hold at all.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: The day that is written into files, so that the same figures make the same bytes.
EPOCH = datetime(1980, 1, 1)
#: The longest text that a cell of XLSX holds.
LONGEST_CELL = 32_767


class Measured(NamedTuple):
    """A number with the decimals that it is shown with."""

    value: float
    decimals: int


@dataclass(frozen=True)
class Front:
    """A sheet to read: its name, head and lines, with the widths of its columns in letters. Numbers are whole, or
    Measured."""

    name: str
    head: Sequence[str]
    lines: Sequence[Sequence[object]]
    widths: Sequence[int]


@dataclass(frozen=True)
class Workbook:
    """A workbook: its title and comment, the name and columns of its table, and what the last sheet says, a line each.

    `front` is a sheet before these to read.
    """

    title: str
    comment: str
    sheet: str
    columns: Sequence[Column]
    about: Sequence[tuple[str, str]]
    front: Front | None = None

    def write(self, rows: Sequence[Sequence[object]], decimals_of: Callable[[int, str], int | None]) -> bytes:
        """Return the bytes; `decimals_of` gives the decimals of a row's figure in a column, None for one that has no
        format of its own."""
        buffer = BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        }
        book = xlsxwriter.Workbook(buffer, options)
        book.set_properties({"title": self.title[:255], "comments": self.comment[:255], "created": EPOCH})
        head = book.add_format({"bold": True, "bottom": 1})
        if self.front:
            _write_front(book, self.front)
        plain, general = book.add_format({"num_format": "0"}), book.add_format({"num_format": "General"})
        formats = {}
        sheet = book.add_worksheet(self.sheet)
        for place, column in enumerate(self.columns):
            sheet.write_string(0, place, column.name, head)
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                column = self.columns[place]
                if isinstance(cell, bool):
                    sheet.write_boolean(line + 1, place, cell)
                elif isinstance(cell, int | float):
                    decimals = decimals_of(line, column.name)
                    if decimals is not None and decimals not in formats:
                        formats[decimals] = book.add_format({"num_format": shown_as(decimals)})
                    usual = plain if column.type == "integer" else general
                    sheet.write_number(line + 1, place, cell, usual if decimals is None else formats[decimals])
                elif cell:
                    sheet.write_string(line + 1, place, cell_text(str(cell)))
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(1, len(rows)), len(self.columns) - 1)
        sheet.set_column(1, 1, 28)
        about = book.add_worksheet("About")
        about.set_column(0, 0, 22)
        about.set_column(1, 1, 100)
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for line, (topic, words) in enumerate(self.about):
            about.write_string(line, 0, topic, head)
            about.write_string(line, 1, cell_text(words), wrapped)
        book.close()
        return buffer.getvalue()


def _write_front(book: xlsxwriter.Workbook, front: Front) -> None:
    sheet = book.add_worksheet(front.name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    words = book.add_format({"text_wrap": True, "valign": "top"})
    formats = {-1: book.add_format({"num_format": "0", "valign": "top"})}
    for place, text in enumerate(front.head):
        sheet.write_string(0, place, cell_text(text), head)
    for line, cells in enumerate(front.lines, start=1):
        for place, cell in enumerate(cells):
            if isinstance(cell, Measured):
                if cell.decimals not in formats:
                    formats[cell.decimals] = book.add_format({"num_format": shown_as(cell.decimals), "valign": "top"})
                sheet.write_number(line, place, cell.value, formats[cell.decimals])
            elif isinstance(cell, int):
                sheet.write_number(line, place, cell, formats[-1])
            elif cell:
                sheet.write_string(line, place, cell_text(str(cell)), words)
    for place, width in enumerate(front.widths):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 1)
    # On paper: A4 across, head and first column on each page.
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)


def shown_as(decimals: int) -> str:
    """Return the number format of so many decimals."""
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def cell_text(text: str) -> str:
    """Return text that a cell can hold: XLSX types its cells, so that no apostrophe is needed."""
    return CONTROL.sub("", text.replace("\r", "\n"))[:LONGEST_CELL]
