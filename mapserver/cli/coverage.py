"""The coverage of a data folder as text, JSON or a picture: indicators by borders, and what was left out and why."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from mapserver.cli.build import told_failures
from mapserver.cli.options import as_json
from mapserver.model import BothSides
from mapserver.progress import Bar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mapserver.sources.recipe import Omission
    from mapserver.statistics.coverage import Coverage

#: Marks behind a number of years: how the two sides compare.
MARKS = {"same": "=", "similar": "~", "different": "\u2260", "": ""}
KEY = "Numbers are years with figures on both sides: = same, ~ similar, \u2260 different and not counted"


def coverage_text(data: Path, state: Path, form: str) -> str:
    """Build the data without publishing them and return their coverage as text, JSON or SVG."""
    from mapserver.maps.coverage import coverage_picture
    from mapserver.snapshot import Store, draft
    from mapserver.statistics.coverage import coverage
    from mapserver.web.wording import THEMES

    with told_failures(state), Bar() as bar:
        snapshot, _ = draft(data, Store(state), jobs=os.cpu_count() or 1, progress=bar)
    found = coverage(snapshot.areas, tuple(THEMES))
    if form == "svg":
        return coverage_picture(found, THEMES)
    if form == "json":
        return as_json(_record(found, _omissions(data))) + "\n"
    return "".join(f"{line}\n" for line in _lines(found, _omissions(data)))


def _omissions(data: Path) -> tuple[Omission, ...]:
    """Return the tables that the recipe of the figures leaves out; none where there is no recipe."""
    from mapserver.sources.recipe import TableImportError, read_recipe

    path = data / "layers" / "import.toml"
    try:
        return read_recipe(path).omissions if path.exists() else ()
    except TableImportError as error:
        raise click.ClickException(str(error)) from error


def _lines(found: Coverage, omissions: tuple[Omission, ...]) -> Iterator[str]:
    width = max((len(row.indicator) for row in found.rows), default=9) + 2
    yield "indicator".ljust(width) + "".join(border.rjust(7) for border in found.borders) + "  countries"
    for row in found.rows:
        cells = [row.both_sides.get(border, BothSides()) for border in found.borders]
        marked = (f"{len(cell.years)}{MARKS[cell.judgement]}" if cell.years else "." for cell in cells)
        yield row.indicator.ljust(width) + "".join(mark.rjust(7) for mark in marked) + f"  {' '.join(row.countries)}"
    counts = "".join(str(found.comparable(border)).rjust(7) for border in found.borders)
    yield f"{found.concepts} concepts".ljust(width) + counts + "  to compare, forms of one concept counted once"
    yield KEY
    for omission in omissions:
        where = "".join(f", {column} {' '.join(values)}" for column, values in omission.where.items())
        yield f"left out: {omission.table}{where}: {omission.reason}"


def _record(found: Coverage, omissions: tuple[Omission, ...]) -> dict[str, Any]:
    return {
        "concepts": found.concepts,
        "borders": {border: found.comparable(border) for border in found.borders},
        "indicators": [
            {
                "indicator": row.indicator,
                "concept": row.concept,
                "countries": list(row.countries),
                "borders": {
                    border: {"years": list(sides.years), "judgement": sides.judgement}
                    for border, sides in sorted(row.both_sides.items())
                },
            }
            for row in found.rows
        ],
        "left_out": [
            {
                "table": item.table,
                "where": {name: list(values) for name, values in item.where.items()},
                "reason": item.reason,
            }
            for item in omissions
        ],
    }
