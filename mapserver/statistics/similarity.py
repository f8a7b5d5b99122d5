"""Districts like one: distances between standardised profiles. Knows no page.

Each figure becomes how many standard deviations it lies from the mean of all districts, as a logarithm first where the
values are skewed and positive; one is held within three. Two districts lie as far apart as the root of the mean square
of their differences, over the indicators that both have figures of. An indicator is left out of a pair where the two
series measure different things, and where one figure of a larger unit stands for both.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from mapserver.model.similarity import ProfileFigure, ProfileIndicator, Similarity, Trait, Twin

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

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
#: Twins of a district.
MOST = 5
#: A figure may be so many years older or newer than the others of its indicator. Of the shipped indicators the usual
#: one moves by 0.22 standard deviations in two years (0.15 in one, 0.35 in five), unemployment by 0.66 (0.91 in five):
#: what is older says more of its year than of the district.
YEARS_APART = 2
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
    similarity: Similarity, code: str, indicators: Sequence[str], among: Collection[str] | None = None, most: int = MOST
) -> tuple[Twin, ...]:
    """Return the districts that are most like one by `indicators`, the nearest first, out of `among` or of all.

    KeyError where the district has no profile.
    """
    place = similarity.place[code]
    chosen = [similarity.indicator[name] for name in indicators if name in similarity.indicator]
    own = [(item, figure) for item in chosen if (figure := item.figures[place]) is not None]
    least = _least(len(own), len(chosen))
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
    profiles = _Profiles(similarity, similarity.usual)
    nearest, others = {}, {}
    for unit in similarity.units:
        distances = profiles.distances(unit.code)
        beyond = elsewhere(similarity, unit)
        everywhere = profiles.nearest(distances, np.ones(len(distances), dtype=bool))
        abroad = profiles.nearest(distances, np.array([other.code in beyond for other in similarity.units], dtype=bool))
        nearest[unit.code] = twins_of(similarity, unit.code, similarity.usual, everywhere)
        others[unit.code] = twins_of(similarity, unit.code, similarity.usual, abroad)
    return nearest, others


class _Profiles:
    """The profiles of all districts as arrays, an indicator a row: what finds those that can be among the nearest.

    What lies between two of them is worked out by `twins_of` alone; here all districts are gone through at once.
    """

    def __init__(self, similarity: Similarity, indicators: Sequence[str]) -> None:
        self._similarity = similarity
        chosen = [similarity.indicator[name] for name in indicators if name in similarity.indicator]
        shape = len(chosen), len(similarity.units)
        self._values = np.full(shape, np.nan)
        self._owners, self._series = np.zeros(shape, dtype=np.intp), np.zeros(shape, dtype=np.intp)
        owners: dict[str, int] = {}
        self._apart = []
        for row, item in enumerate(chosen):
            series: dict[str, int] = {}
            for place, figure in enumerate(item.figures):
                if figure is not None:
                    self._values[row, place] = standard(item, figure.value)
                    self._owners[row, place] = owners.setdefault(figure.owner, len(owners))
                    self._series[row, place] = series.setdefault(figure.series, len(series))
            apart = np.zeros((len(series) + 1,) * 2, dtype=bool)
            for one, other in item.apart:
                if one in series and other in series:
                    apart[series[one], series[other]] = apart[series[other], series[one]] = True
            self._apart.append(apart)

    def distances(self, code: str) -> NDArray[np.float64]:
        """Return how far all districts lie from one, not a number where too little is common, and to itself."""
        place = self._similarity.place[code]
        gaps = self._values - self._values[:, [place]]
        fit = ~np.isnan(gaps) & (self._owners != self._owners[:, [place]])
        for row, apart in enumerate(self._apart):
            fit[row] &= ~apart[self._series[row, place], self._series[row]]
        own = int((~np.isnan(self._values[:, place])).sum())
        common = fit.sum(axis=0)
        enough = (common > 0) & (common >= _least(own, len(self._apart)))
        enough[place] = False
        squares = np.where(fit, gaps, 0.0) ** 2
        found: NDArray[np.float64] = np.sqrt(squares.sum(axis=0) / np.maximum(common, 1))
        return np.where(enough, found, np.nan)

    def nearest(self, distances: NDArray[np.float64], among: NDArray[np.bool_]) -> frozenset[str]:
        """Return the codes of those that can be among the MOST nearest, with all that lie as far as the last of
        them."""
        held = np.flatnonzero(among & ~np.isnan(distances))
        if len(held) > MOST:
            last = np.partition(distances[held], MOST - 1)[MOST - 1]
            # Sums in another order differ in their last digits.
            held = held[distances[held] <= last + 1e-9]
        return frozenset(self._similarity.units[place].code for place in held.tolist())


def _least(own: int, chosen: int) -> int:
    """Return how many indicators must be common, of those with a figure of the district and those that are chosen."""
    return max(math.ceil(own / 2), min(LEAST, chosen))


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
