"""The step of a build that makes an area's geometry: coverage, core, segments, drawings, topologies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import CRS
from shapely.geometry import MultiPolygon

from mapserver.geometry.core import core_keys, core_pieces
from mapserver.geometry.coverage import Coverage, CoverageError, build_coverage
from mapserver.geometry.draw import draw, land_on, simplified_land
from mapserver.geometry.projection import equal_area_crs
from mapserver.geometry.segments import segments
from mapserver.geometry.sheet import make_sheet
from mapserver.geometry.topojson import encode_topology
from mapserver.geometry.topology import Topology, build_topology
from mapserver.model import Area, Catalogue, Drawing, Finding, Frame, Segment, Territory
from mapserver.snapshot.codec import encode
from mapserver.snapshot.pair_check import check_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from mapserver.model.catalogue import Polygons
    from mapserver.snapshot.store import Store


@dataclass(frozen=True)
class StoredCoverage:
    """A frame's coverage at full detail: `crs` as PROJ text, `pieces` as WKB in metres, `territories` by key."""

    crs: str
    pieces: dict[str, bytes]
    territories: dict[str, frozenset[str]]


@dataclass(frozen=True)
class AreaGeometry:
    """What the step gives: names of stored objects, and what later steps need.

    `neighbours` are the segments between the newest territories, at the finest level and at each country's next
    coarser one; `areas_km2` the area of every territory in the coverage.
    """

    objects: tuple[str, ...]
    area: str
    drawings: tuple[str, ...]
    topologies: dict[str, str]
    coverages: tuple[str, ...]
    core: frozenset[str]
    segments: tuple[Segment, ...]
    coarse: tuple[Segment, ...]
    areas_km2: dict[str, float]
    findings: tuple[Finding, ...]


def shape(polygons: Polygons) -> BaseGeometry:
    """Turn the catalogue's coordinates into a shapely geometry."""
    return MultiPolygon([(rings[0], rings[1:]) for rings in polygons])


def build_area(catalogue: Catalogue, area: Area, store: Store) -> AreaGeometry:
    """Make and store the geometry of an area; what is wrong with it comes back as findings."""
    made = [_Frame(catalogue, *_part(catalogue, area, frame), area) for frame in area.frames]
    drawings, coverages, topologies, findings = [], [], {}, []
    core: set[str] = set()
    fine: list[Segment] = []
    coarse: list[Segment] = []
    areas: dict[str, float] = {}
    for item in made:
        findings += item.findings
        if item.drawing is None or item.stored is None:
            continue
        coverages.append(store.put(encode(item.stored), "coverage.json"))
        drawings.append(store.put(encode(item.drawing), "drawing.json"))
        topologies[item.frame.id] = store.put(encode(item.topojson), "json", public=True)
        core |= item.core
        fine += item.fine
        coarse += item.coarse
        areas |= item.areas
    objects = (*drawings, *topologies.values(), *coverages)
    return AreaGeometry(
        objects,
        area.id,
        tuple(drawings),
        topologies,
        tuple(coverages),
        frozenset(core),
        tuple(fine),
        tuple(coarse),
        areas,
        tuple(findings),
    )


def _part(catalogue: Catalogue, area: Area, frame: Frame) -> tuple[Area, Frame]:
    """Return the area whose core a frame draws, and the frame; what it leaves open it takes from that area's own
    frame."""
    if not frame.area:
        return area, frame
    shown = catalogue.areas[frame.area]
    own = shown.frames[0]
    extent, crs = frame.extent or own.extent, frame.crs or own.crs
    return shown, replace(frame, extent=extent, crs=crs, margin=own.margin)


class _Frame:
    """One frame: the coverage of the area that it shows, its drawing and its topology."""

    def __init__(self, catalogue: Catalogue, area: Area, frame: Frame, owner: Area) -> None:
        self.frame = frame
        self.drawing: Drawing | None = None
        self.stored: StoredCoverage | None = None
        self._catalogue, self._area, self._file = catalogue, area, f"boundaries/areas/{area.id}.toml"
        self.findings: list[Finding] = []
        self.fine: list[Segment] = []
        self.coarse: list[Segment] = []
        self.core: frozenset[str] = frozenset()
        self.areas: dict[str, float] = {}
        pieces = {name: shape(item) for country in area.countries for name, item in catalogue.pieces[country].items()}
        territories = [
            item for item in catalogue.territories.values() if item.country in area.countries and item.pieces
        ]
        try:
            coverage = build_coverage(pieces, _crs(frame, area, catalogue, pieces))
        except CoverageError as error:
            self._error(str(error), "mend the polygons of these pieces in pieces.geojson")
            return
        topology = build_topology(coverage.pieces)
        self._measure(coverage, topology, territories)
        core = core_pieces(area, catalogue, coverage, topology)
        if not core:
            self._error("the core is empty", "name units in core.units, or choose another rule")
            return
        self.core = core_keys(core, area, catalogue, coverage)
        sheet = make_sheet(frame, coverage.crs, topology.geometry(core))
        land = land_on(sheet, [shape(polygons) for _, polygons in catalogue.land])
        land = simplified_land(sheet, land)
        self.stored = StoredCoverage(
            crs=coverage.crs.srs,
            pieces={name: shapely.to_wkb(geometry) for name, geometry in coverage.pieces.items()},
            territories={item.key: item.pieces for item in territories},
        )
        self.drawing = draw(owner.id, frame.id, sheet, coverage, territories, land)
        self.topojson = encode_topology(self.drawing, sheet, coverage, territories, land)

    def _measure(self, coverage: Coverage, topology: Topology, territories: list[Territory]) -> None:
        self.areas = {item.key: round(coverage.area_km2(item.pieces), 1) for item in territories}
        self.fine = segments(topology, self._tilings(finest=True))
        self.coarse = segments(topology, self._tilings(finest=False))
        self.findings += check_pairs(self._catalogue, self._area, self.fine)
        touching = {segment.country_a for segment in self.fine if segment.is_border}
        touching |= {segment.country_b for segment in self.fine if segment.is_border}
        for country in sorted(set(self._area.countries) - touching):
            if len(self._area.countries) > 1:
                self._error(
                    f"{country} touches no other country of the area",
                    "take it out of 'countries', or name the country that lies between",
                )

    def _tilings(self, *, finest: bool) -> Iterator[Territory]:
        for code in self._area.countries:
            country = self._catalogue.countries[code]
            level = country.levels[-1] if finest else country.levels[min(1, len(country.levels) - 1)]
            yield from self._catalogue.tiling(code, country.vintages[-1].id, level)

    def _error(self, message: str, remedy: str) -> None:
        self.findings.append(Finding(self._file, 0, "error", f"{self._area.id}: {message}", remedy))


def _crs(frame: Frame, area: Area, catalogue: Catalogue, pieces: dict[str, BaseGeometry]) -> CRS:
    """Return the CRS of a frame: its own, or Lambert azimuthal equal-area centred on its extent or on the listed
    core."""
    if frame.crs:
        return CRS.from_user_input(frame.crs)
    if frame.extent is not None:
        return equal_area_crs([shapely.box(*frame.extent)])
    listed = {piece for item in catalogue.territories.values() if item.code in area.core.units for piece in item.pieces}
    centre = [geometry for name, geometry in pieces.items() if name in listed] or list(pieces.values())
    return equal_area_crs(list(np.asarray(centre, dtype=object)))
