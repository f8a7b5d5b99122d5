"""The folder of a frozen site: written beside its place and moved there when it is complete, or not at all."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What marks a folder as a frozen site, and says what it was made of.
RECORD = "freeze.json"
MANIFEST = "manifest-sha256.txt"
FORMAT = 1


class FreezeError(Exception):
    """Why a site cannot be frozen, as a sentence for whoever asked for it."""


def check_place(folder: Path) -> None:
    """Raise FreezeError where a frozen site may not be written: over anything but another one."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise FreezeError(f"{folder} is no folder; name another one with -o")
    if folder.is_dir() and any(folder.iterdir()) and not _is_frozen(folder):
        raise FreezeError(f"{folder} holds something else than a frozen site; name an empty or a new folder with -o")


def _is_frozen(folder: Path) -> bool:
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(record, dict) and record.get("frozen_site") == FORMAT


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Give a folder to write to, which takes the place of `folder` at the end; where that fails, it is removed.

    FreezeError where the place is taken by something else or by another run; OSError where it cannot be written.
    """
    folder = folder.absolute()
    check_place(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = folder.with_name(f".{folder.name}.partial")
    with _locked(folder.with_name(f".{folder.name}.lock"), folder):
        # A run that was killed leaves its folder.
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        try:
            yield partial
            check_place(folder)
            _take_place(partial, folder)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise


@contextmanager
def _locked(path: Path, folder: Path) -> Iterator[None]:
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise FreezeError(f"another run is writing to {folder}") from error
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def _take_place(partial: Path, folder: Path) -> None:
    if not folder.exists():
        partial.rename(folder)
        return
    before = folder.with_name(f".{folder.name}.before")
    shutil.rmtree(before, ignore_errors=True)
    folder.rename(before)
    try:
        partial.rename(folder)
    except OSError:
        before.rename(folder)
        raise
    shutil.rmtree(before, ignore_errors=True)


def write_manifest(folder: Path) -> tuple[int, int]:
    """Write the hashes of all files, as `sha256sum --check` reads them; return how many there are and their bytes."""
    lines: list[str] = []
    size = 0
    for path in sorted(_files(folder), key=lambda item: item.relative_to(folder).as_posix()):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size += path.stat().st_size
        lines.append(f"{digest}  {path.relative_to(folder).as_posix()}\n")
    (folder / MANIFEST).write_text("".join(lines), encoding="utf-8")
    return len(lines), size


def _files(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (type(folder)(place) / name for name in names)
