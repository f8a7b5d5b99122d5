"""Figures of units as CSV, XLSX and JSON: rows with their columns, and a description of what they are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

from mapserver.exports.tables import csv_of
from mapserver.exports.workbook import Front, Workbook
from mapserver.maps.layout import DISCLAIMER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapserver.exports.columns import Column
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
    return csv_of(columns, figures.rows)


def figures_json(figures: Figures, columns: Sequence[Column], page: str) -> bytes:
    """Return the rows as JSON with their description."""
    names = [column.name for column in columns]
    shape = {
        "title": figures.title,
        "snapshot": figures.snapshot,
        **({"page": page} if page else {}),
        "columns": [column._asdict() for column in columns],
        "sources": [edition.described for edition in figures.sources],
        "left_out": [{"publisher": publisher, "reason": reason} for publisher, reason in figures.refusals],
        "rows": [dict(zip(names, row, strict=True)) for row in figures.rows],
    }
    return (json.dumps(shape, ensure_ascii=False, allow_nan=False) + "\n").encode()


def figures_xlsx(figures: Figures, columns: Sequence[Column], page: str, front: Front | None = None) -> bytes:
    """Return a workbook: the rows, and a sheet that says what they are; `front` is a first sheet to read."""
    about = tuple(_about(figures, columns, page))
    return Workbook(figures.title, "", "Values", columns, about, front).write(figures.rows, lambda _row, _column: None)


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
