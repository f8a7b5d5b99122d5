"""Snapshots: build, store, publish, roll back, verify. The only room that writes to the state directory."""

from mapserver.snapshot.build import BuildFailedError, BuildResult, build, draft
from mapserver.snapshot.codec import decode, digest, encode
from mapserver.snapshot.finder import Finder, Hit
from mapserver.snapshot.jump_check import check_jumps
from mapserver.snapshot.objects import StoreError
from mapserver.snapshot.pins import NoRoom, Pin, Pins
from mapserver.snapshot.progress import Progress
from mapserver.snapshot.reader import Published, Snapshot
from mapserver.snapshot.store import Manifest, Store

__all__ = [
    "BuildFailedError",
    "BuildResult",
    "Finder",
    "Hit",
    "Manifest",
    "NoRoom",
    "Pin",
    "Pins",
    "Progress",
    "Published",
    "Snapshot",
    "Store",
    "StoreError",
    "build",
    "check_jumps",
    "decode",
    "digest",
    "draft",
    "encode",
]
