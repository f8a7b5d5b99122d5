"""Checkpoints in a snapshot: on the drawing where they are on the ground, with runs and the units of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyproj
import pytest

from mapserver.snapshot import Published, Snapshot, Store, build
from tests.catalogue.folder import Folder, make_folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return make_folder(tmp_path_factory.mktemp("crossings") / "data")


@pytest.fixture(scope="module")
def built(folder: Folder, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    store = Store(tmp_path_factory.mktemp("state"))
    build(folder.path, store)
    snapshot = Published(store).current()
    assert snapshot is not None
    return snapshot


def _entry(built: Snapshot, code: str):
    return next(item for item in built.crossings.checkpoints if item.code == code)


def test_a_checkpoint_lies_on_the_drawing_where_its_position_says(built: Snapshot) -> None:
    (drawing,) = built.drawings("border")
    point = _entry(built, "AA-BB-GATE").points["border/border"]
    x = drawing.corner[0] + point[0] * drawing.metres
    y = drawing.corner[1] - point[1] * drawing.metres
    east, north = pyproj.Transformer.from_crs(drawing.crs, 4326, always_xy=True).transform(x, y)
    # Half a unit of the drawing.
    assert (east, north) == (pytest.approx(13.0, abs=0.005), pytest.approx(60.4, abs=0.005))


def test_without_a_position_it_has_no_place(built: Snapshot) -> None:
    assert _entry(built, "AA-BB-PASS").points == {}
    assert _entry(built, "AA-BB-ALL").points == {}


def test_units_of_before_are_those_of_today(built: Snapshot) -> None:
    assert [code for code, _ in _entry(built, "AA-BB-FORD").units] in (["AA03"], ["AA04"])
    assert [code for code, _ in _entry(built, "AA-BB-GATE").units] == ["AA04", "BB-1"]


def test_figures_stand_in_order_of_time_with_their_sources(built: Snapshot) -> None:
    gate = _entry(built, "AA-BB-GATE")
    assert [(row.year, row.value, row.edition) for row in gate.observations] == [
        (2018, 1000, "G1"),
        (2019, 2000, "G1"),
        (2021, 500, "G2"),
    ]
    assert [edition.id for edition in gate.sources] == ["G1", "G2"]
    assert gate.latest is not None
    assert (gate.latest.year, gate.value(2020)) == (2021, None)


def test_the_ground_is_the_division_of_today(built: Snapshot) -> None:
    assert built.crossings.grounds["border/border"] == ("AA03@2024", "AA04@2024", "BB-1@2021", "BB-2@2021")


def test_a_folder_without_checkpoints_has_none(folder: Folder, tmp_path: Path) -> None:
    other = make_folder(tmp_path / "data")
    for file in ("checkpoints.toml", "checkpoints.csv", "names.csv", "crossings.csv"):
        other.delete(f"layers/checkpoints/{file}")
    store = Store(tmp_path / "state")
    build(other.path, store)
    snapshot = Published(store).current()
    assert snapshot is not None
    assert snapshot.crossings.checkpoints == ()
