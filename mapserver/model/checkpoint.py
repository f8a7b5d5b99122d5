"""Checkpoints: where a border is crossed, and how many persons cross there. Knows no file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mapserver.model.figures import Observation, Series
from mapserver.model.text import Text

CheckpointKind = Literal["road", "rail", "road_rail", "foot_bicycle", "total"]


@dataclass(frozen=True)
class Checkpoint:
    """A place where a border is crossed, or (`kind` is ``total``) a published total of several.

    `names` are those that either country gives it, by country. `units` lie beside it. `position` is longitude and
    latitude (EPSG:4326), None where no source gives one, `approximate` where it is that of the nearest place.
    """

    code: str
    border: str
    kind: CheckpointKind
    units: tuple[str, ...]
    names: dict[str, Text]
    position: tuple[float, float] | None = None
    approximate: bool = False
    position_source: str = ""


@dataclass(frozen=True)
class Crossings:
    """What is counted at checkpoints, with the figures; `unit` of an observation is the code of a checkpoint."""

    title: Text
    measure: Text
    definition: Text
    notes: Text
    series: Series
    checkpoints: tuple[Checkpoint, ...]
    observations: tuple[Observation, ...]
