"""Figures for a country as a whole: those of its only region, and those that stand beside a map. Draws nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.model import Cell, Message
from mapserver.translation import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.model import Catalogue, Observation
    from mapserver.statistics.cells import Side

OF_COUNTRY = Message(N_("figure of the country, which is this region"))


def with_only_region(catalogue: Catalogue, country: str, rows: Sequence[Observation]) -> tuple[Observation, ...]:
    """Return observations with those of the country also under its only region, where no unit below it has any value.

    North Macedonia is one region of level 2: offices often publish what they have of it under the code of the country.
    """
    vintage, levels = catalogue.countries[country].vintages[-1].id, catalogue.countries[country].levels
    tiling = catalogue.tiling(country, vintage, levels[1]) if len(levels) > 1 else ()
    if len(tiling) != 1 or any(row.unit != country and row.value is not None for row in rows):
        return tuple(rows)
    (region,) = tiling
    lent = [
        row._replace(unit=region.code, vintage=vintage, note=Message.joined((row.note, OF_COUNTRY)))
        for row in rows
        if row.unit == country and row.value is not None
    ]
    filled = {row.year for row in lent}
    return (*(row for row in rows if row.unit != region.code or row.year not in filled), *lent)


def national_cells(sides: Sequence[Side], years: Sequence[int]) -> dict[str, tuple[Cell, ...]]:
    """Return by country the figures for the country as a whole, in the order of the years; only where there are any."""
    found = {}
    for side in sides:
        rows = {row.year: row for row in side.rows if row.unit == side.country and row.value is not None}
        if any(year in rows for year in years):
            found[side.country] = tuple(
                Cell(row.value, row.flag, "", row.edition, row.note) if (row := rows.get(year)) else Cell(None)
                for year in years
            )
    return found
