"""Work in processes of its own: what holds its process for long, pages must not wait for.

So much is done at once and so much waits; whoever comes then is told to come again.
"""

from __future__ import annotations

import logging
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, TypeVar

from mapserver.web.errors import Busy

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

T = TypeVar("T")

#: Work that takes longer than this, in seconds, is given up.
LONGEST = 20.0


class WorkerPool:
    """Processes that work; the first starts with the first piece of work."""

    def __init__(self, processes: int, waiting: int, busy: str) -> None:
        """Do `processes` pieces at once and let `waiting` more wait; without any, whoever asks does it.

        `busy` is what is said to those who find no place.
        """
        self._processes = processes
        self._places = BoundedSemaphore(processes + waiting)
        self._busy = busy
        self._lock = Lock()
        self._pool: ProcessPoolExecutor | None = None

    def run(self, work: Callable[..., T], *arguments: object) -> T:
        """Return what a function of a module gives for these arguments; Busy where all places are taken."""
        if not self._processes:
            return work(*arguments)
        if not self._places.acquire(blocking=False):
            raise Busy(self._busy)
        try:
            return self._started().submit(work, *arguments).result(LONGEST)
        except (BrokenProcessPool, TimeoutError) as error:
            log.exception("work was given up")
            self._stop()
            raise Busy(self._busy) from error
        finally:
            self._places.release()

    def warm(self, work: Callable[..., object], *arguments: object) -> None:
        """Begin a process and have it do something whose result nobody waits for; nothing without processes."""
        if self._processes:
            self._started().submit(work, *arguments)

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                # A process of ours has threads, which a fork would break.
                self._pool = ProcessPoolExecutor(self._processes, mp_context=get_context("spawn"))
            return self._pool

    def _stop(self) -> None:
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            for process in list((pool._processes or {}).values()):
                process.kill()
            pool.shutdown(wait=False, cancel_futures=True)
