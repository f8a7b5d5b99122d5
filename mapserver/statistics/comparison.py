"""Units side by side: for each indicator one figure a unit, and how it compares with the first. Knows no page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from mapserver.model import IndicatorRecord, Judgement, Message, Observation, Text, UnitEntry
from mapserver.model.entry import UnitLine
from mapserver.statistics.compared import YEARS_DIFFER, levels_differ, lowered, marks_of, remarks_on
from mapserver.statistics.scales import is_ratio_scale
from mapserver.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mapserver.model import Register

#: Figures that are so many years newer than those of the year in common are told of.
LATER = 2
ONE_FIGURE = N_("One figure of the larger unit %(unit)s stands for both.")


@dataclass(frozen=True, eq=False)
class Subject:
    """A unit that is compared; `regions` are the larger units that it is part of, the smallest first, without its
    country: their figures stand in where it has none of its own."""

    unit: UnitEntry
    regions: tuple[UnitEntry, ...] = ()

    @cached_property
    def lines(self) -> dict[str, tuple[Held, ...]]:
        """Return by indicator the lines that have values, the best first.

        Own lines that maps draw come first, then those of larger units, then own ones that no map draws; of each kind
        those with most values.
        """
        found: dict[str, list[Held]] = defaultdict(list)
        for distance, unit in enumerate((self.unit, *self.regions)):
            for line in unit.lines:
                held = Held(line, unit, distance)
                if (line.area or not distance) and held.years:
                    found[line.indicator].append(held)
        return {
            name: tuple(sorted(held, key=lambda item: (not item.line.area, item.distance, -len(item.years))))
            for name, held in found.items()
        }


@dataclass(frozen=True, eq=False)
class Held:
    """A line that stands for a compared unit: that of `owner`, the unit itself where `distance` is 0."""

    line: UnitLine
    owner: UnitEntry
    distance: int

    @cached_property
    def by_year(self) -> dict[int, Observation]:
        """Return the observations by year; of several divisions the last one that has a value."""
        found: dict[int, Observation] = {}
        for row in self.line.observations:
            if row.value is not None or row.year not in found:
                found[row.year] = row
        return found

    @cached_property
    def years(self) -> frozenset[int]:
        """Return the years that have a value."""
        return frozenset(year for year, row in self.by_year.items() if row.value is not None)

    @property
    def side(self) -> tuple[str, str]:
        """Return series and country."""
        return self.line.series, self.owner.country


@dataclass(frozen=True)
class Against:
    """How a figure compares with that of the first unit.

    `reason` is that of the judgement on the series, `remarks` say what else keeps two figures from being the same
    thing. `diff` is the figure less that of the first, `ratio` the figure over it; None where that tells nothing, and
    between figures that measure different things unless somebody insists.
    """

    judgement: Judgement
    reason: Text
    remarks: tuple[Message, ...]
    diff: float | None
    ratio: float | None


@dataclass(frozen=True)
class Figure:
    """The figure of a unit in a row: its line (None where there is none), the year, what is observed there.

    `against` is None for the first unit, and where either has no value.
    """

    held: Held | None
    year: int
    row: Observation | None
    against: Against | None = None

    @property
    def value(self) -> float | None:
        """Return the value, None where there is none."""
        return None if self.row is None else self.row.value

    @property
    def reason(self) -> str:
        """Return why there is no value (a key of REASONS); empty where there is one."""
        if self.value is not None:
            return ""
        return (self.row.reason if self.row is not None else "") or "not_collected"


@dataclass(frozen=True)
class Row:
    """An indicator: one figure a unit, in their order. `year` is that of all of them, 0 where years differ.

    `ended` are the places of units that have no later figure, where the year was not chosen and others have one that is
    LATER years later or more: they keep all of them in that year.
    """

    record: IndicatorRecord
    year: int
    figures: tuple[Figure, ...]
    ended: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        """Return the name of the indicator."""
        return self.record.indicator.id

    @property
    def count(self) -> int:
        """Count the units that have a value."""
        return sum(figure.value is not None for figure in self.figures)

    @property
    def line(self) -> UnitLine:
        """Return the first line that there is: it has title and measure."""
        return next(figure.held.line for figure in self.figures if figure.held is not None)

    @property
    def is_mixed(self) -> bool:
        """Say whether the figures have more than one measure."""
        return len({figure.held.line.measure.say("en") for figure in self.figures if figure.held is not None}) > 1


@dataclass(frozen=True)
class Comparison:
    """Units in the order in which they are compared, and a row for each indicator that one of them has a figure of."""

    subjects: tuple[Subject, ...]
    rows: tuple[Row, ...] = field(default=())

    @classmethod
    def of(
        cls, subjects: Sequence[Subject], register: Register, year: int = 0, *, different: bool = False
    ) -> Comparison:
        """Compare units with the first, in `year` or, where that is 0, in the latest year that all of them have a
        figure of, else in the latest of each. With `different` figures that measure different things are set against
        each other too."""
        names = {name for subject in subjects for name in subject.lines}
        rows = (
            _row(record, _chosen(record, subjects), year, different=different)
            for record in register.indicators
            if record.indicator.id in names
        )
        return cls(tuple(subjects), tuple(rows))

    def of_theme(self, theme: str, counts: str) -> Comparison:
        """Return the rows of a theme; of none those of all themes. Counts, which no map draws, are a theme of their
        own that is called `counts`."""
        kept = (
            row
            for row in self.rows
            if (row.record.indicator.kind == "count") == (theme == counts)
            and (theme in ("", counts) or row.record.indicator.theme == theme)
        )
        return Comparison(self.subjects, tuple(kept))

    def years(self) -> list[int]:
        """Return all years in which a unit has a value, in order."""
        held = {figure.held for row in self.rows for figure in row.figures if figure.held is not None}
        return sorted({year for item in held for year in item.years})


def _chosen(record: IndicatorRecord, subjects: Sequence[Subject]) -> list[Held | None]:
    """Choose a line a unit: the best one of the first that has any, of the others those that compare best with it.

    A line that no map draws is chosen only where there is no other.
    """
    order = ("same", "similar", "different")
    lines = [subject.lines.get(record.indicator.id, ()) for subject in subjects]
    lead = next((held[0] for held in lines if held), None)
    if lead is None:
        return [None for _ in subjects]

    def fit(item: Held) -> tuple[bool, int, int]:
        judgement = record.comparison(lead.side, item.side)[0]
        return not item.line.area, item.distance, order.index(judgement)

    return [lead if held and held[0] is lead else min(held, key=fit, default=None) for held in lines]


def _row(record: IndicatorRecord, chosen: Sequence[Held | None], year: int, *, different: bool) -> Row:
    known = [held.years for held in chosen if held is not None]
    common = frozenset.intersection(*known) if known else frozenset()
    shared = year or max(common, default=0)
    figures = [
        Figure(None, shared, None)
        if held is None
        else Figure(held, shared or max(held.years), held.by_year.get(shared or max(held.years)))
        for held in chosen
    ]
    first, tells = figures[0], has_ratios(record)
    compared = (
        figure if place == 0 else _against(record, first, figure, different=different, tells=tells)
        for place, figure in enumerate(figures)
    )
    return Row(record, shared, tuple(compared), () if year else _ended(chosen, shared))


def _ended(chosen: Sequence[Held | None], shared: int) -> tuple[int, ...]:
    latest = {place: max(held.years) for place, held in enumerate(chosen) if held is not None}
    if not shared or max(latest.values()) < shared + LATER:
        return ()
    return tuple(place for place, year in latest.items() if year == shared)


def has_ratios(record: IndicatorRecord) -> bool:
    """Say whether the ratio of two figures tells something, as maps and borders have it: also of a density, which is
    left out only where the sharpest contrasts are chosen."""
    indicator = record.indicator
    return is_ratio_scale(indicator.kind, indicator.measure, [item.series.derived for item in record.series])


def _against(record: IndicatorRecord, first: Figure, figure: Figure, *, different: bool, tells: bool) -> Figure:
    if first.held is None or figure.held is None or first.value is None or figure.value is None:
        return figure
    between = record.comparison(first.held.side, figure.held.side)
    judgement, reason, remarks = lowered(*between, tuple(_remarks(first, figure)))
    same_measure = first.held.line.measure.say("en") == figure.held.line.measure.say("en")
    is_one = first.held.owner.code == figure.held.owner.code and first.held.distance + figure.held.distance > 0
    diff = ratio = None
    if same_measure and not is_one and (judgement != "different" or different):
        diff = figure.value - first.value
        if tells and first.value > 0 and figure.value >= 0:
            ratio = figure.value / first.value
    return Figure(figure.held, figure.year, figure.row, Against(judgement, reason, remarks, diff, ratio))


def _remarks(first: Figure, figure: Figure) -> Iterable[Message]:
    """Yield what stands between two figures besides their series."""
    one, other = first.held, figure.held
    if one is None or other is None:
        return
    if first.year != figure.year:
        yield Message(YEARS_DIFFER, year=first.year, other=figure.year)
    if one.owner.code == other.owner.code and one.distance + other.distance > 0:
        yield Message(ONE_FIGURE, unit=one.owner.code)
    marks = (marks_of(item.row.flag) if item.row is not None else 0 for item in (first, figure))
    sides = ((held.owner.country, held.owner.level) for held in (one, other))
    yield from remarks_on(*marks, apart=levels_differ(*sides))


def subjects_of(units: Sequence[UnitEntry], regions: Mapping[str, Sequence[UnitEntry]]) -> tuple[Subject, ...]:
    """Return units as they are compared; `regions` are by code."""
    return tuple(Subject(unit, tuple(regions.get(unit.code, ()))) for unit in units)
