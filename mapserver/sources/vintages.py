"""Which territory a row of a foreign table describes: the vintage for a code and a year. Knows no table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapserver.model import Catalogue, Vintage


class Vintages:
    """The units that ship, and the vintages in which each has a territory."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Take the land of a catalogue."""
        self._countries = catalogue.countries
        held: dict[str, set[str]] = {}
        for territory in catalogue.territories.values():
            held.setdefault(territory.code, set()).add(territory.vintage)
        self._held = {
            code: [vintage.id for vintage in self._country(code) if vintage.id in vintages]
            for code, vintages in held.items()
        }

    def ships(self, unit: str) -> bool:
        """Say whether the unit is a country as a whole or has a territory."""
        return unit in self._countries or unit in self._held

    def declared(self, unit: str, declared: str) -> str:
        """Choose the vintage that an edition declares, else the nearest before it, else the nearest after it."""
        held, order = self._held.get(unit, []), [vintage.id for vintage in self._country(unit)]
        if declared in order:
            earlier = [vintage for vintage in held if order.index(vintage) <= order.index(declared)]
        else:
            # Our vintages sum up several NUTS years under the last of them; as text the years still compare.
            earlier = [vintage for vintage in held if not declared or vintage <= declared]
        return (earlier[-1:] or held[:1] or [""])[0]

    def nearest(self, unit: str, year: int) -> str:
        """Choose the vintage of a unit that was valid in the year, else the one nearest in time."""
        held = self._held.get(unit, [])
        spans = {v.id: (v.first_year, v.last_year or 9999) for v in self._country(unit) if v.id in held}
        return min(spans, key=lambda vintage: max(spans[vintage][0] - year, year - spans[vintage][1], 0), default="")

    def _country(self, unit: str) -> tuple[Vintage, ...]:
        country = self._countries.get(unit[:2])
        return country.vintages if country else ()
