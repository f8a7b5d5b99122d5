"""Rates of a region that no source gives as a formula, where both of their parts are counted.

Where its units have rates of their own, the region's is by the denominators that those imply: it rests on the
publications that they rest on. Else it is the formula's, from sums.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mapserver.model import Message, Observation, no_data_reason
from mapserver.statistics.region_sums import Sum, members_of, observation_of, taken
from mapserver.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mapserver.model import Edition
    from mapserver.model.entry import UnitLine

#: What is said of them.
FROM_SUMS = N_("rate of sums by a formula of this collection")
BY_TOTAL_AREA = N_("rate of sums by total area: lower than figures by land area where there are lakes")
BY_OWN_RATES = N_("rate of sums, with the denominators that the districts' own rates have")
OWN_RATE = N_("the district's own rate")
#: Why those by a formula are similar at best, of what its parts are published in.
APART = N_("Numerator and denominator are from different publications: %(above)s; %(below)s")
NOT_OWN = N_("Calculated from counts: not all districts have a rate of their own in this year")
#: A part that stands in a formula for `population`: the mean over the year where all figures are of 1 January.
PEOPLE, MEAN_PEOPLE, FIRST_DAY = "population", "near(population)", "1 January"


class RegionRate(NamedTuple):
    """A rate by its formula; the names in it are those of the counts that it is made of, which `parts` lists.

    `measures` are the units of measure that its factor is right for: of the rate, then of the parts. `note` is what is
    said of it, a message.
    """

    formula: str
    parts: tuple[str, ...]
    measures: tuple[str, ...]
    note: str = FROM_SUMS

    def by_mean(self) -> RegionRate:
        """Return the rate by the mean number of people of the year, for people counted on 1 January."""
        return self._replace(formula=self.formula.replace(PEOPLE, MEAN_PEOPLE))


#: By the indicator that they are of.
REGION_RATES = {
    "gdp_per_inhabitant": RegionRate(
        "gdp * 1000000 / population", ("gdp", "population"), ("EUR per inhabitant", "million EUR", "persons")
    ),
    "population_density": RegionRate(
        "population / latest(area)",
        ("population", "area"),
        ("inhabitants per km²", "persons", "km²"),
        BY_TOTAL_AREA,
    ),
    "birth_rate": RegionRate(
        "live_births / population * 1000",
        ("live_births", "population"),
        ("per 1,000 inhabitants", "persons", "persons"),
    ),
    "death_rate": RegionRate(
        "deaths / population * 1000", ("deaths", "population"), ("per 1,000 inhabitants", "persons", "persons")
    ),
}


def own_rates(
    counts: Mapping[str, UnitLine], rates: Mapping[str, UnitLine], countries: Mapping[str, str]
) -> Iterator[Sum]:
    """Yield the years of the rates of units: the sum of the counts above the stroke by the sum of the denominators that
    the rates imply.

    A rate of one unit is its own, and so is one that all units share; others lie between the lowest and the highest.
    No figure in a year in which a unit lacks its rate or its count, or has a rate or count of zero, which implies no
    denominator.
    """
    paired = {code: dict(_paired(counts[code], line)) for code, line in rates.items()}
    members = members_of(paired, countries)
    reasons = {
        row.year: row.reason or no_data_reason(row.flag)
        for line in rates.values()
        for row in line.observations
        if row.value is None
    }
    runs: dict[tuple[int, ...], int] = {}
    for year in sorted({row.year for line in rates.values() for row in line.observations}):
        used, missing = taken(year, paired, members)
        value = None if missing else _value([_known(above) for above, _ in used], [_known(rate) for _, rate in used])
        if value is None:
            reason = reasons.get(year, "part_missing") if missing else "part_missing"
            yield Sum(year, Observation("", "", year, None, reason=reason or "part_missing"), missing)
            continue
        rows = [rate for _, rate in used] + ([above for above, _ in used] if len(used) > 1 else [])
        run = runs.setdefault(tuple(row.run for row in rows), len(runs))
        vintage = "+".join(dict.fromkeys(f"{countries[row.unit]} {row.vintage}" for row in rows))
        yield Sum(year, observation_of(year, value, rows, run, vintage, is_calculated=len(used) > 1), ())


def apart(
    above: Iterable[Sum], below: Iterable[Sum], years: frozenset[int], editions: Mapping[str, Edition]
) -> Message:
    """Say why a rate by a formula is similar at best in `years`: its parts `above` and `below` are not of one
    publication, or it is no rate of their publisher."""
    one, other = _named(above, years, editions), _named(below, years, editions)
    return Message(APART, above=one, below=other) if one and other and one != other else Message(NOT_OWN)


def _paired(counts: UnitLine, rates: UnitLine) -> Iterator[tuple[int, dict[str, tuple[Observation, Observation]]]]:
    """Yield by year, in each by vintage, the counts and rates of a unit that has both."""
    above = {(row.year, row.vintage): row for row in counts.observations if row.value is not None}
    found: dict[int, dict[str, tuple[Observation, Observation]]] = {}
    for row in rates.observations:
        if row.value is not None and (row.year, row.vintage) in above:
            found.setdefault(row.year, {})[row.vintage] = (above[row.year, row.vintage], row)
    yield from found.items()


def _value(counts: list[float], rates: list[float]) -> float | None:
    low, high = min(rates), max(rates)
    if low == high:
        return low
    if min(counts) <= 0 or low <= 0:
        return None
    below = sum(count / rate for count, rate in zip(counts, rates, strict=True))
    return min(max(sum(counts) / below, low), high)


def _known(row: Observation) -> float:
    if row.value is None:
        raise ValueError(f"{row.unit}, {row.year}: no figure")
    return row.value


def _named(sums: Iterable[Sum], years: frozenset[int], editions: Mapping[str, Edition]) -> tuple[str, ...]:
    """Name the publications of sums in these years, in all where they have no figure in any of them."""
    known = [row for row in sums if row.observation.value is not None]
    names = dict.fromkeys(
        name
        for row in [row for row in known if row.year in years] or known
        for name in row.observation.edition.split("+")
        if name in editions
    )
    return tuple(
        dict.fromkeys(f"{editions[name].publisher}, {editions[name].dataset or editions[name].title}" for name in names)
    )
