"""Which land an observation describes. Knows identifiers of pieces, no polygons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.model import territory_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapserver.model import Territory


def land_of(territories: Mapping[str, Territory], unit: str, vintage: str) -> frozenset[str]:
    """Return what a unit's land is made of in a vintage: equal sets are the same land, under whichever vintage.

    A country as a whole, whose pieces may be missing or partial, is made of itself. A unit of a vintage that nobody
    describes is made of its key, so that it is never taken for the land of another vintage.
    """
    territory = territories.get(territory_key(unit, vintage))
    if territory is None:
        return frozenset({territory_key(unit, vintage) if vintage else unit})
    if not territory.pieces or territory.code == territory.country:
        return frozenset({unit})
    return territory.pieces


def country_of(territories: Mapping[str, Territory], unit: str, vintage: str) -> str:
    """Return the country of a unit, by the first two letters of its code where its territory is unknown."""
    territory = territories.get(territory_key(unit, vintage))
    return territory.country if territory else unit[:2]
