"""Clusters of the shipped data: what our files say is what esda finds by hand in the exported GeoPackage."""

from __future__ import annotations

import csv
import io
import json
import sqlite3

import geopandas as gpd
import numpy as np
import openpyxl
import pyogrio
import pytest
from esda import fdr
from esda.moran import Moran, Moran_Local
from libpysal.weights import W

from mapserver.snapshot import Published, Store
from mapserver.web import Settings, create_app

PAGE = "/areas/{}/{}"
CLUSTERS = "?transform=clusters"


@pytest.fixture(scope="module")
def client(built_state):
    settings = Settings(state=built_state, measuring_processes=0, picture_processes=0)
    return create_app(settings, Published(Store(built_state))).test_client()


def get(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.text[:300])
    return answer


@pytest.mark.parametrize(
    ("area", "indicator"), [("barents", "gdp_growth"), ("bulgaria", "unemployment_rate"), ("link", "median_age")]
)
def test_esda_finds_the_same_in_the_exported_geopackage(client, tmp_path, area, indicator):
    path = tmp_path / "clusters.gpkg"
    path.write_bytes(get(client, f"{PAGE.format(area, indicator)}.gpkg{CLUSTERS}").data)
    units = gpd.read_file(path, layer="units").set_index("unit", drop=False)
    pairs = pyogrio.read_dataframe(path, layer="pairs")
    with sqlite3.connect(path) as base:
        (text,) = base.execute("SELECT description FROM gpkg_contents WHERE table_name = 'units'").fetchone()
    base.close()
    told = json.loads(text)["clusters"]

    def contiguity(rows: gpd.GeoDataFrame) -> tuple[np.ndarray, W]:
        beside: dict[str, list[str]] = {}
        for row in rows.itertuples():
            beside.setdefault(row.unit_a, []).append(row.unit_b)
            beside.setdefault(row.unit_b, []).append(row.unit_a)
        order = [code for code in units.index if code in beside]
        return units.loc[order, "value"].to_numpy(), W(beside, id_order=order, silence_warnings=True)

    def moran(rows: gpd.GeoDataFrame) -> Moran:
        np.random.seed(told["seed"])
        return Moran(*contiguity(rows), transformation="r", permutations=told["permutations"])

    for name, rows in (("links", pairs), ("home", pairs[~pairs["across"].astype(bool)])):
        found = moran(rows)
        assert told[name]["i"] == pytest.approx(found.I, rel=1e-12)
        assert told[name]["expected"] == pytest.approx(found.EI)
        assert told[name]["p"] == pytest.approx(found.p_sim)
        assert (told[name]["units"], told[name]["pairs"]) == (found.n, len(rows))
    values, weights = contiguity(pairs)
    with pytest.warns(DeprecationWarning, match="two-sided"):
        local = Moran_Local(values, weights, permutations=told["permutations"], seed=told["seed"])
    mine = units.loc[weights.id_order]
    np.testing.assert_allclose(mine["local_i"], local.Is, rtol=1e-12)
    np.testing.assert_allclose(mine["local_p"], local.p_sim)
    names = {1: "high-high", 2: "low-high", 3: "low-low", 4: "high-low"}
    assert list(mine["quadrant"]) == [names[quadrant] for quadrant in local.q]
    threshold = fdr(local.p_sim, told["false_discovery_rate"])
    assert told["threshold"] == pytest.approx(threshold)
    assert list(mine["significant"].astype(bool)) == list(local.p_sim <= threshold)
    assert list(mine["neighbours"]) == [len(weights.neighbors[code]) for code in weights.id_order]
    rest = units[units["value"].notna() & ~units.index.isin(weights.id_order)]
    assert sorted(rest.index) == sorted(told["islands"])
    assert set(rest["cluster"]) <= {"no-neighbours"}


