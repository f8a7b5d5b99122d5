"""The crawl: from the first page along all links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mapserver.freeze.crew import Crew
from mapserver.freeze.folder import FreezeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mapserver.freeze.address import Address
    from mapserver.freeze.visit import Visit

#: Addresses that a process takes at once: those of a page stand together, and share its layer.
AT_ONCE = 6
#: Why a link may lead nowhere: a file that may not be given out, and what is not there.
ABSENT = (403, 404)


class Progress(Protocol):
    """What is told of a long work."""

    def start(self, steps: int) -> None:
        """Say how many steps there are, as far as that is known."""

    def done(self, name: str, *, fresh: bool) -> None:
        """Say that a step is done."""


def crawl(
    start: Iterable[Address], visit: Callable[[Address], Visit], jobs: int, progress: Progress
) -> dict[Address, Visit]:
    """Visit everything that is reached from `start`; return the visits by address.

    FreezeError where the application fails or a process is killed; OSError where a file cannot be written.
    """
    waiting = list(dict.fromkeys(start))
    seen = set(waiting)
    found: dict[Address, Visit] = {}
    with Crew(jobs, visit) as crew:
        while len(found) < len(seen):
            while waiting and crew.has_room:
                crew.give(waiting[:AT_ONCE])
                del waiting[:AT_ONCE]
            for made in crew.take():
                if made.status >= 400 and made.status not in ABSENT:
                    raise FreezeError(f"{made.address} cannot be frozen: the application answers {made.status}")
                found[made.address] = made
                fresh = [item for item in made.links if item not in seen]
                seen.update(fresh)
                waiting += fresh
                progress.start(len(seen))
                progress.done(made.address.path, fresh=True)
    return found
