"""Tidy tables, `unit_code,year,value,flag,source_id` and perhaps more columns, as rows of text. Knows no target."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from mapserver.model.figures import LARGEST
from mapserver.sources.recipe import TableImportError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from mapserver.model import Edition

COLUMNS = ("unit_code", "year", "value", "flag", "source_id")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_YEAR = re.compile(r"(18|19|20)[0-9]{2}")


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Read the rows of a table as text, each with its place for messages."""
    if not path.is_file():
        raise TableImportError(f"{path.name}: the table is missing in {path.parent.name}")
    try:
        reader = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True)
        header = next(reader, [])
        if not header:
            raise TableImportError(f"{path.name}: the table is empty")
        for column in [column for column in columns if column not in header]:
            raise TableImportError(f"{path.name}: column {column!r} is missing; the table has {', '.join(header)}")
        for cells in reader:
            place = f"{path.name}:{reader.line_num}"
            if len(cells) != len(header):
                raise TableImportError(f"{place}: {len(cells)} cells where the header has {len(header)}")
            yield place, dict(zip(header, cells, strict=True))
    except (csv.Error, UnicodeDecodeError) as error:
        raise TableImportError(f"{path.name}: not a CSV file in UTF-8 ({error})") from error


def is_tidy(path: Path) -> bool:
    """Say whether a file has the columns of a tidy table."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        try:
            return set(COLUMNS) <= set(next(csv.reader(stream), []))
        except csv.Error:
            return False


def year_of(text: str, edition: Edition, place: str) -> str:
    """Return a year; that in which the edition was retrieved where a row has none."""
    # An undated page still has a day on which it was read; the definition of the series says so.
    year = text or edition.retrieved[:4]
    if not _YEAR.fullmatch(year):
        raise TableImportError(f"{place}: year {text!r} is none between 1800 and 2099")
    return year


def number_of(row: Mapping[str, str], place: str) -> str:
    """Return the value of a row as it stands there; an empty text for none."""
    text = row["value"]
    if text and not _NUMBER.fullmatch(text):
        raise TableImportError(f"{place}: value {text!r} is no number with a decimal point")
    if text and abs(float(text)) > LARGEST:
        raise TableImportError(f"{place}: value {text!r} is too large for a figure")
    return text


def csv_text(header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Return the text of a CSV file of ours."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([header, *lines])
    return buffer.getvalue()
