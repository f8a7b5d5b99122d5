"""The definition of a map: what is measured, by whose series, how they compare, and for which units and years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mapserver.maps.chosen import places_of
from mapserver.maps.context_notes import context_notes
from mapserver.maps.core_words import core_rule, core_words
from mapserver.maps.names import shown_name
from mapserver.model import Judgement, SeriesNote, Text
from mapserver.web.timeline import Timeline

if TYPE_CHECKING:
    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, BorderEntry, BothSides, Layer
    from mapserver.snapshot import Snapshot


@dataclass(frozen=True)
class SourceRow:
    """A publication behind a series; `address` is empty where it is no web address, `via` where no copy was read."""

    publisher: str
    dataset: str
    title: str
    address: str
    licence: str
    retrieved: str
    via: str

    @classmethod
    def of(cls, source: dict[str, str]) -> SourceRow:
        """Take over what the series says of its source."""
        return cls(
            source.get("publisher", ""),
            source.get("dataset", ""),
            source.get("title", ""),
            web_address(source.get("address", "")),
            source.get("licence", ""),
            source.get("retrieved", ""),
            source.get("via", ""),
        )


@dataclass(frozen=True)
class Comparison:
    """How two series compare, or the countries of one; `b` is None for these."""

    a: SeriesNote
    b: SeriesNote | None
    judgement: Judgement
    reason: Text


@dataclass(frozen=True)
class Completeness:
    """The years in which a unit has a value, out of those of the layer, as a strip."""

    code: str
    name: str
    name_lang: str
    years: tuple[int, ...]
    strip: Timeline


def web_address(text: str) -> str:
    """Return an address that a link may lead to; nothing for other schemes."""
    return text if urlsplit(text).scheme in ("http", "https") else ""


def definition_parts(snapshot: Snapshot, area: AreaEntry, layer: Layer, state: MapState) -> dict[str, object]:
    """Return what the definition needs."""
    return {
        "series": [(item, tuple(map(SourceRow.of, item.sources))) for item in layer.series],
        "comparisons": comparisons(layer),
        "sides": sides(area, layer),
        "border_area": core_rule(state.core, state.lang) or core_words(state.core, state.lang),
        "against": context_notes(layer, state),
        "complete": {True: completeness(layer, state, core=True), False: completeness(layer, state, core=False)},
    }


def comparisons(layer: Layer) -> list[Comparison]:
    """Return how the layer's series compare, the pairs before the series that differ from country to country."""
    known = {series.id: series for series in layer.series}
    rows = [
        Comparison(known[a], None if a == b else known[b], judgement, reason)
        for a, b, judgement, reason in layer.comparability
        if a in known and b in known
    ]
    return sorted(rows, key=lambda row: row.b is None)


def sides(area: AreaEntry, layer: Layer) -> list[tuple[BorderEntry, BothSides]]:
    """Return the borders of the area with what their sides have in common."""
    return [(border, layer.both_sides[border.id]) for border in area.borders if border.id in layer.both_sides]


def completeness(layer: Layer, state: MapState, *, core: bool) -> list[tuple[str, list[Completeness]]]:
    """Return by country the units of the core, or those around it, each with the years in which it has a value."""
    codes: dict[str, dict[str, None]] = {}
    for place in layer.places:
        if place.core == core:
            codes.setdefault(place.country, {})[place.code] = None
    return [
        (country, sorted((_complete(layer, state, code) for code in held), key=lambda row: row.name.casefold()))
        for country, held in sorted(codes.items())
    ]


def _complete(layer: Layer, state: MapState, code: str) -> Completeness:
    held = places_of(layer, code)
    years = tuple(year for year in layer.years if any(layer.cell(index, year).value is not None for index in held))
    name, lang = shown_name(layer.places[held[-1]], state.lang)
    return Completeness(code, name, lang, years, Timeline.of(years, layer.years[0], layer.years[-1]))
