"""Content-addressed objects in a state directory: the name of a file is the hash of its bytes, so it never changes."""

from __future__ import annotations

import gzip
import os
import re
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from mapserver.snapshot.codec import compress, digest

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Names that may be asked for from outside.
PUBLIC = re.compile(r"[0-9a-f]{64}\.json")
#: What a file is called while it is written; what a killed build leaves behind.
UNFINISHED = ".new-"


class StoreError(RuntimeError):
    """The store cannot do what was asked; the message says what and what to do."""


class Objects:
    """The objects below a state directory; public ones have a compressed form beside them."""

    def __init__(self, state: Path) -> None:
        """Use `state`; nothing is created before something is written."""
        self.state = state

    def put(self, data: bytes, extension: str, *, public: bool = False) -> str:
        """Store bytes under their hash and return their name; public ones also compressed.

        What lies there already is kept when it holds these bytes, and written anew when it was damaged.
        """
        name = f"{digest(data)}.{extension}"
        if self.fault(name):
            write_file(self.path(name), data)
        if public and self.packed_fault(name):
            write_file(self.path(name + ".gz"), compress(data))
        return name

    def holds(self, names: Iterable[str]) -> bool:
        """Say whether objects are there, with their compressed form where they are public."""
        return all(
            self.path(name).exists() and (not PUBLIC.fullmatch(name) or self.path(name + ".gz").exists())
            for name in names
        )

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
            raise StoreError(f"object {name} is missing: run 'mapserver build --force'") from error

    def fault(self, name: str) -> str:
        """Say what is wrong with an object; empty where its bytes have the hash that is its name."""
        try:
            data = self.path(name).read_bytes()
        except FileNotFoundError:
            return f"{name} is missing"
        return "" if digest(data) == name.partition(".")[0] else f"{name} was changed"

    def packed_fault(self, name: str) -> str:
        """Say what is wrong with the compressed form of a public object, which is what most readers are sent."""
        try:
            data = gzip.decompress(self.path(name + ".gz").read_bytes())
        except FileNotFoundError:
            return f"{name}.gz is missing"
        except (OSError, EOFError, zlib.error):
            return f"{name}.gz was changed"
        return "" if digest(data) == name.partition(".")[0] else f"{name}.gz was changed"


def write_file(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees all of it or none, even after a power cut."""
    if not path.parent.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _sync(path.parent.parent)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED)
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
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Make the names in a folder last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
