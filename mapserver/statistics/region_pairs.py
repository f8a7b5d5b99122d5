"""Regions beside each other: whether their figures compare, and the latest year in which all of them have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.model import Text
from mapserver.statistics.region_choice import JUDGEMENTS, worst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.model import Judgement, Register
    from mapserver.statistics.region import RegionLine


def judged(lines: Sequence[RegionLine], register: Register) -> tuple[Judgement, Text]:
    """Return how figures of regions compare, and why: as the worst of all that was summed for any of them does.

    Rates that are made of other counts are similar at best.
    """
    by_indicator: dict[str, set[tuple[str, str]]] = {}
    for indicator, series, country in sorted(side for line in lines for side in line.sides):
        by_indicator.setdefault(indicator, set()).add((series, country))
    found = [
        worst(register.indicator[name], sides) for name, sides in by_indicator.items() if name in register.indicator
    ]
    if len({frozenset(name for name, _, _ in line.sides) for line in lines}) > 1:
        found.append(("similar", Text()))
    return max(found, key=lambda item: JUDGEMENTS.index(item[0]), default=("same", Text()))


def common_year(lines: Sequence[RegionLine]) -> int | None:
    """Return the latest year in which every line has a figure; None where there is none."""
    known = [{row.year for row in line.observations if row.value is not None} for line in lines]
    return max(set.intersection(*known), default=None) if known else None
