"""A workbook of one table and of what must be known of it, with typed cells and number formats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

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


@dataclass(frozen=True)
class Workbook:
    """A workbook: its title and comment, the name and columns of its table, and what the last sheet says, a line each.

    `front` is a sheet before these to read: its name, and lines of which the first is the head.
    """

    title: str
    comment: str
    sheet: str
    columns: Sequence[Column]
    about: Sequence[tuple[str, str]]
    front: tuple[str, Sequence[Sequence[object]]] | None = None

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
            _write_front(book, *self.front)
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
                        shown = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
                        formats[decimals] = book.add_format({"num_format": shown})
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


def _write_front(book: xlsxwriter.Workbook, name: str, lines: Sequence[Sequence[object]]) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for line, cells in enumerate(lines):
        for place, cell in enumerate(cells):
            style = head if line == 0 else None
            if isinstance(cell, int | float):
                sheet.write_number(line, place, cell, style)
            elif cell not in (None, ""):
                sheet.write_string(line, place, cell_text(str(cell)), style)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, max(1, len(lines[0]) - 1), 16)


def cell_text(text: str) -> str:
    """Return text that a cell can hold: XLSX types its cells, so that no apostrophe is needed."""
    return CONTROL.sub("", text.replace("\r", "\n"))[:LONGEST_CELL]
