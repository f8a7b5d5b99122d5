"""What a snapshot lists: areas, layers and units as a page needs them. Made at build time, read by maps, exports and
web."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from mapserver.model.contrast import Contrast
from mapserver.model.figures import Calculation, Edition, Observation
from mapserver.model.land import Reform
from mapserver.model.layer import BothSides, common_measure
from mapserver.model.message import Message
from mapserver.model.ranks import DrawnFigure, YearRanks
from mapserver.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class BorderEntry:
    """A border of an area: `segments` real shared lines with `km` in all, in the area's coverage.

    `published_km` is the length of the whole border that `source` gives, 0 where none does. `contrasts` are the
    sharpest between neighbouring units of the area, the sharpest first.
    """

    id: str
    country_a: str
    country_b: str
    km: float
    segments: int
    title: Text = field(default_factory=Text)
    published_km: float = 0.0
    source: str = ""
    contrasts: tuple[Contrast, ...] = ()


@dataclass(frozen=True)
class LayerEntry:
    """One indicator of an area in the list: `concept` is what it counts as, `countries` have figures for the core,
    `both_sides` says for each border how far its sides meet.

    `years` are those in which core places of a country are drawn with a value, by country. `values` is the name of the
    client's values file by level (``finest``, ``nuts2``): ``<sha256>.json`` under ``/data/``. `measures` are those of
    series that have one of their own.
    """

    indicator: str
    concept: str
    theme: str
    kind: str
    title: Text
    measure: Text
    first_year: int
    last_year: int
    default_year: int
    countries: tuple[str, ...]
    both_sides: dict[str, BothSides]
    values: dict[str, str]
    years: dict[str, tuple[int, ...]] = field(default_factory=dict)
    measures: dict[str, Text] = field(default_factory=dict)

    def measure_of(self, *series: str) -> Text:
        """Return what figures of series measure, that of the indicator where it is not one thing."""
        return common_measure(self.measure, self.measures, series)


@dataclass(frozen=True)
class AreaEntry:
    """A border area in the list: `topologies` names the client's geometry file by projection and frame
    (``<sha256>.json``).

    `pairs` are the reviewed real pairs across its borders, unit A from the first country in alphabetical order.
    `touching` are the territories (keys, in alphabetical order) that share a line, with its km: of all vintages and
    levels, those that overlap never. `extent` is the box around all that maps of the area draw: west, south, east,
    north in degrees. `centres` has the middle of each territory by key (longitude, latitude), `km2` its area,
    `cores` the territories that are the border area by a definition that is not the area's own (`context.CORES`),
    `grounds` by border those that stand on the land beside it, of all levels (a border without any: all of its two
    countries).
    """

    id: str
    title: Text
    summary: Text
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    frames: tuple[str, ...]
    topologies: dict[str, dict[str, str]]
    borders: tuple[BorderEntry, ...]
    layers: tuple[LayerEntry, ...]
    core_units: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...] = ()
    touching: tuple[tuple[str, str, float], ...] = ()
    extent: tuple[float, float, float, float] = (-180.0, -90.0, 180.0, 90.0)
    centres: dict[str, tuple[float, float]] = field(default_factory=dict)
    cores: dict[str, tuple[str, ...]] = field(default_factory=dict)
    km2: dict[str, float] = field(default_factory=dict)
    grounds: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def beside(self) -> dict[str, dict[str, float]]:
        """Return for each territory that has any the territories beside it, with the km of their shared line."""
        return beside_of(self.touching)


def beside_of(touching: Iterable[tuple[str, str, float]]) -> dict[str, dict[str, float]]:
    """Return for each of those that touch (one, other, km of their line) the others beside it, with the km."""
    found: dict[str, dict[str, float]] = {}
    for one, other, km in touching:
        found.setdefault(one, {})[other] = km
        found.setdefault(other, {})[one] = km
    return found


@dataclass(frozen=True)
class Neighbour:
    """A unit with which another shares a line of `km`; `status` is ``real`` or ``unreviewed``, never an artefact."""

    code: str
    country: str
    level: str
    names: Text
    km: float
    status: str


@dataclass(frozen=True)
class UnitTerritory:
    """The land that a unit's code means in a vintage; `note` says what is unusual about it."""

    vintage: str
    title: str
    first_year: int
    last_year: int | None
    km2: float
    note: str = ""


