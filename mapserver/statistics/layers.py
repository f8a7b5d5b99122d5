"""Layers: an indicator in an area, ready to draw. Reads a catalogue, knows no polygons and no page."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from mapserver.model import Layer, Rates, Text, territory_key
from mapserver.statistics.cells import Side, row_of_cells, runs_of_side
from mapserver.statistics.classification import (
    centre_of,
    class_breaks,
    default_scheme,
    quick_breaks,
    round_breaks,
    turn_on,
)
from mapserver.statistics.index import ObservationIndex
from mapserver.statistics.land import country_of
from mapserver.statistics.meeting import both_sides
from mapserver.statistics.national import national_cells, with_only_region
from mapserver.statistics.notes import comparabilities, series_note
from mapserver.statistics.partition import PartitionPeriod, partition, restricted, sub_levels
from mapserver.statistics.places import number_places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.model import (
        Area,
        Catalogue,
        Cell,
        Indicator,
        Judgement,
        Observation,
        Period,
        Place,
        Series,
        SeriesNote,
        Territory,
    )


class _Plan(NamedTuple):
    """What is drawn when: the layer's years, and each side's periods in the order of the sides."""

    years: tuple[int, ...]
    periods: tuple[tuple[PartitionPeriod, ...], ...]


def build_layer(
    catalogue: Catalogue,
    area: Area,
    indicator: Indicator,
    observations: Mapping[str, tuple[Observation, ...]],
    core: frozenset[str],
    level: str = "finest",
    related: Mapping[str, Series] | None = None,
    rates: Rates | None = None,
) -> Layer | None:
    """Build the layer of an indicator in an area; None for a count, or where nothing would be drawn.

    `observations` are by series id, derived ones calculated; `core` holds the territory keys of the area's core over
    all vintages and levels; `related` all series by key, for what derived ones are made of.

    The same unit on the same land is one place, whichever vintage it is published under (its key is the newest drawn).
    A place also has its values of years in which it is not drawn, for tables: `Layer.drawn` says what to draw.
    """
    if not indicator.mappable:
        return None
    related, rates = related or {}, rates or Rates()
    sides = _sides(catalogue, area, indicator, observations, core)
    plan = _plan(catalogue, sides, core, level)
    if plan is None:
        return None
    places, territories, periods = number_places(catalogue, sides, plan.periods, core)
    cells = _cells(catalogue, sides, territories, plan.years, related)
    values, from_core = _domain(plan.years, places, periods, cells)
    notes, comparability = _notes(catalogue, indicator, sides, places, cells, related, rates)
    meeting = both_sides(catalogue, area, sides, plan.years, places, periods, cells, comparability)
    breaks = legend_breaks(values, indicator.kind, indicator.decimals)
    low = min(values, default=None)
    default_year = max((sides.years[-1] for sides in meeting.values() if sides.years), default=plan.years[-1])
    shown = _shown(plan.years.index(default_year), default_year, periods, cells)
    return Layer(
        area=area.id,
        indicator=indicator.id,
        level=level,
        theme=indicator.theme,
        kind=indicator.kind,
        direction=indicator.direction,
        decimals=indicator.decimals,
        title=indicator.title,
        measure=indicator.measure,
        definition=indicator.definition,
        notes=indicator.notes,
        years=plan.years,
        default_year=default_year,
        places=places,
        periods=periods,
        cells=cells,
        breaks=breaks,
        domain=len(values),
        series=notes,
        comparability=comparability,
        both_sides=meeting,
        domain_core=from_core,
        low=low,
        high=max(values, default=None),
        origins=_origins(catalogue, area),
        level_titles=_level_titles(catalogue, area),
        scheme=default_scheme(breaks, low, shown),
        national=national_cells(sides, plan.years),
        country_notes=indicator.country_notes,
    )


def _sides(
    catalogue: Catalogue,
    area: Area,
    indicator: Indicator,
    observations: Mapping[str, tuple[Observation, ...]],
    core: frozenset[str],
) -> list[Side]:
    """Choose for each country the drawn series with most core values, then most values, then the first listed."""
    drawn = [series for series in indicator.series if series.drawn]
    rows: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    core_values: dict[tuple[str, str], int] = defaultdict(int)
    values: dict[tuple[str, str], int] = defaultdict(int)
    for series in drawn:
        for row in observations.get(series.id, ()):
            country = country_of(catalogue.territories, row.unit, row.vintage)
            rows[series.id, country].append(row)
            if row.value is not None:
                values[series.id, country] += 1
                in_core = row.unit != country and territory_key(row.unit, row.vintage) in core
                core_values[series.id, country] += in_core
    sides = []
    for country in area.countries:
        candidates = [series for series in drawn if country in series.countries and rows[series.id, country]]
        ranked = [(core_values[series.id, country], values[series.id, country]) for series in candidates]
        chosen = candidates[ranked.index(max(ranked))] if ranked else None
        own = with_only_region(catalogue, country, rows[chosen.id, country]) if chosen else ()
        sides.append(Side(country, chosen, own, ObservationIndex(own, catalogue.territories)))
    return sides


def _plan(catalogue: Catalogue, sides: Sequence[Side], core: frozenset[str], level: str) -> _Plan | None:
    """Choose years and partitions: years in which a core place is drawn with a value; any place where none ever is."""
    for core_only in (True, False):
        years = sorted(
            {
                row.year
                for side in sides
                for row in side.rows
                if row.value is not None
                and row.unit != side.country
                and (not core_only or territory_key(row.unit, row.vintage) in core)
            }
        )
        if not years:
            continue
        periods = [_periods(catalogue, side, core, level, years) for side in sides]
        filled = {
            year
            for side, spans in zip(sides, periods, strict=True)
            for period in spans
            for territory in period.territories
            if not core_only or territory.key in core
            for year in side.index.years(territory.code, territory.vintage)
            if period.first_year <= year <= period.last_year
        }
        kept = tuple(year for year in years if year in filled)
        if kept:
            cut = (restricted(spans, kept, side.index) for side, spans in zip(sides, periods, strict=True))
            return _Plan(kept, tuple(cut))
    return None


def _periods(
    catalogue: Catalogue, side: Side, core: frozenset[str], level: str, years: Sequence[int]
) -> tuple[PartitionPeriod, ...]:
    """Return a country's partition; without a series, the current division, so that the land is not missing."""
    if side.series is not None:
        return partition(catalogue, side.country, side.rows, core, level, years)
    country = catalogue.countries[side.country]
    levels = sub_levels(country)
    chosen = levels[-1] if level == "finest" else level if level in levels else levels[0]
    vintage = country.vintages[-1].id
    tiling = catalogue.tiling(side.country, vintage, chosen)
    return (PartitionPeriod(side.country, years[0], years[-1], vintage, chosen, tiling),)


