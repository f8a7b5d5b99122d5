"""Cells: what stands at a place in a year, and why nothing does. Knows one country's drawn series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.model import Cell, Observation, Series, no_data_reason, territory_key
from mapserver.statistics.derived import completed
from mapserver.statistics.index import ObservationIndex
from mapserver.statistics.runs import number_runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mapserver.model import Catalogue, Territory


@dataclass(frozen=True)
class Side:
    """One country of a layer: its drawn series (None: no source has any) with the observations of its units."""

    country: str
    series: Series | None
    rows: tuple[Observation, ...]
    index: ObservationIndex


def row_of_cells(
    catalogue: Catalogue,
    side: Side,
    territory: Territory,
    years: Sequence[int],
    runs: Mapping[tuple[str, str, int], int],
) -> tuple[Cell, ...]:
    """Return the cells of one territory; one without value carries the run of the value before it."""
    cells = []
    run = 0
    for year in years:
        row = side.index.find(territory.code, territory.vintage, year)
        if row is not None and row.value is not None:
            run = runs[row.unit, row.vintage, row.year]
            cells.append(Cell(row.value, row.flag, "", row.edition, row.note, run))
        elif row is not None:
            reason = _reason(catalogue, side, territory, row, year)
            cells.append(Cell(None, row.flag, reason, row.edition, row.note, run))
        else:
            cells.append(Cell(None, reason=_reason(catalogue, side, territory, None, year), run=run))
    return tuple(cells)


def runs_of_side(
    catalogue: Catalogue, side: Side, units: set[str], related: Mapping[str, Series]
) -> dict[tuple[str, str, int], int]:
    """Number the runs of a country's drawn units, with the breaks that a derived series has from its parts."""
    if side.series is None:
        return {}
    series = completed(side.series, related)
    return number_runs(series, [row for row in side.rows if row.unit in units], catalogue.territories)


def _reason(catalogue: Catalogue, side: Side, territory: Territory, row: Observation | None, year: int) -> str:
    """Say why there is no value: what the source says where it says more than that, then what the land tells."""
    stated = (row.reason or no_data_reason(row.flag)) if row else ""
    if stated not in {"", "not_published"}:
        return stated
    if side.series is None:
        return "not_collected"
    if not _existed(catalogue, side, territory, year):
        return "unit_did_not_exist"
    for code, vintage in _above(catalogue, territory):
        coarser = side.index.find(code, vintage, year)
        if coarser is not None and coarser.value is not None:
            return "level_too_coarse"
    return stated or "not_collected"


def _existed(catalogue: Catalogue, side: Side, territory: Territory, year: int) -> bool:
    """Say whether the unit had this land in the vintage that is valid in `year`."""
    valid = catalogue.countries[territory.country].vintage_of_year(year).id
    if territory_key(territory.code, valid) not in catalogue.territories:
        return False
    return side.index.line(territory.code, valid) == side.index.line(territory.code, territory.vintage)


def _above(catalogue: Catalogue, territory: Territory) -> Iterator[tuple[str, str]]:
    """Go through the units above a territory, up to the country as a whole."""
    above = territory
    while above.parent:
        yield above.parent, territory.vintage
        parent = catalogue.territories.get(territory_key(above.parent, territory.vintage))
        if parent is None:
            break
        above = parent
    yield territory.country, ""
