"""The profile of an indicator: one figure of each district of today, that of the year which most of them have."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from mapserver.model.similarity import ProfileFigure, ProfileIndicator
from mapserver.statistics.similarity import common_year, nearest_year, scale

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.model import Catalogue, IndicatorRecord, Territory
    from mapserver.model.entry import UnitLine
    from mapserver.snapshot.series_figures import IndicatorFigures

#: An indicator with fewer figures is none to compare profiles by.
FEWEST = 30


class District(NamedTuple):
    """A district of today's finest division; `parents` are the larger units that it is or was part of, in order of
    time."""

    code: str
    country: str
    parents: tuple[str, ...]


def districts_of(catalogue: Catalogue) -> dict[str, District]:
    """Return the districts of today's finest division by code, in order: units that no other one is part of."""
    held: dict[str, list[Territory]] = defaultdict(list)
    for territory in catalogue.territories.values():
        held[territory.code].append(territory)
    current: dict[str, District] = {}
    for code, own in sorted(held.items()):
        country = catalogue.countries[own[0].country]
        order = [vintage.id for vintage in country.vintages]
        own.sort(key=lambda territory: order.index(territory.vintage))
        if country.vintage(own[-1].vintage).last_year is None:
            parents = dict.fromkeys(territory.parent for territory in own if territory.parent)
            current[code] = District(code, country.code, tuple(parents))
    divided = {parent for unit in current.values() for parent in unit.parents}
    return {code: unit for code, unit in current.items() if code not in divided and code != unit.country}


def profile_of(figures: IndicatorFigures, districts: Mapping[str, District]) -> ProfileIndicator | None:
    """Return an indicator as it stands in profiles; None where it is not drawn, has too few figures, or all are
    equal."""
    record = figures.record
    if record is None or not record.indicator.mappable:
        return None
    lines: dict[str, list[UnitLine]] = defaultdict(list)
    for series in figures.series:
        for code in series.maps:
            if code in series.observations:
                lines[code].append(series.line_of(code))
    found = {unit.code: _values(unit, lines) for unit in districts.values()}
    known = {code: values for code, values in found.items() if values}
    if not known:
        return None
    year = common_year([set(values) for values in known.values()])
    chosen = {code: _nearest(values, year) for code, values in known.items()}
    fit = _comparable(record, {code: figure for code, figure in chosen.items() if figure is not None})
    values = {figure.owner: figure.value for figure in fit.values()}
    if len(values) < FEWEST:
        return None
    is_log, mean, deviation = scale(list(values.values()))
    if not deviation:
        return None
    concept = record.indicator
    return ProfileIndicator(
        concept.id,
        concept.concept or concept.id,
        concept.theme,
        concept.title,
        concept.measure,
        concept.decimals,
        year,
        is_log,
        mean,
        deviation,
        tuple(fit.get(code) for code in districts),
        tuple(
            (item.series[0], item.series[1])
            for item in record.judged
            if item.judgement == "different" and len(item.series) == 2
        ),
    )


def _values(unit: District, lines: Mapping[str, Sequence[UnitLine]]) -> dict[int, ProfileFigure]:
    """Return the figures of a district by year: its own drawn ones, else those of the smallest larger unit with any."""
    for code in (unit.code, *reversed(unit.parents)):
        if code == unit.country:
            continue
        for line in lines.get(code, ()):
            values = {
                row.year: ProfileFigure(row.value, row.year, line.series, code)
                for row in line.observations
                if row.value is not None
            }
            if values:
                return values
    return {}


def _nearest(values: Mapping[int, ProfileFigure], year: int) -> ProfileFigure | None:
    nearest = nearest_year(values, year)
    return None if nearest is None else values[nearest]


def _comparable(record: IndicatorRecord, figures: Mapping[str, ProfileFigure]) -> dict[str, ProfileFigure]:
    """Leave out figures that measure something different from those of the series with most districts, and all of an
    indicator whose main series does not count alike in all countries."""
    counts: dict[str, int] = defaultdict(int)
    for figure in figures.values():
        counts[figure.series] += 1
    main = max(sorted(counts), key=counts.__getitem__, default="")
    apart = {frozenset(item.series) for item in record.judged if item.judgement == "different"}
    if frozenset((main,)) in apart:
        return {}
    return {code: figure for code, figure in figures.items() if frozenset((main, figure.series)) not in apart}