def _cells(
    catalogue: Catalogue,
    sides: Sequence[Side],
    territories: Sequence[Territory],
    years: Sequence[int],
    related: Mapping[str, Series],
) -> tuple[tuple[Cell, ...], ...]:
    """Fill the places, which stand in the order of the sides."""
    cells: list[tuple[Cell, ...]] = []
    for side in sides:
        own = [territory for territory in territories if territory.country == side.country]
        runs = runs_of_side(catalogue, side, {territory.code for territory in own}, related)
        cells.extend(row_of_cells(catalogue, side, territory, years, runs) for territory in own)
    return tuple(cells)


def legend_breaks(
    values: Sequence[float], kind: str, decimals: int, *, quick: bool = False
) -> dict[str, dict[int, tuple[float, ...]]]:
    """Return the breaks of all schemes as a legend writes them; they turn on the centre where there is one.

    Head and tail have no two sides: where there is a centre that scheme is left out. With `quick` they are those of
    `quick_breaks`.
    """
    centre = centre_of(kind, min(values, default=None), max(values, default=None))
    made: dict[str, dict[int, tuple[float, ...]]] = {}
    for scheme, by_count in (quick_breaks if quick else class_breaks)(values).items():
        if centre is not None and scheme == "head_tail":
            continue
        for k, bounds in by_count.items():
            rounded = round_breaks(bounds, decimals, values)
            made.setdefault(scheme, {})[k] = rounded if centre is None else turn_on(centre, rounded, values)
    return made


def _domain(
    years: Sequence[int], places: Sequence[Place], periods: Sequence[Period], cells: Sequence[Sequence[Cell]]
) -> tuple[list[float], bool]:
    """Return the values that are classified, and whether they are the core's.

    They are those of drawn core places in all years, or of all drawn places where no core place has any.
    """
    drawn: dict[bool, list[float]] = {True: [], False: []}
    for period in periods:
        for position, year in enumerate(years):
            if period.first_year <= year <= period.last_year:
                for place in period.places:
                    value = cells[place][position].value
                    if value is not None:
                        drawn[places[place].core].append(value)
    return drawn[True] or drawn[False], bool(drawn[True])


def _shown(column: int, year: int, periods: Sequence[Period], cells: Sequence[Sequence[Cell]]) -> list[float]:
    """Return the values of all places that are drawn in a year."""
    drawn = (place for period in periods if period.first_year <= year <= period.last_year for place in period.places)
    return [value for place in drawn if (value := cells[place][column].value) is not None]


def _origins(catalogue: Catalogue, area: Area) -> tuple[str, ...]:
    """Return where the boundaries come from, with the licence, each once."""
    origins = [catalogue.countries[country].origin for country in area.countries]
    return tuple(dict.fromkeys(f"{origin.title} ({origin.licence})" for origin in origins))


def _level_titles(catalogue: Catalogue, area: Area) -> dict[str, Text]:
    """Return what each country calls its levels, by ``country/level``."""
    return {
        f"{country}/{level}": title
        for country in area.countries
        for level, title in catalogue.countries[country].level_title.items()
    }


def _notes(
    catalogue: Catalogue,
    indicator: Indicator,
    sides: Sequence[Side],
    places: Sequence[Place],
    cells: Sequence[Sequence[Cell]],
    related: Mapping[str, Series],
    rates: Rates,
) -> tuple[tuple[SeriesNote, ...], tuple[tuple[str, str, Judgement, Text], ...]]:
    """Describe the series that fill places, and how they compare."""
    drawn = {side.series.id: side.series for side in sides if side.series is not None}
    notes = []
    for series in drawn.values():
        countries = tuple(side.country for side in sides if side.series is series)
        own = [number for number, place in enumerate(places) if place.series == series.id]
        levels = ", ".join(dict.fromkeys(places[number].level for number in own))
        used = [cell for number in own for cell in cells[number] if cell.value is not None]
        notes.append(series_note(catalogue, indicator, series, countries, levels, used, related, rates))
    return tuple(notes), comparabilities(indicator, tuple(drawn.values()), related)
