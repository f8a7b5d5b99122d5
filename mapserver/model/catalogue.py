"""The catalogue: everything the data folders hold, in the words of the model. Knows no file."""

from __future__ import annotations

from dataclasses import dataclass, field

from mapserver.model.area import Area
from mapserver.model.checkpoint import Crossings
from mapserver.model.figures import Edition, Indicator, Observation
from mapserver.model.land import Border, Country, Name, OtherName, Pair, Reform, Territory
from mapserver.model.rates import Rates
from mapserver.model.story import Story
from mapserver.model.text import Text

#: Rings of a polygon or multipolygon as GeoJSON coordinates: polygons -> rings -> (longitude, latitude).
Polygons = tuple[tuple[tuple[tuple[float, float], ...], ...], ...]


@dataclass
class Catalogue:
    """What a data folder holds.

    `territories` by key (``code@vintage``), `names` and `other_names` by code, `pieces` by country and piece identifier
    in EPSG:4326 (longitude, latitude), `land` likewise, `editions` those that several series share, `observations` by
    series key (``indicator/series``), stored series only: derived ones are statistics. `texts` holds translations by
    the English text, `stories` are by slug.
    """

    countries: dict[str, Country] = field(default_factory=dict)
    territories: dict[str, Territory] = field(default_factory=dict)
    names: dict[str, tuple[Name, ...]] = field(default_factory=dict)
    other_names: dict[str, tuple[OtherName, ...]] = field(default_factory=dict)
    pieces: dict[str, dict[str, Polygons]] = field(default_factory=dict)
    land: tuple[tuple[str, Polygons], ...] = ()
    reforms: tuple[Reform, ...] = ()
    pairs: tuple[Pair, ...] = ()
    borders: dict[str, Border] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    editions: dict[str, Edition] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    observations: dict[str, tuple[Observation, ...]] = field(default_factory=dict)
    rates: Rates = field(default_factory=Rates)
    crossings: Crossings | None = None
    texts: dict[str, Text] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)

    def tiling(self, country: str, vintage: str, level: str) -> tuple[Territory, ...]:
        """Return the territories that together cover a country at `level` in `vintage`, in the order of their codes.

        A territory without children stands for itself at the finer levels.
        """
        depth = {name: index for index, name in enumerate(self.countries[country].levels)}
        chosen = [
            territory
            for territory in self.territories.values()
            if territory.country == country
            and territory.vintage == vintage
            and territory.pieces
            and (territory.level == level or (not territory.children and depth[territory.level] < depth[level]))
        ]
        return tuple(sorted(chosen, key=lambda territory: territory.code))

    def unit_names(self, code: str) -> dict[str, str]:
        """Return the names of a unit by language, official ones first; the code itself where it has no name."""
        names = sorted(self.names.get(code, ()), key=lambda name: not name.official)
        by_language: dict[str, str] = {}
        for name in names:
            by_language.setdefault(name.language, name.name)
        return by_language or {"en": code}
