"""Ends of runs that units have in common, with the size of the change that is not one. Draws nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from mapserver.statistics.runs import seams

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapserver.model import Catalogue
    from mapserver.statistics.runs import Seam


@dataclass(frozen=True)
class SharedEnd:
    """Runs of a series that end before `year` for one reason.

    `median` and `largest` are the changes from the last value before to the first after, in % of the value before;
    None where all of those are zero. `unit` is the one with the largest.
    """

    series: str
    year: int
    kinds: tuple[str, ...]
    reason: str
    units: tuple[str, ...]
    median: float | None
    largest: float | None
    unit: str


def run_ends(catalogue: Catalogue) -> Iterator[SharedEnd]:
    """Yield the ends of the runs of all stored series, by series and year."""
    for indicator in catalogue.indicators.values():
        for series in indicator.series:
            rows = catalogue.observations.get(series.key)
            if rows is None:
                continue
            groups: dict[tuple[int, tuple[str, ...], str], list[Seam]] = defaultdict(list)
            for seam in seams(series, rows, catalogue.territories, catalogue):
                groups[seam.first_year, seam.kinds, str(seam.reason)].append(seam)
            for (year, kinds, reason), held in sorted(groups.items()):
                jumps = {seam.unit: seam.jump for seam in held if seam.jump is not None}
                unit = max(jumps, key=lambda code: abs(jumps[code]), default="")
                yield SharedEnd(
                    series.key,
                    year,
                    kinds,
                    reason,
                    tuple(dict.fromkeys(seam.unit for seam in held)),
                    median(jumps.values()) if jumps else None,
                    jumps.get(unit),
                    unit,
                )
