"""Other people's programs connect by an address: GDAL, as QGIS and geopandas use it, and OWSLib."""

from __future__ import annotations

import json
import subprocess
import sys

import geopandas as gpd
import pytest
from owslib.ogcapi.features import Features

from tests.web.serving import served

LAYER = "barents.unemployment_rate"
#: GDAL holds Python still while it reads: it needs a process of its own beside the server.
READ = """
import json, sys
import pyogrio
address, layer, target, options = sys.argv[1:]
options = {name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(options).items()}
pyogrio.read_dataframe("OAPIF:" + address, layer=layer, **options).to_file(target, driver="GeoJSON")
"""


@pytest.fixture(scope="module")
def address(shipped_app):
    with served(shipped_app) as root:
        yield f"{root}/ogc"


@pytest.fixture(scope="module")
def exported(shipped_app):
    return json.loads(shipped_app.test_client().get("/areas/barents/unemployment_rate.geojson").data)["features"]


def read_with_gdal(address, target, **options):
    subprocess.run(
        [sys.executable, "-c", READ, address, LAYER, str(target), json.dumps(options)], check=True, timeout=120
    )
    return gpd.read_file(target)


@pytest.mark.slow
def test_gdal_reads_in_parts_what_the_geojson_holds(address, exported, tmp_path):
    frame = read_with_gdal(address, tmp_path / "layer.geojson", PAGE_SIZE=7)
    assert frame.crs.to_epsg() == 4326
    assert list(frame["unit"]) == [feature["id"] for feature in exported]
    plain = gpd.GeoDataFrame.from_features(exported, crs="EPSG:4326")
    for column in ("country", "vintage", "year", "flag", "reason", "series", "edition", "licence", "snapshot", "core"):
        assert list(frame[column].fillna("")) == list(plain[column]), column
    assert frame["value"].equals(plain["value"].astype("float64"))
    assert frame.geometry.geom_equals(plain.geometry).all()


@pytest.mark.slow
def test_gdal_asks_for_a_box(address, exported, tmp_path):
    frame = read_with_gdal(address, tmp_path / "box.geojson", bbox=(25, 68, 32, 72))
    plain = gpd.GeoDataFrame.from_features(exported, crs="EPSG:4326")
    assert set(frame["unit"]) == set(plain.cx[25:32, 68:72]["unit"])
    assert 0 < len(frame) < len(plain)


@pytest.mark.slow
def test_owslib_finds_layers_and_reads_them_in_parts(address, exported, shipped):
    client = Features(f"{address}/")
    assert client.conformance()["conformsTo"]
    assert client.api()["openapi"] == "3.0.3"
    layers = {f"{area.id}.{entry.indicator}" for area in shipped.areas for entry in area.layers}
    assert set(client.feature_collections()) == layers
    found = []
    while True:
        part = client.collection_items(LAYER, limit=9, offset=len(found))
        found += part["features"]
        if not any(link["rel"] == "next" for link in part["links"]):
            break
    assert [(item["properties"], item["geometry"]) for item in found] == [
        (item["properties"], item["geometry"]) for item in exported
    ]
    one = client.collection_item(LAYER, found[0]["id"])
    assert one["properties"] == found[0]["properties"]
