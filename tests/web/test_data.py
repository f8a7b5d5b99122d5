"""Immutable files: data by hash, static files by edition."""

import gzip
import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.world import VALUES, ToySnapshot, ToySource, make_app, sha_name

NAME = sha_name(VALUES, "json")


def test_a_data_file_is_open_to_all_and_kept_for_ever(client: FlaskClient) -> None:
    response = client.get(f"/data/{NAME}")
    assert response.data == VALUES
    assert response.mimetype == "application/json"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_data_file_is_compressed_for_those_who_accept_it(client: FlaskClient) -> None:
    response = client.get(f"/data/{NAME}", headers={"Accept-Encoding": "br, gzip;q=0.8"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.data) == VALUES
    assert "Accept-Encoding" in response.headers["Vary"]
    refused = client.get(f"/data/{NAME}", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers
    assert refused.data == VALUES


def test_a_known_data_file_is_not_sent_again(client: FlaskClient) -> None:
    etag = client.get(f"/data/{NAME}").headers["ETag"]
    response = client.get(f"/data/{NAME}", headers={"If-None-Match": f'"x", {etag}'})
    assert response.status_code == 304
    assert response.data == b""


def test_a_head_request_has_the_headers_and_no_body(client: FlaskClient) -> None:
    for path in (f"/data/{NAME}", "/", "/areas/toy/unemployment_rate", "/livez"):
        full, head = client.get(path), client.head(path)
        assert head.status_code == 200
        assert head.data == b""
        assert head.headers["Content-Length"] == full.headers["Content-Length"] == str(len(full.data))


@pytest.mark.parametrize(
    "name", ["0" * 64 + ".json", "x", NAME[:-1] + "%00", "../current", "%2e%2e/current", NAME.upper(), NAME + "/x", ""]
)
def test_an_unknown_data_file_is_a_readable_problem(client: FlaskClient, name: str) -> None:
    response = client.get(f"/data/{name}")
    assert response.status_code == 404
    assert response.mimetype == "application/problem+json"
    assert json.loads(response.data)["status"] == 404
    assert response.headers["Cache-Control"] == "no-store"


def test_a_file_stays_when_the_snapshot_moves_on(client: FlaskClient, source: ToySource) -> None:
    assert client.get(f"/data/{NAME}").status_code == 200
    source.snapshot = ToySnapshot(id="toy-snapshot-2")
    source.snapshot.files.clear()
    assert client.get(f"/data/{NAME}").status_code == 200


def test_a_static_file_is_kept_for_ever_only_under_its_edition(source: ToySource, static: Path) -> None:
    app = make_app(source, static=static)
    version = app.extensions["mapserver"].assets.version
    client = app.test_client()
    pinned = client.get(f"/static/{version}/site.css", headers={"Accept-Encoding": "gzip"})
    assert "immutable" in pinned.headers["Cache-Control"]
    assert pinned.headers["Content-Encoding"] == "gzip"
    assert pinned.mimetype == "text/css"
    plain = client.get("/static/map/main.js")
    assert plain.headers["Cache-Control"] == "public, max-age=60"
    assert plain.headers["Access-Control-Allow-Origin"] == "*"
    earlier = client.get(f"/static/{'0' * 16}/site.css")
    assert earlier.status_code == 200
    assert "immutable" not in earlier.headers["Cache-Control"]
    assert client.get("/static/missing.css").status_code == 404


def test_a_changed_file_makes_another_edition(source: ToySource, static: Path) -> None:
    before = make_app(source, static=static).extensions["mapserver"].assets.version
    (static / "site.css").write_text("body { color: blue }")
    assert make_app(source, static=static).extensions["mapserver"].assets.version != before


def test_a_shell_is_found_by_a_process_that_did_not_render_the_page(source: ToySource) -> None:
    text = make_app(source).test_client().get("/areas/toy/unemployment_rate").text
    address = text[text.index("/shell/") :].partition('"')[0]
    response = make_app(source).test_client().get(address)
    assert response.status_code == 200
    assert response.mimetype == "text/javascript"
    assert "immutable" in response.headers["Cache-Control"]
    assert "mapserver.choropleth(" in response.text


def test_an_unknown_shell_is_a_problem(client: FlaskClient) -> None:
    assert client.get(f"/shell/{'0' * 64}.js").mimetype == "application/problem+json"


def test_pages_are_compressed(client: FlaskClient) -> None:
    plain = client.get("/areas/toy/unemployment_rate")
    packed = client.get("/areas/toy/unemployment_rate", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 3


def test_a_file_without_its_compressed_form_is_sent_as_it_is(client: FlaskClient, source: ToySource) -> None:
    source.snapshot.unpacked.add(NAME)
    response = client.get(f"/data/{NAME}", headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200
    assert "Content-Encoding" not in response.headers
    assert response.data == VALUES
