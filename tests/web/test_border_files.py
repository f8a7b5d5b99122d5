"""Files of a border: the same figures in every format, each opened by a second program."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import geopandas as gpd
import openpyxl
import pytest
from flask.testing import FlaskClient

from mapserver.exports.border_files import BORDER_FORMATS
from mapserver.exports.border_rows import COLUMNS
from mapserver.model.border_figures import SideLevel
from mapserver.snapshot import Published, Store
from mapserver.web import Settings, create_app
from tests.web.world import ToySnapshot, ToySource, make_app

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def shipped_client(built_state: Path) -> FlaskClient:
    return create_app(Settings(state=built_state), Published(Store(built_state))).test_client()


def rows_of(client: FlaskClient, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(path).data.decode())))


def test_the_table_holds_every_indicator_and_year_of_the_record(client: FlaskClient) -> None:
    rows = rows_of(client, "/borders/FI-RU.csv")
    assert list(rows[0]) == [column.name for column in COLUMNS]
    record = ToySnapshot().border("FI-RU")
    assert [(row["indicator"], int(row["year"])) for row in rows] == [
        (item.indicator, sides.year) for item in record.indicators for sides in item.sides
    ]
    for row in rows:
        if row["diff"]:
            a, b = float(row["value_a"]), float(row["value_b"])
            assert float(row["diff"]) == b - a
            assert float(row["ratio"]) == b / a
            assert row["judgement"] in ("same", "similar")
    poverty = [row for row in rows if row["indicator"] == "poverty" and row["value_a"] and row["value_b"]]
    assert poverty
    assert {(row["judgement"], row["judgement_reason"], row["ratio"]) for row in poverty} == {
        ("different", "Two lines.", "")
    }


def test_one_indicator_is_one_part_of_it(client: FlaskClient) -> None:
    every = rows_of(client, "/borders/FI-NO.csv")
    one = rows_of(client, "/borders/FI-NO.csv?indicator=unemployment_rate")
    assert one == [row for row in every if row["indicator"] == "unemployment_rate"]


def test_a_workbook_holds_the_same_numbers(client: FlaskClient) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get("/borders/FI-NO.xlsx").data))
    head, *rows = book["Values"].iter_rows(values_only=True)
    told = rows_of(client, "/borders/FI-NO.csv")
    assert list(head) == list(told[0])
    for row, other in zip(rows, told, strict=True):
        held = dict(zip(head, row, strict=True))
        assert held["value_a"] == (float(other["value_a"]) if other["value_a"] else None)
        assert held["year"] == int(other["year"])
    about = dict(book["About"].iter_rows(values_only=True))
    assert "Theil and Sen" in about["Method"]


def test_json_says_trend_effect_and_sources(client: FlaskClient) -> None:
    told = json.loads(client.get("/borders/FI-NO.json?indicator=unemployment_rate").data)
    (indicator,) = told["indicators"]
    assert indicator["trend"]["direction"] in ("closing", "widening", "unclear")
    assert indicator["effect"]["segments"] == 2
    assert {row["unit_b"] for row in told["segments"]} == {"NO074"}
    assert told["border"]["published_km"] == 736.0
    assert json.loads(client.get("/borders/FI-NO.metadata.json").data)["columns"][0]["name"] == "border"


@pytest.mark.parametrize("query", ["", "?indicator=unemployment_rate", "?indicator=poverty&year=2012&lang=nb"])
def test_a_picture_is_sound_and_says_where_it_is_from(client: FlaskClient, query: str) -> None:
    root = ElementTree.fromstring(client.get(f"/borders/FI-NO.svg{query}").data)  # noqa: S314 - ours
    assert root.get("width") == "1200"
    words = " ".join("".join(item.itertext()) for item in root.iter(f"{SVG}text"))
    assert "toy-snapshot" in words and "http://localhost/borders/FI-NO" in words
    assert "Finland" in words
    assert not list(root.iter(f"{SVG}a")), "a picture leads nowhere"


def test_text_has_a_citation_and_sentences(client: FlaskClient) -> None:
    text = client.get("/borders/FI-NO.txt?indicator=unemployment_rate").text
    assert "@misc{FI-NO-unemployment-rate-2020" in text
    assert "Unemployment rate: Finnish–Norwegian border. 2020, % of the labour force." in text


@pytest.mark.parametrize("suffix", ["topojson", "jsonstat", "docx", "csv.exe"])
def test_another_format_is_unknown(client: FlaskClient, suffix: str) -> None:
    answer = client.get(f"/borders/FI-NO.{suffix}")
    assert answer.status_code == 404
    assert client.get("/borders/NO-TR.csv").status_code == 404


@pytest.mark.parametrize(("query", "status"), [("?width=0", 400), ("?width=1000000000", 400), ("?paper=a9", 400)])
def test_a_picture_of_no_size_is_refused(client: FlaskClient, query: str, status: int) -> None:
    assert client.get(f"/borders/FI-NO.png{query}").status_code == status


def test_shared_lines_open_elsewhere(shipped_client: FlaskClient, tmp_path: Path) -> None:
    answer = shipped_client.get("/borders/BG-TR.geojson?indicator=gdp_per_inhabitant&year=2015")
    told = json.loads(answer.data)
    assert len(told["features"]) == 4
    lines = gpd.GeoDataFrame.from_features(told["features"], crs=4326).to_crs(3035)
    assert (lines.length / 1000 / lines.km).between(0.97, 1.03).all(), "a line is as long as its row says"
    path = tmp_path / "border.gpkg"
    path.write_bytes(shipped_client.get("/borders/BG-TR.gpkg?indicator=gdp_per_inhabitant&year=2015").data)
    segments = gpd.read_file(path, layer="segments")
    assert list(segments.unit_a) == [feature["properties"]["unit_a"] for feature in told["features"]]
    assert (segments.value_b / segments.value_a).tolist() == pytest.approx(segments.ratio.tolist())
    sides = gpd.read_file(path, layer="sides")
    assert set(sides.indicator) == {"gdp_per_inhabitant"}
    path.write_bytes(shipped_client.get("/borders/BG-TR.gpkg").data)
    bare = gpd.read_file(path, layer="segments")
    assert list(bare.columns) == ["border", "unit_a", "name_a", "unit_b", "name_b", "km", "snapshot", "geometry"]
    plain = json.loads(shipped_client.get("/borders/BG-TR.geojson").data)
    assert {feature["properties"]["value_a"] for feature in plain["features"]} == {None}


def test_a_zip_is_a_data_package_with_pictures(shipped_client: FlaskClient) -> None:
    data = shipped_client.get("/borders/SK-UA.zip").data
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = set(packed.namelist())
        package = json.loads(packed.read("datapackage.json"))
        assert packed.read("border.png")[:4] == b"\x89PNG"
        assert packed.read("border.html") == shipped_client.get("/borders/SK-UA.html").data
        head = packed.read("sides.csv").decode().splitlines()[0].split(",")
    assert {"border.html", "sides.csv", "segments.geojson", "metadata.json", "citation.txt", "border.svg"} <= names
    fields = [field["name"] for field in package["resources"][0]["schema"]["fields"]]
    assert fields == head
    assert shipped_client.get("/borders/SK-UA.zip").data == data


def test_pictures_for_paper_and_for_sharing(shipped_client: FlaskClient) -> None:
    card = shipped_client.get("/borders/NO-RU.card.png").data
    assert (int.from_bytes(card[16:20]), int.from_bytes(card[20:24])) == (1200, 630)
    assert shipped_client.get("/borders/NO-RU.pdf?paper=a4").data.startswith(b"%PDF")
    png = shipped_client.get("/borders/NO-RU.png?width=800&indicator=death_rate").data
    assert int.from_bytes(png[16:20]) == 800


@pytest.fixture
def keeping_back(source: ToySource, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Return a client of a world in which no figure of Finland's side of a border may be given out, nor of Norway's."""
    snapshot = source.snapshot
    assert snapshot is not None
    record = snapshot.border("FI-NO")

    def closed(level: SideLevel | None) -> SideLevel | None:
        return level and level._replace(refused="By contract.")

    rows = tuple(
        replace(row, sides=tuple(item._replace(a=closed(item.a), b=closed(item.b)) for item in row.sides))
        if row.indicator == "unemployment_rate"
        else row
        for row in record.indicators
    )
    monkeypatch.setattr(snapshot, "border", lambda _: replace(record, indicators=rows))
    return make_app(source).test_client()


