"""Fixtures of the API: a small data folder that was built, and the shipped data."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mapserver.snapshot import Published, Snapshot, Store, build
from mapserver.web import Settings, create_app
from tests.catalogue.folder import Folder, make_folder

#: What a licence may say.
KEPT_BACK = "The office sells its figures."


def open_folder(folder: Folder, state: Path) -> Flask:
    """Build a folder and return the application that serves it."""
    build(folder.path, Store(state))
    return create_app(Settings(state=state), Published(Store(state)))


@pytest.fixture(scope="package")
def small_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Serve two countries of squares; BB-1 and AA04 meet at their border, and the wages of BB may not be given out."""
    folder = make_folder(tmp_path_factory.mktemp("small") / "data")
    text = folder.text("layers/wage/indicator.toml")
    kept_back = f'id = "B1"\nno_redistribution = "{KEPT_BACK}"'
    folder.write("layers/wage/indicator.toml", text.replace('id = "B1"', kept_back))
    folder.write("layers/wage_open/indicator.toml", text.replace('"wage/aland"', '"wage_open/aland"'))
    for name in ("aland", "beland"):
        folder.write(f"layers/wage_open/{name}.csv", folder.text(f"layers/wage/{name}.csv"))
    for year in (2018, 2019):
        folder.append("layers/wage_open/beland.csv", f"BB-1,2021,{year},{year - 1970},")
    folder.replace("layers/wage_open/aland.csv", "AA04,2024,2020,,:c,A2", "AA04,2024,2020,25,e,A2")
    return open_folder(folder, tmp_path_factory.mktemp("state"))


@pytest.fixture
def small(small_app: Flask) -> FlaskClient:
    return small_app.test_client()


@pytest.fixture(scope="package")
def shipped_app(built_state: Path) -> Iterator[Flask]:
    yield create_app(Settings(state=built_state), Published(Store(built_state)))


@pytest.fixture
def ask(small: FlaskClient) -> Callable[..., dict]:
    """Return what reads an address of the small world; it answers with the status that is expected."""

    def read(address: str, status: int = 200) -> dict:
        response = small.get(address)
        assert response.status_code == status, response.text
        return json.loads(response.data)

    return read


@pytest.fixture
def small_snapshot(small_app: Flask) -> Snapshot:
    return small_app.extensions["mapserver"].source.current()
