"""The formats that figures are given out in: suffix, media type, and what makes the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from mapserver.exports.citation import citation_text
from mapserver.exports.documents import as_json, json_document, jsonstat_document, metadata_document
from mapserver.exports.extract import Extract
from mapserver.exports.geometry import geojson_document, topojson_document
from mapserver.exports.geopackage import geopackage
from mapserver.exports.ground import Ground
from mapserver.exports.segment_files import (
    segments_csv,
    segments_geojson,
    segments_geopackage,
    segments_json,
    segments_package,
    segments_xlsx,
)
from mapserver.exports.segments import segments_metadata
from mapserver.exports.tables import csv_table, sdmx_table, xlsx_table
from mapserver.exports.take_away import standalone_page, take_away
from mapserver.maps.state import BORDERS, MapState


@dataclass(frozen=True)
class Format:
    """A format: `write` gets the extract and the ground of its area, `has_years` whether it holds more than one year.

    `has_figures` is false for what may be given out whatever the licence of the figures says.
    """

    write: Callable[[Extract, Ground], bytes]
    has_years: bool = True
    has_figures: bool = True


#: Formats by suffix, in the order in which they are offered.
FORMATS: dict[str, Format] = {
    "csv": Format(lambda extract, _: csv_table(extract)),
    "xlsx": Format(lambda extract, _: xlsx_table(extract)),
    "json": Format(lambda extract, _: json_document(extract)),
    "jsonstat": Format(lambda extract, _: jsonstat_document(extract)),
    "sdmx.csv": Format(lambda extract, _: sdmx_table(extract)),
    "geojson": Format(lambda extract, ground: geojson_document(extract, ground.shapes), has_years=False),
    "topojson": Format(
        lambda extract, ground: topojson_document(extract, ground.topologies, ground.drawings),
        has_years=False,
    ),
    "gpkg": Format(lambda extract, ground: geopackage(extract, ground.shapes)),
    "zip": Format(lambda extract, ground: take_away(extract, ground, ground.draw(extract))),
    "html": Format(standalone_page),
    "txt": Format(lambda extract, _: citation_text(extract), has_years=False, has_figures=False),
    "metadata.json": Format(lambda extract, _: metadata_document(extract), has_figures=False),
}
#: Formats of the lines between districts and their gaps, by suffix: those of the same suffix, and what tells of them.
SEGMENT_FORMATS: dict[str, Format] = {
    "csv": replace(FORMATS["csv"], write=lambda extract, _: segments_csv(extract)),
    "xlsx": replace(FORMATS["xlsx"], write=lambda extract, _: segments_xlsx(extract)),
    "json": replace(FORMATS["json"], write=lambda extract, _: segments_json(extract)),
    "geojson": replace(FORMATS["geojson"], write=segments_geojson),
    "gpkg": replace(FORMATS["gpkg"], write=segments_geopackage),
    "zip": replace(FORMATS["zip"], write=segments_package),
    "txt": FORMATS["txt"],
    "metadata.json": replace(FORMATS["metadata.json"], write=lambda extract, _: as_json(segments_metadata(extract))),
}


def formats_of(state: MapState) -> dict[str, Format]:
    """Return the formats by suffix that a state is given out in: of lines where it draws their gaps."""
    return SEGMENT_FORMATS if state.view == BORDERS else FORMATS
