"""The store: content addresses, one pointer, nothing half written."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mapserver.snapshot.codec import decode, encode
from mapserver.snapshot.objects import StoreError
from mapserver.snapshot.store import KEPT, Manifest, Store


def manifest(store: Store, text: str) -> Manifest:
    """A snapshot whose content is a text."""
    return Manifest(
        areas=store.put(text.encode(), "areas.json"),
        coverages={},
        drawings={},
        figures={},
        layers={},
        units=(store.put(b"{}", "index.json"), store.put(b"", "pack")),
        findings=store.put(b"[]", "findings.json"),
        languages=("en",),
        public=(store.put(b'{"shown":1}', "json", public=True),),
    )


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "state")


def test_the_name_is_the_hash_of_the_content(store):
    assert store.put(b"same", "json") == store.put(b"same", "json")
    assert store.put(b"same", "json") != store.put(b"other", "json")
    assert store.get(store.put(b"same", "json")) == b"same"


def test_public_files_are_also_kept_compressed_without_a_time(store):
    name = store.put(b"x" * 1000, "json", public=True)
    packed = store.get(name + ".gz")
    assert gzip.decompress(packed) == b"x" * 1000
    assert packed[4:8] == b"\0\0\0\0"


def test_publishing_moves_the_pointer_and_rolling_back_moves_it_back(store):
    assert store.pointer() is None
    first, second, third = (store.publish(manifest(store, name)) for name in ("first", "second", "third"))
    assert store.pointer() == third
    assert store.roll_back() == second
    assert store.roll_back() == first, "rolling back again goes back further"
    with pytest.raises(StoreError, match="no snapshot was published before"):
        store.roll_back()
    store.point_to(third)
    assert store.roll_back() == second


def test_publishing_the_same_again_leaves_the_history_alone(store):
    assert store.publish(manifest(store, "same")) == store.publish(manifest(store, "same"))
    assert len(store.history()) == 1


def test_there_is_nothing_to_roll_back_to_at_first(store):
    store.publish(manifest(store, "only"))
    with pytest.raises(StoreError, match="no snapshot was published before"):
        store.roll_back()


def test_a_snapshot_with_a_missing_object_is_not_published(store):
    before = store.publish(manifest(store, "good"))
    broken = manifest(store, "broken")
    store.path(broken.areas).unlink()
    with pytest.raises(StoreError, match=r"1 objects .* missing"):
        store.publish(broken)
    assert store.pointer() == before


def test_an_unknown_snapshot_is_refused_by_name(store):
    with pytest.raises(StoreError, match="no snapshot 0123456789abcdef"):
        store.point_to("0123456789abcdef")


def test_verify_names_what_was_changed_and_what_is_missing(store):
    kept = manifest(store, "kept")
    identifier = store.publish(kept)
    assert store.verify(identifier) == []
    store.path(kept.areas).write_bytes(b"tampered")
    store.path(kept.findings).unlink()
    assert sorted(store.verify(identifier)) == sorted([f"{kept.areas} was changed", f"{kept.findings} is missing"])


def test_a_changed_manifest_is_noticed(store):
    identifier = store.publish(manifest(store, "kept"))
    path = store.state / "snapshots" / f"{identifier}.json"
    path.write_bytes(path.read_bytes().replace(b'"format":1', b'"format":2'))
    with pytest.raises(StoreError, match="was changed"):
        store.manifest(identifier)


def test_only_one_build_writes_at_a_time(store):
    with store.writing(), pytest.raises(StoreError, match="another build is writing"), Store(store.state).writing():
        pass
    with store.writing():
        pass


def test_a_state_folder_that_cannot_be_written_says_what_to_do(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="--state"), Store(tmp_path / "file" / "state").writing():
        pass


def test_pruning_keeps_the_last_snapshots_and_what_they_need(store):
    names = [store.publish(manifest(store, f"number {number}")) for number in range(KEPT + 3)]
    loose = store.put(b"needed by nothing", "json")
    store.prune()
    assert set(store.snapshots()) == set(names[-KEPT:])
    assert store.verify(names[-1]) == []
    assert not store.path(loose).exists()


def test_pruning_keeps_the_published_snapshot_however_old(store):
    first = store.publish(manifest(store, "first"))
    for number in range(KEPT + 2):
        store.publish(manifest(store, f"number {number}"))
    store.point_to(first)
    store.prune()
    assert store.verify(first) == []


#: Publish in one process after another, each killed one step later; a process of its own, since the suite has threads.
KILLED = """
import os, sys
from pathlib import Path
from mapserver.snapshot.store import Store
from test_store import manifest

