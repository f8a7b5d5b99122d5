"""Totals of counts: a unit without a figure gets the sum of its parts, a single part without one gets the rest.

Only what adds up may be totalled; what a rate is made of is totalled first and divided then.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from mapserver.model import Observation, joined_editions, no_data_reason, split_flags, territory_key
from mapserver.statistics.index import ObservationIndex
from mapserver.statistics.runs import issue_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mapserver.model import Territory

#: The flag of a sum or difference of published figures.
CALCULATED = "calc"
#: Reasons for which a figure that the source does not give is not worked out either.
KEPT = frozenset({"withheld", "confidential", "not_applicable", "unreliable"})


def totals(
    rows: Sequence[Observation], territories: Mapping[str, Territory], origins: Mapping[str, str] | None = None
) -> tuple[Observation, ...]:
    """Return the observations of a count with those that follow from them.

    A whole and its parts are those of a vintage in which the source has a row, if an empty one, for one of them. A
    country as a whole is never summed up: offices count people, flats and money there that belong to no district. What
    is confidential, unreliable or withheld stays so. A rest is taken only where whole and parts are of one edition
    (`origins` says which issues are one), and where it is not negative.
    """
    found = {(row.unit, row.vintage, row.year): row for row in rows}
    wholes = [item for item in territories.values() if item.children and item.parent]
    depths = {item.key: _depth(item, territories) for item in wholes}
    # From the finest level up, so that a sum of sums is possible.
    for depth in sorted(set(depths.values()), reverse=True):
        index = ObservationIndex(found.values(), territories)
        given = Counter(
            (code, row.vintage, row.year) for row in found.values() for code in (row.unit, _parent(row, territories))
        )
        done: set[object] = set()
        for whole, year in _candidates([item for item in wholes if depths[item.key] == depth], given, index):
            land = (index.line(whole.code, whole.vintage), year)
            if land not in done:
                done.add(land)
                for row in _follow(whole, year, index, origins or {}):
                    found[row.unit, row.vintage, row.year] = row
    return tuple(row for _, row in sorted(found.items()))


def _candidates(
    wholes: Sequence[Territory], given: Mapping[tuple[str, str, int], int], index: ObservationIndex
) -> list[tuple[Territory, int]]:
    """Return wholes and years of which the source has a figure, those with most figures in their vintage first."""
    ranked = [
        (-count, whole.code, year, whole)
        for whole in wholes
        for year in sorted(
            {year for code in (whole.code, *whole.children) for year in index.years(code, whole.vintage)}
        )
        if (count := given.get((whole.code, whole.vintage, year), 0))
    ]
    return [(whole, year) for *_, year, whole in sorted(ranked, key=lambda item: item[:3])]


def _parent(row: Observation, territories: Mapping[str, Territory]) -> str:
    territory = territories.get(territory_key(row.unit, row.vintage))
    return territory.parent if territory else ""


def _follow(whole: Territory, year: int, index: ObservationIndex, origins: Mapping[str, str]) -> Iterator[Observation]:
    """Yield what follows for one territory and its parts in a year."""
    own = index.find(whole.code, whole.vintage, year)
    parts = {code: index.find(code, whole.vintage, year) for code in whole.children}
    valued = {code: row for code, row in parts.items() if row is not None and row.value is not None}
    if own is not None and own.value is not None:
        missing = [code for code in parts if code not in valued]
        used = (own, *valued.values())
        issues = {issue_of(row.edition, origins) for row in used}
        if len(missing) == 1 and valued and len(issues) == 1 and _may_follow(index, missing[0], whole.vintage, year):
            value = _exact(own) - sum(map(_exact, valued.values()))
            if value >= 0:
                yield _calculated(missing[0], whole.vintage, year, float(value), used)
    elif len(valued) == len(parts) and _may_follow(index, whole.code, whole.vintage, year):
        value = sum(map(_exact, valued.values()), Decimal(0))
        yield _calculated(whole.code, whole.vintage, year, float(value), tuple(valued.values()))


def _exact(row: Observation) -> Decimal:
    """Return a figure with the digits that it is written with: 12.3 - 12.2 is 0.1."""
    return Decimal(repr(row.value))


def _may_follow(index: ObservationIndex, unit: str, vintage: str, year: int) -> bool:
    """Say whether a figure that the source does not give may be worked out: not where it is kept back."""
    return not any(
        {"c", "z"} & set(split_flags(row.flag))
        or (row.value is None and (row.reason or no_data_reason(row.flag)) in KEPT)
        for row in index.all(unit, vintage, year)
    )


def _calculated(unit: str, vintage: str, year: int, value: float, used: Iterable[Observation]) -> Observation:
    """Return an observation with the flags and editions of what it was worked out from."""
    flags = dict.fromkeys([flag for row in used for flag in split_flags(row.flag)] + [CALCULATED])
    return Observation(unit, vintage, year, value, "; ".join(flags), joined_editions(used))


def _depth(territory: Territory, territories: Mapping[str, Territory]) -> int:
    """Count the territories above one."""
    above = territories.get(territory_key(territory.parent, territory.vintage)) if territory.parent else None
    return 1 + _depth(above, territories) if above else 0
