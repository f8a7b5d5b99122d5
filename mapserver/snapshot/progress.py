"""What a build tells while it works."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What a build tells while it works."""

    def start(self, steps: int) -> None:
        """Say how many steps there are."""

    def done(self, name: str, *, fresh: bool) -> None:
        """Say that a step is done; `fresh` where it was worked out, not remembered."""


class Silent:
    """A progress that nobody watches."""

    def start(self, steps: int) -> None:
        """Ignore."""

    def done(self, name: str, *, fresh: bool) -> None:
        """Ignore."""