def publish(state, steps):
    seen = 0
    for name in ("fsync", "open", "fdopen"):
        def counted(*arguments, _original=getattr(os, name), **options):
            nonlocal seen
            seen += 1
            if seen == steps:
                os.kill(os.getpid(), 9)
            return _original(*arguments, **options)
        setattr(os, name, counted)
    store = Store(state)
    store.publish(manifest(store, "second"))

for steps in range(1, 60):
    state = Path(sys.argv[1]) / str(steps)
    store = Store(state)
    store.publish(manifest(store, "first"))
    child = os.fork()
    if not child:
        publish(state, steps)
        os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(steps, ended)
    if ended == 0:
        break
"""


def test_a_build_killed_at_any_moment_leaves_the_old_snapshot_or_the_new_one(tmp_path):
    first = Store(tmp_path / "first")
    published = first.publish(manifest(first, "first"))
    second = Store(tmp_path / "whole")
    wanted = second.publish(manifest(second, "second"))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    ended = dict([map(int, line.split()) for line in done.stdout.splitlines()])
    assert len(ended) > 5
    assert list(ended.values()) == [-9] * (len(ended) - 1) + [0], done.stderr
    outcomes = set()
    for steps in ended:
        store = Store(tmp_path / str(steps))
        pointer = store.pointer()
        assert pointer in (published, wanted), steps
        assert store.verify(pointer) == [], steps
        outcomes.add(pointer)
    assert outcomes == {published, wanted}


def test_records_come_back_as_they_were():
    from mapserver.model import Finding

    finding = Finding("layers/x/y.csv", 3, "error", "Пирот is unknown", "remove it")
    assert decode(encode(finding), Finding) == finding


def test_a_damaged_object_is_written_anew_when_it_is_stored_again(store):
    name = store.put(b'{"shown":1}', "json", public=True)
    store.path(name).write_bytes(b"tampered")
    store.path(name + ".gz").write_bytes(b"tampered")
    assert store.put(b'{"shown":1}', "json", public=True) == name
    assert store.get(name) == b'{"shown":1}'
    assert gzip.decompress(store.get(name + ".gz")) == b'{"shown":1}'


def test_a_snapshot_with_a_damaged_object_is_not_published(store):
    before = store.publish(manifest(store, "good"))
    damaged = manifest(store, "damaged")
    store.path(damaged.areas).write_bytes(b"tampered")
    with pytest.raises(StoreError, match="was changed"):
        store.publish(damaged)
    assert store.pointer() == before


@pytest.mark.parametrize("damage", [b"tampered", gzip.compress(b"another", mtime=0), b""])
def test_verify_looks_at_the_compressed_form_that_readers_are_sent(store, damage):
    kept = manifest(store, "kept")
    identifier = store.publish(kept)
    store.path(kept.public[0] + ".gz").write_bytes(damage)
    assert store.verify(identifier) == [f"{kept.public[0]}.gz was changed"]
    store.path(kept.public[0] + ".gz").unlink()
    assert store.verify(identifier) == [f"{kept.public[0]}.gz is missing"]


def test_pruning_survives_a_damaged_step_and_removes_what_a_killed_build_left(store):
    store.remember("a" * 64, b"{damaged")
    store.publish(manifest(store, "kept"))
    left = store.state / "objects" / "ab" / ".new-123"
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_bytes(b"half")
    store.prune()
    assert not left.exists()
    assert store.remembered("a" * 64) is None
