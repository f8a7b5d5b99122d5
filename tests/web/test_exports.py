"""The figures of a map at its address with a suffix: every format, what is refused, what nobody else may change."""

import json
import zipfile
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
from flask.testing import FlaskClient
from pyproj import Geod

from mapserver.exports.formats import FORMATS, SEGMENT_FORMATS
from mapserver.exports.media import MEDIA
from mapserver.maps.state import TRANSFORMS
from mapserver.model import Cell, Layer
from mapserver.snapshot import Published, Store
from mapserver.web import Settings, create_app
from tests.web.world import YEARS, ToySource, make_app

ADDRESS = "/areas/barents/unemployment_rate"
TOY = "/areas/toy/unemployment_rate"
GEOD = Geod(ellps="GRS80")


@pytest.fixture(scope="module")
def shipped(built_state: Path) -> FlaskClient:
    return create_app(Settings(state=built_state), Published(Store(built_state))).test_client()


@pytest.mark.parametrize(
    ("area", "suffix"),
    [*(("barents", suffix) for suffix in FORMATS), ("bulgaria", "gpkg"), ("link", "topojson"), ("link", "html")],
)
def test_every_format_is_given_out(shipped: FlaskClient, area: str, suffix: str) -> None:
    answer = shipped.get(f"/areas/{area}/population_density.{suffix}")
    assert answer.status_code == 200
    assert answer.content_type == MEDIA[suffix]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{area}-population_density-')
    assert answer.headers["Content-Disposition"].endswith(f'.{suffix}"')
    again = shipped.get(answer.request.path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_formats_agree_on_the_figures(shipped: FlaskClient, tmp_path: Path) -> None:
    """One state in eight formats, each read by another program: the same numbers for the same units."""
    query = "?year=2019"

    def get(suffix: str) -> bytes:
        return shipped.get(f"{ADDRESS}.{suffix}{query}").data

    table = pd.read_csv(BytesIO(get("csv")), dtype={"unit": str}, keep_default_na=False, na_values={"value": [""]})
    expected = dict(zip(table["unit"], table["value"], strict=True))
    found = {}
    found["json"] = {row["unit"]: row["value"] for row in json.loads(get("json"))["observations"]}
    sdmx = pd.read_csv(BytesIO(get("sdmx.csv")), dtype={"REF_AREA": str})
    found["sdmx.csv"] = dict(zip(sdmx["REF_AREA"], sdmx["OBS_VALUE"], strict=True))
    book = openpyxl.load_workbook(BytesIO(get("xlsx")))["Values"]
    names = [cell.value for cell in book[1]]
    rows = [dict(zip(names, row, strict=True)) for row in book.iter_rows(min_row=2, values_only=True)]
    found["xlsx"] = {row["unit"]: row["value"] for row in rows}
    for suffix in ("geojson", "topojson", "gpkg"):
        path = tmp_path / f"extract.{suffix}"
        path.write_bytes(get(suffix))
        frame = gpd.read_file(path, layer=None if suffix == "geojson" else "units")
        found[suffix] = dict(zip(frame["unit"], frame["value"], strict=True))
    stat = json.loads(get("jsonstat"))
    found["jsonstat"] = dict(zip(stat["dimension"]["unit"]["category"]["index"], stat["value"], strict=True))
    with zipfile.ZipFile(BytesIO(get("zip"))) as packed:
        assert packed.read("values.csv") == get("csv")
    # A drawing leaves out what lies beyond its sheet.
    assert found["topojson"].keys() < expected.keys()
    assert set(table[table["core"]]["unit"]) <= found["topojson"].keys()
    for suffix, values in found.items():
        assert suffix == "topojson" or values.keys() == expected.keys(), suffix
        for unit, value in values.items():
            assert value == expected[unit] or (value is None or value != value) == pd.isna(expected[unit]), (
                suffix,
                unit,
            )


def test_neighbours_share_their_arcs(shipped: FlaskClient) -> None:
    document = json.loads(shipped.get("/areas/bulgaria/population_density.topojson").data)

    def arcs(part: object) -> list[int]:
        return [part if part >= 0 else ~part] if isinstance(part, int) else [arc for item in part for arc in arcs(item)]

    used = Counter(arc for item in document["objects"]["units"]["geometries"] for arc in arcs(item["arcs"]))
    borders = {arc for item in document["objects"]["borders"]["geometries"] for arc in arcs(item["arcs"])}
    assert max(used.values()) == 2
    assert all(used[arc] == 2 for arc in borders & used.keys())
    assert set(used) | borders == set(range(len(document["arcs"])))


def test_drawn_geometry_lies_where_the_detailed_one_does(shipped: FlaskClient, tmp_path: Path) -> None:
    frames = []
    for suffix in ("geojson", "topojson"):
        path = tmp_path / f"extract.{suffix}"
        path.write_bytes(shipped.get(f"/areas/carpathians/population_density.{suffix}").data)
        frames.append(gpd.read_file(path, layer=None if suffix == "geojson" else "units").set_index("unit"))
    detailed, drawn = frames
    core = detailed.index[detailed["core"]]
    for unit in core:
        overlap = detailed.geometry[unit].intersection(drawn.geometry[unit].buffer(0)).area
        assert overlap > 0.97 * detailed.geometry[unit].area, unit


def test_all_years_or_the_one_that_is_shown(shipped: FlaskClient) -> None:
    shown = pd.read_csv(BytesIO(shipped.get(f"{ADDRESS}.csv?year=2015").data))
    full = pd.read_csv(BytesIO(shipped.get(f"{ADDRESS}.csv?year=2015&scope=full").data))
    assert set(shown["year"]) == {2015}
    assert full["year"].nunique() > 20
    assert len(full[full["year"] == 2015]) == len(shown)


def test_a_change_is_given_out_as_a_change(shipped: FlaskClient) -> None:
    values = pd.read_csv(BytesIO(shipped.get(f"{ADDRESS}.csv?year=2015").data)).set_index("unit")["value"]
    before = pd.read_csv(BytesIO(shipped.get(f"{ADDRESS}.csv?year=2010").data)).set_index("unit")["value"]
    change = pd.read_csv(BytesIO(shipped.get(f"{ADDRESS}.csv?transform=change&from=2010&year=2015").data))
    known = change.dropna(subset="value")
    assert len(known) > 5
    for _, row in known.iterrows():
        assert row["value"] == pytest.approx(values[row["unit"]] - before[row["unit"]], abs=1e-9)
        assert "change since 2010" in row["measure"]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        (f"{ADDRESS}.docx", 404, "docx"),
        (f"{ADDRESS}.csv.csv", 404, "csv.csv"),
        (f"{ADDRESS}.", 404, ""),
        ("/areas/barents/nothing.csv", 404, "nothing"),
        ("/areas/nowhere/unemployment_rate.csv", 404, "nowhere"),
        (f"{ADDRESS}.csv?year=1800", 400, "1800"),
        (f"{ADDRESS}.csv?colour=red", 400, "colour"),
        (f"{ADDRESS}.csv?scope=everything", 400, "everything"),
        (f"{ADDRESS}.geojson?scope=full", 400, "full"),
    ],
)
def test_what_is_not_there_is_named(shipped: FlaskClient, address: str, status: int, words: str) -> None:
    answer = shipped.get(address)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json" or address.endswith(".")
    assert words in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


