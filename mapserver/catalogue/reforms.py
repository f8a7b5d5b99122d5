"""`boundaries/reforms.csv` into Reform. Knows no polygon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args, get_type_hints

from mapserver.catalogue.number import YEARS, number_fault, read_number, year_fault
from mapserver.catalogue.report import quoted
from mapserver.catalogue.table import read_table
from mapserver.catalogue.territories import missing_territory
from mapserver.model import Reform, territory_key

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.catalogue.report import FileReport
    from mapserver.model import Catalogue

COLUMNS = (
    "country",
    "year",
    "kind",
    "from_code",
    "from_vintage",
    "to_code",
    "to_vintage",
    "moved",
    "area_km2",
    "approximated",
    "source",
    "note",
)
#: A code of a classification that we do not draw.
FORMER_CODE = re.compile(r"[A-Z]{2}[0-9A-Z-]{1,8}")
KINDS: tuple[str, ...] = get_args(get_type_hints(Reform)["kind"])


def read_reforms(path: Path, report: FileReport, catalogue: Catalogue) -> tuple[Reform, ...]:
    """Return the sound rows in the order of the file; nothing where there is no file."""
    table = read_table(path, report, COLUMNS) if path.exists() else None
    reforms: list[Reform] = []
    seen: dict[tuple[str, ...], int] = {}
    for line, cells in table.rows if table else ():
        reform = _reform(line, cells, report, catalogue)
        if reform is None:
            continue
        first = seen.setdefault(tuple(cells[:8]), line)
        if first == line:
            reforms.append(reform)
        else:
            remedy = f"delete one of the lines {first} and {line}"
            report.error(line, "the reform stands twice", remedy, kind="duplicate")
    return tuple(reforms)


def _check_origin(line: int, code: str, moved: str, report: FileReport, catalogue: Catalogue) -> None:
    """Check a side that no vintage of ours draws: a former code, or what it was in words."""
    if not code and not moved:
        report.error(line, "the reform says nothing of where the land came from", "fill in from_code, moved or both")
    elif code and not FORMER_CODE.fullmatch(code):
        report.error(line, f"from_code {quoted(code)} is no code", "write the code that it had, such as SE0A2")
    elif code in catalogue.names:
        report.error(line, f"from_code {quoted(code)} is a unit of ours", "fill in from_vintage as well")


def _reform(line: int, cells: list[str], report: FileReport, catalogue: Catalogue) -> Reform | None:
    country, year, kind, from_code, from_vintage, to_code, to_vintage, moved, area, approximated, source, note = cells
    before = report.errors
    if country not in catalogue.countries:
        report.error(line, f"country {quoted(country)} is unknown", "write the code of a folder in boundaries/")
    if year not in YEARS:
        report.error(line, *year_fault(year))
    if kind not in KINDS:
        report.error(line, f"kind {quoted(kind)} is unknown", f"write one of {', '.join(KINDS)}")
    if not from_vintage:
        _check_origin(line, from_code, moved, report, catalogue)
    for code, vintage in ((from_code, from_vintage), (to_code, to_vintage))[not from_vintage :]:
        territory = catalogue.territories.get(territory_key(code, vintage))
        if territory is None:
            report.error(line, *missing_territory(code, vintage, catalogue.territories), kind="unknown unit")
        elif territory.country != country and country in catalogue.countries:
            report.error(line, f"unit {quoted(code)} is not in {country}", "correct the country or the code")
    size = read_number(area) if area else None
    if area and size is None:
        report.error(line, f"area_km2: {number_fault(area)[0]}", "write square kilometres, or leave it empty")
    if approximated not in ("0", "1"):
        report.error(line, f"approximated is {quoted(approximated)}", "write 1 where polygons ignore the move, else 0")
    if report.errors > before:
        return None
    return Reform(
        country,
        YEARS[year],
        kind,  # type: ignore[arg-type]
        from_code,
        from_vintage,
        to_code,
        to_vintage,
        moved,
        size,
        approximated == "1",
        source,
        note,
    )
