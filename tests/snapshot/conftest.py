"""A small data folder to build, and a place for its snapshots."""

from __future__ import annotations

import pytest

from mapserver.snapshot import Store
from tests.catalogue.folder import Folder, make_folder


@pytest.fixture
def folder(tmp_path) -> Folder:
    """Return a sound data folder: two countries of squares that touch, three indicators."""
    return make_folder(tmp_path / "data")


@pytest.fixture
def store(tmp_path) -> Store:
    """Return an empty store."""
    return Store(tmp_path / "state")
