"""A published snapshot as readers see it: immutable, decoded when asked for and then kept."""

from __future__ import annotations

import json
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

import shapely
from pyproj import CRS

from mapserver.geometry.projection import WGS84, unproject
from mapserver.geometry.segments import shared_line
from mapserver.model import (
    EQUAL_AREA,
    AreaEntry,
    CrossingsEntry,
    Drawing,
    Finding,
    Layer,
    Opening,
    Register,
    SearchIndex,
    StoryEntry,
    Text,
    UnitEntry,
)
from mapserver.model.border_figures import BorderGaps, BorderRecord
from mapserver.model.context import Denominators
from mapserver.model.similarity import Similarity
from mapserver.snapshot.area_step import StoredCoverage
from mapserver.snapshot.codec import decode
from mapserver.snapshot.finder import Finder
from mapserver.snapshot.objects import StoreError
from mapserver.snapshot.revisions import Revision, last_revision
from mapserver.snapshot.series_figures import IndicatorFigures
from mapserver.snapshot.skeleton import RULES
from mapserver.snapshot.summable import Summable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from mapserver.snapshot.store import Manifest, Store

T = TypeVar("T")

#: Layers kept in memory by a process: about 1 MB each.
KEPT_LAYERS = 64
#: Earlier snapshots kept open by a process: each holds tables of tens of megabytes.
KEPT_EDITIONS = 2
#: Indicators whose figures a process keeps: a few MB each.
KEPT_FIGURES = 16
#: Units whose figures a process keeps, up to 1 MB each: those that are compared are asked for again and again.
KEPT_UNITS = 64


