"""Jumps: changes inside a run that neither the rest of the country nor the neighbours share. Draws nothing."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from mapserver.model import territory_key
from mapserver.statistics.land import land_of
from mapserver.statistics.runs import number_runs
from mapserver.statistics.usual import Size, Sizes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mapserver.model import Indicator, Observation, Series, Territory

#: How often a change must exceed what is usual to be a jump.
TIMES = 3.0
#: What is usual: all but this share of the changes of a country's units, all but that of a unit of its own.
UNUSUAL, UNUSUAL_OWN = 0.05, 0.1
#: A unit's own restlessness counts up to this multiple of its country's.
RESTLESS = 4.0
#: No change below these is a jump: relative, and in steps of the last digit shown.
SMALL, SMALL_STEPS = 0.05, 5
#: Rates above this are no shares: their changes are relative, as those of counts and money are.
LARGEST_SHARE = 100.0
LONGEST_GAP = 3
#: The level of a country as a whole.
COUNTRY = "country"
FEWEST_UNITS, FEWEST_CHANGES = 4, 8


@dataclass(frozen=True)
class Jump:
    """A change inside a run that is out of line.

    Of a unit: the changes of the rest of its country and of its neighbours (None: it has none) between the same years.
    Of a country (`unit` is its code): the median of its units against its usual change, and against other countries.
    `change` and both comparisons are natural logarithms of ratios where `relative`, else in the unit of measure.
    """

    series: str
    unit: str
    country: str
    first_year: int
    last_year: int
    change: float
    against: float
    beside: float | None
    relative: bool
    times: float

    @property
    def of_country(self) -> bool:
        """Say whether all units of a country change together."""
        return self.unit == self.country


class _Step(NamedTuple):
    """A change of one unit between two years with values: its territory's country and level, its land."""

    unit: str
    land: frozenset[str]
    country: str
    level: str
    years: tuple[int, int]
    change: float
    least: float


def jumps(
    indicator: Indicator,
    series: Series,
    observations: Sequence[Observation],
    territories: Mapping[str, Territory],
    beside: Mapping[str, frozenset[str]],
    times: float = TIMES,
) -> list[Jump]:
    """Return the jumps of a series, the greatest first: changes that exceed what is usual more than `times` times.

    `beside` names for each piece those next to it. A parent is left out where a part of it jumps in the same direction.
    """
    relative = _is_relative(indicator, observations)
    small = SMALL if relative else SMALL_STEPS * 10.0**-indicator.decimals
    counted = indicator.kind == "count" and relative
    steps = list(_steps(series, observations, territories, relative))
    groups: dict[tuple[str, str, tuple[int, int]], list[_Step]] = defaultdict(list)
    for step in steps:
        groups[step.country, step.level, step.years].append(step)
    found = [*_of_units(series.key, groups, beside, small, relative, counted, times)]
    found += _of_countries(series.key, groups, small, relative, times)
    return sorted(found, key=lambda jump: (-jump.times, jump.unit, jump.last_year))


def _is_relative(indicator: Indicator, observations: Iterable[Observation]) -> bool:
    """Say whether changes are shares of the value before: of all but rates that could be percentages."""
    if indicator.kind != "rate":
        return True
    values = [row.value for row in observations if row.value is not None]
    return min(values, default=0.0) > 0 and max(values) > LARGEST_SHARE


