"""The step of a build that gathers everything about each unit into one pack, from which a page reads its slice, and
the register of all units and indicators."""

from __future__ import annotations

from dataclasses import astuple, replace
from typing import TYPE_CHECKING, NamedTuple

from mapserver.model import Catalogue, IndicatorRecord, Register, Text, UnitEntry
from mapserver.model.entry import UnitLine, UnitTerritory
from mapserver.snapshot.codec import decode, encode
from mapserver.snapshot.neighbours import Neighbourhood
from mapserver.snapshot.series_figures import IndicatorFigures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mapserver.model import Edition, Territory
    from mapserver.snapshot.area_step import AreaGeometry
    from mapserver.snapshot.store import Store


class StoredUnits(NamedTuple):
    """Names of objects: the index (code -> start, size) with the pack of all units, and the register."""

    units: tuple[str, str]
    register: str


def build_units(
    catalogue: Catalogue, areas: Mapping[str, AreaGeometry], figures: Iterable[str], store: Store
) -> StoredUnits:
    """Store the pack of all units and the register; `figures` names the stored figures of every indicator."""
    lines: dict[str, list[UnitLine]] = {}
    sources: dict[str, set[Edition]] = {}
    records: list[IndicatorRecord] = []
    for name in figures:
        held = decode(store.get(name), IndicatorFigures)
        records += [held.record] if held.record else []
        for series in held.series:
            for code in series.observations:
                lines.setdefault(code, []).append(series.line_of(code, held.span))
                sources.setdefault(code, set()).update(series.sources[code])
    territories: dict[str, list[Territory]] = {}
    for territory in catalogue.territories.values():
        territories.setdefault(territory.code, []).append(territory)
    neighbourhood = Neighbourhood(catalogue, areas)
    measured = {key: km2 for geometry in areas.values() for key, km2 in geometry.areas_km2.items()}
    # One order for all units; two forms of one edition differ in some field.
    every = sorted({edition for held in sources.values() for edition in held}, key=astuple)
    every.sort(key=lambda edition: (edition.publisher, edition.dataset, edition.title))
    ranks = {edition: rank for rank, edition in enumerate(every)}
    pack = bytearray()
    index: dict[str, tuple[int, int]] = {}
    units: list[UnitEntry] = []
    for code, own in sorted(territories.items()):
        entry = _entry(catalogue, areas, neighbourhood, measured, own, lines.get(code, ()))
        ordered = sorted(sources.get(code, ()), key=ranks.__getitem__)
        data = encode(replace(entry, sources=tuple(ordered)))
        index[code] = (len(pack), len(data))
        pack += data
        units.append(replace(entry, lines=()))
    register = store.put(encode(Register(tuple(units), tuple(records))), "register.json")
    return StoredUnits((store.put(encode(index), "index.json"), store.put(bytes(pack), "pack")), register)


def _entry(
    catalogue: Catalogue,
    areas: Mapping[str, AreaGeometry],
    neighbourhood: Neighbourhood,
    measured: Mapping[str, float],
    territories: Sequence[Territory],
    lines: Sequence[UnitLine],
) -> UnitEntry:
    code = territories[0].code
    country = catalogue.countries[territories[0].country]
    order = [vintage.id for vintage in country.vintages]
    territories = sorted(territories, key=lambda territory: order.index(territory.vintage))
    level = territories[-1].level
    parents = tuple(dict.fromkeys(item.parent for item in territories if item.parent))
    reforms = tuple(item for item in catalogue.reforms if code in (item.from_code, item.to_code))
    sides = {side for item in reforms for side in (item.from_code, item.to_code) if side in catalogue.names}
    mentioned = {*parents, *sides} - {code}
    return UnitEntry(
        code=code,
        country=country.code,
        level=level,
        level_title=country.level_title.get(level) or Text(en=level),
        names=Text(catalogue.unit_names(code)),
        official=tuple(dict.fromkeys(name.language for name in catalogue.names.get(code, ()) if name.official)),
        territories=tuple(_territory(catalogue, item, measured) for item in territories),
        parents=parents,
        areas=tuple(area for area, geometry in areas.items() if any(item.key in geometry.core for item in territories)),
        reforms=reforms,
        neighbours=neighbourhood.of(territories[-1]),
        lines=tuple(lines),
        mentioned={other: Text(catalogue.unit_names(other)) for other in sorted(mentioned)},
    )


def _territory(catalogue: Catalogue, territory: Territory, measured: Mapping[str, float]) -> UnitTerritory:
    vintage = catalogue.countries[territory.country].vintage(territory.vintage)
    return UnitTerritory(
        vintage.id,
        vintage.title,
        vintage.first_year,
        vintage.last_year,
        measured.get(territory.key, 0.0),
        territory.note,
    )
