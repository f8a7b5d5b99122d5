"""A strip of years: those that have something are marked, the others are a gap. Knows numbers, no figures."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

#: Units of width for each year, and the height of a strip.
STEP, HEIGHT = 3, 10


@dataclass(frozen=True)
class Timeline:
    """Marked spans as (x, width), on a strip that begins with `first` and ends with `last`."""

    first: int
    last: int
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, years: tuple[int, ...], first: int, last: int) -> Timeline:
        """Mark the years; neighbouring ones are one span."""
        ordered = sorted(year for year in years if first <= year <= last)
        starts = [year for before, year in pairwise([first - 2, *ordered]) if year != before + 1]
        ends = [year for year, after in pairwise([*ordered, last + 2]) if after != year + 1]
        spans = ((STEP * (start - first), STEP * (end - start + 1)) for start, end in zip(starts, ends, strict=True))
        return cls(first, last, tuple(spans))

    @property
    def width(self) -> int:
        """Return the width of the strip."""
        return STEP * (self.last - self.first + 1)

    @property
    def height(self) -> int:
        """Return the height of the strip."""
        return HEIGHT
