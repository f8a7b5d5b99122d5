"""Before the first reader: what most pages need is there, and nothing that can be missing stops the process."""

import gc
from collections.abc import Iterator

import pytest
from flask import Flask

from mapserver.snapshot import Published, Store
from mapserver.web import Settings, create_app
from mapserver.web.warming import warm


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """Leave the collector of cycles as it was."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_the_first_page_and_a_map_of_each_area_are_there(app: Flask) -> None:
    warm(app)
    pages = app.extensions["mapserver"].pages
    held = len(pages)
    assert held >= 2
    for path in ("/", "/areas/toy/unemployment_rate"):
        assert app.test_client().get(path).status_code == 200
    assert len(pages) == held


def test_the_collector_looks_through_old_records_less_often(app: Flask) -> None:
    before = gc.get_threshold()
    warm(app)
    assert gc.get_threshold() > before
    assert gc.get_freeze_count() > 0


def test_without_a_snapshot_the_process_still_starts(tmp_path) -> None:
    app = create_app(Settings(state=tmp_path), Published(Store(tmp_path)))
    warm(app)
    assert app.test_client().get("/").status_code == 503
