"""Rates of a region that no source gives as a formula, where both of their parts are counted: from its sums."""

from __future__ import annotations

from typing import NamedTuple

from mapserver.translation import N_

#: What is said of them.
FROM_SUMS = N_("rate of sums by a formula of this collection")
BY_TOTAL_AREA = N_("rate of sums by total area: lower than figures by land area where there are lakes")
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
