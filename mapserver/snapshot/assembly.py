"""A snapshot put together from what the steps of a build gave: what needs all areas and indicators at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapserver.model import AreaEntry, Catalogue, Finding
from mapserver.snapshot.area_entry import languages_named
from mapserver.snapshot.area_step import AreaGeometry
from mapserver.snapshot.border_step import IndicatorBorders, border_records
from mapserver.snapshot.checkpoint_step import gather_crossings
from mapserver.snapshot.codec import encode
from mapserver.snapshot.indicator_step import IndicatorLayers
from mapserver.snapshot.opening_step import build_opening
from mapserver.snapshot.profile import districts_of
from mapserver.snapshot.search_step import build_search
from mapserver.snapshot.similarity_step import build_similarity
from mapserver.snapshot.store import Manifest
from mapserver.snapshot.story_step import StoryResult

if TYPE_CHECKING:
    from concurrent.futures import Future

    from mapserver.snapshot.store import Store
    from mapserver.snapshot.unit_step import StoredUnits


@dataclass(frozen=True)
class Parts:
    """What the steps gave, by area, indicator and story; `people` names the stored inhabitants."""

    catalogue: Catalogue
    areas: Mapping[str, AreaGeometry]
    listed: list[AreaEntry]
    layers: Mapping[str, IndicatorLayers]
    borders: Mapping[str, IndicatorBorders]
    people: str
    stories: Mapping[str, StoryResult]
    findings: tuple[Finding, ...]


def assemble(parts: Parts, units: Future[StoredUnits], store: Store) -> Manifest:
    """Store what is of all areas and indicators, and list all objects; the units are worked out meanwhile."""
    catalogue, areas, layers = parts.catalogue, parts.areas, parts.layers
    entries, opening = build_opening(parts.listed, layers, store)
    crossings = gather_crossings(catalogue, areas, store)
    drawn = [names for geometry in areas.values() for names in geometry.topologies.values()]
    public = {name for names in drawn for name in names.values()}
    public |= {values for item in layers.values() for levels in item.layers.values() for _, values in levels.values()}
    similarity = build_similarity(
        parts.listed,
        [item.profile for item in layers.values() if item.profile is not None],
        districts_of(catalogue).values(),
        store,
    )
    search = build_search(catalogue, areas, entries, crossings)
    records = border_records(parts.listed, parts.borders)
    return Manifest(
        areas=store.put(encode(entries), "areas.json"),
        coverages={name: geometry.coverages for name, geometry in areas.items()},
        drawings={name: geometry.drawings for name, geometry in areas.items()},
        figures={name: item.figures for name, item in layers.items()},
        layers={
            area: {name: item.layers[area] for name, item in layers.items() if area in item.layers} for area in areas
        },
        findings=store.put(encode(parts.findings), "findings.json"),
        languages=languages_named(catalogue, entries),
        public=tuple(sorted(public)),
        crossings=store.put(encode(crossings), "crossings.json") if crossings else "",
        texts=store.put(encode(catalogue.texts), "texts.json") if catalogue.texts else "",
        opening=store.put(encode(opening), "opening.json"),
        search=store.put(encode(search), "search.json"),
        similarity=similarity,
        stories={slug: item.objects[0] for slug, item in parts.stories.items()},
        people=parts.people,
        denominators={
            area: {name: item.denominators[area] for name, item in layers.items() if area in item.denominators}
            for area in areas
        },
        borders={record.border: store.put(encode(record), "border.json") for record in records},
        gaps={name: item.objects[0] for name, item in parts.borders.items()},
        units=units.result().units,
        register=units.result().register,
    )
