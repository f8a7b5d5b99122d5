"""Pins: what was published once stays, whatever becomes of snapshots, code and disk."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from mapserver.snapshot import NoRoom, Pins, Store, StoreError, digest
from mapserver.snapshot.build import build
from mapserver.snapshot.store import KEPT
from tests.catalogue.folder import Folder

PAGE = b"<!doctype html><p>As it was"
POLICY = "default-src 'none'"


def files(*contents: bytes) -> dict[str, bytes]:
    return {f"{digest(data)}.css": data for data in contents}


@pytest.fixture
def pins(store: Store) -> Pins:
    return Pins(store.state)


def keep(pins: Pins, address: str, snapshot: str = "a" * 16, page: bytes = PAGE, most: int = 10):
    return pins.keep(address, snapshot, POLICY, page, files(b"p{}"), most)


def test_nothing_is_written_before_something_is_pinned(pins: Pins, store: Store) -> None:
    assert pins.get("/embed/a/b?snapshot=1") is None
    assert pins.all() == ()
    assert pins.snapshots() == frozenset()
    assert not store.state.exists()


def test_a_pin_keeps_its_page_and_files(pins: Pins) -> None:
    pin = keep(pins, "/embed/a/b?snapshot=1")
    assert pins.get("/embed/a/b?snapshot=1") == pin
    assert pins.page(pin) == PAGE
    assert [pins.file(name) for name in pin.files] == [b"p{}"]
    assert pins.faults(pin) == []


def test_what_is_pinned_already_stays(pins: Pins) -> None:
    first = keep(pins, "/embed/a/b?snapshot=1")
    assert keep(pins, "/embed/a/b?snapshot=1", page=b"newer code") == first
    assert pins.page(first) == PAGE


def test_there_is_room_for_so_many(pins: Pins) -> None:
    keep(pins, "/one", most=1)
    with pytest.raises(NoRoom, match="mapserver pins"):
        keep(pins, "/two", most=1)
    assert keep(pins, "/one", most=1).address == "/one"


def test_another_spelling_leads_to_the_same_pin(pins: Pins) -> None:
    pin = keep(pins, "/one")
    pins.also_at("/one?year=2020", pin, 10)
    assert pins.get("/one?year=2020") == pin
    assert pins.all() == (pin,)
    with pytest.raises(NoRoom):
        pins.also_at("/one?year=2021", pin, 2)


def test_many_at_once_keep_to_the_limit(pins: Pins) -> None:
    def attempt(number: int) -> bool:
        try:
            keep(pins, f"/{number}", most=5)
        except NoRoom:
            return False
        return True

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(attempt, range(40))) == 5
    assert len(pins.all()) == 5


@pytest.mark.parametrize("name", ["../current", "x.css", f"{'a' * 64}.html", f"{'a' * 64}.css/../../current", ""])
def test_only_files_of_pins_are_given_out(pins: Pins, name: str) -> None:
    keep(pins, "/one")
    assert pins.file(name) is None


def test_bytes_that_were_changed_are_found(pins: Pins, store: Store) -> None:
    pin = keep(pins, "/one")
    path = next((store.state / "pins" / "objects").glob("*/*.css"))
    path.write_bytes(b"spoilt")
    assert pins.faults(pin) == [f"{pin.files[0]} was changed"]


def test_a_damaged_record_is_no_pin_and_no_crash(pins: Pins, store: Store) -> None:
    keep(pins, "/one")
    next((store.state / "pins").glob("*.json")).write_bytes(b"{")
    with pytest.raises(StoreError, match="damaged"):
        pins.get("/one")
    assert pins.all() == ()


def test_giving_up_keeps_what_other_pins_have(pins: Pins) -> None:
    keep(pins, "/one")
    other = keep(pins, "/two", page=b"another page")
    pins.also_at("/one?more", pins.get("/one"), 10)
    assert pins.give_up({"/one"}) == 1
    for address in ("/one", "/one?more"):
        given_up = pins.get(address)
        assert given_up is not None and given_up.page == ""
    assert [pin.address for pin in pins.all()] == ["/two"]
    assert keep(pins, "/one").page == "", "nobody who opens an article pins it again"
    assert pins.page(other) == b"another page"
    assert pins.faults(other) == []


def test_a_folder_that_cannot_be_written_is_said(store: Store) -> None:
    store.state.mkdir()
    (store.state / "pins").write_text("a file in the way")
    with pytest.raises(StoreError, match="cannot write to"):
        keep(Pins(store.state), "/one")


def test_a_pinned_snapshot_outlives_those_that_are_not(folder: Folder, store: Store) -> None:
    pinned = build(folder.path, store, jobs=1).snapshot
    unpinned = ""
    for value in range(KEPT + 2):
        folder.replace("layers/wage/beland.csv", f"BB-1,2021,2020,{value or 50},", f"BB-1,2021,2020,{value + 1},")
        identifier = build(folder.path, store, jobs=1).snapshot
        if value == 0:
            unpinned = identifier
            keep(Pins(store.state), "/one", snapshot=pinned)
    assert unpinned not in store.snapshots()
    assert pinned in store.snapshots()
    assert store.verify(pinned) == []


def test_a_pinned_snapshot_of_another_version_keeps_its_objects(folder: Folder, store: Store) -> None:
    pinned = build(folder.path, store, jobs=1).snapshot
    names = store.manifest(pinned).names()
    keep(Pins(store.state), "/one", snapshot=pinned)
    path = store.state / "snapshots" / f"{pinned}.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"format":1', '"format":"0"'), encoding="utf-8")
    folder.replace("layers/wage/beland.csv", "BB-1,2021,2020,50,", "BB-1,2021,2020,52,")
    build(folder.path, store, jobs=1)
    assert path.exists()
    assert [name for name in sorted(names) if store.fault(name)] == []
