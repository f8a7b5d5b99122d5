"""The step of a build that gathers the profiles of all districts of today, and works out their nearest twins."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from mapserver.model import IndicatorRecord, Register
from mapserver.model.similarity import ProfiledUnit, ProfileFigure, ProfileIndicator, Similarity
from mapserver.snapshot.codec import decode, encode
from mapserver.snapshot.series_figures import IndicatorFigures
from mapserver.statistics.similarity import USUAL, common_year, nearest_year, scale, with_twins

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.model import AreaEntry, UnitEntry
    from mapserver.model.entry import UnitLine
    from mapserver.snapshot.indicator_step import IndicatorLayers
    from mapserver.snapshot.store import Store

#: An indicator with fewer figures is none to compare profiles by.
FEWEST = 30


def build_similarity(
    areas: Sequence[AreaEntry], indicators: Sequence[IndicatorLayers], register: str, store: Store
) -> str:
    """Store the profiles of the districts in a register that was stored; return the name of the object."""
    units = districts_of(decode(store.get(register), Register).units)
    profiled = [_profiled(unit, areas) for unit in units.values()]
    held = []
    for layers in indicators:
        figures = decode(store.get(layers.figures), IndicatorFigures)
        if figures.record is not None and figures.record.indicator.mappable:
            held += _indicator(figures, figures.record, units)
    known = {indicator.id for indicator in held}
    similarity = Similarity(tuple(profiled), tuple(held), tuple(name for name in USUAL if name in known))
    twins, others = with_twins(similarity)
    return store.put(encode(replace(similarity, twins=dict(twins), twins_elsewhere=dict(others))), "similarity.json")


def districts_of(units: Sequence[UnitEntry]) -> dict[str, UnitEntry]:
    """Return the districts of today's finest division by code: units that no other one of today is part of."""
    current = [unit for unit in units if unit.is_current]
    divided = {parent for unit in current for parent in unit.parents}
    return {unit.code: unit for unit in current if unit.code not in divided and unit.code != unit.country}


def _profiled(unit: UnitEntry, areas: Sequence[AreaEntry]) -> ProfiledUnit:
    """Describe a district; areas that show several others are left out."""
    own = [area for area in areas if len(area.frames) == 1]
    return ProfiledUnit(
        unit.code,
        unit.country,
        tuple(area.id for area in own if unit.country in area.countries),
        tuple(area.id for area in own if unit.code in area.core_units),
    )


def _indicator(
    figures: IndicatorFigures, record: IndicatorRecord, units: Mapping[str, UnitEntry]
) -> list[ProfileIndicator]:
    """Return an indicator as it stands in profiles; nothing where it has too few figures, or all are equal."""
    lines: dict[str, list[UnitLine]] = defaultdict(list)
    for series in figures.series:
        for code in series.maps:
            if code in series.observations:
                lines[code].append(series.line_of(code))
    found = {unit.code: _values(unit, lines) for unit in units.values()}
    known = {code: values for code, values in found.items() if values}
    if not known:
        return []
    year = common_year([set(values) for values in known.values()])
    chosen = {code: _nearest(values, year) for code, values in known.items()}
    fit = _comparable(record, {code: figure for code, figure in chosen.items() if figure is not None})
    values = {figure.owner: figure.value for figure in fit.values()}
    if len(values) < FEWEST:
        return []
    is_log, mean, deviation = scale(list(values.values()))
    if not deviation:
        return []
    concept = record.indicator
    return [
        ProfileIndicator(
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
            tuple(fit.get(code) for code in units),
            tuple(
                (item.series[0], item.series[1])
                for item in record.judged
                if item.judgement == "different" and len(item.series) == 2
            ),
        )
    ]


def _values(unit: UnitEntry, lines: Mapping[str, Sequence[UnitLine]]) -> dict[int, ProfileFigure]:
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
