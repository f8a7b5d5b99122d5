"""Places of a unit's figures among others on a map. Made at build time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Rank:
    """A place among `count` values, 1 for the highest; equal values share one."""

    place: int
    count: int


@dataclass(frozen=True)
class DrawnFigure:
    """The latest figure of a unit that a map draws: its `year` there, and its ranks in that year.

    `core` is the rank among the core of the area (None for a unit around it, and where the values have no common
    order), `country` that among the drawn units of its country, level and series.
    """

    year: int
    core: Rank | None
    country: Rank | None


class YearRanks(NamedTuple):
    """The ranks of a unit on its map in a year: places among the core of the area and among its country, each with
    how many have one; both 0 where there is none."""

    year: int
    core: int
    core_count: int
    country: int
    country_count: int

    @property
    def figure(self) -> DrawnFigure:
        """Return them as those of a figure that is drawn."""
        core = Rank(self.core, self.core_count) if self.core else None
        return DrawnFigure(self.year, core, Rank(self.country, self.country_count) if self.country else None)
