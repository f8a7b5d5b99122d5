"""Neighbours: with whom a unit shares a line, in the division of a year. Knows the lines between pieces, no polygon."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mapserver.geometry.core import SHORTEST_SEGMENT
from mapserver.model import Catalogue, Neighbour, Territory, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mapserver.snapshot.area_step import AreaGeometry


class Neighbourhood:
    """The lines between the pieces of all areas, without those that are artefacts of generalisation."""

    def __init__(self, catalogue: Catalogue, areas: Mapping[str, AreaGeometry]) -> None:
        """Gather the lines; where two areas measured the same one, the first area's length stands."""
        self._catalogue = catalogue
        self._country = {piece: country for country, pieces in catalogue.pieces.items() for piece in pieces}
        self._owners: dict[tuple[str, str, str], dict[str, Territory]] = {}
        self._beside: dict[str, dict[str, tuple[float, str]]] = defaultdict(dict)
        reviewed = {frozenset((pair.unit_a, pair.unit_b)): pair.status for pair in catalogue.pairs}
        for geometry in areas.values():
            for one, other, km in geometry.lines:
                status = self._status(one, other, reviewed)
                if status != "artefact":
                    self._beside[one].setdefault(other, (km, status))
                    self._beside[other].setdefault(one, (km, status))

    def of(self, territory: Territory) -> tuple[Neighbour, ...]:
        """Return the neighbours of a territory, the longest shared line first.

        They are units of its own level where their country has that level, else of the finest; those of other countries
        in the division that was valid when the territory last was.
        """
        km: dict[str, float] = defaultdict(float)
        statuses: dict[str, set[str]] = defaultdict(set)
        owners: dict[str, Territory] = {}
        for piece in sorted(territory.pieces):
            for other, (length, status) in sorted(self._beside[piece].items()):
                owner = self._owner(other, territory) if other not in territory.pieces else None
                if owner is not None:
                    owners[owner.key] = owner
                    km[owner.key] += length
                    statuses[owner.key].add(status)
        found = [
            Neighbour(
                owner.code,
                owner.country,
                owner.level,
                Text(self._catalogue.unit_names(owner.code)),
                round(km[key], 1),
                "real" if "real" in statuses[key] else "unreviewed",
            )
            for key, owner in owners.items()
            if km[key] >= SHORTEST_SEGMENT
        ]
        return tuple(sorted(found, key=lambda item: (-item.km, item.code)))

    def touching(self, territories: Iterable[Territory]) -> tuple[tuple[str, str, float], ...]:
        """Return the pairs among `territories` (keys, in alphabetical order) that share a line, with its km.

        Two that overlap are no pair: they are never drawn together.
        """
        owners: dict[str, list[Territory]] = defaultdict(list)
        for territory in territories:
            for piece in territory.pieces:
                owners[piece].append(territory)
        km: dict[tuple[str, str], float] = defaultdict(float)
        for piece, holding in owners.items():
            for other, (length, _) in self._beside[piece].items():
                for one in holding:
                    for two in owners.get(other, ()):
                        if one.key < two.key and not one.pieces & two.pieces:
                            km[one.key, two.key] += length
        return tuple((*pair, round(length, 1)) for pair, length in sorted(km.items()) if length >= SHORTEST_SEGMENT)

    def _status(self, one: str, other: str, reviewed: Mapping[frozenset[str], str]) -> str:
        """Return what the review of the newest units says about a line between two of their pieces."""
        country, beyond = self._country[one], self._country[other]
        if country == beyond:
            return "real"
        units = [
            self._tiling(code, self._catalogue.countries[code].vintages[-1].id, "").get(piece)
            for code, piece in ((country, one), (beyond, other))
        ]
        return reviewed.get(frozenset(unit.code for unit in units if unit is not None), "unreviewed")

    def _owner(self, piece: str, beside: Territory) -> Territory | None:
        """Return the unit that a piece belongs to, as a neighbour of `beside`."""
        country = self._catalogue.countries[self._country[piece]]
        vintage = beside.vintage
        if country.code != beside.country:
            last_year = self._catalogue.countries[beside.country].vintage(beside.vintage).last_year
            vintage = (country.vintages[-1] if last_year is None else country.vintage_of_year(last_year)).id
        own_level = self._tiling(country.code, vintage, beside.level if beside.level in country.levels else "")
        return (own_level or self._tiling(country.code, vintage, "")).get(piece)

    def _tiling(self, country: str, vintage: str, level: str) -> dict[str, Territory]:
        """Return which unit of a level (the finest where it is empty) each piece belongs to."""
        key = (country, vintage, level)
        if key not in self._owners:
            tiling = self._catalogue.tiling(country, vintage, level or self._catalogue.countries[country].levels[-1])
            self._owners[key] = {piece: territory for territory in tiling for piece in territory.pieces}
        return self._owners[key]
