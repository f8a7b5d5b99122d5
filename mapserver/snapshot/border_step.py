"""The step of a build that works out what the borders divide in an indicator, from the layers that were stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from mapserver.model import Finding, Layer
from mapserver.model.border_figures import BorderGaps, BorderIndicator, BorderRecord, PairShare
from mapserver.model.context import Denominators
from mapserver.model.entry import beside_of
from mapserver.snapshot.codec import decode, encode
from mapserver.snapshot.drawn_borders import DrawnBorders
from mapserver.statistics.border_gaps import border_gaps
from mapserver.statistics.border_sides import border_indicator
from mapserver.statistics.false_discovery import adjusted
from mapserver.statistics.surroundings import Surroundings, Weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mapserver.model import AreaEntry
    from mapserver.snapshot.indicator_step import IndicatorLayers
    from mapserver.snapshot.store import Store

FINEST = "finest"


class BorderTask(NamedTuple):
    """What the step needs of an indicator: `layers` has by area the stored layer and the borders at home there,
    `lands` by area the stored shared lines and areas in km², `denominators` by area what its ratios are counted by,
    where that is known, `people` names the stored inhabitants, empty where nobody counts them."""

    indicator: str
    layers: dict[str, tuple[str, tuple[str, ...]]]
    lands: dict[str, str]
    denominators: dict[str, str]
    people: str


class BorderLand(NamedTuple):
    """What is stored of the land of an area: the territories that share a line, with its km, and the km² of each."""

    touching: tuple[tuple[str, str, float], ...]
    km2: dict[str, float]


@dataclass(frozen=True)
class IndicatorBorders:
    """What the step gives: its stored gaps by border with the random borders they were tested by, and by border what
    the list of the border has of it."""

    objects: tuple[str, ...]
    rows: dict[str, BorderIndicator]
    findings: tuple[Finding, ...] = ()


def homes(areas: Iterable[AreaEntry]) -> dict[str, tuple[str, ...]]:
    """Return by area the borders that are at home in it: of several areas the first, one of a single frame before."""
    found: dict[str, str] = {}
    for area in sorted(areas, key=lambda item: len(item.frames) > 1):
        for border in area.borders:
            found.setdefault(border.id, area.id)
    return {area: tuple(sorted(name for name, home in found.items() if home == area)) for area in found.values()}


def border_tasks(
    areas: Sequence[AreaEntry], layers: Mapping[str, IndicatorLayers], people: str, store: Store
) -> dict[str, BorderTask]:
    """Return a task for each indicator that is drawn at a border; `people` names the stored inhabitants."""
    at_home = homes(areas)
    lands = {
        area.id: store.put(encode(BorderLand(area.touching, area.km2)), "land.json")
        for area in areas
        if area.id in at_home
    }
    tasks = {}
    for name, item in layers.items():
        drawn = {
            area: (item.layers[area][FINEST][0], borders) for area, borders in at_home.items() if area in item.layers
        }
        if drawn:
            counted = {
                area: levels[FINEST] for area, levels in item.denominators.items() if area in drawn and FINEST in levels
            }
            tasks[name] = BorderTask(name, drawn, {area: lands[area] for area in drawn}, counted, people)
    return tasks


class BorderWorker:
    """A process that works the step out; the land and the inhabitants that it read for one indicator it keeps for the
    next: there is one of each area, and one of all."""

    def __init__(self, store: Store, *, anew: bool = False) -> None:
        """Read from `store`; with `anew` also random borders are drawn anew."""
        self._store, self._drawn = store, DrawnBorders(store, anew=anew)
        self._lands: dict[str, tuple[dict[str, dict[str, float]], dict[str, float]]] = {}
        self._people: dict[str, dict[str, dict[str, float]]] = {}

    def build(self, task: BorderTask) -> IndicatorBorders:
        """Return what the borders divide in an indicator, and store its gaps."""
        rows: dict[str, BorderIndicator] = {}
        gaps: dict[str, BorderGaps] = {}
        for area, (name, borders) in task.layers.items():
            layer = decode(self._store.get(name), Layer)
            beside, km2 = self._read_land(task.lands[area])
            counted = task.denominators.get(area)
            denominators = decode(self._store.get(counted), Denominators) if counted else Denominators()
            weights = Weights(layer, Surroundings(beside, {}, self._read_people(task.people), km2, denominators))
            for border in borders:
                row = border_indicator(layer, border, beside, weights)
                if row is not None:
                    gaps[border] = border_gaps(layer, border, beside, self._drawn.of)
                    rows[border] = with_latest(layer, row, gaps[border])
        return IndicatorBorders((self._store.put(encode(gaps), "gaps.json"), *self._drawn.used()), rows)

    def _read_people(self, name: str) -> dict[str, dict[str, float]]:
        if name and name not in self._people:
            self._people[name] = decode(self._store.get(name), dict[str, dict[str, float]])
        return self._people.get(name, {})

    def _read_land(self, name: str) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
        if name not in self._lands:
            land = decode(self._store.get(name), BorderLand)
            self._lands[name] = beside_of(land.touching), land.km2
        return self._lands[name]


def border_records(areas: Sequence[AreaEntry], made: Mapping[str, IndicatorBorders]) -> tuple[BorderRecord, ...]:
    """Return the record of every border: its indicators in the order of the build, their tests adjusted for all tests
    of the build."""
    held = [
        (border, area, tuple(item.rows[border] for item in made.values() if border in item.rows))
        for area, borders in homes(areas).items()
        for border in borders
    ]
    tested = [row.effect for _, _, rows in held for row in rows if row.effect]
    values = iter(adjusted([effect.p for effect in tested if effect.p is not None]))
    count = sum(effect.p is not None for effect in tested)

    def told(row: BorderIndicator) -> BorderIndicator:
        if row.effect is None or row.effect.p is None:
            return row
        return replace(row, effect=row.effect._replace(adjusted=next(values), tests=count))

    return tuple(BorderRecord(border, area, tuple(told(row) for row in rows)) for border, area, rows in held)


def with_latest(layer: Layer, row: BorderIndicator, gaps: BorderGaps) -> BorderIndicator:
    """Add the effect and the places of the pairs among gaps at home in the latest year with both sides."""
    latest = row.latest
    held = gaps.year(latest.year) if latest else None
    if held is None:
        return row
    pairs = tuple(
        PairShare(layer.places[pair.a].code, layer.places[pair.b].code, pair.share)
        for pair in held.pairs
        if pair.share is not None
    )
    return replace(row, effect=held.effect, pairs=pairs)
