"""The client's values document of a layer: every year of an indicator in one small object."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mapserver.model.figures import split_flags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.model import Cell, Layer

FORMAT = 3
#: A place without a value and without an entry of its own has this reason.
DEFAULT_REASON = "not_collected"


def values_document(layer: Layer) -> dict[str, Any]:
    """Return the document as the client reads it; places and years by position, flags and reasons as ``place:year``.

    Values are exact: the client classifies and rounds them as the server does. Flags come in parts. A place ends with
    the languages of its official names. `runs` holds for each place the columns in which a run begins that follows
    another: no stroke may lead there from before.
    """
    positions = {series.id: index for index, series in enumerate(layer.series)}
    return {
        "format": FORMAT,
        "area": layer.area,
        "indicator": layer.indicator,
        "level": layer.level,
        "decimals": layer.decimals,
        "years": list(layer.years),
        "series": [{"id": series.id, "title": dict(series.title)} for series in layer.series],
        "periods": [
            [period.country, period.first_year, period.last_year, period.vintage, period.level, list(period.places)]
            for period in layer.periods
        ],
        "places": [
            [
                place.key,
                place.code,
                place.country,
                int(place.core),
                positions.get(place.series, -1),
                dict(place.names),
                list(place.official),
            ]
            for place in layer.places
        ],
        "runs": [run_starts(line) for line in layer.cells],
        "values": [[cell.value for cell in line] for line in layer.cells],
        "flags": {
            f"{i}:{j}": list(split_flags(cell.flag))
            for i, line in enumerate(layer.cells)
            for j, cell in enumerate(line)
            if cell.value is not None and cell.flag
        },
        "reasons": {
            f"{i}:{j}": cell.reason
            for i, line in enumerate(layer.cells)
            for j, cell in enumerate(line)
            if cell.value is None and cell.reason not in ("", DEFAULT_REASON)
        },
        "default_reason": DEFAULT_REASON,
    }


def run_starts(line: Sequence[Cell]) -> list[int]:
    """Return the columns of a line whose value begins a run that follows another."""
    valued = [(column, cell.run) for column, cell in enumerate(line) if cell.value is not None]
    return [column for (_, before), (column, run) in pairwise(valued) if run != before]
