"""A cell: what stands at one place in one year."""

from __future__ import annotations

from typing import NamedTuple

from mapserver.model.message import Message


class Cell(NamedTuple):
    """What stands at one place in one year: a value, or None with a reason; `run` counts the runs of the line from
    0."""

    value: float | None
    flag: str = ""
    reason: str = ""
    edition: str = ""
    note: Message | None = None
    run: int = 0
