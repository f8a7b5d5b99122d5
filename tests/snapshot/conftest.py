"""A place for snapshots."""

from __future__ import annotations

import pytest

from mapserver.snapshot import Store


@pytest.fixture
def store(tmp_path) -> Store:
    """Return an empty store."""
    return Store(tmp_path / "state")
