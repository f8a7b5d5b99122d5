"""The step of a build that makes an area's geometry: coverage, core, segments, drawings, topologies."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from pyproj import CRS

from mapserver.catalogue import shape_of
from mapserver.geometry.core import core_keys, core_pieces
from mapserver.geometry.coverage import Coverage, CoverageError, build_coverage
from mapserver.geometry.draw import draw, land_on, simplified_land
from mapserver.geometry.nearness import centres, near_border
from mapserver.geometry.projection import WEB_MERCATOR, equal_area_crs, reproject, unproject
from mapserver.geometry.segments import segments
from mapserver.geometry.sheet import Sheet, make_sheet
from mapserver.geometry.topojson import encode_topology
from mapserver.geometry.topology import Topology, build_topology
from mapserver.model import EQUAL_AREA, MERCATOR, Area, Catalogue, Drawing, Finding, Frame, Segment, Territory
from mapserver.snapshot.codec import encode
from mapserver.snapshot.pair_check import check_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shapely.geometry.base import BaseGeometry

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

    `drawings` and `topologies` are those of each projection, in the order of the frames and by frame. `segments` are
    those between the newest territories at the finest level; `lines` the shared lines of all pieces with their km, from
    which the neighbours of any territory follow; `areas_km2` the area of every territory in the coverage. `extents` has
    the box around each frame's coverage: west, south, east, north in degrees. `near_border` holds by definition
    (``within-25``) the territories that lie so near to the border, `centres` the middle of each: longitude, latitude.
    """

    objects: tuple[str, ...]
    area: str
    drawings: dict[str, tuple[str, ...]]
    topologies: dict[str, dict[str, str]]
    coverages: tuple[str, ...]
    core: frozenset[str]
    segments: tuple[Segment, ...]
    lines: tuple[tuple[str, str, float], ...]
    areas_km2: dict[str, float]
    findings: tuple[Finding, ...]
    extents: tuple[tuple[float, float, float, float], ...] = ()
    near_border: dict[str, frozenset[str]] = field(default_factory=dict)
    centres: dict[str, tuple[float, float]] = field(default_factory=dict)


def build_area(catalogue: Catalogue, area: Area, store: Store) -> AreaGeometry:
    """Make and store the geometry of an area; what is wrong with it comes back as findings."""
    made = [_Frame(catalogue, *_part(catalogue, area, frame), area) for frame in area.frames]
    drawings: dict[str, tuple[str, ...]] = {EQUAL_AREA: (), MERCATOR: ()}
    topologies: dict[str, dict[str, str]] = {EQUAL_AREA: {}, MERCATOR: {}}
    coverages, findings = [], []
    core: set[str] = set()
    fine: list[Segment] = []
    lines: list[tuple[str, str, float]] = []
    areas: dict[str, float] = {}
    near: dict[str, frozenset[str]] = {}
    middles: dict[str, tuple[float, float]] = {}
    for item in made:
        findings += item.findings
        if item.stored is None:
            continue
        coverages.append(store.put(encode(item.stored), "coverage.json"))
        for projection, (drawing, topojson) in item.drawn.items():
            drawings[projection] += (store.put(encode(drawing), "drawing.json"),)
            topologies[projection][item.frame.id] = store.put(encode(topojson), "json", public=True)
        core |= item.core
        fine += item.fine
        lines += item.lines
        areas |= item.areas
        near = {name: near.get(name, frozenset()) | keys for name, keys in item.near.items()}
        middles |= item.centres
    objects = (
        *(name for names in drawings.values() for name in names),
        *(name for names in topologies.values() for name in names.values()),
        *coverages,
    )
    return AreaGeometry(
        objects,
        area.id,
        drawings,
        topologies,
        tuple(coverages),
        frozenset(core),
        tuple(fine),
        tuple(lines),
        areas,
        tuple(findings),
        tuple(item.extent for item in made if item.extent is not None),
        near,
        middles,
    )


