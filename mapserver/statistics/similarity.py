"""Districts like one: distances between standardised profiles. Knows no page.

Each figure becomes how many standard deviations it lies from the mean of all districts, as a logarithm first where the
values are skewed and positive; one is held within three. Two districts lie as far apart as the root of the mean square
of their differences, over the indicators that both have figures of. An indicator is left out of a pair where the two
series measure different things, and where one figure of a larger unit stands for both.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mapserver.model.similarity import ProfileFigure, ProfileIndicator, Similarity, Trait, Twin

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from mapserver.model.similarity import ProfiledUnit

#: A profile unless the reader chooses another: one form of a concept, with figures of most countries of the borders
#: from series that may be compared.
USUAL = (
    "population_density",
    "population_change_rate",
    "share_0_14",
    "women_per_100_men",
    "birth_rate",
    "death_rate",
    "gdp_per_inhabitant",
    "unemployment_rate",
    "employment_rate_20_64",
    "neet",
    "life_expectancy",
    "physicians",
    "tourism_intensity",
    "passenger_cars",
)
#: Indicators that two districts must have in common, of those that are chosen; at least half of those that one has.
LEAST = 4
#: A figure may be so many years older or newer than the others of its indicator.
YEARS_APART = 5
#: A value counts as lying no further from the mean than so many standard deviations.
MOST_DEVIATIONS = 3.0
#: Values that are more skewed than this are taken as logarithms.
SKEWED = 1.0


def common_year(years: Iterable[Collection[int]]) -> int:
    """Return the year for which most districts have a figure that is near enough, the latest of several.

    `years` are those with a figure of each district; ValueError where none has any.
    """
    held = [sorted(own) for own in years if own]
    candidates = sorted({year for own in held for year in own})

    def near(year: int) -> int:
        return sum(any(abs(other - year) <= YEARS_APART for other in own) for own in held)

    return max(candidates, key=lambda year: (near(year), year))


def nearest_year(years: Iterable[int], year: int) -> int | None:
    """Return the year with a figure that is nearest, the later one of two; None where none is near enough."""
    found = min(years, key=lambda other: (abs(other - year), -other), default=None)
    return found if found is not None and abs(found - year) <= YEARS_APART else None


def scale(values: Sequence[float]) -> tuple[bool, float, float]:
    """Return whether values are taken as logarithms, their mean and their standard deviation (of the population)."""
    is_log = min(values) > 0 and _skewness(values) > SKEWED
    mean, deviation = _moments([math.log(value) for value in values] if is_log else values)
    return is_log, mean, deviation


def standard(indicator: ProfileIndicator, value: float) -> float:
    """Return how many standard deviations a value lies from the mean, at most MOST_DEVIATIONS."""
    taken = math.log(value) if indicator.is_log else value
    return max(-MOST_DEVIATIONS, min(MOST_DEVIATIONS, (taken - indicator.mean) / indicator.deviation))


def twins_of(
    similarity: Similarity, code: str, indicators: Sequence[str], among: Collection[str] | None = None, most: int = 5
) -> tuple[Twin, ...]:
    """Return the districts that are most like one by `indicators`, the nearest first, out of `among` or of all.

    KeyError where the district has no profile.
    """
    place = similarity.place[code]
    chosen = [similarity.indicator[name] for name in indicators if name in similarity.indicator]
    own = [(item, figure) for item in chosen if (figure := item.figures[place]) is not None]
    least = max(math.ceil(len(own) / 2), min(LEAST, len(chosen)))
    found = []
    for other, unit in enumerate(similarity.units):
        if other == place or (among is not None and unit.code not in among):
            continue
        traits = tuple(_traits(own, other))
        if traits and len(traits) >= least:
            distance = math.sqrt(sum(trait.apart**2 for trait in traits) / len(traits))
            found.append(Twin(unit.code, distance, tuple(sorted(traits, key=lambda trait: abs(trait.apart)))))
    return tuple(sorted(found, key=lambda twin: (twin.distance, twin.code))[:most])


def elsewhere(similarity: Similarity, unit: ProfiledUnit) -> frozenset[str]:
    """Return the districts that no area shows together with the country of a unit."""
    return frozenset(other.code for other in similarity.units if not set(other.areas) & set(unit.areas))


def with_twins(similarity: Similarity) -> tuple[Mapping[str, tuple[Twin, ...]], Mapping[str, tuple[Twin, ...]]]:
    """Return by code the nearest twins of every district by the usual indicators: in any country, and elsewhere."""
    nearest = {unit.code: twins_of(similarity, unit.code, similarity.usual) for unit in similarity.units}
    others = {
        unit.code: twins_of(similarity, unit.code, similarity.usual, elsewhere(similarity, unit))
        for unit in similarity.units
    }
    return nearest, others


def _traits(own: Sequence[tuple[ProfileIndicator, ProfileFigure]], other: int) -> Iterator[Trait]:
    for item, figure in own:
        theirs = item.figures[other]
        if theirs is None or theirs.owner == figure.owner:
            continue
        if (figure.series, theirs.series) in item.apart or (theirs.series, figure.series) in item.apart:
            continue
        yield Trait(item.id, standard(item, theirs.value) - standard(item, figure.value))


def _moments(values: Sequence[float]) -> tuple[float, float]:
    mean = math.fsum(values) / len(values)
    return mean, math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))


def _skewness(values: Sequence[float]) -> float:
    mean, deviation = _moments(values)
    if not deviation:
        return 0.0
    return math.fsum(((value - mean) / deviation) ** 3 for value in values) / len(values)
