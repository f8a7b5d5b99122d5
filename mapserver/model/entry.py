"""What a snapshot lists: areas, layers and units as a page needs them. Made at build time, read by maps, exports and
web."""

from __future__ import annotations

from dataclasses import dataclass

from mapserver.model.figures import Observation
from mapserver.model.land import Reform
from mapserver.model.text import Text


@dataclass(frozen=True)
class BorderEntry:
    """A border of an area: `segments` real shared lines with `km` in all, in the area's coverage."""

    id: str
    country_a: str
    country_b: str
    km: float
    segments: int


@dataclass(frozen=True)
class LayerEntry:
    """One indicator of an area in the list: `both_sides` counts for each border the years with data on both sides.

    `values` is the name of the client's values file by level (``finest``, ``nuts2``): ``<sha256>.json`` under
    ``/data/``.
    """

    indicator: str
    theme: str
    kind: str
    title: Text
    measure: Text
    first_year: int
    last_year: int
    default_year: int
    countries: tuple[str, ...]
    both_sides: dict[str, int]
    values: dict[str, str]


@dataclass(frozen=True)
class AreaEntry:
    """A border area in the list: `topologies` names the client's geometry file by frame (``<sha256>.json``).

    `pairs` are the reviewed real pairs across its borders, unit A from the first country in alphabetical order.
    """

    id: str
    title: Text
    summary: Text
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    frames: tuple[str, ...]
    topologies: dict[str, str]
    borders: tuple[BorderEntry, ...]
    layers: tuple[LayerEntry, ...]
    core_units: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Neighbour:
    """A unit with which another shares a line of `km`."""

    code: str
    country: str
    km: float
    status: str


@dataclass(frozen=True)
class UnitEntry:
    """Everything about a unit: names, territories by vintage, reforms, neighbours, figures by series key."""

    code: str
    country: str
    level: str
    names: tuple[tuple[str, str, bool], ...]
    vintages: tuple[tuple[str, int, int | None, float], ...]
    parents: tuple[str, ...]
    areas: tuple[str, ...]
    reforms: tuple[Reform, ...]
    neighbours: tuple[Neighbour, ...]
    figures: dict[str, tuple[Observation, ...]]
    titles: dict[str, Text]

    @property
    def is_current(self) -> bool:
        """Say whether the unit exists in the newest vintage."""
        return any(last is None for _, _, last, _ in self.vintages)
