"""How large changes usually are: a quantile of what the others show. Knows no unit."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A unit with its land, or a country with a level.
Line = tuple[str, frozenset[str] | str]


class Size(NamedTuple):
    """How far a change of a line between two years lies from those around it."""

    line: Line
    years: tuple[int, int]
    size: float


class Sizes:
    """The sizes of many changes, asked what is usual among them for each in turn."""

    def __init__(self, sizes: Iterable[Size]) -> None:
        """Order the sizes once."""
        self._lines: dict[Line, list[Size]] = defaultdict(list)
        for size in sizes:
            self._lines[size.line].append(size)
        self._ordered = sorted(size.size for held in self._lines.values() for size in held)

    def usual(self, rest: float, line: Line, years: tuple[int, int]) -> float:
        """Return the size that all but a share `rest` of the others stay below; 0 where there are none.

        The others are all but those of the line that share a year with the change: one wrong figure makes two of them,
        and would make itself usual.
        """
        first, last = years
        own = sorted(size for _, (begin, end), size in self._lines[line] if begin <= last and end >= first)
        count = len(self._ordered) - len(own)
        if count == 0:
            return 0.0
        place = min(count - 1, int((1 - rest) * count))
        for size in own:
            place += bisect_left(self._ordered, size) <= place
        return self._ordered[place]
