"""Which territories are the border area by each definition that a reader can choose. Knows lines, no polygon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.model.context import ORDERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mapserver.model import Catalogue
    from mapserver.snapshot.area_step import AreaGeometry


def border_cores(
    catalogue: Catalogue, geometry: AreaGeometry, touching: Iterable[tuple[str, str, float]]
) -> dict[str, tuple[str, ...]]:
    """Return by definition the keys of its territories, of all vintages and levels; without the area's own rule.

    `touching` are the pairs of territories that share a line. Order 1 touches the border; order n is reached from it in
    n - 1 steps between neighbours of one country, in the division of the territory's own level and vintage. A country
    as a whole is never meant.
    """
    lines: dict[str, set[str]] = {}
    for one, other, _ in touching:
        lines.setdefault(one, set()).add(other)
        lines.setdefault(other, set()).add(one)
    found: dict[str, set[str]] = {name: set() for name in ORDERS}
    divisions = {
        (item.country, item.vintage, item.level)
        for item in (catalogue.territories[key] for key in geometry.areas_km2)
        if item.level != catalogue.countries[item.country].levels[0]
    }
    for country, vintage, level in sorted(divisions):
        tiling = {item.key for item in catalogue.tiling(country, vintage, level)}
        orders = _orders(tiling, lines, country, catalogue)
        for name, most in ORDERS.items():
            # Units of a coarser level stand for themselves in a finer division; their own level counts them.
            found[name] |= {
                key for key, order in orders.items() if order <= most and catalogue.territories[key].level == level
            }
    whole = {
        key for key, item in catalogue.territories.items() if item.level == catalogue.countries[item.country].levels[0]
    }
    cores = {**found, **geometry.near_border}
    return {name: tuple(sorted(keys - whole)) for name, keys in cores.items() if keys - whole}


def _orders(tiling: set[str], lines: Mapping[str, set[str]], country: str, catalogue: Catalogue) -> dict[str, int]:
    """Return how many steps each territory of a division is from the other side of the border."""
    here = {
        key for key in tiling if any(catalogue.territories[other].country != country for other in lines.get(key, ()))
    }
    orders = dict.fromkeys(here, 1)
    for order in range(2, max(ORDERS.values()) + 1):
        here = {other for key in here for other in lines.get(key, ()) if other in tiling and other not in orders}
        orders |= dict.fromkeys(here, order)
    return orders
