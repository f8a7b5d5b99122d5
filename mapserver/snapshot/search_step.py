"""The step of a build that lists what can be searched for: units, indicators, areas, borders and checkpoints.

It reads names only, so that a name that was added works nothing else out anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.model import SearchEntry, SearchIndex, SearchName, Text
from mapserver.snapshot.skeleton import RULES, folded, skeletons

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mapserver.model import AreaEntry, BorderEntry, Catalogue, CrossingsEntry, LayerEntry, Territory
    from mapserver.model.search import NameKind
    from mapserver.snapshot.area_step import AreaGeometry

DASH = "\u2009\u2013\u2009"

Said = tuple[str, str, "NameKind"]


def build_search(
    catalogue: Catalogue,
    geometries: Mapping[str, AreaGeometry],
    areas: Sequence[AreaEntry],
    crossings: CrossingsEntry | None,
) -> SearchIndex:
    """Return the index of a snapshot with these areas and checkpoints."""
    return SearchIndex(
        RULES,
        (
            *_units(catalogue, geometries),
            *(_area(area) for area in areas),
            *_borders(catalogue, areas),
            *_indicators(areas),
            *_checkpoints(crossings, areas),
        ),
    )


def search_names(said: Iterable[Said]) -> tuple[SearchName, ...]:
    """Reduce names (text, language, kind), each once: the first language that has it keeps it.

    Codes have no skeleton: they are the same in every script.
    """
    names: dict[str, SearchName] = {}
    for text, language, kind in said:
        if text and text not in names:
            names[text] = SearchName(text, language, kind, folded(text), () if kind == "code" else skeletons(text))
    return tuple(names.values())


def _area(area: AreaEntry) -> SearchEntry:
    names = search_names([*_titles(area.title), (area.id, "", "code")])
    return SearchEntry("area", area.id, area.title, names, (area.id,))


def _units(catalogue: Catalogue, geometries: Mapping[str, AreaGeometry]) -> Iterator[SearchEntry]:
    held: dict[str, list[Territory]] = {}
    for territory in catalogue.territories.values():
        held.setdefault(territory.code, []).append(territory)
    for code, territories in sorted(held.items()):
        country = catalogue.countries[territories[0].country]
        newest = country.vintages[-1].id
        said: list[Said] = [(name.name, name.language, "name") for name in catalogue.names.get(code, ())]
        for other in catalogue.other_names.get(code, ()):
            said.append((other.name, other.language, "place" if other.place else "other"))
        level = territories[-1].level
        keys = {territory.key for territory in territories}
        yield SearchEntry(
            "unit",
            code,
            Text(catalogue.unit_names(code)),
            search_names([*said, (code, "", "code")]),
            tuple(area for area, geometry in geometries.items() if not keys.isdisjoint(geometry.core)),
            country.code,
            country.level_title.get(level) or Text(en=level),
            any(territory.vintage == newest for territory in territories),
        )


def _borders(catalogue: Catalogue, areas: Sequence[AreaEntry]) -> Iterator[SearchEntry]:
    borders: dict[str, tuple[BorderEntry, list[str]]] = {}
    for area in areas:
        for border in area.borders:
            borders.setdefault(border.id, (border, []))[1].append(area.id)
    for identifier, (border, shown) in sorted(borders.items()):
        sides = [catalogue.countries[country].title for country in (border.country_a, border.country_b)]
        countries = {tag: DASH.join(side[tag] for side in sides) for tag in sides[0] if tag in sides[1]}
        title = border.title or Text(countries)
        said: list[Said] = [*_titles(title), *_titles(countries, "other"), (identifier, "", "code")]
        yield SearchEntry("border", identifier, title, search_names(said), tuple(shown))


def _indicators(areas: Sequence[AreaEntry]) -> Iterator[SearchEntry]:
    layers: dict[str, tuple[LayerEntry, list[str]]] = {}
    for area in areas:
        for layer in area.layers:
            layers.setdefault(layer.indicator, (layer, []))[1].append(area.id)
    for identifier, (layer, shown) in sorted(layers.items()):
        words = identifier.replace("_", " ")
        theme = layer.theme.replace("_", " ")
        said: list[Said] = [*_titles(layer.title), (words, "en", "code"), (theme, "en", "theme")]
        yield SearchEntry("indicator", identifier, layer.title, search_names(said), tuple(shown), detail=layer.measure)


def _checkpoints(crossings: CrossingsEntry | None, areas: Sequence[AreaEntry]) -> Iterator[SearchEntry]:
    for item in crossings.checkpoints if crossings else ():
        said: list[Said] = [pair for names in item.names.values() for pair in _titles(names)]
        shown = tuple(area.id for area in areas if any(border.id == item.border for border in area.borders))
        sides = list(item.names.values())
        tags = dict.fromkeys(tag for side in sides for tag in side)
        title = Text({tag: DASH.join(dict.fromkeys(side.say(tag) for side in sides)) for tag in tags})
        yield SearchEntry("checkpoint", item.code, title, search_names([*said, (item.code, "", "code")]), shown)


def _titles(text: Mapping[str, str], kind: NameKind = "name") -> list[Said]:
    """Return what a text says, in the order of its languages: what was stored has lost the one it was given in."""
    return [(words, tag, kind) for tag, words in sorted(text.items())]
