"""Where data and static files lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver import paths

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_checkout_uses_its_own_folders(repo: Path) -> None:
    assert paths.shipped_data() == repo
    assert paths.static_folder() == repo / "static"


def test_a_wheel_uses_what_it_carries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mapserver" / "shipped").mkdir(parents=True)
    monkeypatch.setattr(paths, "PACKAGE", tmp_path / "mapserver")
    assert paths.shipped_data() == tmp_path / "mapserver" / "shipped"
    assert paths.static_folder() == tmp_path / "mapserver" / "shipped" / "static"
