"""The step of a build that gathers everything about each unit into one pack, from which a page reads its slice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.model import Catalogue, Neighbour, Observation, Segment, Text, UnitEntry
from mapserver.snapshot.codec import decode, encode
from mapserver.snapshot.indicator_step import IndicatorFigures, IndicatorLayers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.snapshot.area_step import AreaGeometry
    from mapserver.snapshot.store import Store


def build_units(
    catalogue: Catalogue,
    areas: Mapping[str, AreaGeometry],
    indicators: Sequence[IndicatorLayers],
    store: Store,
) -> tuple[str, str]:
    """Store the pack of all units and its index (code -> start, size); return (index, pack)."""
    figures: dict[str, dict[str, tuple[Observation, ...]]] = {}
    titles: dict[str, Text] = {}
    for layers in indicators:
        record = decode(store.get(layers.figures), IndicatorFigures)
        titles[layers.indicator] = record.title
        for code, by_series in record.by_unit.items():
            figures.setdefault(code, {}).update(by_series)
    neighbours = _neighbours(catalogue, areas)
    pack = bytearray()
    index: dict[str, tuple[int, int]] = {}
    for code in sorted({territory.code for territory in catalogue.territories.values()}):
        own = figures.get(code, {})
        used = {key.partition("/")[0] for key in own}
        entry = _entry(
            catalogue, areas, code, neighbours.get(code, ()), own, {name: titles[name] for name in sorted(used)}
        )
        data = encode(entry)
        index[code] = (len(pack), len(data))
        pack += data
    return store.put(encode(index), "index.json"), store.put(bytes(pack), "pack")


def _entry(
    catalogue: Catalogue,
    areas: Mapping[str, AreaGeometry],
    code: str,
    neighbours: Sequence[Neighbour],
    figures: dict[str, tuple[Observation, ...]],
    titles: dict[str, Text],
) -> UnitEntry:
    territories = [territory for territory in catalogue.territories.values() if territory.code == code]
    country = catalogue.countries[territories[0].country]
    years = {vintage.id: (vintage.first_year, vintage.last_year) for vintage in country.vintages}
    order = list(years)
    territories.sort(key=lambda territory: order.index(territory.vintage))
    measured = {key: km2 for geometry in areas.values() for key, km2 in geometry.areas_km2.items()}
    return UnitEntry(
        code=code,
        country=country.code,
        level=territories[-1].level,
        names=tuple((name.language, name.name, name.official) for name in catalogue.names.get(code, ())),
        vintages=tuple((item.vintage, *years[item.vintage], measured.get(item.key, 0.0)) for item in territories),
        parents=tuple(dict.fromkeys(item.parent for item in territories if item.parent)),
        areas=tuple(
            area
            for area, geometry in areas.items()
            if any(item.key in geometry.areas_km2 for item in territories)
            and any(item.key in geometry.core for item in territories)
        ),
        reforms=tuple(item for item in catalogue.reforms if code in (item.from_code, item.to_code)),
        neighbours=tuple(neighbours),
        figures=figures,
        titles=titles,
    )


def _neighbours(catalogue: Catalogue, areas: Mapping[str, AreaGeometry]) -> dict[str, tuple[Neighbour, ...]]:
    """Return the neighbours of every unit of the newest vintages, the longest shared line first."""
    status = {frozenset((pair.unit_a, pair.unit_b)): pair.status for pair in catalogue.pairs}
    found: dict[str, dict[str, Neighbour]] = {}

    def add(segment: Segment, own: str, other: str, country: str) -> None:
        code, neighbour = own.partition("@")[0], other.partition("@")[0]
        known = status.get(frozenset((code, neighbour)), "unreviewed" if segment.is_border else "real")
        entry = Neighbour(neighbour, country, round(segment.km, 1), known)
        found.setdefault(code, {}).setdefault(neighbour, entry)

    for geometry in areas.values():
        for segment in (*geometry.segments, *geometry.coarse):
            add(segment, segment.key_a, segment.key_b, segment.country_b)
            add(segment, segment.key_b, segment.key_a, segment.country_a)
    return {code: tuple(sorted(group.values(), key=lambda item: -item.km)) for code, group in found.items()}