def test_what_may_not_be_given_out_is_refused_where_it_is_a_figure_and_shown_elsewhere(
    keeping_back: FlaskClient,
) -> None:
    query = "?indicator=unemployment_rate"
    for suffix, form in BORDER_FORMATS.items():
        answer = keeping_back.get(f"/borders/FI-NO.{suffix}{query}")
        assert answer.status_code == (403 if form.has_figures else 200), suffix
    refused = keeping_back.get(f"/borders/FI-NO.csv{query}").get_json(force=True)
    assert refused["code"] == "forbidden" and "By contract." in refused["detail"]
    shared = keeping_back.get(f"/share/borders/FI-NO{query}")
    assert shared.status_code == 200 and "By contract." in shared.text
    assert "FI-NO.csv" not in shared.text and "FI-NO.metadata.json" in shared.text
    assert "FI-NO.csv" not in keeping_back.get(f"/embed/borders/FI-NO{query}").text
    page = keeping_back.get(f"/borders/FI-NO{query}")
    assert page.status_code == 200 and "FI-NO.txt" in page.text


def test_nothing_is_told_from_which_a_refused_side_could_be_worked_out(keeping_back: FlaskClient) -> None:
    told = keeping_back.get("/borders/FI-NO.metadata.json").get_json(force=True)
    row = next(item for item in told["indicators"] if item["id"] == "unemployment_rate")
    assert row["trend"] is None and row["effect"] is None
    rows = [item for item in rows_of(keeping_back, "/borders/FI-NO.csv") if item["indicator"] == "unemployment_rate"]
    assert {(item["value_a"], item["value_b"], item["diff"], item["ratio"]) for item in rows} == {("", "", "", "")}


