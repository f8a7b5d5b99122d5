"""The step of a build that works out what the borders divide in an indicator, from the layers that were stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from mapserver.model import Finding, Layer
from mapserver.model.border_figures import BorderGaps, BorderIndicator, BorderRecord, PairShare
from mapserver.snapshot.codec import decode, encode
from mapserver.snapshot.series_figures import IndicatorFigures
from mapserver.snapshot.side_weights import POPULATION, SideWeights
from mapserver.statistics.border_gaps import border_gaps
from mapserver.statistics.border_sides import border_indicator

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mapserver.model import AreaEntry, Territory
    from mapserver.snapshot.indicator_step import IndicatorLayers
    from mapserver.snapshot.store import Store

FINEST = "finest"


class BorderTask(NamedTuple):
    """What the step needs of an indicator: `layers` has by area the stored layer and the borders at home there,
    `beside` by area the stored shared lines, `figures` by indicator the stored figures that give weights."""

    indicator: str
    layers: dict[str, tuple[str, tuple[str, ...]]]
    beside: dict[str, str]
    figures: dict[str, str]


@dataclass(frozen=True)
class IndicatorBorders:
    """What the step gives: its stored gaps by border, and by border what the list of the border has of it."""

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
    areas: Sequence[AreaEntry],
    layers: Mapping[str, IndicatorLayers],
    parts: Mapping[str, Iterable[str]],
    store: Store,
) -> dict[str, BorderTask]:
    """Return a task for each indicator that is drawn at a border; `parts` are by indicator those it is made of."""
    at_home = homes(areas)
    beside = {area.id: store.put(encode(area.touching), "beside.json") for area in areas if area.id in at_home}
    tasks = {}
    for name, item in layers.items():
        drawn = {
            area: (item.layers[area][FINEST][0], borders) for area, borders in at_home.items() if area in item.layers
        }
        if drawn:
            named = sorted({POPULATION, *parts[name]})
            figures = {part: layers[part].figures for part in named if part in layers and layers[part].figures}
            tasks[name] = BorderTask(name, drawn, {area: beside[area] for area in drawn}, figures)
    return tasks


class BorderWorker:
    """A process that works the step out; what it read for one indicator it keeps for the next."""

    def __init__(self, territories: Mapping[str, Territory], store: Store) -> None:
        """Read from `store`."""
        self._territories, self._store = territories, store
        self._beside: dict[str, dict[str, dict[str, float]]] = {}
        self._figures: dict[str, IndicatorFigures] = {}

    def build(self, task: BorderTask) -> IndicatorBorders:
        """Return what the borders divide in an indicator, and store its gaps."""
        weights = SideWeights(self._territories, lambda name: self._read_figures(task.figures.get(name, "")))
        rows: dict[str, BorderIndicator] = {}
        gaps: dict[str, BorderGaps] = {}
        for area, (name, borders) in task.layers.items():
            layer = decode(self._store.get(name), Layer)
            beside = self._read_beside(task.beside[area])
            for border in borders:
                row = border_indicator(layer, border, beside, weights.of(layer))
                if row is not None:
                    gaps[border] = border_gaps(layer, border, beside)
                    rows[border] = with_latest(layer, row, gaps[border])
        return IndicatorBorders((self._store.put(encode(gaps), "gaps.json"),), rows)

    def _read_figures(self, name: str) -> IndicatorFigures | None:
        if name and name not in self._figures:
            self._figures[name] = decode(self._store.get(name), IndicatorFigures)
        return self._figures.get(name)

    def _read_beside(self, name: str) -> dict[str, dict[str, float]]:
        if name not in self._beside:
            found: dict[str, dict[str, float]] = {}
            for one, other, km in decode(self._store.get(name), tuple[tuple[str, str, float], ...]):
                found.setdefault(one, {})[other] = km
                found.setdefault(other, {})[one] = km
            self._beside[name] = found
        return self._beside[name]


def border_records(areas: Sequence[AreaEntry], made: Mapping[str, IndicatorBorders]) -> tuple[BorderRecord, ...]:
    """Return the record of every border: its indicators in the order of the build."""
    return tuple(
        BorderRecord(border, area, tuple(item.rows[border] for item in made.values() if border in item.rows))
        for area, borders in homes(areas).items()
        for border in borders
    )


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