REASON = "The office's terms allow quotation only."


def kept_back(made: Layer, only: str = "") -> Layer:
    """Return a layer whose series, or one of them, may not be given out."""
    series = tuple(
        replace(item, sources=tuple({**one, "no_redistribution": REASON} for one in item.sources))
        if only in ("", item.id)
        else item
        for item in made.series
    )
    return replace(made, series=series)


@pytest.mark.parametrize(
    "query",
    ["", *(f"transform={name}" for name in TRANSFORMS[1:]), "view=borders", "view=borders&transform=vs-area"],
)
def test_figures_that_may_not_be_given_out_are_refused_with_the_reason(source: ToySource, query: str) -> None:
    snapshot = source.snapshot
    assert snapshot is not None
    cells = tuple(Cell(5.0) for _ in YEARS)
    made = snapshot.layer("toy", "unemployment_rate")
    snapshot.replaced = kept_back(replace(made, national={"NO": cells, "FI": cells, "RU": cells}))
    client = make_app(source).test_client()
    assert client.get(f"{TOY}?{query}").status_code == 200
    formats = SEGMENT_FORMATS if query.startswith("view=borders") else FORMATS
    for suffix, made_of in formats.items():
        answer = client.get(f"{TOY}.{suffix}?{query}")
        if made_of.has_figures:
            assert (answer.status_code, answer.get_json(force=True)["code"]) == (403, "forbidden"), suffix
            assert REASON in answer.get_json(force=True)["detail"]
        else:
            assert answer.status_code == 200


@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx", "gpkg"])
def test_a_figure_without_a_context_does_not_leave_beside_its_empty_value(source: ToySource, suffix: str) -> None:
    """No figure is published for Russia: its districts have no deviation, and would stand there with their own."""
    snapshot = source.snapshot
    assert snapshot is not None
    cells = tuple(Cell(5.0) for _ in YEARS)
    made = snapshot.layer("toy", "unemployment_rate")
    snapshot.replaced = kept_back(replace(made, national={"NO": cells, "FI": cells}), "rosstat")
    answer = make_app(source).test_client().get(f"{TOY}.{suffix}?transform=vs-country")
    assert answer.status_code == 403 and REASON in answer.get_json(force=True)["detail"]


def test_a_row_names_the_sources_of_all_figures_in_it(source: ToySource) -> None:
    snapshot = source.snapshot
    assert snapshot is not None
    cells = tuple(Cell(5.0) for _ in YEARS)
    made = snapshot.layer("toy", "unemployment_rate")
    snapshot.replaced = replace(made, national={"NO": cells, "FI": cells})
    client = make_app(source).test_client()
    query = "?transform=vs-country&year=2015"
    rows = pd.read_csv(BytesIO(client.get(f"{TOY}.csv{query}").data), keep_default_na=False).set_index("unit")
    plain = pd.read_csv(BytesIO(client.get(f"{TOY}.csv?year=2015").data), keep_default_na=False).set_index("unit")
    russian = rows.loc["RU-KR"]
    assert (russian["value"], russian["reason"]) == ("", "no_national") and russian["own_value"] != ""
    named = ["series", "edition", "source", "licence"]
    assert list(russian[named]) == list(plain.loc["RU-KR"][named]) and russian["source"]
    told = client.get(f"{TOY}.metadata.json{query}").get_json(force=True)
    assert russian["series"] in {item["id"] for item in told["series"]}
    assert russian["source"] in told["attribution"]
    assert russian["source"] in client.get(f"{TOY}.txt{query}").text
