"""Errors: one shape for scripts, one page for people, nothing of our insides."""

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.world import ToySource


@pytest.mark.parametrize(
    ("path", "said", "link"),
    [
        ("/areas/toi", "no area called “toi”", "/areas/toy"),
        ("/areas/TOY", "no area called “TOY”", "/areas/toy"),
        ("/areas/toy/unemployment", "no indicator called “unemployment”", "/areas/toy/unemployment_rate"),
        ("/units/no073", "no unit called “no073”", "/units/NO073"),
        ("/units/FI1D", "no unit called “FI1D”", "/units/FI1D7"),
    ],
)
def test_an_unknown_name_is_named_with_names_like_it(client: FlaskClient, path: str, said: str, link: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.mimetype == "text/html"
    assert said in response.text
    assert re.search(rf'<a href="{link}">[^<]+</a> <span class="code">', response.text)


def test_an_address_that_does_not_exist_is_a_page_for_people(client: FlaskClient) -> None:
    response = client.get("/nothing/here")
    assert response.status_code == 404
    assert "There is nothing at this address." in response.text
    assert 'href="/"' in response.text


def test_problems_have_one_shape(client: FlaskClient) -> None:
    for path in ("/data/x", "/static/x", "/shell/x.js", "/api/nothing", "/areas/toy/unemployment_rate.docx"):
        response = client.get(path)
        problem = json.loads(response.data)
        assert response.mimetype == "application/problem+json"
        assert {"type", "title", "status", "detail", "instance", "code", "request_id"} <= set(problem)
        assert problem["status"] == response.status_code == 404
        assert problem["instance"] == path
        assert problem["request_id"] == response.headers["X-Request-Id"]


def test_every_answer_of_the_application_has_a_number(client: FlaskClient) -> None:
    numbers = {client.get("/").headers["X-Request-Id"] for _ in range(3)}
    assert len(numbers) == 3
    response = client.get("/areas/toi")
    assert response.headers["X-Request-Id"] in response.text


def test_an_unforeseen_error_tells_a_number_and_nothing_else(
    app: Flask, source: ToySource, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the password is in /etc/secret")

    source.snapshot.layer = broken
    response = app.test_client().get("/areas/toy/unemployment_rate")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert response.headers["X-Request-Id"] in response.text
    assert response.headers["X-Request-Id"] in caplog.text
    assert "the password is in" in caplog.text
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize(
    "path", ["/", "/areas/toy", "/areas/toy/unemployment_rate", "/units/NO073", "/data/x", "/livez"]
)
def test_other_methods_are_refused(client: FlaskClient, method: str, path: str) -> None:
    response = client.open(path, method=method)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/areas/toy/", "/areas/toy"),
        ("/areas/toy/unemployment_rate/?year=2014", "/areas/toy/unemployment_rate?year=2014"),
        ("/units/NO073//", "/units/NO073"),
    ],
)
def test_a_slash_too_many_is_redirected(client: FlaskClient, path: str, target: str) -> None:
    response = client.get(path)
    while response.status_code == 308:
        location = response.headers["Location"].removeprefix("http://localhost")
        response = client.get(location)
    assert location == target
    assert response.status_code == 200


@pytest.mark.parametrize("path", ["//evil.example/", "//evil.example/areas/", "/\\evil.example/", "///evil.example//"])
def test_no_address_redirects_to_another_host(client: FlaskClient, path: str) -> None:
    response = client.get("/", environ_overrides={"PATH_INFO": path})
    location = response.headers.get("Location", "")
    assert not location.startswith(("//", "/\\", "\\"))
    assert not location.startswith("http") or location.startswith("http://localhost/")
