"""What the small world can be searched for: its units with a town or two, indicators, area, borders, checkpoints."""

from __future__ import annotations

from typing import Any

from mapserver.model import SearchEntry, SearchIndex, Text
from mapserver.snapshot import Finder
from mapserver.snapshot.search_step import search_names
from mapserver.snapshot.skeleton import RULES

TOWNS = {
    "NO074": [("Kirkenes", "nb"), ("Kirkkoniemi", "fi"), ("Girkonjárga", "se"), ("Киркенес", "ru")],
    "RU-MUR": [("Никель", "ru"), ("Nikel", "en")],
}


def finder_of(snapshot: Any) -> Finder:
    """Return what searches a toy snapshot."""
    (area,) = snapshot.areas
    entries = [SearchEntry("area", area.id, area.title, named(area.title), (area.id,))]
    for code in sorted(snapshot.units):
        unit = snapshot.unit(code)
        towns = [(name, tag, "place") for name, tag in TOWNS.get(code, ())]
        areas = (area.id,) if code in area.core_units else ()
        names = named(unit.names, *towns, (code, "", "code"))
        entries.append(
            SearchEntry("unit", code, unit.names, names, areas, unit.country, unit.level_title, unit.is_current)
        )
    for layer in area.layers:
        entries.append(
            SearchEntry("indicator", layer.indicator, layer.title, named(layer.title), (area.id,), "", layer.measure)
        )
    for border in area.borders:
        title = border.title or Text(en=border.id)
        entries.append(SearchEntry("border", border.id, title, named(title, (border.id, "", "code")), (area.id,)))
    for item in snapshot.crossings.checkpoints:
        title = next(iter(item.names.values()))
        entries.append(SearchEntry("checkpoint", item.code, title, named(title), (area.id,)))
    return Finder(SearchIndex(RULES, tuple(entries)))


def named(text: Text, *more: tuple[str, str, Any]) -> Any:
    """Reduce the names of a text, and more."""
    return search_names([*((words, tag, "name") for tag, words in text.items()), *more])
