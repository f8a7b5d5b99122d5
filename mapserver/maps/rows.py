"""The table of a map: the same units, values and classes as text. Knows no page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapserver.maps.clusters import class_title, local_words
from mapserver.maps.context_remark import context_remark
from mapserver.maps.derivations import term_titles
from mapserver.maps.legend import class_index, flag_words, reason_words
from mapserver.maps.messages import said
from mapserver.maps.names import local_name, shown_name
from mapserver.maps.state import class_breaks
from mapserver.maps.types import value_words
from mapserver.model.clusters import CLASSES, ClusterLayer
from mapserver.statistics.ranks import core_ranks
from mapserver.translation import SOURCE, tell

if TYPE_CHECKING:
    from mapserver.maps.state import MapState
    from mapserver.model import Layer


@dataclass(frozen=True)
class Row:
    """One drawn unit in the year that is shown.

    `place` is its index in the layer, `text` the value as the reader writes it (empty without data, then `reason` says
    why), `rank` counts from 1 for the highest value of the core, equal values share a rank; there is none where two
    series with values in the year measure different things.
    """

    place: int
    name: str
    name_lang: str
    local_name: str
    local_lang: str
    country: str
    code: str
    vintage: str
    level: str
    core: bool
    value: float | None
    text: str
    flags: tuple[str, ...]
    reason: str
    group: int | None
    rank: int | None
    series: str
    note: str


def rows(layer: Layer, state: MapState) -> tuple[Row, ...]:
    """Return the rows of a map: core units first, each group from the highest value down, units without data last."""
    breaks = class_breaks(layer, state)
    ranks = {index: rank.place for index, rank in core_ranks(layer, state.year).items()}
    made = [_row(layer, state, index, breaks, ranks.get(index)) for index in layer.drawn(state.year)]
    return tuple(
        sorted(
            made,
            key=lambda row: (not row.core, row.value is None, -(row.value or 0.0), row.name.casefold(), row.code),
        )
    )


def _row(layer: Layer, state: MapState, index: int, breaks: tuple[float, ...], rank: int | None) -> Row:
    place = layer.places[index]
    cell = layer.cell(index, state.year)
    if isinstance(layer, ClusterLayer):
        return _cluster_row(layer, state, index, breaks)
    name, name_lang = shown_name(place, state.lang)
    local, local_lang = local_name(place, state.lang)
    return Row(
        place=index,
        name=name,
        name_lang=name_lang,
        local_name=local,
        local_lang=local_lang,
        country=place.country,
        code=place.code,
        vintage=place.vintage,
        level=place.level,
        core=place.core,
        value=cell.value,
        text="" if cell.value is None else value_words(layer, cell.value, state.lang),
        flags=flag_words(cell.flag, state.lang) if cell.value is not None else (),
        reason="" if cell.value is not None else reason_words(cell.reason or "not_collected", state.lang),
        group=class_index(cell, breaks),
        rank=rank,
        series=place.series,
        note=_remark(layer, state, index),
    )


def _cluster_row(layer: ClusterLayer, state: MapState, index: int, breaks: tuple[float, ...]) -> Row:
    """Return the row of the figure behind a class, and in its note the class with its local index."""
    cell, lang = layer.cell(index, state.year), state.lang
    known = [] if cell.value is None else [class_title(CLASSES[int(cell.value)], lang)]
    words = [*known, *filter(None, [local_words(layer.clusters.local.get(index), lang)])]
    row = _row(layer.figures, state, index, breaks, None) if layer.figures else _row(layer, state, index, breaks, None)
    return replace(row, group=class_index(cell, breaks), note=", ".join(words))


def _remark(layer: Layer, state: MapState, index: int) -> str:
    """Return what is remarked on a figure; of one that is set against a context, which is of one year, no break."""
    if layer.against is not None:
        return context_remark(layer, index, state.year, state.lang) or _note(layer, state, index)
    return run_note(layer, index, state.year, state.lang) or _note(layer, state, index)


def _note(layer: Layer, state: MapState, index: int) -> str:
    """Return what is remarked on a figure: a rate that it was converted with, a part that is not there."""
    note = layer.cell(index, state.year).note
    if not note:
        return ""
    series = next((item for item in layer.series if item.id == layer.places[index].series), None)
    return said(note, state.lang, term_titles(series.derived if series else None))


def run_note(layer: Layer, index: int, year: int, lang: str = SOURCE) -> str:
    """Say that the line broke in `year`, where a new run begins with that year's value; else an empty text."""
    before = run_before(layer, index, year)
    return "" if before is None else tell(lang, "not comparable with %(year)s and before", year=before)


def run_before(layer: Layer, index: int, year: int) -> int | None:
    """Return the last year of the run before that which begins in `year`; None where none begins."""
    if year not in layer.years:
        return None
    line = layer.cells[index]
    position = layer.years.index(year)
    if line[position].value is None:
        return None
    for earlier in range(position - 1, -1, -1):
        if line[earlier].value is not None:
            return None if line[earlier].run == line[position].run else layer.years[earlier]
    return None
