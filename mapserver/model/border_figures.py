"""What a border divides, worked out when a snapshot is made: levels of its two sides, gaps, trends, normal gaps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from mapserver.model.figures import Judgement
from mapserver.model.message import Message
from mapserver.model.text import Text

#: How the size of one gap is told: the higher figure divided by the lower one, its doublings, or the difference.
GapKind = Literal["ratio", "log2", "diff"]
#: What all gaps of an indicator are set against each other by: ratios, whose sizes are doublings (`log2`), or
#: differences (`diff`).
GapScale = Literal["ratio", "difference"]
Direction = Literal["closing", "widening", "unclear"]

#: Years that a trend ends before the latest figures when it is told as one of the past.
PAST_YEARS = 3


class SideLevel(NamedTuple):
    """The mean of the districts of one side of a border in a year: `districts` have a value, of `drawn` at the border.

    `weight` is how they are weighted, a word of contexts (BY_DENOMINATOR, BY_PEOPLE, BY_AREA, PLAIN). `flags` are those
    of the source on any of them. `refused` says why figures in it may not be given out, empty where they may.
    """

    value: float
    districts: int
    drawn: int
    weight: str
    series: str
    flags: str = ""
    refused: str = ""


class SidesYear(NamedTuple):
    """The two sides in a year and their gap: `diff` is B - A in the measure, `ratio` B / A, `log2_ratio` its doublings.

    All three are None where a side has no level or the two measure different things, the ratios also where they tell
    nothing. Years of one `stretch` have the same districts, weighted alike, with runs that did not end between: a
    change may be calculated within it, never across its end. It is -1 where a side has no level. `remarks` say what
    else than their series keeps the figures of the two sides from being the same thing.
    """

    year: int
    a: SideLevel | None
    b: SideLevel | None
    diff: float | None = None
    ratio: float | None = None
    log2_ratio: float | None = None
    stretch: int = -1
    remarks: tuple[Message, ...] = ()

    @property
    def series(self) -> tuple[str, ...]:
        """Return the series of the levels that there are, A first."""
        return tuple(level.series for level in (self.a, self.b) if level)

    @property
    def weighted_apart(self) -> bool:
        """Say whether the two sides are weighted in two ways, so that a part of their gap may be one of weights; the
        figure of one district is never weighted."""
        kinds = {level.weight for level in (self.a, self.b) if level and level.districts > 1}
        return len(kinds) > 1


class Trend(NamedTuple):
    """Whether the gap of the sides closes over the years of one stretch.

    `direction` is unclear also where the first and the last year contradict the slope, or the higher side changes.
    `slope` is the change of its size a year (doublings or the measure), from `low` to `high` with 95 % confidence;
    `p` is that of no trend at all. `start` and `end` are the sizes in the first and the last year. `turns` are the
    years in which the other side is the higher one than in the last year before with a gap.
    """

    first: int
    last: int
    years: int
    slope: float
    low: float
    high: float
    tau: float
    p: float
    direction: Direction
    start: float
    end: float
    turns: tuple[int, ...] = ()


class Effect(NamedTuple):
    """The gaps across a border against those inside its two countries, in a year.

    `cross` and `home` are their means over `segments` and `homes` shared lines. `p` is the share of the real border and
    `permutations` drawn ones that divide as much or more; None where there is no test. The real one was drawn `real`
    times; the `others` are different from it and each other, and `larger` of them divide as much or more. `adjusted` is
    `p` for all `tests` of a collection together, None where it is not among them.
    """

    cross: float
    home: float
    segments: int
    homes: int
    p: float | None = None
    permutations: int = 0
    real: int = 0
    others: int = 0
    larger: int = 0
    adjusted: float | None = None
    tests: int = 0

    @property
    def least(self) -> float | None:
        """Return what `p` is where no other drawn border divides as much; None without a test."""
        return None if self.p is None else (1 + self.real) / (1 + self.permutations)

    @property
    def times(self) -> float | None:
        """Return how many times the mean gap at home the mean gap across the border is."""
        return self.cross / self.home if self.home else None


class PairGap(NamedTuple):
    """The gap across the shared line of two drawn places (their indexes in the layer): `size` by the scale.

    `share` is the percentage of gaps at home that are smaller, half of those that are equal. Both are None where a side
    has no value or the two do not compare.
    """

    a: int
    b: int
    km: float
    size: float | None
    share: float | None


class GapYear(NamedTuple):
    """The gaps of a year: `pairs` across the border, the widest first, and the sizes of those inside its two countries
    in ascending order."""

    year: int
    pairs: tuple[PairGap, ...]
    home: tuple[float, ...]
    effect: Effect | None


class PairShare(NamedTuple):
    """Two units that meet, and the percentage of gaps at home that are smaller than theirs."""

    unit_a: str
    unit_b: str
    share: float


@dataclass(frozen=True)
class BorderIndicator:
    """An indicator at a border: its sides year by year, in order, and what is said of their gap.

    `longest` counts the years of the stretch that the trend is told of; without a trend, of the longest one. `effect`
    and `pairs` are those of the latest year with both sides. `judgement` is empty where no year has figures of both
    sides.
    """

    indicator: str
    scale: GapScale
    judgement: Judgement | Literal[""]
    reason: Text
    sides: tuple[SidesYear, ...]
    trend: Trend | None = None
    longest: int = 0
    decimals: int = 0
    effect: Effect | None = None
    pairs: tuple[PairShare, ...] = ()

    @property
    def latest(self) -> SidesYear | None:
        """Return the latest year with a level on both sides."""
        return next((item for item in reversed(self.sides) if item.a and item.b), None)

    def year(self, year: int) -> SidesYear | None:
        """Return the sides of a year, None where no side has a level."""
        return next((item for item in self.sides if item.year == year), None)

    def judged(self, item: SidesYear | None) -> Judgement | Literal[""]:
        """Return how the two sides compare in a year: as their series do, less where its figures have remarks."""
        return "similar" if self.judgement == "same" and item is not None and item.remarks else self.judgement

    @property
    def is_past(self) -> bool:
        """Say whether the trend ends so long before the latest year with both sides that it says nothing of today."""
        latest = self.latest
        return self.trend is not None and latest is not None and latest.year - self.trend.last >= PAST_YEARS

    @property
    def common(self) -> tuple[int, ...]:
        """Return the years with a level on both sides."""
        return tuple(item.year for item in self.sides if item.a and item.b)


@dataclass(frozen=True)
class BorderRecord:
    """All indicators of a border that a side has figures of, in the `area` that it is at home in."""

    border: str
    area: str
    indicators: tuple[BorderIndicator, ...] = ()


@dataclass(frozen=True)
class BorderGaps:
    """The gaps of an indicator at a border, year by year, in order."""

    scale: GapScale
    years: tuple[GapYear, ...] = field(default=())

    def year(self, year: int) -> GapYear | None:
        """Return the gaps of a year, None where none is known."""
        return next((item for item in self.years if item.year == year), None)
