"""Liveness and readiness."""

from flask.testing import FlaskClient

from tests.web.world import ToySnapshot, ToySource


def test_ready_names_the_snapshot(client: FlaskClient) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json["snapshot"] == "toy-snapshot-1"
    assert response.headers["Cache-Control"] == "no-store"


def test_without_a_snapshot_the_process_lives_and_is_not_ready(client: FlaskClient, source: ToySource) -> None:
    source.snapshot = None
    assert client.get("/livez").status_code == 200
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.mimetype == "application/problem+json"
    assert response.json["detail"] == "Nothing has been published yet."
    assert client.get("/").status_code == 503
    assert client.get("/").mimetype == "text/html"


def test_a_broken_snapshot_is_told_without_its_details(client: FlaskClient, source: ToySource) -> None:
    source.error = ValueError("/var/lib/secret/path is broken")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "secret" not in response.text
    assert client.get(f"/data/{'0' * 64}.json").status_code == 503


def test_it_is_ready_again_when_a_snapshot_is_published(client: FlaskClient, source: ToySource) -> None:
    source.snapshot = None
    assert client.get("/readyz").status_code == 503
    source.snapshot = ToySnapshot()
    assert client.get("/readyz").status_code == 200