@dataclass(frozen=True)
class RunEnd:
    """Why no change may be calculated from the run before to `run`, which begins there."""

    run: int
    reason: Message


@dataclass(frozen=True)
class UnitLine:
    """One series of a unit: what it measures, where it is drawn, its observations in order of time with their runs.

    `area` is empty where no area's map draws the series for this unit; `level` is the one of the map that does.
    `ends` has one row for each run that follows another. `derived` says how the values are calculated, nothing where
    they are a source's own; its parts are lines of the unit, which have the titles. `drawn` is the latest figure on
    that map, `span` counts the years in which the indicator has a value of any unit. `ranks` are those of every year
    in which that map draws a figure of the unit, in order.
    """

    indicator: str
    series: str
    theme: str
    title: Text
    series_title: Text
    measure: Text
    decimals: int
    area: str = ""
    level: str = ""
    observations: tuple[Observation, ...] = ()
    ends: tuple[RunEnd, ...] = ()
    derived: Calculation | None = None
    drawn: DrawnFigure | None = None
    span: int = 0
    ranks: tuple[YearRanks, ...] = ()

    def ranked(self, year: int) -> DrawnFigure | None:
        """Return the ranks in a year as the map has them; None where it draws no figure of that year."""
        return next((row.figure for row in self.ranks if row.year == year), None)

    @property
    def known(self) -> int:
        """Count the years in which the unit has a value."""
        return len({item.year for item in self.observations if item.value is not None})

    @property
    def key(self) -> str:
        """Return ``indicator/series``."""
        return f"{self.indicator}/{self.series}"


@dataclass(frozen=True)
class UnitEntry:
    """Everything about a unit: names, territories in order of time, reforms, neighbours, lines.

    `official` lists the languages of its official names. `neighbours` are those of its last territory.
    `mentioned` holds the names of the units that parents and reforms name, `sources` the editions that its figures
    and the parts of calculated ones are from.
    """

    code: str
    country: str
    level: str
    level_title: Text
    names: Text
    official: tuple[str, ...]
    territories: tuple[UnitTerritory, ...]
    parents: tuple[str, ...]
    areas: tuple[str, ...]
    reforms: tuple[Reform, ...]
    neighbours: tuple[Neighbour, ...]
    lines: tuple[UnitLine, ...]
    mentioned: dict[str, Text]
    sources: tuple[Edition, ...] = ()

    @property
    def is_current(self) -> bool:
        """Say whether the unit exists in the newest vintage."""
        return any(territory.last_year is None for territory in self.territories)

    @property
    def figures(self) -> dict[str, tuple[Observation, ...]]:
        """Return the observations of every line by ``indicator/series``."""
        return {line.key: line.observations for line in self.lines}


@dataclass(frozen=True)
class CheckpointEntry:
    """A checkpoint with its figures in order of time.

    `units` are those beside it today, with their names. `points` says where it lies on the drawing of a frame
    (``area/frame``), in view-box units. `sources` are the editions that its figures are from.
    """

    code: str
    border: str
    kind: str
    names: dict[str, Text]
    units: tuple[tuple[str, Text], ...]
    position: tuple[float, float] | None
    approximate: bool
    position_source: str
    points: dict[str, tuple[int, int]]
    observations: tuple[Observation, ...]
    sources: tuple[Edition, ...]

    @property
    def is_total(self) -> bool:
        """Say whether it stands for several checkpoints, which must not be added to it."""
        return self.kind == "total"

    def value(self, year: int) -> Observation | None:
        """Return the observation of a year that has a value."""
        return next((row for row in self.observations if row.year == year and row.value is not None), None)

    @property
    def latest(self) -> Observation | None:
        """Return the latest observation with a value."""
        return next((row for row in reversed(self.observations) if row.value is not None), None)


@dataclass(frozen=True)
class CrossingsEntry:
    """What is counted at checkpoints, and all checkpoints in the order of the file.

    `grounds` names for the drawing of a frame (``area/frame``) the territories of today that are its background.
    """

    title: Text
    measure: Text
    definition: Text
    notes: Text
    checkpoints: tuple[CheckpointEntry, ...] = ()
    grounds: dict[str, tuple[str, ...]] = field(default_factory=dict)
