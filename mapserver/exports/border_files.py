"""Files of a border: both sides as tables, its shared lines with their gaps as maps, all of it in one zip."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from mapserver.exports.border_extract import BorderExtract
from mapserver.exports.border_rows import COLUMNS
from mapserver.exports.citation import Citation
from mapserver.exports.documents import as_json
from mapserver.exports.geometry import DEGREES, precise
from mapserver.exports.geopackage import describe, packed
from mapserver.exports.package import zipped
from mapserver.exports.tables import csv_of
from mapserver.exports.workbook import Workbook
from mapserver.translation import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

SEGMENTS, SIDES = "segments", "sides"
#: Columns of shared lines where no indicator is asked for: the others would be empty.
OF_A_LINE = ("border", "unit_a", "name_a", "unit_b", "name_b", "km", "snapshot")
#: Columns of the workbook that have the decimals of their indicator.
FIGURES = ("value_a", "value_b", "diff")


@dataclass(frozen=True)
class BorderGround:
    """What else files are made of: the lines that pairs of territories share, sentences, pictures by file name, and the
    page that needs no network."""

    lines: Callable[[Sequence[tuple[str, str]]], list[BaseGeometry]]
    sentences: tuple[str, ...]
    draw: Callable[[], dict[str, bytes]]
    page: Callable[[], bytes]


@dataclass(frozen=True)
class BorderFormat:
    """A format of files, its media type, and how it is written.

    `has_figures` is false for what may be given out whatever the licence of the figures says.
    """

    write: Callable[[BorderExtract, BorderGround], bytes]
    has_figures: bool = True


def border_csv(extract: BorderExtract) -> bytes:
    """Return both sides as CSV, a row an indicator and year."""
    return csv_of(COLUMNS, extract.sides)


def border_xlsx(extract: BorderExtract) -> bytes:
    """Return both sides as a workbook, with a sheet that says what they are."""
    told = extract.metadata()
    rows = extract.sides
    book = Workbook(told["title"], told["title"], "Values", COLUMNS, tuple(_about(extract, told)))
    return book.write(
        rows, lambda place, column: extract.decimals[rows[place].indicator] if column in FIGURES else None
    )


def border_json(extract: BorderExtract) -> bytes:
    """Return both sides and the shared lines as objects, after what must be known of them."""
    return as_json(
        {
            **extract.metadata(),
            SIDES: [row._asdict() for row in extract.sides],
            SEGMENTS: [line.row._asdict() for line in extract.lines],
        }
    )


def border_geojson(extract: BorderExtract, ground: BorderGround) -> bytes:
    """Return the shared lines as GeoJSON (RFC 7946), with the gaps of an indicator where one is asked for."""
    shapes = _shapes(extract, ground)
    features = [
        {
            "type": "Feature",
            "id": f"{line.row.unit_a}-{line.row.unit_b}",
            "properties": line.row._asdict(),
            "geometry": shapely.geometry.mapping(shape),
        }
        for line, shape in zip(extract.lines, shapes, strict=True)
    ]
    return as_json({"type": "FeatureCollection", "metadata": extract.metadata(), "features": features})


def border_geopackage(extract: BorderExtract, ground: BorderGround) -> bytes:
    """Return a GeoPackage: `segments` are the shared lines, `sides` a table of both sides."""
    rows = pd.DataFrame([line.row for line in extract.lines])
    numbers = ("km", "value_a", "value_b", "diff", "ratio", "log2_ratio", "share_of_home")
    rows = rows.astype({**dict.fromkeys(numbers, "float64"), "year": "Int64"})
    if not extract.indicator:
        rows = rows[list(OF_A_LINE)]
    lines = gpd.GeoDataFrame(rows, geometry=_shapes(extract, ground), crs=DEGREES)
    told = as_json(extract.metadata()).decode()
    floats = {column.name: "float64" for column in COLUMNS if column.type == "number"}
    sides = pd.DataFrame(extract.sides, columns=[column.name for column in COLUMNS]).astype(floats)
    return packed(
        SEGMENTS, lines, "MultiLineString", {SIDES: sides}, lambda path: describe(path, (SEGMENTS, SIDES), told)
    )


def border_text(extract: BorderExtract, ground: BorderGround) -> bytes:
    """Return citations and sentences for people to copy."""
    cited = citation_of(extract)
    told = [tell(extract.lang, "Sentences for a story"), *ground.sentences, ""] if ground.sentences else []
    csl = json.dumps([cited.csl], ensure_ascii=False, indent=2)
    return "\n".join([cited.plain, "", *told, cited.bibtex, csl, ""]).encode()


def citation_of(extract: BorderExtract) -> Citation:
    """Cite a border; one indicator of it with its publishers."""
    editions = [source for row in extract.metadata()["indicators"] for source in row["sources"]]
    publishers = tuple(dict.fromkeys(source["publisher"] for source in editions)) if extract.indicator else ()
    return Citation(
        publishers,
        extract.title,
        extract.site,
        extract.snapshot[:12],
        max((source["retrieved"] for source in editions), default="") if extract.indicator else "",
        extract.page,
        extract.lang,
        f"{extract.stem}-{extract.snapshot[:12]}",
    )


def border_zip(extract: BorderExtract, ground: BorderGround) -> bytes:
    """Return a zip as Data Package: the page, figures, lines, pictures, what must be known of them, and how to cite
    them."""
    content = {
        "border.html": ground.page(),
        "sides.csv": border_csv(extract),
        "segments.geojson": border_geojson(extract, ground),
        "metadata.json": as_json(extract.metadata()),
        "citation.txt": border_text(extract, ground),
        **ground.draw(),
    }
    content["datapackage.json"] = as_json(_descriptor(extract, list(content)))
    return zipped(content)


def _descriptor(extract: BorderExtract, names: list[str]) -> dict[str, Any]:
    told = extract.metadata()
    sources = {source["id"]: source for row in told["indicators"] for source in row["sources"]}
    licences = dict.fromkeys(source["licence"] for source in sources.values())
    return {
        "profile": "tabular-data-package",
        "name": extract.stem.lower().replace("_", "-"),
        "id": f"{extract.stem}@{extract.snapshot}",
        "title": told["title"],
        "description": told["method"],
        **({"homepage": extract.page} if extract.page else {}),
        "licenses": [{"name": words, "title": words} for words in licences if words],
        "sources": [{"title": f"{source['publisher']}, {source['title']}"} for source in sources.values()],
        "resources": [
            {
                "name": "sides",
                "path": "sides.csv",
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "mediatype": "text/csv",
                "schema": {
                    "fields": [column._asdict() for column in COLUMNS],
                    "primaryKey": ["border", "indicator", "year"],
                    "missingValues": [""],
                },
            },
            *({"name": name.replace(".", "-").lower(), "path": name} for name in names if name != "sides.csv"),
        ],
    }


def _about(extract: BorderExtract, told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Go through what the second sheet says, a line each."""
    yield "Title", told["title"]
    yield "Method", told["method"]
    for row in told["indicators"]:
        trend = row["trend"]
        verdict = f"; gap {trend['direction']}, {trend['first']} to {trend['last']}" if trend else ""
        if trend and trend["is_past"]:
            verdict += " (nothing is said of the years since)"
        yield (
            "Indicator",
            f"{row['id']}: {row['title']}; {row['judgement'] or 'no common year'}{verdict}. {row['reason']}",
        )
    sources = {source["id"]: source for row in told["indicators"] for source in row["sources"]}
    for source in sources.values():
        parts = [source[key] for key in ("publisher", "title", "address", "retrieved", "licence")]
        yield "Source", f"{source['id']}: {', '.join(part for part in parts if part)}"
    yield "Boundaries", told["disclaimer"]
    yield "Snapshot", extract.snapshot
    if extract.page:
        yield "Page", extract.page
    for column in COLUMNS:
        yield column.name, column.description


def _shapes(extract: BorderExtract, ground: BorderGround) -> list[BaseGeometry]:
    """Return the shared lines in degrees."""
    return precise(ground.lines([(line.key_a, line.key_b) for line in extract.lines]))


#: Formats by suffix, in the order in which they are offered.
BORDER_FORMATS: dict[str, BorderFormat] = {
    "csv": BorderFormat(lambda extract, _: border_csv(extract)),
    "xlsx": BorderFormat(lambda extract, _: border_xlsx(extract)),
    "json": BorderFormat(lambda extract, _: border_json(extract)),
    "geojson": BorderFormat(border_geojson),
    "gpkg": BorderFormat(border_geopackage),
    "zip": BorderFormat(border_zip),
    "html": BorderFormat(lambda _, ground: ground.page()),
    "txt": BorderFormat(border_text, has_figures=False),
    "metadata.json": BorderFormat(lambda extract, _: as_json(extract.metadata()), has_figures=False),
}