class Snapshot:
    """One snapshot of a store. All methods raise KeyError for names that the snapshot does not have."""

    def __init__(self, store: Store, identifier: str, manifest: Manifest | None = None) -> None:
        """Open the snapshot, or a draft by its manifest; raises StoreError when it is missing or was changed."""
        self.id = identifier
        self._store = store
        self._manifest: Manifest = manifest or store.manifest(identifier)
        self._texts: dict[str, Text] = {}
        texts = self._read(self._manifest.texts, dict[str, Text]) if self._manifest.texts else {}
        self._texts = {english: Text({**others, "en": english}) for english, others in texts.items()}
        self.languages: tuple[str, ...] = self._manifest.languages
        self.areas: tuple[AreaEntry, ...] = self._read(self._manifest.areas, tuple[AreaEntry, ...])
        self._area = {area.id: area for area in self.areas}
        self._units: dict[str, tuple[int, int]] = self._read(self._manifest.units[0], dict[str, tuple[int, int]])
        self.units: frozenset[str] = frozenset(self._units)
        self._layer = lru_cache(maxsize=KEPT_LAYERS)(self._read_layer)
        self._drawings = lru_cache(maxsize=None)(self._read_drawings)
        self._denominators = lru_cache(maxsize=KEPT_LAYERS)(self._read_denominators)
        self._revision = lru_cache(maxsize=None)(partial(last_revision, store, identifier))
        self._figures = lru_cache(maxsize=KEPT_FIGURES)(self._read_figures)
        self._border = lru_cache(maxsize=None)(self._read_border)
        self._gaps = lru_cache(maxsize=KEPT_FIGURES)(self._read_gaps)
        self._unit = lru_cache(maxsize=KEPT_UNITS)(self._read_unit)

    def area(self, area: str) -> AreaEntry:
        """Return an area's entry."""
        return self._area[area]

    def layer(self, area: str, indicator: str, level: str = "finest") -> Layer:
        """Return a layer at a level (``finest`` or ``nuts2``)."""
        return self._layer(area, indicator, level)

    def denominators(self, area: str, indicator: str, level: str = "finest") -> Denominators:
        """Return what the ratios of a layer are counted by; nothing where its source does not say."""
        return self._denominators(area, indicator, level)

    def revision(self, area: str, indicator: str, level: str = "finest") -> Revision | None:
        """Return the last time that published figures of a layer were changed, None where they never were."""
        return self._revision(area, indicator, level)

    def codes(self, area: str, indicator: str, level: str = "finest") -> frozenset[str]:
        """Return the codes of all units of a layer, which is read for it and not kept."""
        return frozenset(place.code for place in self._read_layer(area, indicator, level).places)

    def drawings(self, area: str, projection: str = EQUAL_AREA) -> tuple[Drawing, ...]:
        """Return the drawings of an area in a projection (``equal-area`` or ``mercator``), one a frame."""
        return self._drawings(area, projection)

    def topologies(self, area: str, projection: str = EQUAL_AREA) -> dict[str, Any]:
        """Return the drawn topology of each frame of an area in a projection, as the client reads it."""
        names = self.area(area).topologies[projection]
        return {frame: json.loads(self.file(name) or b"{}") for frame, name in names.items()}

    def territory_shapes(self, area: str) -> tuple[dict[str, BaseGeometry], CRS]:
        """Return every territory's polygons at full detail by key, and their CRS.

        In metres of the frame's equal-area projection; in degrees (EPSG:4326) where an area has several frames.
        """
        stored = [self._read(name, StoredCoverage) for name in self._manifest.coverages[area]]
        shapes: dict[str, BaseGeometry] = {}
        for coverage in stored:
            pieces = {name: shapely.from_wkb(data) for name, data in coverage.pieces.items()}
            unions = [
                shapely.coverage_union_all([pieces[name] for name in sorted(members)])
                for members in coverage.territories.values()
            ]
            if len(stored) > 1:
                unions = list(unproject(unions, CRS.from_user_input(coverage.crs)))
            shapes.update(zip(coverage.territories, unions, strict=True))
        return shapes, CRS.from_user_input(stored[0].crs) if len(stored) == 1 else WGS84

    def shared_lines(self, area: str, pairs: Sequence[tuple[str, str]]) -> list[BaseGeometry]:
        """Return the lines that pairs of territories (keys) share at full detail, in degrees (EPSG:4326)."""
        wanted = {key for pair in pairs for key in pair}
        found: dict[tuple[str, str], BaseGeometry] = {}
        for name in self._manifest.coverages[area]:
            coverage = self._read(name, StoredCoverage)
            unions = {
                key: shapely.coverage_union_all([shapely.from_wkb(coverage.pieces[name]) for name in sorted(members)])
                for key, members in coverage.territories.items()
                if key in wanted
            }
            held = [pair for pair in pairs if pair[0] in unions and pair[1] in unions and pair not in found]
            lines = [shared_line(unions[one], unions[other]) for one, other in held]
            if lines:
                found.update(zip(held, unproject(lines, CRS.from_user_input(coverage.crs)), strict=True))
        return [found.get(pair, shapely.MultiLineString()) for pair in pairs]

    def unit(self, code: str) -> UnitEntry:
        """Return everything about a unit."""
        return self._unit(code)

    def summable(self, code: str) -> UnitEntry:
        """Return a unit with those figures that can be put together with those of others: the rest takes longer."""
        return self._summable.unit(code)

    def _read_unit(self, code: str) -> UnitEntry:
        return decode(self._stored_unit(code), UnitEntry, self._texts)

    def _stored_unit(self, code: str) -> bytes:
        start, size = self._units[code]
        with self._store.path(self._manifest.units[1]).open("rb") as pack:
            pack.seek(start)
            return pack.read(size)

    @cached_property
    def _summable(self) -> Summable:
        return Summable(self._stored_unit, self.register, self._texts)

    @cached_property
    def people(self) -> dict[str, dict[str, float]]:
        """Return the inhabitants of territories by key and year (as text), where they are counted."""
        return self._read(self._manifest.people, dict[str, dict[str, float]]) if self._manifest.people else {}

    @cached_property
    def crossings(self) -> CrossingsEntry:
        """Return the checkpoints with their figures; without any where the data have none."""
        if not self._manifest.crossings:
            return CrossingsEntry(Text(), Text(), Text(), Text())
        return self._read(self._manifest.crossings, CrossingsEntry)

    @cached_property
    def opening(self) -> Opening:
        """Return what the first page opens with; nothing where there is none."""
        return self._read(self._manifest.opening, Opening) if self._manifest.opening else Opening()

    @cached_property
    def register(self) -> Register:
        """Return all units, indicators and series without their figures."""
        return self._read(self._manifest.register, Register) if self._manifest.register else Register()

    @cached_property
    def similarity(self) -> Similarity:
        """Return the profiles of districts and their twins; none where the build made none."""
        return self._read(self._manifest.similarity, Similarity) if self._manifest.similarity else Similarity()

    def figures(self, indicator: str) -> IndicatorFigures:
        """Return all figures of an indicator: every series, unit and vintage, also what no map draws."""
        return self._figures(indicator)

    def border(self, border: str) -> BorderRecord:
        """Return what a border divides: all indicators that a side of it has figures of."""
        return self._border(border)

    def border_gaps(self, border: str, indicator: str) -> BorderGaps:
        """Return the gaps of an indicator at a border, year by year."""
        return self._gaps(indicator)[border]

    @cached_property
    def stories(self) -> tuple[StoryEntry, ...]:
        """Return the stories, the newest first; of one day in the order of their names."""
        found = [self._read(name, StoryEntry) for name in self._manifest.stories.values()]
        return tuple(sorted(sorted(found, key=lambda item: item.slug), key=lambda item: item.date, reverse=True))

    @cached_property
    def finder(self) -> Finder:
        """Return what searches the names of units, indicators, areas, borders and checkpoints."""
        name = self._manifest.search
        return Finder(self._read(name, SearchIndex) if name else SearchIndex(RULES))

    def file(self, name: str, *, packed: bool = False) -> bytes | None:
        """Return a public file (``<sha256>.<ext>``), or None; `packed` gives its gzip form.

        Files of other snapshots that are kept are found too: a page that is a minute old still gets its map.
        """
        if not self._store.is_public(name):
            return None
        return self._store.get(name + ".gz" if packed else name)

    def findings(self) -> tuple[Finding, ...]:
        """Return what the build found: warnings and notes, never errors."""
        return self._read(self._manifest.findings, tuple[Finding, ...])

    def _read(self, name: str, kind: type[T]) -> T:
        try:
            return decode(self._store.get(name), kind, self._texts)
        except ValueError as error:
            raise StoreError(f"{name} was made by another version of the program ({error}); build again") from error

    def _read_layer(self, area: str, indicator: str, level: str) -> Layer:
        return self._read(self._manifest.layers[area][indicator][level][0], Layer)

    def _read_denominators(self, area: str, indicator: str, level: str) -> Denominators:
        name = self._manifest.denominators.get(area, {}).get(indicator, {}).get(level, "")
        return self._read(name, Denominators) if name else Denominators()

    def _read_figures(self, indicator: str) -> IndicatorFigures:
        return self._read(self._manifest.figures[indicator], IndicatorFigures)

    def _read_border(self, border: str) -> BorderRecord:
        return self._read(self._manifest.borders[border], BorderRecord)

    def _read_gaps(self, indicator: str) -> dict[str, BorderGaps]:
        return self._read(self._manifest.gaps[indicator], dict[str, BorderGaps])

    def _read_drawings(self, area: str, projection: str) -> tuple[Drawing, ...]:
        return tuple(self._read(name, Drawing) for name in self._manifest.drawings[area][projection])


class Published:
    """The published snapshot of a store, opened anew when the pointer has moved."""

    def __init__(self, store: Store) -> None:
        """Follow the pointer of `store`."""
        self._store = store
        self._open: Snapshot | None = None
        self._edition = lru_cache(maxsize=KEPT_EDITIONS)(lambda identifier: Snapshot(store, identifier))

    def current(self) -> Snapshot | None:
        """Return the published snapshot, or None when nothing was published yet.

        Raises StoreError when the pointer names a snapshot that cannot be opened and none was open before.
        """
        identifier = self._store.pointer()
        if identifier is None:
            return None
        if self._open is None or self._open.id != identifier:
            try:
                self._open = Snapshot(self._store, identifier)
            except StoreError:
                if self._open is None:
                    raise
        return self._open

    def edition(self, identifier: str) -> Snapshot | None:
        """Return a snapshot that is kept, published or not, None where there is none of that name.

        Raises StoreError when it cannot be opened.
        """
        current = self.current()
        if current is not None and current.id == identifier:
            return current
        return self._edition(identifier) if identifier in self._store.snapshots() else None
