"""Files and pages that are kept: each under all that it depends on, and none at the cost of all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapserver.web.security import FILE_POLICY

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

VALUES = "/areas/toy/unemployment_rate.values.json"


def test_figures_of_another_level_are_another_file(client: FlaskClient) -> None:
    whole = client.get(f"{VALUES}?transform=vs-area").get_json()
    part = client.get(f"{VALUES}?transform=vs-area&level=nuts2").get_json()
    again = client.get(f"{VALUES}?transform=vs-area").get_json()
    assert (whole["level"], part["level"], again["level"]) == ("finest", "nuts2", "finest")
    assert again == whole != part


def test_figures_of_another_context_are_another_file(client: FlaskClient) -> None:
    queries = ("transform=vs-area", "transform=vs-area&as=absolute", "transform=vs-neighbours&order=2", "core=touching")
    bodies = {client.get(f"{VALUES}?{query}").data for query in (*queries, *queries)}
    assert len(bodies) == len(queries)


@pytest.mark.parametrize("query", ["", "?level=nuts2", "?transform=change&from=2015"])
def test_what_the_snapshot_has_a_file_of_is_read_there(client: FlaskClient, query: str) -> None:
    answer = client.get(f"{VALUES}{query}")
    assert answer.status_code == 302 and answer.location.startswith("/data/")
    assert client.get(answer.location).status_code == 200


def test_clusters_are_no_figures(client: FlaskClient) -> None:
    answer = client.get(f"{VALUES}?transform=clusters")
    assert answer.status_code == 400 and answer.get_json(force=True)["parameter"] == "transform"


@pytest.mark.parametrize(
    "address",
    [
        "/regions.csv?units=NO073,NO074",
        "/units/NO073.csv",
        "/compare.csv?units=NO073,NO074",
        "/borders/NO-RU.csv",
        "/areas/toy/unemployment_rate.csv",
        f"{VALUES}?transform=vs-area",
    ],
)
def test_every_file_is_open_to_scripts_and_runs_none_of_its_own(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Content-Security-Policy"] == FILE_POLICY


@pytest.mark.parametrize(
    "address",
    [
        "/compare?units=NO073,NO074,FI1D7,FI1D9",
        "/compare.csv?units=NO073,NO074,FI1D7,FI1D9",
        "/share/compare?units=NO073,NO074,FI1D7,FI1D9",
        "/regions?units=NO073,NO074&title=Mine",
        "/regions.xlsx?units=NO073,NO074&title=Mine",
        "/similar?unit=NO073&indicators=unemployment_rate",
    ],
)
def test_what_readers_put_together_takes_no_place_of_the_rest(app: Flask, client: FlaskClient, address: str) -> None:
    site = app.extensions["mapserver"]
    assert client.get(address).status_code == 200
    assert (len(site.pages), len(site.exports), len(site.asides)) == (0, 0, 1)
    client.get("/compare?units=NO073,NO074")
    assert len(site.pages) == 1
