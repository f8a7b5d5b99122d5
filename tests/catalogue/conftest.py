"""A sound data folder for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.catalogue.folder import Folder, make_folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Return a sound data folder of its own for each test."""
    return make_folder(tmp_path / "data")
