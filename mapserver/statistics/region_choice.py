"""Which line of each unit a region takes, of several series of an indicator. Knows lines and judgements, no sums."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from mapserver.model import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence

    from mapserver.model import IndicatorRecord, Judgement
    from mapserver.model.entry import UnitLine

    #: A series in a country.
    Side = tuple[str, str]
    #: The line of each unit, by its code.
    Lines = dict[str, UnitLine]

JUDGEMENTS = ("same", "similar", "different")
#: Choices that are weighed against each other; of more the series with fewest years in a country are left out.
MOST = 512
#: A series that ends early is not better for reaching far back: what counts first are so many latest years.
RECENT = 20
#: So many years more are a reason to leave the series that stands first.
MORE = 4


def choose_lines(
    fits: Mapping[str, Sequence[UnitLine]],
    countries: Mapping[str, str],
    record: IndicatorRecord,
    form: Callable[[str, UnitLine], Hashable],
) -> Lines:
    """Choose a line for each unit of those that fit, which are in the order of the indicator's series.

    The units of a country take one series where there is one that all of them have. Before all lines should be of one
    `form` and not measure different things; then those with most of the latest years in common are taken, then those
    that compare best, then the series that stand first. The order of the units does not matter.
    """
    options = [
        _options({code: fits[code] for code in sorted(fits) if countries[code] == country})
        for country in sorted({countries[code] for code in fits})
    ]
    if _count(options) == 1:
        return {code: line for (own,) in options for code, line in own.items()}
    latest = max((year for lines in fits.values() for line in lines for year in _years(line)), default=0)
    while _count(options) > MOST:
        longest = max(options, key=len)
        longest.remove(min(longest, key=lambda lines: len(_common_years(lines.values()))))

    def rank(lines: Lines) -> tuple[bool, bool, int, int]:
        sides = {(line.series, countries[code]) for code, line in lines.items()}
        judgement = worst(record, sides)[0]
        forms = {form(code, line) for code, line in lines.items()}
        years = _common_years(lines.values())
        recent = sum(year > latest - RECENT for year in years)
        return len(forms) == 1, judgement != "different", recent // MORE, -JUDGEMENTS.index(judgement)

    return max(({code: line for own in held for code, line in own.items()} for held in product(*options)), key=rank)


def worst(record: IndicatorRecord, sides: Collection[Side]) -> tuple[Judgement, Text]:
    """Return the worst judgement on two of the sides (series, country), with its reason."""
    found = [record.comparison(one, other) for one, other in combinations(sorted(sides), 2)]
    return max(found, key=lambda item: JUDGEMENTS.index(item[0]), default=("same", Text()))


def _options(fits: Mapping[str, Sequence[UnitLine]]) -> list[Lines]:
    """Return what the units of a country may take: a series of all, else the line of each with most years."""
    first = next(iter(fits.values()))
    by_series = {code: {line.series: line for line in lines} for code, lines in fits.items()}
    common = [line.series for line in first if all(line.series in own for own in by_series.values())]
    if not common:
        return [{code: max(lines, key=lambda line: len(_years(line))) for code, lines in fits.items()}]
    return [{code: own[name] for code, own in by_series.items()} for name in common]


def _count(options: Sequence[Sequence[Lines]]) -> int:
    count = 1
    for held in options:
        count *= len(held)
    return count


def _years(line: UnitLine) -> frozenset[int]:
    return frozenset(row.year for row in line.observations if row.value is not None)


def _common_years(lines: Iterable[UnitLine]) -> frozenset[int]:
    return frozenset.intersection(*(_years(line) for line in lines))
