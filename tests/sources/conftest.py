"""A project of its own for each test."""

from pathlib import Path

import pytest

from tests.sources.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)
