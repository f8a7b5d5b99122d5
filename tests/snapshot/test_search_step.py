"""What a snapshot can be searched for: everything that has a page, by all of its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from mapserver.snapshot import Published, Snapshot, Store, build
from tests.catalogue.folder import Folder, make_folder

if TYPE_CHECKING:
    from pathlib import Path

PLACES = (
    "code,place,lang,name,lon,lat,source\n"
    "AA04,havn,nb,Havn,12.5,60.5,\nAA04,havn,bg,Пристан,,,\nAA04,,nb,Østland,,,\nAA02,,nb,Midtøst,,,\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    made = make_folder(tmp_path_factory.mktemp("search") / "data")
    made.write("boundaries/aa/places.csv", PLACES)
    return made


@pytest.fixture(scope="module")
def built(folder: Folder, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return publish(folder, Store(tmp_path_factory.mktemp("state")))


def publish(folder: Folder, store: Store) -> Snapshot:
    build(folder.path, store)
    snapshot = Published(store).current()
    assert snapshot is not None
    return snapshot


def found(built: Snapshot, asked: str, **more: str) -> list[tuple[str, str, str]]:
    return [(hit.entry.kind, hit.entry.id, hit.name.text) for hit in built.finder.find(asked, **more)]


@pytest.mark.parametrize(
    ("asked", "hit"),
    [
        ("Havn", ("unit", "AA04", "Havn")),
        ("pristan", ("unit", "AA04", "Пристан")),
        ("ostland", ("unit", "AA04", "Østland")),
        ("едно", ("unit", "BB-1", "Едно")),
        ("edno", ("unit", "BB-1", "Едно")),
        ("bb-2", ("unit", "BB-2", "BB-2")),
        ("wage", ("indicator", "wage", "Wage")),
        ("lonn", ("indicator", "wage", "Lønn")),
        ("Grensen", ("border", "AA-BB", "Grensen")),
        ("Aland Beland", ("border", "AA-BB", "Aland\u2009\u2013\u2009Beland")),
        ("aa-bb", ("border", "AA-BB", "AA-BB")),
        ("Grensa", ("area", "border", "Grensa")),
        ("vrata", ("checkpoint", "AA-BB-GATE", "Vrata")),
        ("Врата", ("checkpoint", "AA-BB-GATE", "Врата")),
    ],
)
def test_everything_is_found_by_each_of_its_names(built: Snapshot, asked: str, hit: tuple[str, str, str]) -> None:
    assert found(built, asked)[0] == hit


def test_a_theme_finds_its_indicators(built: Snapshot) -> None:
    assert {identifier for _, identifier, _ in found(built, "labour")} == {"wage", "double"}


def test_a_unit_says_where_it_lies_and_whether_it_exists(built: Snapshot) -> None:
    (east,) = [hit.entry for hit in built.finder.find("Havn")]
    assert (east.areas, east.country, east.current) == (("border",), "AA", True)
    assert (east.title.say("en"), east.detail.say("en")) == ("East", "County")
    (middle,) = [hit.entry for hit in built.finder.find("Midtøst")]
    assert (middle.id, middle.current) == ("AA02", False)
    (two,) = [hit.entry for hit in built.finder.find("BB-2")]
    assert two.areas == ()


def test_an_indicator_says_which_areas_draw_it(built: Snapshot) -> None:
    assert built.finder.find("wage")[0].entry.areas == ("border",)


def test_another_name_works_nothing_out_anew(folder: Folder, tmp_path: Path) -> None:
    other = make_folder(tmp_path / "data")
    store = Store(tmp_path / "state")
    build(other.path, store)
    other.write("boundaries/aa/places.csv", PLACES)
    assert build(other.path, store).fresh == 0
    snapshot = Published(store).current()
    assert snapshot is not None
    assert found(snapshot, "havn")[0][1] == "AA04"


def test_a_snapshot_of_before_the_search_finds_nothing(built: Snapshot) -> None:
    manifest = msgspec.structs.replace(built._manifest, search="")
    assert Snapshot(built._store, "old", manifest).finder.find("Havn") == []


def test_the_index_is_a_part_of_the_snapshot(folder: Folder, tmp_path: Path) -> None:
    store = Store(tmp_path / "state")
    snapshot = publish(folder, store)
    name = snapshot._manifest.search
    store.prune()
    assert store.path(name).exists()
    assert not store.is_public(name)
    store.path(name).write_bytes(b"{}")
    assert store.verify(snapshot.id) == [f"{name} was changed"]