@pytest.mark.parametrize(
    "address",
    ["/borders/RU-NO.a%0d%0ab", "/borders/RU-NO.csv%3Fx=1", "/units/NO073.a%0d%0ab", "/compare.a%0d%0ab"],
)
def test_a_suffix_that_is_none_leads_nowhere(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404 and "Location" not in answer.headers


@pytest.mark.parametrize(
    ("address", "status", "where"),
    [
        ("/borders/RU-NO", 308, "/borders/NO-RU"),
        ("/borders/no-ru", 308, "/borders/NO-RU"),
        ("/borders/RU-NO.csv", 308, "/borders/NO-RU.csv"),
        ("/embed/borders/RU-NO?theme=dark", 308, "/embed/borders/NO-RU?theme=dark"),
        ("/share/borders/RU-NO?lang=fi", 308, "/share/borders/NO-RU?lang=fi"),
        ("/embed/borders/XX-YY", 404, ""),
        ("/share/borders/YY-XX", 404, ""),
    ],
)
def test_a_border_in_the_other_order_leads_to_its_name(
    client: FlaskClient, address: str, status: int, where: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers.get("Location", "")) == (status, where)


def test_programs_may_name_a_border_in_either_order(client: FlaskClient) -> None:
    framed = client.get("/oembed?url=http://localhost/borders/RU-NO")
    assert framed.status_code == 200 and "/embed/borders/NO-RU" in framed.get_json()["html"]
    query = "/api/gaps?area=toy&indicator=unemployment_rate&border="
    assert client.get(f"{query}RU-NO").get_json()["items"] == client.get(f"{query}NO-RU").get_json()["items"]
    assert client.get(f"{query}NO-RU").get_json()["items"]
