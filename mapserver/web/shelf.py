"""A shelf: bodies kept in memory up to a number of bytes, the least recently used one leaves first."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

    from mapserver.web.body import Body


class Shelf:
    """A bounded, thread-safe map from key to body."""

    def __init__(self, limit: int) -> None:
        """Keep at most `limit` bytes."""
        self._limit = limit
        self._used = 0
        self._bodies: OrderedDict[Hashable, Body] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        """Count the bodies."""
        return len(self._bodies)

    def get(self, key: Hashable) -> Body | None:
        """Return the body under `key` and mark it as used."""
        with self._lock:
            body = self._bodies.get(key)
            if body is not None:
                self._bodies.move_to_end(key)
            return body

    def put(self, key: Hashable, body: Body) -> None:
        """Keep `body`; one that is larger than the whole shelf is not kept."""
        if body.size > self._limit:
            return
        with self._lock:
            before = self._bodies.pop(key, None)
            self._used += body.size - (before.size if before else 0)
            self._bodies[key] = body
            while self._used > self._limit:
                _, gone = self._bodies.popitem(last=False)
                self._used -= gone.size
