"""The attribution of a map: whose figures and whose boundaries are drawn, under which licences, in one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mapserver.model import Cell, Layer, SeriesNote

#: Licences that are longer than this are sentences: they are not repeated on the map.
LICENCE_LENGTH = 28
#: What stands on the map for a licence that is a sentence.
ATTRIBUTION, OWN_TERMS, NOT_STATED = N_("with attribution"), N_("own terms"), N_("terms not stated")
NAMED_LICENCE = re.compile(r"\b(?:CC0|CC[ -]BY(?:-(?:SA|NC|ND))*|ODbL|OGL)\b(?: v?\d\.\d)?")


def sources_line(
    layer: Layer, lang: str, year: int | None = None, figures: Mapping[str, Sequence[Cell]] | None = None
) -> str:
    """Return the attribution that stands on the map: publishers with licences, then where the boundaries come from.

    With a year it names only whose figures are drawn in it, with `figures` by series only whose those are. A licence
    in sentences stands with the sources on the page; here a word stands for it.
    """
    licences: dict[str, list[str]] = {}
    for publisher, licence in _sources(layer, lang, year, figures):
        found = licences.setdefault(publisher, [])
        if licence and licence not in found:
            found.append(licence)
    by_licence: dict[str, list[str]] = {}
    for publisher, found in licences.items():
        by_licence.setdefault(", ".join(found), []).append(publisher)
    parts = [f"{', '.join(names)}{f' ({words})' if words else ''}" for words, names in by_licence.items()]
    line = [tell(lang, "Data: %(sources)s.", sources="; ".join(parts))] if parts else []
    if layer.origins:
        line.append(tell(lang, "Boundaries: %(origins)s.", origins="; ".join(layer.origins)))
    return " ".join(line)


def publishers(layer: Layer, figures: Iterable[tuple[int, int]], lang: str) -> tuple[str, ...]:
    """Return who publishes figures of a layer, each given by place and year, in the order of the layer's series."""
    cells: dict[str, list[Cell]] = {}
    for place, year in figures:
        cells.setdefault(layer.places[place].series, []).append(layer.cell(place, year))
    return tuple(
        dict.fromkeys(
            _publisher(series, source, lang)
            for series in layer.series
            if series.id in cells
            for source in quoted_sources(series, cells[series.id])
        )
    )


def quoted_sources(series: SeriesNote, cells: Sequence[Cell]) -> Sequence[Mapping[str, str]]:
    """Return the publications that cells of a series were read from, with those of rates that they were converted by;
    all of the series where the cells name none of them."""
    quoted = {name for cell in cells for name in cell.edition.split("+")}
    quoted.update(word for cell in cells if cell.note for word in cell.note.words)
    return [source for source in series.sources if source.get("id") in quoted] or series.sources


def _publisher(series: SeriesNote, source: Mapping[str, str], lang: str) -> str:
    return source.get("publisher") or source.get("title") or series.title.say(lang)


def _sources(
    layer: Layer, lang: str, year: int | None, figures: Mapping[str, Sequence[Cell]] | None
) -> Iterable[tuple[str, str]]:
    """Go through publishers and licences: of a year only the series and editions that its values come from."""
    drawn = figures
    if drawn is None and year is not None:
        found: dict[str, list[Cell]] = {}
        for place in layer.valued(year):
            found.setdefault(layer.places[place].series, []).append(layer.cell(place, year))
        drawn = found
    for series in layer.series:
        if drawn is not None and not drawn.get(series.id):
            continue
        for source in quoted_sources(series, [] if drawn is None else drawn[series.id]):
            yield _publisher(series, source, lang), _short_licence(source.get("licence", ""), lang)


def _short_licence(licence: str, lang: str) -> str:
    """Return what stands on the map for a licence: its name, or a word for what is said in a sentence."""
    words = licence.lower()
    if "not stated" in words:
        return tell(lang, NOT_STATED)
    if len(licence) <= LICENCE_LENGTH:
        return licence
    if named := NAMED_LICENCE.search(licence):
        return named.group()
    asks = any(word in words for word in ("attribution", "reference to the source", "source quoted"))
    return tell(lang, ATTRIBUTION if asks else OWN_TERMS)
