"""The progress bar of long work: on stderr, and only on a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from types import TracebackType


class Bar:
    """A bar that a build or a freeze fills; on a pipe it says nothing."""

    def __init__(self, words: str = "Building") -> None:
        """Prepare the bar, which says these words; it shows with the first step."""
        self._words = words
        # No refresh thread: a build forks worker processes.
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            auto_refresh=False,
            disable=not sys.stderr.isatty(),
        )
        self._task = self._bar.add_task("Reading", total=None)

    def __enter__(self) -> Bar:
        """Show the bar."""
        self._bar.start()
        self._bar.refresh()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the bar as it is."""
        self._bar.stop()

    def start(self, steps: int) -> None:
        """Say how many steps there are."""
        self._bar.update(self._task, total=steps, description=self._words, refresh=True)

    def done(self, name: str, *, fresh: bool) -> None:
        """Fill the bar by one step."""
        self._bar.update(self._task, advance=1, description=name if fresh else self._words, refresh=True)
