"""Work in processes that are forked from this one: they share what it holds, which may be large or nothing to send."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from mapserver.freeze.folder import FreezeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")

#: What the processes do; set before they are forked.
_work: list[Callable[[Any], Any]] = []


class Crew(Generic[T, R]):
    """Does one kind of work on many things, in `jobs` processes; in this one where that is 1."""

    def __init__(self, jobs: int, work: Callable[[T], R]) -> None:
        """Take what is done with each thing."""
        self._jobs = jobs
        self._work = work
        self._pool: ProcessPoolExecutor | None = None
        self._running: set[Future[list[R]]] = set()

    def __enter__(self) -> Crew[T, R]:
        """Prepare the processes; they start with the first work."""
        if self._jobs > 1:
            _work[:] = [self._work]
            self._pool = ProcessPoolExecutor(self._jobs, get_context("fork"))
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes; what waits is given up."""
        _work.clear()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    @property
    def has_room(self) -> bool:
        """Say whether more may be given: what waits for long may yet be put off."""
        return len(self._running) < 2 * self._jobs

    def give(self, things: Sequence[T]) -> None:
        """Give things to work on, all to one process."""
        if self._pool is not None:
            self._running.add(self._pool.submit(_do, things))
            return
        future: Future[list[R]] = Future()
        future.set_result([self._work(thing) for thing in things])
        self._running.add(future)

    def take(self) -> Iterator[R]:
        """Yield what was done meanwhile, once there is something; nothing where no work is left.

        Raises what the work raised; FreezeError where a process was killed.
        """
        finished, self._running = wait(self._running, return_when=FIRST_COMPLETED)
        try:
            for future in finished:
                yield from future.result()
        except BrokenProcessPool as error:
            raise FreezeError("a process was killed, perhaps for want of memory; try it with --jobs 1") from error


def _do(things: Sequence[Any]) -> list[Any]:
    return [_work[0](thing) for thing in things]
