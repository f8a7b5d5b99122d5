"""Geometry with figures, opened by other programs: GDAL, GeoPandas, the shapes by hand."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import geopandas as gpd
import pyogrio
import pytest
import shapely
from pyproj import Geod

from mapserver.exports.columns import COLUMNS
from mapserver.exports.extract import Extract
from mapserver.exports.geometry import Shapes, geojson_document, topojson_document
from mapserver.exports.geopackage import geopackage, qml
from mapserver.maps.state import state_colours
from tests.maps.conftest import HOSTILE, make_drawing, make_topology

GEOD = Geod(ellps="GRS80")


def test_geojson_is_in_degrees_with_its_figures(extract: Extract, shapes: Shapes, tmp_path: Path) -> None:
    path = tmp_path / "extract.geojson"
    path.write_bytes(geojson_document(extract, shapes))
    frame = gpd.read_file(path).set_index("unit")
    assert frame.crs.to_epsg() == 4326
    assert set(frame.columns) >= {column.name for column in COLUMNS} - {"unit"}
    assert frame.loc["RU-A", "value"] == 9.0
    assert frame.geometry.is_valid.all()
    # Squares of 100 km, as the ellipsoid has them.
    areas = [abs(GEOD.geometry_area_perimeter(shape)[0]) / 1e6 for shape in frame.geometry]
    assert areas == pytest.approx([10_000] * len(frame), rel=1e-3)


def test_outer_rings_turn_counterclockwise(extract: Extract, shapes: Shapes) -> None:
    document = json.loads(geojson_document(extract, shapes))
    for feature in document["features"]:
        assert shapely.geometry.shape(feature["geometry"]).exterior.is_ccw
    assert document["metadata"]["snapshot"] == extract.snapshot


def test_topojson_is_read_by_gdal(extract: Extract, tmp_path: Path) -> None:
    drawing = replace(make_drawing(), crs="+proj=laea +lat_0=65 +lon_0=25 +ellps=GRS80 +units=m", metres=1000.0)
    content = topojson_document(extract, {"arctic": make_topology()}, [drawing])
    document = json.loads(content)
    used = [
        arc if arc >= 0 else ~arc for item in document["objects"]["units"]["geometries"] for arc in flat(item["arcs"])
    ]
    assert set(used) <= set(range(len(document["arcs"])))
    path = tmp_path / "extract.topojson"
    path.write_bytes(content)
    frame = pyogrio.read_dataframe(path, layer="units")
    assert frame.set_index("unit").loc["RU-A", "value"] == 9.0
    assert set(frame["unit"]) == {row.unit for row in extract.observations}


def flat(part: Any) -> list[int]:
    return [part] if isinstance(part, int) else [arc for item in part for arc in flat(item)]


def test_a_geopackage_has_units_observations_and_a_style(full: Extract, shapes: Shapes, tmp_path: Path) -> None:
    path = tmp_path / "extract.gpkg"
    path.write_bytes(geopackage(full, shapes))
    assert {name for name, _ in pyogrio.list_layers(path)} >= {"units", "observations"}
    units = gpd.read_file(path, layer="units")
    assert units.crs.to_epsg() == 4326
    assert units.set_index("unit").loc["RU-A", "value"] == 8.0
    observations = pyogrio.read_dataframe(path, layer="observations")
    assert len(observations) == len(full.observations)
    with sqlite3.connect(path) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        table, style, default = base.execute("SELECT f_table_name, styleQML, useAsDefault FROM layer_styles").fetchone()
        told = json.loads(
            base.execute("SELECT description FROM gpkg_contents WHERE table_name = 'units'").fetchone()[0]
        )
    assert (table, default) == ("units", 1)
    assert told["snapshot"] == full.snapshot
    renderer = ElementTree.fromstring(style).find("renderer-v2")  # noqa: S314 - our own
    assert renderer is not None
    assert renderer.get("attr") == "value"
    ranges = renderer.findall("ranges/range")
    assert len(ranges) == len(renderer.findall("symbols/symbol")) == len(state_colours(full.layer, full.state))
    assert float(ranges[-1].get("upper", "0")) == full.layer.high


def test_the_same_figures_make_the_same_file(full: Extract, shapes: Shapes) -> None:
    assert geopackage(full, shapes) == geopackage(full, shapes)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(extract_of: Callable[..., Extract], shapes: Shapes, tmp_path: Path, text: str) -> None:
    extract = extract_of({"RU-A": {"en": text}}, title=extract_of().layer.title)
    path = tmp_path / "extract.gpkg"
    path.write_bytes(geopackage(extract, shapes))
    assert gpd.read_file(path, layer="units").set_index("unit").loc["RU-A", "name"] == text
    ElementTree.fromstring(qml(extract))  # noqa: S314 - our own