def test_pairs_are_lines_that_the_polygons_share(client, tmp_path):
    """Contiguity is the reviewed table: what it names meets in the exported polygons, which were simplified nowhere."""
    path = tmp_path / "clusters.gpkg"
    path.write_bytes(get(client, f"{PAGE.format('bulgaria', 'unemployment_rate')}.gpkg{CLUSTERS}").data)
    shapes = gpd.read_file(path, layer="units").set_index("unit").geometry
    for row in pyogrio.read_dataframe(path, layer="pairs").itertuples():
        assert shapes[row.unit_a].distance(shapes[row.unit_b]) < 1e-6


def test_every_file_says_the_same(client):
    page = PAGE.format("bulgaria", "unemployment_rate")
    table = list(csv.DictReader(io.StringIO(get(client, f"{page}.csv{CLUSTERS}").text)))
    document = json.loads(get(client, f"{page}.json{CLUSTERS}").data)
    places = json.loads(get(client, f"{page}.geojson{CLUSTERS}").data)["features"]
    sheet = openpyxl.load_workbook(io.BytesIO(get(client, f"{page}.xlsx{CLUSTERS}").data))["Values"]
    head, *lines = sheet.iter_rows(values_only=True)
    plain = list(csv.DictReader(io.StringIO(get(client, f"{page}.csv").text)))
    known = {row["unit"]: row["value"] for row in plain}
    assert len(table) == len(document["observations"]) == len(places) == len(lines)
    for row, entry, place, line in zip(table, document["observations"], places, lines, strict=True):
        assert row["value"] == known[row["unit"]]
        assert row["cluster"] == (entry["cluster"] or "") == (place["properties"]["cluster"] or "")
        assert dict(zip(head, line, strict=True))["local_i"] == pytest.approx(entry["local_i"], rel=1e-15)
        assert (row["local_i"] == "") == (entry["local_i"] is None)
    assert {row["cluster"] for row in table} >= {"low-low", "not-significant"}


def test_other_maps_have_no_such_columns(client):
    page = PAGE.format("bulgaria", "unemployment_rate")
    assert "local_i" not in get(client, f"{page}.csv").text
    assert "clusters" not in json.loads(get(client, f"{page}.json").data)


def test_the_page_tells_the_clusters_and_leads_back(client):
    page = PAGE.format("bulgaria", "unemployment_rate")
    shown = get(client, page + CLUSTERS).text
    assert "Moran&#39;s I of all" in shown
    assert f'href="{page}">Show the values' in shown
    assert f'href="{page}{CLUSTERS}">Show clusters' in get(client, page).text
    assert f'href="{page}?view=chart"' in shown
    assert f'href="{page}?view=table&amp;transform=clusters"' in shown


def test_a_year_of_too_few_figures_says_so(client):
    text = get(client, f"{PAGE.format('carpathians', 'median_age')}{CLUSTERS}").text
    assert "fewer than 10 districts with a value have a neighbour" in text
    table = csv.DictReader(io.StringIO(get(client, f"{PAGE.format('carpathians', 'median_age')}.csv{CLUSTERS}").text))
    assert {(row["local_i"], row["cluster"]) for row in table} == {("", "")}


def test_an_embed_of_clusters_has_their_picture_and_no_script_that_takes_it_away(client):
    text = get(client, f"/embed/bulgaria/unemployment_rate{CLUSTERS}").text
    assert "low among low" in text
    assert "<script" not in text


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf", "card.png", "zip", "html", "txt", "metadata.json", "jsonstat",
                                    "topojson", "sdmx.csv"])  # fmt: skip
def test_other_files_follow(client, suffix):
    assert get(client, f"{PAGE.format('bulgaria', 'unemployment_rate')}.{suffix}{CLUSTERS}").data


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("transform=clusters&view=chart", "view"),
        ("transform=clusters&view=definition", "view"),
        ("transform=clusters&from=2015", "from"),
        ("transform=clusters&scheme=quantiles", "scheme"),
        ("transform=clusters&year=1066", "year"),
        ("transform=clusterS", "transform"),
        ("transform=clusters&transform=clusters", "transform"),
    ],
)
def test_what_does_not_go_with_clusters_is_refused_by_name(client, query, parameter):
    answer = client.get(f"{PAGE.format('bulgaria', 'unemployment_rate')}?{query}")
    assert answer.status_code == 400
    assert parameter in answer.text
