"""What a map says of itself where it is shared, to search engines and to data portals."""

import json
import struct
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from mapserver.exports.formats import FORMATS
from mapserver.snapshot import Published, Snapshot, Store
from mapserver.web import Settings, create_app
from tests.maps.conftest import HOSTILE
from tests.web.world import ToySnapshot, ToySource, make_app

MAP = "/areas/toy/unemployment_rate"


def tags(text: str) -> dict[str, str]:
    parts = text.split('<meta property="')[1:]
    return {part.partition('"')[0]: unescape(part.split('content="')[1].partition('"')[0]) for part in parts}


def block(text: str) -> Any:
    return json.loads(text.split('<script type="application/ld+json">')[1].partition("</script>")[0])


def test_a_shared_map_has_its_own_picture(client: FlaskClient) -> None:
    found = tags(client.get(f"{MAP}?year=2015&k=4&view=table&lang=nb").text)
    assert found["og:url"] == f"http://localhost{MAP}?view=table&year=2015&k=4&lang=nb"
    assert found["og:title"].startswith("Arbeidsledighet")
    assert found["og:image"] == f"http://localhost{MAP}.card.png?year=2015&k=4&lang=nb"
    picture = client.get(found["og:image"].removeprefix("http://localhost"))
    assert struct.unpack(">II", picture.data[16:24]) == (int(found["og:image:width"]), int(found["og:image:height"]))


def test_the_address_of_the_operator_goes_before_that_of_a_request(source: ToySource) -> None:
    client = make_app(source, address="https://maps.example.org/").test_client()
    found = tags(client.get(MAP).text)
    assert found["og:url"] == f"https://maps.example.org{MAP}"
    assert block(client.get(MAP).text)["url"] == f"https://maps.example.org{MAP}"


def test_pages_of_two_hosts_are_kept_apart(source: ToySource) -> None:
    client = make_app(source, trusted_hosts=("one.test", "two.test")).test_client()
    for host in ("one.test", "two.test", "one.test"):
        assert tags(client.get(MAP, base_url=f"https://{host}").text)["og:url"] == f"https://{host}{MAP}"


def test_a_map_is_a_dataset_whose_files_are_there(built_state: Path) -> None:
    client = create_app(Settings(state=built_state), Published(Store(built_state))).test_client()
    found = block(client.get("/areas/barents/unemployment_rate?year=2019").text)
    assert found["@type"] == "Dataset"
    assert {item["name"] for item in found["creator"]} == {"Eurostat", "Rosstat"}
    assert found["temporalCoverage"] == "1999/2025"
    assert found["license"]
    files = {item["contentUrl"]: item["encodingFormat"] for item in found["distribution"]}
    assert len(files) == sum(made.has_figures for made in FORMATS.values())
    for address, mimetype in files.items():
        if not address.partition("?")[0].endswith((".zip", ".gpkg")):
            parts = urlsplit(address)
            assert client.get(f"{parts.path}?{parts.query}").mimetype == mimetype


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_ends_the_block(text: str) -> None:
    source = ToySource(ToySnapshot(names={"NO074": {"en": text}}))
    page = make_app(source).test_client().get(MAP).text
    assert text in json.dumps(block(page), ensure_ascii=False).replace('\\"', '"') or "NO074" not in page
    assert page.count("</html>") == 1


def test_the_catalogue_names_every_layer(built_state: Path, shipped: Snapshot) -> None:
    client = create_app(Settings(state=built_state), Published(Store(built_state))).test_client()
    answer = client.get("/catalog.jsonld")
    assert answer.mimetype == "application/ld+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    found = json.loads(answer.data)
    assert found["@type"] == "dcat:Catalog"
    wanted = {f"{area.id}/{entry.indicator}" for area in shipped.areas for entry in area.layers}
    assert {item["dct:identifier"] for item in found["dcat:dataset"]} == wanted
    some = found["dcat:dataset"][0]
    path = urlsplit(some["dcat:distribution"][0]["dcat:downloadURL"]["@id"]).path
    assert client.get(path).status_code == 200
    assert client.get("/catalog.jsonld?x=1").status_code == 400
