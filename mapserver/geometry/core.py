"""The core of an area: which territories of which vintage belong to the border area itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely.geometry import LineString

from mapserver.model import territory_key

if TYPE_CHECKING:
    from mapserver.geometry.coverage import Coverage
    from mapserver.geometry.topology import Topology
    from mapserver.model import Area, Catalogue, Territory

#: A territory that is not made of others is core when at least this share of its land is.
MAJORITY = 0.5
#: Shared lines below this length are a point where borders meet, never a segment (km).
SHORTEST_SEGMENT = 1.0


def core_pieces(area: Area, catalogue: Catalogue, coverage: Coverage, topology: Topology) -> frozenset[str]:
    """Return the pieces that are the core of an area, by its rule."""
    if area.core.rule == "list":
        listed = [item.pieces for item in catalogue.territories.values() if item.code in area.core.units]
        return frozenset().union(*listed) & frozenset(coverage.pieces)
    country_of = {piece: item.country for item in catalogue.territories.values() for piece in item.pieces}
    on_border = topology.between(lambda piece: country_of[piece])
    lengths = topology.lengths()
    units = [item for country in area.countries for item in _finest(catalogue, country)]
    if area.core.rule == "touches":
        km: dict[str, float] = {}
        for arcs in on_border.values():
            for arc in arcs:
                for piece in (topology.left[arc], topology.right[arc]):
                    km[piece] = km.get(piece, 0.0) + lengths[arc] / 1000
        chosen = [unit for unit in units if sum(km.get(piece, 0.0) for piece in unit.pieces) >= SHORTEST_SEGMENT]
    else:
        lines = [LineString(topology.lines[arc]) for arcs in on_border.values() for arc in arcs]
        reach = shapely.union_all(lines).buffer(area.core.km * 1000)
        chosen = [unit for unit in units if any(coverage.pieces[piece].intersects(reach) for piece in unit.pieces)]
    return frozenset().union(*(unit.pieces for unit in chosen))


def core_keys(pieces: frozenset[str], area: Area, catalogue: Catalogue, coverage: Coverage) -> frozenset[str]:
    """Return the keys of the core's territories, over vintages and levels.

    A territory is core when the majority of its land is; one that is made of others when one of those is, so that
    figures published for larger units only still show both sides of a border. A country as a whole never is.
    """
    own = [item for item in catalogue.territories.values() if item.country in area.countries and item.pieces]
    keys = {item.key for item in own if _mostly(item.pieces, pieces, coverage)}
    for item in sorted(own, key=lambda item: len(item.pieces)):
        if any(territory_key(child, item.vintage) in keys for child in item.children):
            keys.add(item.key)
    return frozenset(keys - {item.key for item in own if item.level == catalogue.countries[item.country].levels[0]})


def _mostly(territory: frozenset[str], core: frozenset[str], coverage: Coverage) -> bool:
    whole = coverage.area_km2(territory)
    return bool(whole) and coverage.area_km2(territory & core) >= MAJORITY * whole


def _finest(catalogue: Catalogue, country: str) -> tuple[Territory, ...]:
    newest = catalogue.countries[country]
    return catalogue.tiling(country, newest.vintages[-1].id, newest.levels[-1])
