"""`boundaries/<cc>/crosswalk.csv`: which polygons of the source became which pieces. Opens no source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.catalogue.number import read_number
from mapserver.catalogue.report import quoted
from mapserver.catalogue.table import read_table

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.catalogue.report import FileReport

COLUMNS = ("source_file", "source_name", "source_fips", "near", "piece", "code", "iso", "note")
PIECE = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True)
class Crosswalk:
    """Lines of the pieces, points (longitude, latitude) known to lie in the country, and (line, code) of its units."""

    pieces: dict[str, int]
    points: tuple[tuple[float, float], ...]
    codes: tuple[tuple[int, str], ...]


def read_crosswalk(path: Path, report: FileReport) -> Crosswalk | None:
    """Read a crosswalk; None where there is none or no row can be trusted."""
    table = read_table(path, report, COLUMNS, ("part",)) if path.exists() else None
    if table is None:
        return None
    pieces: dict[str, int] = {}
    points: list[tuple[float, float]] = []
    codes: list[tuple[int, str]] = []
    for line, (_, source_name, _, near, piece, code, _, note, part) in table.rows:
        if near:
            point = _point(near)
            if point is None:
                message = f"near {quoted(near)} is not a point"
                report.error(line, message, "write longitude and latitude in degrees with a space between: 19.5 42.4")
            else:
                points.append(point)
        if part not in ("", "1") or (part and not near):
            message = f"part {quoted(part)} of {quoted(source_name)} is not the part around a point"
            report.error(line, message, "write 1 and give 'near' a point in that part, or leave it empty")
        if not piece:
            if not note:
                report.warning(line, f"{quoted(source_name)} is left out without a reason", "say why in 'note'")
            continue
        if not PIECE.fullmatch(piece):
            message = f"piece {quoted(piece)} is malformed"
            report.error(line, message, "use lower case, digits, hyphens and underscores")
            continue
        pieces.setdefault(piece, line)
        if code:
            codes.append((line, code))
    return Crosswalk(pieces, tuple(points), tuple(codes))


def _point(text: str) -> tuple[float, float] | None:
    numbers = [read_number(part) for part in text.split()]
    if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:
        return None
    longitude, latitude = numbers[0], numbers[1]
    return (longitude, latitude) if -180 <= longitude <= 180 and -90 <= latitude <= 90 else None
