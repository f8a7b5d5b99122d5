"""Whether two figures are the same thing: the judgement on their series, lowered by what stands between the two.

Figures of *same* series are only *similar* where

- their years differ,
- one is of a larger unit: of another level of NUTS, of another level in one country, or flagged as such a figure,
- one of them is estimated or provisional and the other is not, or any is not reliable,
- the source flags a break in that year, or another definition, on any of them.

What is *different* stays so. Everything that shows two figures beside each other asks here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mapserver.model import Judgement, Message, Text, split_flags
from mapserver.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapserver.model import Layer

YEARS_DIFFER = N_("The years differ: %(year)s and %(other)s.")
STANDS_IN = N_("A figure of a larger unit stands in.")
NOT_SURE = N_("A figure is estimated, provisional or not reliable.")
COUNTED_OTHERWISE = N_("The source flags a break or another definition.")
#: Marks of a figure by its flags: estimated or provisional, not reliable, counted otherwise, of a larger unit.
ESTIMATED, UNRELIABLE, OTHERWISE, LARGER = 1, 2, 4, 8
MARKS = {
    "e": ESTIMATED,
    "p": ESTIMATED,
    "s": ESTIMATED,
    "u": UNRELIABLE,
    "b": OTHERWISE,
    "d": OTHERWISE,
    "National": LARGER,
    "NUTS2": LARGER,
}
#: Levels that mean the same in every country.
COMMON_LEVELS = frozenset({"nuts1", "nuts2", "nuts3"})


class Compared(NamedTuple):
    """How two figures compare: `reason` is that of the judgement on their series, `remarks` say what else stands
    between them."""

    judgement: Judgement
    reason: Text
    remarks: tuple[Message, ...] = ()


def compared(layer: Layer, a: int, b: int, year: int) -> Compared:
    """Return how the figures of two places compare in a year; as their series do where one has none."""
    judgement, reason = layer.comparison(a, b)
    cells = layer.cell(a, year), layer.cell(b, year)
    if any(cell.value is None for cell in cells):
        return Compared(judgement, reason)
    one, other = layer.places[a], layer.places[b]
    apart = levels_differ((one.country, one.level), (other.country, other.level))
    return lowered(judgement, reason, remarks_on(*(marks_of(cell.flag) for cell in cells), apart=apart))


def lowered(judgement: Judgement, reason: Text, remarks: tuple[Message, ...]) -> Compared:
    """Return a judgement on two series as one on two of their figures."""
    return Compared("similar" if remarks and judgement == "same" else judgement, reason, remarks)


def remarks_on(marks: int, others: int, *, apart: bool = False) -> tuple[Message, ...]:
    """Return what stands between two figures of one year, from the marks of each; `apart` says that their levels
    differ."""
    found = []
    if apart or (marks ^ others) & LARGER:
        found.append(Message(STANDS_IN))
    if (marks ^ others) & ESTIMATED or (marks | others) & UNRELIABLE:
        found.append(Message(NOT_SURE))
    if (marks | others) & OTHERWISE:
        found.append(Message(COUNTED_OTHERWISE))
    return tuple(found)


@lru_cache(maxsize=1024)
def marks_of(flag: str) -> int:
    """Return the marks of a figure by its flags, 0 for none."""
    return marks_in(split_flags(flag)) if flag else 0


def marks_in(flags: Iterable[str]) -> int:
    """Return the marks of flags together."""
    found = 0
    for flag in flags:
        found |= MARKS.get(flag, 0)
    return found


def levels_differ(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Say whether two units (country, level) are of two levels, as far as these mean the same in both countries."""
    if one[1] == other[1]:
        return False
    return one[0] == other[0] or {one[1], other[1]} <= COMMON_LEVELS
