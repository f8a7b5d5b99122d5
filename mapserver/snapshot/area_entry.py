"""The entry of an area in a snapshot's list: borders, pairs, layers, core."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mapserver.geometry.core import SHORTEST_SEGMENT
from mapserver.model import AreaEntry, Border, BorderEntry, Text, border_of
from mapserver.snapshot.border_cores import border_cores
from mapserver.snapshot.neighbours import Neighbourhood
from mapserver.statistics.meeting import border_grounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mapserver.model import Catalogue
    from mapserver.snapshot.area_step import AreaGeometry
    from mapserver.snapshot.indicator_step import IndicatorLayers


def area_entry(catalogue: Catalogue, geometry: AreaGeometry, layers: Mapping[str, IndicatorLayers]) -> AreaEntry:
    """Describe an area; a border is the sum of its reviewed real segments between today's units."""
    area = catalogue.areas[geometry.area]
    real = {(pair.unit_a, pair.unit_b) for pair in catalogue.pairs if pair.status == "real"}
    km: dict[tuple[str, str], list[float]] = {}
    for segment in geometry.segments:
        units = (segment.key_a.partition("@")[0], segment.key_b.partition("@")[0])
        if segment.is_border and units in real:
            km.setdefault((segment.country_a, segment.country_b), []).append(segment.km)
    core = [
        territory.code
        for country in area.countries
        for vintage in [catalogue.countries[country].vintages[-1].id]
        for territory in catalogue.tiling(country, vintage, catalogue.countries[country].levels[-1])
        if territory.key in geometry.core
    ]
    touching = Neighbourhood(catalogue, {area.id: geometry}).touching(
        catalogue.territories[key] for key in geometry.areas_km2
    )
    return AreaEntry(
        id=area.id,
        title=area.title,
        summary=area.summary,
        countries=area.countries,
        languages=area.languages,
        frames=tuple(frame.id for frame in area.frames),
        topologies=geometry.topologies,
        borders=tuple(_border(catalogue, *pair, parts) for pair, parts in sorted(km.items())),
        layers=tuple(item.entries[area.id] for item in layers.values() if area.id in item.entries),
        core_units=tuple(sorted(core)),
        pairs=tuple(sorted(_pairs(catalogue, geometry))),
        touching=touching,
        extent=_around(geometry.extents),
        centres=geometry.centres,
        cores=border_cores(catalogue, geometry, touching),
        km2=geometry.areas_km2,
        grounds={border: tuple(sorted(keys)) for border, keys in border_grounds(catalogue, area).items() if keys},
    )


def languages_named(catalogue: Catalogue, areas: Iterable[AreaEntry]) -> tuple[str, ...]:
    """Return every language that a name or a title has."""
    found = {name.language for names in catalogue.names.values() for name in names}
    for area in areas:
        found.update(*(area.title, area.summary), *(layer.title for layer in area.layers))
    return tuple(sorted(found))


def _around(extents: Sequence[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    """Return the box around boxes."""
    west, south, east, north = zip(*extents, strict=True)
    return min(west), min(south), max(east), max(north)


def _border(catalogue: Catalogue, country_a: str, country_b: str, parts: list[float]) -> BorderEntry:
    """Describe a border by its real segments, its name and its published length."""
    identifier = border_of(country_a, country_b)
    border = catalogue.borders.get(identifier, Border(identifier, Text()))
    km = round(sum(parts), 1)
    return BorderEntry(
        identifier, country_a, country_b, km, len(parts), border.title, border.published_km, border.source
    )


def _pairs(catalogue: Catalogue, geometry: AreaGeometry) -> set[tuple[str, str]]:
    """Return the pairs across the borders in the divisions of every vintage; reviewed artefacts are left out.

    The review is of today's units. A pair of older ones follows from it: its line is one of the same pieces.
    """
    artefacts = {(pair.unit_a, pair.unit_b) for pair in catalogue.pairs if pair.status == "artefact"}
    units = {country: list(_divisions(catalogue, country)) for country in catalogue.areas[geometry.area].countries}
    country_of = {piece: country for country, pieces in catalogue.pieces.items() for piece in pieces}
    km: dict[tuple[str, str], set[tuple[str, str, float]]] = defaultdict(set)
    for one, other, length in geometry.lines:
        first, second = sorted((one, other), key=lambda piece: country_of[piece])
        if country_of[first] == country_of[second]:
            continue
        for division_a in units.get(country_of[first], ()):
            for division_b in units.get(country_of[second], ()):
                km[division_a[first], division_b[second]].add((first, second, length))
    return {
        pair
        for pair, lines in km.items()
        if pair not in artefacts and "" not in pair and sum(length for _, _, length in lines) >= SHORTEST_SEGMENT
    }


def _divisions(catalogue: Catalogue, country: str) -> Iterator[defaultdict[str, str]]:
    """Yield for each vintage which unit of the finest level a piece belongs to; empty for a piece of none."""
    land = catalogue.countries[country]
    for vintage in land.vintages:
        owner: defaultdict[str, str] = defaultdict(str)
        for territory in catalogue.tiling(country, vintage.id, land.levels[-1]):
            owner.update(dict.fromkeys(territory.pieces, territory.code))
        yield owner
