"""Fixtures of the pages: the toy world, and the shipped data behind a real server."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mapserver.snapshot import Published, Store
from mapserver.web import Settings, create_app
from tests.web.basemap import host, one_host, reader, site
from tests.web.serving import served
from tests.web.world import CODES, HOSTILE, ToySnapshot, ToySource, make_app

__all__ = ["host", "one_host", "reader", "site"]


@pytest.fixture
def source() -> ToySource:
    return ToySource(ToySnapshot())


@pytest.fixture
def app(source: ToySource) -> Flask:
    return make_app(source)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def hostile_client() -> FlaskClient:
    """Return a client of a world whose units are named by attackers."""
    names = {
        code: {"en": HOSTILE[place % len(HOSTILE)], "nb": HOSTILE[(place + 1) % len(HOSTILE)]}
        for place, code in enumerate(CODES)
    }
    return make_app(ToySource(ToySnapshot(names=names))).test_client()


@pytest.fixture
def static(tmp_path: Path, repo: Path) -> Path:
    """Return a copy of the static files that may be changed."""
    return Path(shutil.copytree(repo / "static", tmp_path / "static", ignore=shutil.ignore_patterns("pictures")))


@pytest.fixture(scope="session")
def live_server(built_state: Path) -> Iterator[str]:
    """Serve the shipped data; return the address of the server."""
    app = create_app(Settings(state=built_state), Published(Store(built_state)))
    with served(app) as address:
        yield address
