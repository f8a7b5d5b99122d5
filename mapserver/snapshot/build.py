"""The build: data folders -> findings -> a new snapshot, published only when nothing is wrong.

Incremental by content: each step is keyed by the hash of everything that it depends on, the code included.
"""

from __future__ import annotations

from concurrent.futures import Future, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from mapserver.catalogue import (
    check_layers,
    indicator_ids,
    read_checkpoints,
    read_land,
    read_sources,
    read_stories,
    read_translations,
)
from mapserver.geometry.adjacency import adjacent_pieces
from mapserver.model import AreaEntry, Catalogue, Finding
from mapserver.snapshot.area_entry import area_entry
from mapserver.snapshot.area_step import AreaGeometry, build_area
from mapserver.snapshot.assembly import Parts, assemble
from mapserver.snapshot.border_step import IndicatorBorders, border_tasks
from mapserver.snapshot.codec import decode, encode
from mapserver.snapshot.collector import collector_resting
from mapserver.snapshot.indicator_step import IndicatorLayers
from mapserver.snapshot.keys import StepKeys
from mapserver.snapshot.people_step import build_people
from mapserver.snapshot.pool import Pool
from mapserver.snapshot.progress import Progress, Silent
from mapserver.snapshot.reader import Snapshot
from mapserver.snapshot.story_step import StoryResult, build_story, facts_of
from mapserver.snapshot.story_values import StoryLayers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from mapserver.snapshot.store import Manifest, Store

T = TypeVar("T", AreaGeometry, IndicatorLayers, IndicatorBorders, StoryResult)


class BuildFailedError(RuntimeError):
    """The data have errors: nothing was published, `findings` says what and where."""

    def __init__(self, findings: list[Finding]) -> None:
        """Keep the findings."""
        errors = sum(finding.severity == "error" for finding in findings)
        super().__init__(f"{errors} error{'' if errors == 1 else 's'} in the data; nothing was published")
        self.findings = findings


@dataclass(frozen=True)
class BuildResult:
    """A published snapshot; `fresh` counts the steps that were worked out, of `steps`."""

    snapshot: str
    findings: tuple[Finding, ...]
    fresh: int
    steps: int


def build(
    data: Path, store: Store, *, jobs: int = 1, force: bool = False, progress: Progress | None = None
) -> BuildResult:
    """Build and publish a snapshot of `data`.

    Raises BuildFailedError when a finding is an error (the published snapshot stays as it was) and StoreError when
    the state directory cannot be written or another build is writing.
    """
    with store.writing(), collector_resting():
        work = _Build(data, store, jobs, force, progress or Silent())
        manifest, findings = work.run()
        identifier = store.publish(manifest)
        store.prune()
    return BuildResult(identifier, tuple(findings), work.fresh, work.steps)


def draft(
    data: Path, store: Store, *, jobs: int = 1, progress: Progress | None = None
) -> tuple[Snapshot, tuple[Finding, ...]]:
    """Build `data` without publishing it; return what would be published, and the findings.

    Raises what `build` raises. What was worked out is remembered for the next build.
    """
    with store.writing(), collector_resting():
        manifest, findings = _Build(data, store, jobs, False, progress or Silent()).run()
    return Snapshot(store, "draft", manifest), tuple(findings)


