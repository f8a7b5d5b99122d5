"""The steps of a build in child processes: what they all need travels to a child once."""

from __future__ import annotations

from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mapserver.model import Catalogue
from mapserver.snapshot.area_step import AreaGeometry
from mapserver.snapshot.border_step import BorderTask, BorderWorker, IndicatorBorders
from mapserver.snapshot.figures_source import Figures
from mapserver.snapshot.indicator_step import IndicatorLayers, build_indicator
from mapserver.snapshot.profile import District, districts_of
from mapserver.snapshot.store import Store
from mapserver.snapshot.unit_step import StoredUnits, build_units

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

Beside = dict[str, frozenset[str]]
Shared = tuple[Path, Catalogue, dict[str, AreaGeometry], Beside, Store, bool]


class Pool:
    """Steps in child processes, or in this one where `jobs` is 1. The catalogue travels to a child once."""

    def __init__(self, jobs: int, *, anew: bool = False) -> None:
        """Work in `jobs` processes; with `anew` they use nothing of what was worked out before."""
        self._jobs, self._anew = jobs, anew
        self._executor: ProcessPoolExecutor | None = None
        self._shared: Shared | None = None

    def __enter__(self) -> Pool:
        """Start children when they are needed."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the children; what waits is given up."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)

    def submit(self, work: Callable[..., T], *arguments: object) -> Future[T]:
        """Have a function called with these arguments."""
        if self._jobs > 1:
            self._executor = self._executor or ProcessPoolExecutor(self._jobs)
            return self._executor.submit(work, *arguments)
        future: Future[T] = Future()
        future.set_result(work(*arguments))
        return future

    def share(
        self, data: Path, catalogue: Catalogue, areas: dict[str, AreaGeometry], beside: Beside, store: Store
    ) -> None:
        """Start afresh with children that hold what every indicator needs."""
        if self._executor is not None:
            self._executor.shutdown()
            self._executor = None
        self._shared = (data, catalogue, areas, beside, store, self._anew)
        _Worker.start(*self._shared)

    def submit_indicator(self, name: str) -> Future[IndicatorLayers]:
        """Have an indicator built from what was shared."""
        self._start_sharing()
        return self.submit(_Worker.indicator, name)

    def submit_borders(self, task: BorderTask) -> Future[IndicatorBorders]:
        """Have worked out what the borders divide in an indicator, from what was shared and stored."""
        self._start_sharing()
        return self.submit(_Worker.at_borders, task)

    def submit_units(self, figures: list[str]) -> Future[StoredUnits]:
        """Have all units gathered from what was shared and the stored figures of these names."""
        self._start_sharing()
        return self.submit(_Worker.units, figures)

    def _start_sharing(self) -> None:
        if self._jobs > 1 and self._executor is None and self._shared is not None:
            self._executor = ProcessPoolExecutor(self._jobs, initializer=_Worker.start, initargs=self._shared)


class _Worker:
    """What a process that builds indicators holds."""

    _figures: Figures
    _catalogue: Catalogue
    _areas: dict[str, AreaGeometry]
    _beside: Beside
    _districts: dict[str, District]
    _store: Store
    _borders: BorderWorker

    @classmethod
    def start(
        cls, data: Path, catalogue: Catalogue, areas: dict[str, AreaGeometry], beside: Beside, store: Store, anew: bool
    ) -> None:
        cls._figures, cls._catalogue, cls._areas = Figures(data, catalogue), catalogue, areas
        cls._beside, cls._store, cls._districts = beside, store, districts_of(catalogue)
        cls._borders = BorderWorker(store, anew=anew)

    @classmethod
    def indicator(cls, name: str) -> IndicatorLayers:
        return build_indicator(name, cls._catalogue, cls._figures, cls._areas, cls._beside, cls._districts, cls._store)

    @classmethod
    def at_borders(cls, task: BorderTask) -> IndicatorBorders:
        return cls._borders.build(task)

    @classmethod
    def units(cls, figures: list[str]) -> StoredUnits:
        return build_units(cls._catalogue, cls._areas, figures, cls._store)
