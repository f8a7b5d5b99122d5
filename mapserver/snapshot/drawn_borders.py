"""Random borders that were drawn in an earlier build, or for another indicator: of one graph they are always the same.

They are the slowest part of what a border is tested by, and are remembered by what draws them alone, not by the whole
program as steps are.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from inspect import getsource
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mapserver.snapshot.codec import decode, digest, encode
from mapserver.statistics import bisections as drawing
from mapserver.statistics import random_borders as borders
from mapserver.statistics.random_borders import RandomBorders, random_borders

if TYPE_CHECKING:
    from mapserver.snapshot.store import Store
    from mapserver.statistics.random_borders import BorderGraph


class StoredBorders(NamedTuple):
    """Random borders as they are stored: `lines` and `real` have eight to a byte, row by row."""

    width: int
    lines: bytes
    times: tuple[int, ...]
    real: bytes


@dataclass(frozen=True)
class RememberedBorders:
    """What is remembered of a graph: the object, named as steps name theirs, so that both are kept or removed."""

    objects: tuple[str, ...]


class DrawnBorders:
    """Gives the random borders of graphs: those of this process, those of the store, else draws and stores them."""

    def __init__(self, store: Store, *, anew: bool = False) -> None:
        """Use `store`; with `anew` nothing that lies there is trusted."""
        self._store, self._anew = store, anew
        self._held: dict[BorderGraph, tuple[str, RandomBorders]] = {}
        self._code = digest(f"{getsource(drawing)} {getsource(borders)} {version('numpy')}".encode())
        self._used: dict[str, None] = {}

    def of(self, graph: BorderGraph) -> RandomBorders:
        """Return the random borders of a graph."""
        if graph not in self._held:
            self._held[graph] = self._read(graph)
        name, found = self._held[graph]
        self._used[name] = None
        return found

    def used(self) -> tuple[str, ...]:
        """Return the names of the objects that were given since this was last asked."""
        names, self._used = tuple(self._used), {}
        return names

    def _read(self, graph: BorderGraph) -> tuple[str, RandomBorders]:
        key = digest(encode(("random borders", self._code, graph)))
        known = None if self._anew else self._store.remembered(key)
        if known is not None:
            (name,) = decode(known, RememberedBorders).objects
            if not self._store.fault(name):
                return name, _read(decode(self._store.get(name), StoredBorders))
        drawn = random_borders(graph)
        name = self._store.put(encode(_written(drawn)), "random.json")
        self._store.remember(key, encode(RememberedBorders((name,))))
        return name, drawn


def _written(drawn: RandomBorders) -> StoredBorders:
    return StoredBorders(
        drawn.lines.shape[1],
        np.packbits(drawn.lines, axis=1).tobytes(),
        tuple(drawn.times.tolist()),
        np.packbits(drawn.real).tobytes(),
    )


def _read(stored: StoredBorders) -> RandomBorders:
    rows = len(stored.times)
    packed = np.frombuffer(stored.lines, dtype=np.uint8).reshape(rows, -(-stored.width // 8))
    return RandomBorders(
        np.unpackbits(packed, axis=1, count=stored.width).astype(bool),
        np.array(stored.times, dtype=np.intp),
        np.unpackbits(np.frombuffer(stored.real, dtype=np.uint8), count=rows).astype(bool),
    )
