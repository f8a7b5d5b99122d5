"""The client's values: a layer's whole time series as one small file, so that the year slider needs no request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mapserver.model import Layer

#: Format of the file; the client refuses others.
FORMAT = 1


def values_file(layer: Layer) -> dict[str, Any]:
    """Return what the interactive map needs of a layer; no data is null, its reason stands apart."""
    flags, reasons = {}, {}
    for place, cells in enumerate(layer.cells):
        for year, cell in enumerate(cells):
            if cell.flag:
                flags[f"{place}:{year}"] = cell.flag
            if cell.value is None and cell.reason != "not_collected":
                reasons[f"{place}:{year}"] = cell.reason
    series = {note.id: index for index, note in enumerate(layer.series)}
    return {
        "format": FORMAT,
        "area": layer.area,
        "indicator": layer.indicator,
        "level": layer.level,
        "decimals": layer.decimals,
        "years": list(layer.years),
        "series": [{"id": note.id, "title": dict(note.title)} for note in layer.series],
        "periods": [
            [item.country, item.first_year, item.last_year, item.vintage, item.level, list(item.places)]
            for item in layer.periods
        ],
        "places": [
            [item.key, item.code, item.country, int(item.core), series.get(item.series, -1), dict(item.names)]
            for item in layer.places
        ],
        "values": [[_short(cell.value) for cell in cells] for cells in layer.cells],
        "flags": flags,
        "reasons": reasons,
        "default_reason": "not_collected",
    }


def _short(value: float | None) -> float | None:
    """Keep six significant digits: more than any legend, tooltip or class break of ours tells apart."""
    return None if value is None else float(f"{value:.6g}")