class _Build:
    """One run: reads the land, then areas, then indicators, then stories, then units."""

    def __init__(self, data: Path, store: Store, jobs: int, force: bool, progress: Progress) -> None:
        self._data, self._store, self._jobs, self._force, self._progress = data, store, jobs, force, progress
        self.fresh = self.steps = 0

    def run(self) -> tuple[Manifest, list[Finding]]:
        catalogue, findings = read_land(self._data)
        catalogue.editions, catalogue.rates, more = read_sources(self._data)
        findings += more + check_layers(self._data)
        catalogue.crossings, more = read_checkpoints(self._data, catalogue)
        findings += more
        catalogue.texts, more = read_translations(self._data)
        findings += more
        catalogue.stories, more = read_stories(self._data, catalogue)
        findings += more
        _stop_on_errors(findings)
        indicators = indicator_ids(self._data)
        self.steps = len(catalogue.areas) + len(indicators) + len(catalogue.stories)
        self._progress.start(self.steps)
        keys = StepKeys(self._data, catalogue)
        with Pool(self._jobs, anew=self._force) as pool:
            areas = self._step(
                {name: keys.area(name) for name in catalogue.areas},
                AreaGeometry,
                lambda name: pool.submit(build_area, catalogue, catalogue.areas[name], self._store),
                keys.area,
            )
            findings += [finding for geometry in areas.values() for finding in geometry.findings]
            _stop_on_errors(findings)
            beside = adjacent_pieces(catalogue.pieces)
            pool.share(self._data, catalogue, areas, beside, self._store)
            keys.share(areas, beside)
            layers = self._step(
                {name: keys.indicator(name) for name in indicators},
                IndicatorLayers,
                pool.submit_indicator,
                keys.indicator,
            )
            findings += [finding for item in layers.values() for finding in item.findings]
            _stop_on_errors(findings)
            listed = [area_entry(catalogue, geometry, layers) for geometry in areas.values()]
            people = build_people(
                catalogue, (key for geometry in areas.values() for key in geometry.areas_km2), layers, self._store
            )
            borders = self._borders(listed, layers, people, keys, pool)
            units = pool.submit_units([item.figures for item in layers.values()])
            stories = self._stories(catalogue, listed, layers, keys)
            findings += [finding for item in stories.values() for finding in item.findings]
            _stop_on_errors(findings)
            held = Parts(catalogue, areas, listed, layers, borders, people, stories, tuple(sorted(set(findings))))
            return assemble(held, units, self._store), list(held.findings)

    def _borders(
        self, listed: list[AreaEntry], layers: Mapping[str, IndicatorLayers], people: str, keys: StepKeys, pool: Pool
    ) -> dict[str, IndicatorBorders]:
        """Work out what the borders divide, indicator by indicator; it is remembered apart from the layers, which do
        not change with the population that weights the sides."""
        tasks = border_tasks(listed, layers, people, self._store)
        return self._step(
            {name: keys.borders(task) for name, task in tasks.items()},
            IndicatorBorders,
            lambda name: pool.submit_borders(tasks[name]),
            lambda name: keys.borders(tasks[name]),
            Silent(),
        )

    def _stories(
        self,
        catalogue: Catalogue,
        listed: list[AreaEntry],
        layers: Mapping[str, IndicatorLayers],
        keys: StepKeys,
    ) -> dict[str, StoryResult]:
        """Look up the stories here: they read the layers of many indicators and take no time."""
        held = StoryLayers(listed, layers, self._store)

        def key_of(slug: str) -> str:
            return keys.story(slug, facts_of(catalogue.stories[slug], held))

        with Pool(1) as pool:
            return self._step(
                {slug: key_of(slug) for slug in catalogue.stories},
                StoryResult,
                lambda slug: pool.submit(build_story, catalogue.stories[slug], held, self._store),
                key_of,
            )

    def _step(
        self,
        keys: Mapping[str, str],
        kind: type[T],
        work: Callable[[str], Future[T]],
        key_of: Callable[[str], str],
        progress: Progress | None = None,
    ) -> dict[str, T]:
        """Return each step's result, remembered where its key was met before and its objects are still there.

        With a `progress` of its own the steps are told to that, and are not among those of the build.
        `key_of` works a key out anew: what read a file that was saved meanwhile is not remembered under the old key.
        """
        told = progress or self._progress
        results: dict[str, T] = {}
        waiting: dict[Future[T], str] = {}
        for name, key in keys.items():
            known = None if self._force else self._store.remembered(key)
            result = _decoded(known, kind) if known else None
            if result is not None and self._store.holds(result.objects):
                results[name] = result
                told.done(name, fresh=False)
                continue
            future = work(name)
            if future.done():
                results[name] = self._finish(name, key, future.result(), key_of, told)
            else:
                waiting[future] = name
        for future in as_completed(waiting):
            name = waiting[future]
            results[name] = self._finish(name, keys[name], future.result(), key_of, told)
        return {name: results[name] for name in keys}

    def _finish(self, name: str, key: str, result: T, key_of: Callable[[str], str], told: Progress) -> T:
        """Remember what a step gave, so that a build that is broken off later need not work it out again."""
        self.fresh += told is self._progress
        sound = result.objects and not any(finding.severity == "error" for finding in result.findings)
        if sound and key_of(name) == key:
            self._store.remember(key, encode(result))
        told.done(name, fresh=True)
        return result


def _decoded(data: bytes, kind: type[T]) -> T | None:
    """Return what a step gave; None where another version of the program wrote it."""
    try:
        return decode(data, kind)
    except ValueError:
        return None


def _stop_on_errors(findings: list[Finding]) -> None:
    if any(finding.severity == "error" for finding in findings):
        raise BuildFailedError(sorted(set(findings)))
