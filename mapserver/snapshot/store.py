"""The store of snapshots: content-addressed objects, manifests, and one pointer that `publish` moves.

    <state>/objects/ab/<sha256>.<ext>    never changed; public JSON also as <name>.gz
    <state>/snapshots/<id>.json          manifests
    <state>/current                      the published snapshot's id
    <state>/published.jsonl              what was published when, for `rollback`
    <state>/pins/                        pages that stay as they are (`pins.py`)
    <state>/steps/<key>.json             what a step of a build gave, for incremental builds

What is written here, by `objects.py` and by `pins.py` is all that is written to the state directory. Readers see the
old snapshot or the new one, never half of one.
"""

from __future__ import annotations

import fcntl
import json
import re
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from mapserver.snapshot.codec import decode, digest, encode
from mapserver.snapshot.objects import UNFINISHED, Objects, StoreError, write_file
from mapserver.snapshot.pins import Pins

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: How many published snapshots are kept when older ones are removed.
KEPT = 10
OBJECT_NAME = re.compile(r"[0-9a-f]{64}(?:\.[a-z0-9]+)+", re.ASCII)


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a snapshot consists of: names of objects (``<sha256>.<ext>``).

    `coverages[area]` and `drawings[area][projection]` stand in the order of the frames. `layers[area][indicator]` has
    (layer, values) by level, `figures[indicator]` all its observations; `units` is (index, pack), `languages` are those
    of all names and titles, `crossings` has the checkpoints, `texts` the translations of what the data say in English,
    `opening` what the first page opens with, `search` what can be searched for, `register` lists units, indicators and
    series, `similarity` has the profiles of districts, `stories` one object each by slug, `borders` one each by border,
    `gaps` the gaps of an indicator at all borders. `people` has the inhabitants of territories,
    `denominators[area][indicator][level]` what the ratios of a layer are counted by. `public` may be fetched by anyone
    under ``/data/``.
    """

    format: int = 1
    areas: str
    coverages: dict[str, tuple[str, ...]]
    drawings: dict[str, dict[str, tuple[str, ...]]]
    figures: dict[str, str]
    layers: dict[str, dict[str, dict[str, tuple[str, str]]]]
    units: tuple[str, str]
    findings: str
    languages: tuple[str, ...]
    public: tuple[str, ...]
    crossings: str = ""
    texts: str = ""
    opening: str = ""
    search: str = ""
    register: str = ""
    similarity: str = ""
    stories: dict[str, str] = {}
    people: str = ""
    denominators: dict[str, dict[str, dict[str, str]]] = {}
    borders: dict[str, str] = {}
    gaps: dict[str, str] = {}

    def names(self) -> set[str]:
        """Return the names of all objects of the snapshot."""
        names = {self.areas, self.findings, *self.units, *self.figures.values(), *self.public}
        for groups in (self.coverages, *self.drawings.values()):
            names.update(name for group in groups.values() for name in group)
        for indicators in self.layers.values():
            names.update(name for levels in indicators.values() for pair in levels.values() for name in pair)
        for held in self.denominators.values():
            names.update(name for levels in held.values() for name in levels.values())
        names.update(self.stories.values(), self.borders.values(), self.gaps.values())
        single = {self.crossings, self.texts, self.opening, self.search, self.register, self.people, self.similarity}
        return names | (single - {""})


class Store(Objects):
    """A state directory: its objects, the manifests of its snapshots, and the pointer to the published one."""

    def remember(self, key: str, result: bytes) -> None:
        """Keep what a step of a build gave for the inputs that `key` stands for."""
        write_file(self.state / "steps" / f"{key}.json", result)

    def remembered(self, key: str) -> bytes | None:
        """Return what a step gave for these inputs before, or None."""
        path = self.state / "steps" / f"{key}.json"
        return path.read_bytes() if path.exists() else None

    def publish(self, manifest: Manifest) -> str:
        """Write a manifest and move the pointer to it; return the snapshot's id."""
        data = encode(manifest)
        identifier = digest(data)[:16]
        wrong = self._faults(manifest)
        if wrong:
            raise StoreError(
                f"{len(wrong)} objects of the new snapshot are not right, the first: {wrong[0]}; use --force"
            )
        write_file(self.state / "snapshots" / f"{identifier}.json", data)
        self.point_to(identifier)
        return identifier

    def point_to(self, identifier: str, *, back: bool = False) -> None:
        """Move the pointer to a snapshot that exists; `back` where that undoes a publication."""
        if identifier not in self.snapshots():
            raise StoreError(f"there is no snapshot {identifier}; 'mapserver snapshots' lists them")
        if identifier == self.pointer():
            return
        write_file(self.state / "current", identifier.encode() + b"\n")
        entry = {"snapshot": identifier, "published": datetime.now(UTC).isoformat(timespec="seconds")}
        line = json.dumps(entry | ({"back": True} if back else {}))
        log = self.state / "published.jsonl"
        write_file(log, (log.read_bytes() if log.exists() else b"") + line.encode() + b"\n")

    def roll_back(self) -> str:
        """Move the pointer to the snapshot that was published before the current one; return its id.

        Rolling back again goes back further: a roll-back is no publication.
        """
        current, kept = self.pointer(), self.snapshots()
        publications = [str(entry["snapshot"]) for entry in self._log() if not entry.get("back")]
        if current in publications:
            last = len(publications) - 1 - publications[::-1].index(current)
            publications = publications[:last]
        earlier = [identifier for identifier in publications if identifier in kept and identifier != current]
        if not earlier:
            raise StoreError("no snapshot was published before this one")
        self.point_to(earlier[-1], back=True)
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
        """Return (id, time in UTC) of every move of the pointer, the oldest first."""
        return [(str(entry["snapshot"]), str(entry["published"])) for entry in self._log()]

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
        """Hash every object of a snapshot again, the compressed ones too, and return what is wrong, in words."""
        return self._faults(self.manifest(identifier))

    def prune(self) -> int:
        """Remove all but the last published snapshots and those that are pinned, and what nothing kept refers to."""
        recent = dict.fromkeys([identifier for identifier, _ in reversed(self.history())])
        pinned = Pins(self.state).snapshots()
        kept = set(list(recent)[:KEPT]) | {self.pointer()} | pinned
        used: set[str] = set()
        for identifier in self.snapshots():
            names = self._names(identifier, strict=identifier not in pinned) if identifier in kept else None
            if names is None:
                (self.state / "snapshots" / f"{identifier}.json").unlink()
            else:
                used |= names
        removed = 0
        steps = {path: _named(path) for path in (self.state / "steps").glob("*.json")}
        # Over what a kept snapshot uses only, whatever the order of the files: a step must not keep another one.
        held = used.union(*(named for named in steps.values() if named & used))
        for path, named in steps.items():
            # What one step gave may be part of what another did: it stays with that one.
            if not named or not named <= held:
                path.unlink()
        for path in (self.state / "objects").glob("*/*"):
            if path.name.removesuffix(".gz") not in held:
                path.unlink()
                removed += 1
        for folder in ("objects", "snapshots", "steps"):
            for path in (self.state / folder).rglob(f"{UNFINISHED}*"):
                path.unlink()
        return removed

    def _log(self) -> list[dict[str, Any]]:
        log = self.state / "published.jsonl"
        return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []

    def _faults(self, manifest: Manifest) -> list[str]:
        faults = [self.fault(name) for name in sorted(manifest.names())]
        faults += [self.packed_fault(name) for name in manifest.public]
        return [fault for fault in faults if fault]

    def _names(self, identifier: str, *, strict: bool) -> set[str] | None:
        """Return the objects of a snapshot; None where this version of the program cannot read it.

        Unless `strict`, whatever looks like a name in its manifest is one: another version may read it.
        """
        try:
            return self.manifest(identifier).names()
        except StoreError:
            text = (self.state / "snapshots" / f"{identifier}.json").read_text(encoding="utf-8", errors="replace")
            return None if strict else set(OBJECT_NAME.findall(text))

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


def _named(step: Path) -> set[str]:
    """Return the objects that a remembered step gave; none where its file was damaged."""
    try:
        return set(decode(step.read_bytes(), _StepNames).objects)
    except ValueError:
        return set()