def _steps(
    series: Series, observations: Sequence[Observation], territories: Mapping[str, Territory], relative: bool
) -> Iterator[_Step]:
    """Yield the changes between neighbouring years with values that lie in one run."""
    runs = number_runs(series, observations, territories)
    known = [row for row in observations if row.value is not None and (not relative or row.value > 0)]
    lands = {(row.unit, row.vintage): land_of(territories, row.unit, row.vintage) for row in known}
    peers = _peers(known, territories)
    known.sort(key=lambda row: (row.unit, sorted(lands[row.unit, row.vintage]), row.year))
    for (unit, land), line in groupby(known, key=lambda row: (row.unit, lands[row.unit, row.vintage])):
        for before, after in pairwise(line):
            territory = territories.get(territory_key(after.unit, after.vintage))
            gap = after.year - before.year
            if territory is None or not 0 < gap <= LONGEST_GAP or _run(runs, before) != _run(runs, after):
                continue
            old, new = before.value or 0.0, after.value or 0.0
            change = math.log(new / old) if relative else new - old
            years = (before.year, after.year)
            yield _Step(unit, land, territory.country, peers[territory.key], years, change, min(old, new))


def _peers(rows: Iterable[Observation], territories: Mapping[str, Territory]) -> dict[str, str]:
    """Return for each territory the level whose units it is compared with: its own, or above it where few are on it."""
    held = {key for row in rows if (key := territory_key(row.unit, row.vintage)) in territories}
    codes = {(territories[key].country, territories[key].level, territories[key].code) for key in held}
    counts = Counter((country, level) for country, level, _ in codes)
    found = {}
    for key in held:
        place = territories[key]
        above = territories.get(territory_key(place.parent, place.vintage))
        if counts[place.country, place.level] < FEWEST_UNITS and above is not None and above.parent:
            place = above
        found[key] = place.level
    return found


def _run(runs: Mapping[tuple[str, str, int], int], row: Observation) -> int:
    return runs[row.unit, row.vintage, row.year]


def _of_units(
    key: str,
    groups: Mapping[tuple[str, str, tuple[int, int]], list[_Step]],
    beside: Mapping[str, frozenset[str]],
    small: float,
    relative: bool,
    counted: bool,
    times: float,
) -> list[Jump]:
    """Find the units that leave their country and their neighbours; the nearer of the two comparisons counts."""
    excesses = [
        excess for steps in groups.values() if len(steps) >= FEWEST_UNITS for excess in _excesses(steps, beside)
    ]
    excesses += _alone([step for steps in groups.values() if len(steps) < FEWEST_UNITS for step in steps])
    by_country: dict[tuple[str, str], list[Size]] = defaultdict(list)
    by_unit: dict[tuple[str, frozenset[str]], list[Size]] = defaultdict(list)
    for excess in excesses:
        line = (excess.step.unit, excess.step.land)
        placed = Size(line, excess.step.years, excess.size)
        by_country[excess.step.country, excess.step.level].append(placed)
        by_unit[line].append(placed)
    at_homes = {place: Sizes(sizes) for place, sizes in by_country.items()}
    found: list[tuple[frozenset[str], Jump]] = []
    for step, against, near, size in excesses:
        if size <= max(small, times * small / 2):
            continue
        line = (step.unit, step.land)
        at_home = at_homes[step.country, step.level].usual(UNUSUAL, line, step.years)
        restless = by_unit[line]
        own = Sizes(restless).usual(UNUSUAL_OWN, line, step.years) if len(restless) >= FEWEST_CHANGES else 0.0
        scale = max(at_home, min(own, RESTLESS * at_home), small / 2)
        if counted:
            # Twice the chance error of a count, as a share of it.
            scale = max(scale, 2 / math.sqrt(max(step.least, 1.0)))
        if size > times * scale:
            jump = Jump(key, step.unit, step.country, *step.years, step.change, against, near, relative, size / scale)
            found.append((step.land, jump))
    return [jump for land, jump in found if not any(_explains(part, other, land, jump) for part, other in found)]


def _explains(part: frozenset[str], other: Jump, land: frozenset[str], jump: Jump) -> bool:
    """Say whether a jump is that of a part of the land in the same direction, which would be told itself."""
    return (
        other is not jump
        and other.times > TIMES
        and other.change * jump.change > 0
        and (part < land or (part == land and len(other.unit) > len(jump.unit)))
        and (other.first_year, other.last_year) == (jump.first_year, jump.last_year)
    )


