"""The store of snapshots: content-addressed objects, manifests, and one pointer that `publish` moves.

    <state>/objects/ab/<sha256>.<ext>    never changed; public JSON also as <name>.gz
    <state>/snapshots/<id>.json          manifests
    <state>/current                      the published snapshot's id
    <state>/published.jsonl              what was published when, for `rollback`
    <state>/steps/<key>.json             what a step of a build gave, for incremental builds

The only module that writes to the state directory. Readers see the old snapshot or the new one, never half of one.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from mapserver.snapshot.codec import compress, decode, digest, encode

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Names that may be asked for from outside.
PUBLIC = re.compile(r"[0-9a-f]{64}\.json")
#: How many published snapshots are kept when older ones are removed.
KEPT = 10


class StoreError(RuntimeError):
    """The store cannot do what was asked; the message says what and what to do."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a snapshot consists of: names of objects (``<sha256>.<ext>``).

    `coverages[area]` and `drawings[area]` stand in the order of the frames. `layers[area][indicator][level]` is
    (layer, values), `figures[indicator]` all its observations; `units` is (index, pack). `public` may be fetched by
    anyone under ``/data/``.
    """

    format: int = 1
    areas: str
    coverages: dict[str, tuple[str, ...]]
    drawings: dict[str, tuple[str, ...]]
    figures: dict[str, str]
    layers: dict[str, dict[str, dict[str, tuple[str, str]]]]
    units: tuple[str, str]
    findings: str
    public: tuple[str, ...]

    def names(self) -> set[str]:
        """Return the names of all objects of the snapshot."""
        names = {self.areas, self.findings, *self.units, *self.figures.values(), *self.public}
        for groups in (self.coverages, self.drawings):
            names.update(name for group in groups.values() for name in group)
        for indicators in self.layers.values():
            names.update(name for levels in indicators.values() for pair in levels.values() for name in pair)
        return names


class Store:
    """A state directory."""

    def __init__(self, state: Path) -> None:
        """Use `state`; nothing is created before something is written."""
        self.state = state

    def put(self, data: bytes, extension: str, *, public: bool = False) -> str:
        """Store bytes under their hash and return their name; public ones also compressed."""
        name = f"{digest(data)}.{extension}"
        path = self.path(name)
        if not path.exists():
            _write(path, data)
        packed = path.with_name(path.name + ".gz")
        if public and not packed.exists():
            _write(packed, compress(data))
        return name

    def path(self, name: str) -> Path:
        """Return where the object of this name lies."""
        return self.state / "objects" / name[:2] / name

    def is_public(self, name: str) -> bool:
        """Say whether anyone may fetch an object, of whichever kept snapshot: the compressed form stands beside it."""
        return PUBLIC.fullmatch(name) is not None and self.path(name + ".gz").exists()

    def get(self, name: str) -> bytes:
        """Return the bytes of an object; raises StoreError when it is missing."""
        try:
            return self.path(name).read_bytes()
        except FileNotFoundError as error:
            raise StoreError(
                f"object {name} is missing: run 'mapserver verify', then 'mapserver build --force'"
            ) from error

    def remember(self, key: str, result: bytes) -> None:
        """Keep what a step of a build gave for the inputs that `key` stands for."""
        _write(self.state / "steps" / f"{key}.json", result)

    def remembered(self, key: str) -> bytes | None:
        """Return what a step gave for these inputs before, or None."""
        path = self.state / "steps" / f"{key}.json"
        return path.read_bytes() if path.exists() else None

    def publish(self, manifest: Manifest) -> str:
        """Write a manifest and move the pointer to it; return the snapshot's id."""
        data = encode(manifest)
        identifier = digest(data)[:16]
        missing = sorted(name for name in manifest.names() if not self.path(name).exists())
        if missing:
            raise StoreError(f"{len(missing)} objects of the new snapshot are missing, the first is {missing[0]}")
        _write(self.state / "snapshots" / f"{identifier}.json", data)
        self.point_to(identifier)
        return identifier

    def point_to(self, identifier: str) -> None:
        """Move the pointer to a snapshot that exists."""
        if identifier not in self.snapshots():
            raise StoreError(f"there is no snapshot {identifier}; 'mapserver snapshots' lists them")
        if identifier == self.pointer():
            return
        line = json.dumps({"snapshot": identifier, "published": datetime.now(UTC).isoformat(timespec="seconds")})
        log = self.state / "published.jsonl"
        _write(log, (log.read_bytes() if log.exists() else b"") + line.encode() + b"\n")
        _write(self.state / "current", identifier.encode() + b"\n")

    def roll_back(self) -> str:
        """Move the pointer to the snapshot that was published before the current one; return its id."""
        current = self.pointer()
        earlier = [identifier for identifier, _ in self.history() if identifier in self.snapshots()]
        while earlier and earlier[-1] == current:
            earlier.pop()
        if not earlier:
            raise StoreError("no snapshot was published before this one")
        self.point_to(earlier[-1])
        return earlier[-1]

    def pointer(self) -> str | None:
        """Return the id of the published snapshot, or None."""
        try:
            return (self.state / "current").read_text(encoding="ascii").strip() or None
        except FileNotFoundError:
            return None

    def snapshots(self) -> tuple[str, ...]:
        """Return the ids of all snapshots that are kept."""
        return tuple(sorted(path.stem for path in (self.state / "snapshots").glob("*.json")))

    def history(self) -> list[tuple[str, str]]:
        """Return (id, time in UTC) of every publication, the oldest first."""
        log = self.state / "published.jsonl"
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        return [(entry["snapshot"], entry["published"]) for entry in map(json.loads, lines)]

    def manifest(self, identifier: str) -> Manifest:
        """Return the manifest of a snapshot; raises StoreError when there is none or its bytes were changed."""
        path = self.state / "snapshots" / f"{identifier}.json"
        if not path.exists():
            raise StoreError(f"there is no snapshot {identifier}; 'mapserver snapshots' lists them")
        data = path.read_bytes()
        if digest(data)[:16] != identifier:
            raise StoreError(f"the manifest of snapshot {identifier} was changed; roll back or build again")
        try:
            return decode(data, Manifest)
        except ValueError as error:
            raise StoreError(
                f"snapshot {identifier} was made by another version of the program ({error}); build again"
            ) from error

    def verify(self, identifier: str) -> list[str]:
        """Hash every object of a snapshot again and return what is wrong, in words."""
        wrong = []
        for name in sorted(self.manifest(identifier).names()):
            if not self.path(name).exists():
                wrong.append(f"{name} is missing")
            elif digest(self.path(name).read_bytes()) != name.partition(".")[0]:
                wrong.append(f"{name} was changed")
        return wrong

    def prune(self) -> int:
        """Remove all but the last published snapshots, and what no kept snapshot and no step refers to."""
        recent = dict.fromkeys([identifier for identifier, _ in reversed(self.history())])
        kept = set(list(recent)[:KEPT]) | {self.pointer()}
        used: set[str] = set()
        for identifier in self.snapshots():
            names = self._names(identifier) if identifier in kept else None
            if names is None:
                (self.state / "snapshots" / f"{identifier}.json").unlink()
            else:
                used |= names
        removed = 0
        for step in (self.state / "steps").glob("*.json"):
            named = set(msgspec.json.decode(step.read_bytes(), type=_StepNames).objects)
            if not named & used:
                step.unlink()
            else:
                used |= named
        for path in (self.state / "objects").glob("*/*"):
            if path.name.removesuffix(".gz") not in used:
                path.unlink()
                removed += 1
        return removed

    def _names(self, identifier: str) -> set[str] | None:
        """Return the objects of a snapshot; None where this version of the program cannot read it."""
        try:
            return self.manifest(identifier).names()
        except StoreError:
            return None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock of the one writer; raises StoreError when another build has it."""
        try:
            self.state.mkdir(parents=True, exist_ok=True)
            lock = (self.state / "lock").open("w")
        except OSError as error:
            raise StoreError(f"cannot write to {self.state} ({error.strerror}); choose another with --state") from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise StoreError(f"another build is writing to {self.state}; wait for it to end") from error
            yield


class _StepNames(msgspec.Struct):
    objects: tuple[str, ...] = ()


def _write(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees all of it or none, even after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
