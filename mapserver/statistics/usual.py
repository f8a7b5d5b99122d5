"""How large changes usually are: a quantile of what the others show. Knows no unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Size(NamedTuple):
    """How far a change of a line (a unit's or a country's) between two years lies from those around it."""

    line: tuple[str, frozenset[str] | str]
    years: tuple[int, int]
    size: float


def usual_size(
    sizes: Iterable[Size], rest: float, line: tuple[str, frozenset[str] | str], years: tuple[int, int]
) -> float:
    """Return the size that all but a share `rest` of the others stay below.

    The others are all but those of the line that share a year with the change: one wrong figure makes two of them, and
    would make itself usual.
    """
    first, last = years
    others = sorted(size for owner, (begin, end), size in sizes if owner != line or end < first or begin > last)
    return others[min(len(others) - 1, int((1 - rest) * len(others)))] if others else 0.0
