"""Tables of checkpoints and of the persons that cross there into `layers/checkpoints/`. Knows no name of a place."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from mapserver.sources.recipe import TableImportError
from mapserver.sources.tidy import COLUMNS, csv_text, number_of, read_rows, year_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mapserver.model import Crossings
    from mapserver.sources.recipe import CheckpointOrder

PLACES = ("code", "countries", "units_near", "kind", "lat", "lon", "coordinate_source")
PLACES_HEADER = ("code", "border", "kind", "units", "lon", "lat", "approximate", "position_source")
FIGURES_HEADER = ("checkpoint", "year", "value", "flag", "edition")
#: What the table calls the kinds of checkpoints, and what we call them.
KINDS = {
    "road": "road",
    "rail": "rail",
    "road and rail": "road_rail",
    "pedestrian and bicycle": "foot_bicycle",
    "aggregate": "total",
}
#: How the table says that a position is not the checkpoint's own.
NEAREST = re.compile(r"nearest place: *")


def read_checkpoints(
    directory: Path, order: CheckpointOrder, crossings: Crossings, recipe: str
) -> tuple[dict[str, str], dict[str, tuple[int, int, Counter[str]]]]:
    """Return the texts of the two files by name, and for each what was read, written and left out by reason.

    `crossings` has the editions that figures may be from. Raises TableImportError with the place of a fault.
    """
    places: dict[str, tuple[str, ...]] = {}
    read = 0
    for place, row in read_rows(directory / order.places, PLACES):
        read += 1
        line = _place(place, row)
        if line[0] in places:
            raise TableImportError(f"{place}: checkpoint {line[0]!r} stands twice")
        places[line[0]] = line
    editions = {edition.id: edition for edition in crossings.series.editions}
    named = order.editions or {name: name for name in editions}
    for missing in sorted(set(named.values()) - editions.keys()):
        raise TableImportError(f"{recipe}: edition {missing!r} of the checkpoints is missing; add its source")
    figures: dict[tuple[str, str], tuple[str, ...]] = {}
    left_out: Counter[str] = Counter()
    rows = 0
    for place, row in read_rows(directory / order.table, COLUMNS):
        rows += 1
        code, source = row["unit_code"], row["source_id"]
        if code not in places:
            raise TableImportError(f"{place}: checkpoint {code!r} is not in {order.places}")
        if source not in named:
            left_out[f"source {source} is no edition of the checkpoints"] += 1
            continue
        edition = editions[named[source]]
        year = year_of(row["year"], edition, place)
        if (code, year) in figures:
            raise TableImportError(f"{place}: {code} has {year} twice")
        figures[code, year] = (code, year, number_of(row, place), row["flag"], edition.id)
    lines = [line for _, line in sorted(figures.items())]
    return (
        {"checkpoints.csv": csv_text(PLACES_HEADER, places.values()), "crossings.csv": csv_text(FIGURES_HEADER, lines)},
        {"checkpoints.csv": (read, len(places), Counter()), "crossings.csv": (rows, len(lines), left_out)},
    )


def _place(place: str, row: Mapping[str, str]) -> tuple[str, ...]:
    kind = KINDS.get(row["kind"])
    if kind is None:
        raise TableImportError(f"{place}: kind {row['kind']!r} is unknown; known are {', '.join(KINDS)}")
    countries = sorted(row["countries"].split())
    if len(countries) != 2:
        raise TableImportError(f"{place}: countries {row['countries']!r} are not two")
    source, approximate = NEAREST.subn("", row["coordinate_source"], count=1)
    near = " ".join(row["units_near"].split())
    return row["code"], "-".join(countries), kind, near, row["lon"], row["lat"], str(approximate), source
