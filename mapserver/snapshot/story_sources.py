"""Whose figures a story uses: the series and publications behind its numbers and maps, and how they compare.

A map counts with the units of the core, which a story is about. Those around it are named below the map itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.model import Cell, Layer, StoryComparison, StorySource
from mapserver.snapshot.story_values import FINEST, StoryLayers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mapserver.model import Judgement, StoryFigure, StoryMap, Text

#: A series of a layer and the publications of it that are used.
Used = dict[tuple[str, str, str], set[str]]


def sources_of(
    figures: Iterable[StoryFigure], maps: Iterable[StoryMap], layers: StoryLayers
) -> tuple[tuple[StorySource, ...], tuple[StoryComparison, ...]]:
    """Return the series that figures and maps rest on, and the pairs of them that do not count the same."""
    used: Used = {}
    for figure in figures:
        if figure.parts and figure.year is not None:
            layer = layers.layer(figure.area, figure.indicator, figure.level or FINEST)
            _add(used, layer, _cells_of_figure(layer, figure))
    for item in maps:
        layer = layers.layer(item.area, item.indicator, item.query.get("level", FINEST))
        years = [int(item.query.get("year", layer.default_year)), *map(int, filter(None, [item.query.get("from")]))]
        for year in years:
            _add(used, layer, _cells_of_map(layer, year))
    sources = tuple(
        _source(layers.layer(area, indicator), series, editions)
        for (area, indicator, series), editions in sorted(used.items())
    )
    return sources, tuple(_comparisons(used, layers))


def _cells_of_figure(layer: Layer, figure: StoryFigure) -> Iterator[tuple[str, Cell]]:
    """Yield series and cell of each value that a figure is made of."""
    for code, year, _ in figure.parts:
        if len(code) == 2:
            cell = layer.national[code][layer.years.index(year)]
            ids = set(cell.edition.split("+"))
            held = (series.id for series in layer.series if ids & {source["id"] for source in series.sources})
            yield next(held, ""), cell
            continue
        for index in layer.drawn(year):
            if layer.places[index].code == code:
                yield layer.places[index].series, layer.cell(index, year)


def _cells_of_map(layer: Layer, year: int) -> Iterator[tuple[str, Cell]]:
    """Yield series and cell of each value of the core in a year; of all values where the core has none."""
    valued = layer.valued(year)
    core = [index for index in valued if layer.places[index].core]
    for index in core or valued:
        yield layer.places[index].series, layer.cell(index, year)


def _add(used: Used, layer: Layer, cells: Iterable[tuple[str, Cell]]) -> None:
    for series, cell in cells:
        if series:
            editions = used.setdefault((layer.area, layer.indicator, series), set())
            editions.update(filter(None, cell.edition.split("+")))
            editions.update(cell.note.words if cell.note else ())


def _source(layer: Layer, series: str, editions: set[str]) -> StorySource:
    note = next(item for item in layer.series if item.id == series)
    named = tuple(source for source in note.sources if source.get("id") in editions)
    return StorySource(layer.area, layer.indicator, series, note.title, named or note.sources)


def _comparisons(used: Used, layers: StoryLayers) -> Iterator[StoryComparison]:
    series: dict[tuple[str, str], set[str]] = {}
    for area, indicator, name in used:
        series.setdefault((area, indicator), set()).add(name)
    for (area, indicator), held in sorted(series.items()):
        layer = layers.layer(area, indicator)
        titles = {note.id: note.title for note in layer.series}
        told: dict[tuple[Judgement, Text], dict[str, Text]] = {}
        for one, other, judgement, reason in layer.comparability:
            if one in held and other in held and judgement != "same":
                told.setdefault((judgement, reason), {}).update({one: titles[one], other: titles[other]})
        for (judgement, reason), named in told.items():
            yield StoryComparison(area, indicator, judgement, reason, tuple(named.values()))
