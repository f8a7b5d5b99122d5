"""A CSV file as rows with line numbers. Knows no column by name."""

from __future__ import annotations

import csv
import difflib
import io
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from mapserver.catalogue.plain_text import forbidden_lines, read_text
from mapserver.catalogue.report import listed, quoted

if TYPE_CHECKING:
    import _csv
    from collections.abc import Sequence
    from pathlib import Path

    from mapserver.catalogue.report import FileReport

Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Table:
    """Rows as (line, cells); cells in the order in which columns were asked for, `""` for an absent optional one."""

    rows: list[Row]
    columns: frozenset[str]


def read_table(path: Path, report: FileReport, required: Sequence[str], optional: Sequence[str] = ()) -> Table | None:
    """Read a CSV file with a header line; None where no row can be trusted. Rows with findings are left out."""
    text = read_text(path, report)
    if text is None:
        return None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader)
    except (csv.Error, StopIteration) as fault:
        report.error(1, f"the header line cannot be read ({fault})", f"begin with {','.join(required)}")
        return None
    if not _check_header(header, required, optional, report):
        return None
    rows = _read_rows(reader, header, forbidden_lines(text, report), report)
    return Table(_in_order(rows, header, [*required, *optional]), frozenset(header))


def _check_header(header: list[str], required: Sequence[str], optional: Sequence[str], report: FileReport) -> bool:
    known = [*required, *optional]
    for sign, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and sign in header[0]:
            report.error(1, f"columns are separated by {name}", "save the file with commas between the columns")
            return False
    twice = sorted({name for name in header if header.count(name) > 1})
    for name in twice:
        report.error(1, f"column {quoted(name)} stands twice", "keep one of them")
    unknown = [name for name in dict.fromkeys(header) if name not in known]
    missing = [name for name in required if name not in header]
    for name in missing:
        alike = [other for other in unknown if other.strip().lower() == name]
        near = alike or difflib.get_close_matches(name, unknown, n=1)
        remedy = f"rename {quoted(near[0])} to '{name}'" if near else f"the header line is {','.join(known)}"
        report.error(1, f"column '{name}' is missing", remedy)
    for name in unknown:
        near = difflib.get_close_matches(name, known, n=1)
        guess = f"; is it '{near[0]}'?" if near else ""
        remedy = f"known columns are {listed(known, 20)}{guess}"
        report.warning(1, f"column {quoted(name)} is unknown and ignored", remedy)
    return not missing and not twice


def _read_rows(reader: _csv.Reader, header: list[str], bad: frozenset[int], report: FileReport) -> list[Row]:
    rows: list[Row] = []
    width = len(header)
    previous = reader.line_num
    try:
        for cells in reader:
            line, previous = previous + 1, reader.line_num
            if len(cells) == width and line == previous and line not in bad:
                rows.append((line, cells))
            elif cells and not bad.intersection(range(line, previous + 1)):
                _report_row(line, previous, cells, header, report)
    except csv.Error as fault:
        report.error(
            max(previous + 1, 2),
            f"the row cannot be read ({fault})",
            "look for a quotation mark without its partner; a quotation mark inside text is doubled",
        )
    return rows


def _report_row(first: int, last: int, cells: list[str], header: list[str], report: FileReport) -> None:
    if last > first:
        message = f"one row runs from line {first} to line {last}"
        report.error(first, message, "close the quotation mark; a cell is a single line", kind="broken row")
        return
    remedy = "give every column a cell; put text that holds a comma in quotation marks"
    if len(cells) == len(header) + 1:
        for whole, part in pairwise(cells):
            if re.fullmatch(r"-?[0-9]+", whole.strip()) and re.fullmatch(r"[0-9]+", part):
                remedy = f"a decimal comma? write {whole.strip()}.{part}, with a point"
    report.error(first, f"the row has {len(cells)} cells, the header has {len(header)}", remedy, kind="ragged row")


def _in_order(rows: list[Row], header: list[str], wanted: list[str]) -> list[Row]:
    """Bring the cells into the wanted order; the usual order costs nothing."""
    if header == wanted:
        return rows
    places = [header.index(name) if name in header else -1 for name in wanted]
    return [(line, [cells[place] if place >= 0 else "" for place in places]) for line, cells in rows]
