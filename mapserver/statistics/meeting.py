"""How far the two sides of a border have figures in common. Knows places, cells and judgements, no page."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from mapserver.model import BothSides, Text, border_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from mapserver.model import Area, Catalogue, Cell, Judgement, Period, Place
    from mapserver.statistics.cells import Side

    Comparability = Sequence[tuple[str, str, Judgement, Text]]


def both_sides(
    catalogue: Catalogue,
    area: Area,
    sides: Sequence[Side],
    years: Sequence[int],
    places: Sequence[Place],
    periods: Sequence[Period],
    cells: Sequence[Sequence[Cell]],
    comparability: Comparability,
) -> dict[str, BothSides]:
    """Return for each border of the area how far its sides meet: at the border, not somewhere in the two countries."""
    series = {side.country: side.series.id for side in sides if side.series is not None}
    grounds = border_grounds(catalogue, area)
    return meetings(sorted(grounds), grounds, series, years, places, periods, cells, comparability)


def meetings(
    borders: Sequence[str],
    grounds: Mapping[str, Collection[str]],
    series: Mapping[str, str],
    years: Sequence[int],
    places: Sequence[Place],
    periods: Sequence[Period],
    cells: Sequence[Sequence[Cell]],
    comparability: Comparability,
) -> dict[str, BothSides]:
    """Return for each border how far its sides meet; `grounds` are those of `border_grounds`, `series` by country."""
    found = {}
    for border in borders:
        country_a, country_b = border.split("-")
        valued = _years_at(border, frozenset(grounds.get(border, ())), years, places, periods, cells)
        common = tuple(sorted(valued[country_a] & valued[country_b]))
        held = {country: own for country in (country_a, country_b) if (own := valued[country])}
        spans = () if common else tuple((country, min(own), max(own)) for country, own in held.items())
        if len(held) == 2:
            found[border] = BothSides(common, *_judge(series[country_a], series[country_b], comparability), spans)
        else:
            found[border] = BothSides(spans=spans)
    return found


def _borders(catalogue: Catalogue, area: Area) -> dict[str, dict[str, frozenset[str]]]:
    """Return the borders of an area, each with the pieces of today's units that touch it, by country.

    They are those of the reviewed pairs; where no border of the area has any, those of all pairs of its countries, each
    with the whole countries.
    """
    newest = {
        (item.country, item.code): item.pieces
        for item in catalogue.territories.values()
        if item.vintage == catalogue.countries[item.country].vintages[-1].id
    }
    reviewed: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for pair in catalogue.pairs:
        if pair.status == "real":
            for country, unit in zip(pair.border.split("-"), (pair.unit_a, pair.unit_b), strict=True):
                reviewed[pair.border][country] |= newest.get((country, unit), frozenset())
    every = sorted(border_of(a, b) for a, b in combinations(area.countries, 2))
    known = [border for border in every if border in reviewed]
    whole = {country: frozenset(catalogue.pieces.get(country, ())) for country in area.countries}
    if not known:
        return {border: {country: whole[country] for country in border.split("-")} for border in every}
    return {border: {country: frozenset(land) for country, land in reviewed[border].items()} for border in known}


def border_grounds(catalogue: Catalogue, area: Area) -> dict[str, frozenset[str]]:
    """Return for each border of the area the territories (keys) that stand on its land; none where all of the two
    countries do."""
    found = {}
    for border, land in _borders(catalogue, area).items():
        # A catalogue without polygons has no pieces to compare: then every core place counts.
        every = all(not own or own == frozenset(catalogue.pieces.get(country, ())) for country, own in land.items())
        found[border] = frozenset(
            item.key
            for item in catalogue.territories.values()
            if not every
            and item.country in land
            and (not land[item.country] or not land[item.country].isdisjoint(item.pieces))
        )
    return found


def _years_at(
    border: str,
    ground: frozenset[str],
    years: Sequence[int],
    places: Sequence[Place],
    periods: Sequence[Period],
    cells: Sequence[Sequence[Cell]],
) -> dict[str, set[int]]:
    """Return by country the years in which a core place on this ground is drawn with a value."""
    found: dict[str, set[int]] = {country: set() for country in border.split("-")}
    for period in periods:
        if period.country in found:
            own = [at for at in period.places if places[at].core and (not ground or places[at].key in ground)]
            found[period.country].update(_valued(period, own, years, cells))
    return found


def _valued(
    period: Period, numbers: Sequence[int], years: Sequence[int], cells: Sequence[Sequence[Cell]]
) -> Iterator[int]:
    for position, year in enumerate(years):
        if period.first_year <= year <= period.last_year and any(
            cells[at][position].value is not None for at in numbers
        ):
            yield year


def _judge(series_a: str, series_b: str, comparability: Comparability) -> tuple[Judgement, Text]:
    """Say how two series compare, and why: a series with itself is the same."""
    for one, other, judgement, reason in comparability:
        if {one, other} == {series_a, series_b}:
            return judgement, reason
    return "same", Text()
