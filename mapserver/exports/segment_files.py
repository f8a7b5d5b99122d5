"""Segments of an extract as files: tables, lines with their geometry, a package of all of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

from mapserver.exports.citation import citation_text
from mapserver.exports.documents import as_json
from mapserver.exports.geometry import DEGREES
from mapserver.exports.geopackage import add_style, describe, packed
from mapserver.exports.package import Table, descriptor, readme, zipped
from mapserver.exports.segment_style import segments_qml
from mapserver.exports.segments import COLUMNS, SegmentRow, placed_segments, segment_rows, segments_metadata
from mapserver.exports.tables import about_lines, csv_of
from mapserver.exports.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from mapserver.exports.extract import Extract
    from mapserver.exports.ground import Ground

#: Layers of a GeoPackage: the lines of the year, and the rows of all years.
LINES, ROWS = "segments", "segment_years"
#: The rows in a package.
TABLE = Table("segments", COLUMNS, ("unit_a", "vintage_a", "unit_b", "vintage_b", "year"))


def segments_csv(extract: Extract) -> bytes:
    """Return the rows as CSV."""
    return csv_of(COLUMNS, segment_rows(extract))


def segments_xlsx(extract: Extract) -> bytes:
    """Return a workbook: the rows with number formats, and a sheet that says what they are."""
    decimals = dict.fromkeys(("value_a", "value_b", "diff"), extract.layer.decimals)
    decimals |= {"ratio": 3, "log2_ratio": 3, "km": 1}
    told = segments_metadata(extract)
    book = Workbook(told["title"], extract.attribution, "Segments", COLUMNS, tuple(about_lines(extract, told)))
    return book.write(segment_rows(extract), lambda _, column: decimals.get(column))


def segments_json(extract: Extract) -> bytes:
    """Return the rows as objects, after what must be known of them."""
    return as_json({**segments_metadata(extract), "segments": [row._asdict() for row in segment_rows(extract)]})


def segments_geojson(extract: Extract, ground: Ground) -> bytes:
    """Return the shared lines of an extract of one year as a FeatureCollection (RFC 7946), in degrees."""
    rows, lines = _placed(extract.of_year(extract.state.year), ground)
    features = [
        {
            "type": "Feature",
            "id": f"{row.unit_a},{row.unit_b}",
            "properties": row._asdict(),
            "geometry": shapely.geometry.mapping(line),
        }
        for row, line in zip(rows, lines, strict=True)
    ]
    return as_json({"type": "FeatureCollection", "metadata": segments_metadata(extract), "features": features})


def segments_geopackage(extract: Extract, ground: Ground) -> bytes:
    """Return a GeoPackage that opens styled in QGIS: the lines of the state's year, and the rows of all years."""
    shown = extract.of_year(extract.state.year)
    rows, lines = _placed(shown, ground)
    frame = gpd.GeoDataFrame(_table(rows), geometry=lines, crs=DEGREES)
    tables = {ROWS: _table(segment_rows(extract))} if extract.years != shown.years else {}
    return packed(LINES, frame, "MultiLineString", tables, lambda path: _finish(path, extract))


def _finish(path: Path, extract: Extract) -> None:
    """Put the style and what must be known of the rows into the file."""
    with closing(sqlite3.connect(path)) as base, base:
        add_style(base, LINES, "gaps", segments_qml(extract), extract.title)
    describe(path, (LINES, ROWS), as_json(segments_metadata(extract)).decode())


def segments_package(extract: Extract, ground: Ground) -> bytes:
    """Return a zip: rows, lines of the year, pictures, what must be known, and how to cite it."""
    told = segments_metadata(extract)
    content: dict[str, bytes] = {
        TABLE.path: segments_csv(extract),
        "segments.geojson": segments_geojson(extract, ground),
        "metadata.json": as_json(told),
        "citation.txt": citation_text(extract),
        "README.txt": readme(extract, told, TABLE).encode(),
        **ground.draw(extract),
    }
    content["datapackage.json"] = as_json(descriptor(extract, told, list(content), TABLE))
    return zipped(content)


def _placed(extract: Extract, ground: Ground) -> tuple[list[SegmentRow], list[BaseGeometry]]:
    found = list(placed_segments(extract, extract.years[0]))
    return [row for _, row in found], ground.lines_in_degrees([keys for keys, _ in found])


def _table(rows: Sequence[SegmentRow]) -> pd.DataFrame:
    """Return rows in columns that have their types also where all cells are empty."""
    types: dict[str, Any] = {"number": "float64", "integer": "int64", "boolean": "bool"}
    table = pd.DataFrame(rows, columns=[column.name for column in COLUMNS])
    return table.astype({column.name: types[column.type] for column in COLUMNS if column.type in types})