class _Excess(NamedTuple):
    """A unit's change beside the median of the rest of its country (`against`) and of its neighbours (`near`)."""

    step: _Step
    against: float
    near: float | None
    size: float


def _excesses(steps: Sequence[_Step], beside: Mapping[str, frozenset[str]]) -> Iterator[_Excess]:
    ordered = sorted(step.change for step in steps)
    owners: dict[str, list[_Step]] = defaultdict(list)
    for step in steps:
        for piece in step.land:
            owners[piece].append(step)
    for step in steps:
        against = _median_without(ordered, step.change)
        around = frozenset[str]().union(*(beside.get(piece, ()) for piece in step.land)) - step.land
        near = {(other.unit, other.land): other.change for piece in around for other in owners[piece]}
        nearby = median(near.values()) if near else None
        apart = step.change - against
        apart_near = apart if nearby is None else step.change - nearby
        yield _Excess(step, against, nearby, min(abs(apart), abs(apart_near)) if apart * apart_near > 0 else 0.0)


def _alone(steps: Iterable[_Step]) -> Iterator[_Excess]:
    """Yield changes beside what is usual for the unit itself, where there are too few others to compare it with."""
    lines: dict[tuple[str, frozenset[str]], list[_Step]] = defaultdict(list)
    for step in steps:
        # A country as a whole is compared with its own record and with the others elsewhere.
        if step.level != COUNTRY:
            lines[step.unit, step.land].append(step)
    for line in lines.values():
        if len(line) >= FEWEST_CHANGES:
            base = median(step.change for step in line)
            yield from (_Excess(step, base, None, abs(step.change - base)) for step in line)


def _median_without(ordered: Sequence[float], value: float) -> float:
    """Return the median of sorted numbers without one of them."""
    left = bisect_left(ordered, value)

    def at(index: int) -> float:
        return ordered[index + (index >= left)]

    middle, odd = divmod(len(ordered) - 1, 2)
    return at(middle) if odd else (at(middle - 1) + at(middle)) / 2


def _of_countries(
    key: str, groups: Mapping[tuple[str, str, tuple[int, int]], list[_Step]], small: float, relative: bool, times: float
) -> list[Jump]:
    """Find the years in which all of a country leaves its usual change, and the other countries' change as well."""
    medians: dict[tuple[str, str], dict[tuple[int, int], float]] = defaultdict(dict)
    for (country, level, years), steps in groups.items():
        if level == COUNTRY or len(steps) >= FEWEST_UNITS:
            medians[country, level][years] = median(step.change for step in steps)
    found: list[tuple[Size, Jump]] = []
    for (country, level), changes in medians.items():
        if len(changes) < FEWEST_CHANGES:
            continue
        base = median(changes.values())
        for years, change in changes.items():
            others = [
                held[years]
                for (other, other_level), held in medians.items()
                if other != country and other_level == level and years in held
            ]
            abroad = median(others) if others else None
            apart, apart_abroad = change - base, change - (base if abroad is None else abroad)
            size = min(abs(apart), abs(apart_abroad)) if apart * apart_abroad > 0 else 0.0
            jump = Jump(key, country, country, *years, change, base, abroad, relative, 0.0)
            found.append((Size((country, level), years, size), jump))
    every = Sizes(size for size, _ in found)
    alone = {line: Sizes(size for size, _ in found if size.line == line) for line in {size.line for size, _ in found}}
    best: dict[tuple[str, int, int], Jump] = {}
    for place, jump in found:
        if place.size <= small:
            continue
        usual = every.usual(2 * UNUSUAL, place.line, place.years)
        own = alone[place.line].usual(3 * UNUSUAL, place.line, place.years)
        scale = max(usual, min(own, 2 * usual), small / 2)
        if place.size > times * scale:
            told = replace(jump, times=place.size / scale)
            spot = (jump.country, *place.years)
            best[spot] = max(best.get(spot, told), told, key=lambda item: item.times)
    return list(best.values())