def _background(catalogue: Catalogue, area: Area) -> list[BaseGeometry]:
    """Return what lies round an area's countries: the background, and the other countries of the data folder."""
    others = sorted(set(catalogue.pieces) - set(area.countries))
    unions = [
        shapely.union_all([shape_of(piece) for piece in catalogue.pieces[country].values()]) for country in others
    ]
    return [*(shape_of(polygons) for _, polygons in catalogue.land), *unions]


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
    """One frame: the coverage of the area that it shows, its drawing and its topology in each projection."""

    def __init__(self, catalogue: Catalogue, area: Area, frame: Frame, owner: Area) -> None:
        self.frame = frame
        self.drawn: dict[str, tuple[Drawing, dict[str, Any]]] = {}
        self.stored: StoredCoverage | None = None
        self._catalogue, self._area, self._file = catalogue, area, f"boundaries/areas/{area.id}.toml"
        self.findings: list[Finding] = []
        self.fine: list[Segment] = []
        self.lines: list[tuple[str, str, float]] = []
        self.core: frozenset[str] = frozenset()
        self.areas: dict[str, float] = {}
        self.extent: tuple[float, float, float, float] | None = None
        self.near: dict[str, frozenset[str]] = {}
        self.centres: dict[str, tuple[float, float]] = {}
        pieces = {
            name: shape_of(item) for country in area.countries for name, item in catalogue.pieces[country].items()
        }
        territories = [
            item for item in catalogue.territories.values() if item.country in area.countries and item.pieces
        ]
        try:
            coverage = build_coverage(pieces, _crs(frame, area, catalogue, pieces))
        except CoverageError as error:
            self._error(str(error), "mend the polygons of these pieces in pieces.geojson")
            return
        self.extent = _extent(coverage)
        topology = build_topology(coverage.pieces)
        self._measure(coverage, topology, territories)
        core = core_pieces(area, catalogue, coverage, topology)
        if not core:
            self._error("the core is empty", "name units in core.units, or choose another rule")
            return
        self.core = core_keys(core, area, catalogue, coverage)
        shown = topology.geometry(core)
        sheet = make_sheet(frame, coverage.crs, shown)
        if not sheet.shows(shown):
            self._error("the frame shows nothing of the core", "write 'extent' as west, south, east, north in degrees")
            return
        self.stored = StoredCoverage(
            crs=coverage.crs.srs,
            pieces={name: shapely.to_wkb(geometry) for name, geometry in coverage.pieces.items()},
            territories={item.key: item.pieces for item in territories},
        )
        self._background, self._territories = _background(catalogue, area), territories
        self._draw(EQUAL_AREA, owner, sheet, coverage)
        mercator = make_sheet(frame, WEB_MERCATOR, reproject([shown], coverage.crs, WEB_MERCATOR)[0])
        self._draw(MERCATOR, owner, mercator, coverage.projected(WEB_MERCATOR))

    def _draw(self, projection: str, owner: Area, sheet: Sheet, coverage: Coverage) -> None:
        land = simplified_land(sheet, land_on(sheet, self._background))
        drawing = draw(owner.id, self.frame.id, sheet, coverage, self._territories, land)
        self.drawn[projection] = drawing, encode_topology(drawing, sheet, coverage, self._territories, land)

    def _measure(self, coverage: Coverage, topology: Topology, territories: list[Territory]) -> None:
        self.areas = {item.key: round(coverage.area_km2(item.pieces), 1) for item in territories}
        self.fine = segments(topology, self._newest())
        self.lines = _lines(topology)
        country_of = {piece: item.country for item in territories for piece in item.pieces}
        self.near = near_border(coverage, topology, territories, country_of)
        self.centres = centres(coverage, territories)
        self.findings += check_pairs(self._catalogue, self._area, self.fine)
        touching = {segment.country_a for segment in self.fine if segment.is_border}
        touching |= {segment.country_b for segment in self.fine if segment.is_border}
        for country in sorted(set(self._area.countries) - touching):
            if len(self._area.countries) > 1:
                self._error(
                    f"{country} touches no other country of the area",
                    "take it out of 'countries', or name the country that lies between",
                )

    def _newest(self) -> Iterator[Territory]:
        for code in self._area.countries:
            country = self._catalogue.countries[code]
            yield from self._catalogue.tiling(code, country.vintages[-1].id, country.levels[-1])

    def _error(self, message: str, remedy: str) -> None:
        self.findings.append(Finding(self._file, 0, "error", f"{self._area.id}: {message}", remedy))


def _extent(coverage: Coverage) -> tuple[float, float, float, float]:
    """Return the box around a coverage in degrees, with the decimals that its files have."""
    west, south, east, north = shapely.total_bounds(unproject(list(coverage.pieces.values()), coverage.crs)).round(6)
    return float(west), float(south), float(east), float(north)


def _lines(topology: Topology) -> list[tuple[str, str, float]]:
    """Return the pieces that share a line, in pairs, with its length in km."""
    lengths = topology.lengths()
    pairs = topology.between(lambda piece: piece)
    return [(a, b, round(float(sum(lengths[arc] for arc in arcs)) / 1000, 3)) for (a, b), arcs in sorted(pairs.items())]


def _crs(frame: Frame, area: Area, catalogue: Catalogue, pieces: Mapping[str, BaseGeometry]) -> CRS:
    """Return the CRS of a frame: its own, or Lambert azimuthal equal-area centred on its extent or on the listed
    core."""
    if frame.crs:
        return CRS.from_user_input(frame.crs)
    if frame.extent is not None:
        return equal_area_crs([shapely.box(*frame.extent)])
    listed = {piece for item in catalogue.territories.values() if item.code in area.core.units for piece in item.pieces}
    centre = [geometry for name, geometry in pieces.items() if name in listed] or list(pieces.values())
    return equal_area_crs(list(np.asarray(centre, dtype=object)))
