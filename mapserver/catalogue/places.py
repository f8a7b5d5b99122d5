"""`boundaries/<cc>/places.csv` into OtherName: towns, and what units are called besides. Measures on the sphere."""

from __future__ import annotations

import re
import unicodedata
from math import cos, radians
from typing import TYPE_CHECKING

import numpy as np
import shapely

from mapserver.catalogue.names import LONGEST_NAME
from mapserver.catalogue.number import number_fault, read_number
from mapserver.catalogue.pieces import EARTH_RADIUS_KM, shape_of
from mapserver.catalogue.report import quoted
from mapserver.catalogue.schema import LANGUAGE
from mapserver.catalogue.table import read_table
from mapserver.model import OtherName

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from mapserver.catalogue.report import FileReport
    from mapserver.model import Catalogue, Name, Territory
    from mapserver.model.catalogue import Polygons

COLUMNS = ("code", "place", "lang", "name", "lon", "lat", "source")
#: Polygons are generalised: a town on the coast may stand in their sea, one on a river on the other bank.
TOLERANCE_KM = 3.0
_TAG = re.compile(LANGUAGE)
_PLACE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_places(
    path: Path, report: FileReport, catalogue: Catalogue, territories: Mapping[str, Territory]
) -> dict[str, tuple[OtherName, ...]]:
    """Return the other names of a country's units by code, in the order of the file; none where there is no file.

    `territories` are those of the country by key, with its pieces and names in `catalogue`. A place stands where its
    first row says; names are in composed form (NFC).
    """
    table = read_table(path, report, COLUMNS) if path.exists() else None
    land = {item.code: item for item in territories.values()}
    places: dict[str, tuple[str, tuple[float, float]]] = {}
    seen: dict[tuple[str, str, str, str], int] = {}
    found: dict[str, list[OtherName]] = {}
    for line, (code, place, language, name, longitude, latitude, source) in table.rows if table else ():
        name = unicodedata.normalize("NFC", name.strip())
        fault = _fault(code, place, language, name, land)
        if fault:
            report.error(line, *fault, kind=fault[1])
            continue
        before = report.errors
        if place and place not in places:
            position = _position(line, place, longitude, latitude, report)
            if position is not None:
                _check_land(line, place, position, land[code], catalogue.pieces, report)
                places[place] = code, position
        elif place:
            _check_again(line, place, code, (longitude, latitude), places[place], report)
        elif longitude or latitude:
            message = f"{quoted(name)} is a name of {quoted(code)} itself and has a position"
            report.error(line, message, "name the place in 'place', or leave 'lon' and 'lat' empty")
        if report.errors > before:
            continue
        first = seen.setdefault((code, place, language, name), line)
        if first != line:
            message = f"{quoted(name)} stands twice for {quoted(place or code)} in {language}"
            report.warning(line, message, f"delete one of the lines {first} and {line}", kind="duplicate")
        elif not place and _is_known(name, language, catalogue.names.get(code, ())):
            report.warning(line, f"{quoted(name)} stands in names.csv already", "delete the row", kind="known name")
        else:
            point = places[place][1] if place else None
            found.setdefault(code, []).append(OtherName(code, language, name, place, point, source))
    return {code: tuple(names) for code, names in found.items()}


def distance_km(polygons: Sequence[Polygons], position: tuple[float, float]) -> float:
    """Return how far a position (longitude, latitude) is from land in degrees, in km on the sphere, 0 inside of it.

    Right for the short distances that matter here: the land is laid flat where the position is.
    """
    shapes = [shape_of(item) for item in polygons]
    point = shapely.Point(position)
    if any(shape.intersects(point) for shape in shapes):
        return 0.0
    squeezed = cos(radians(min(abs(position[1]), 89.0)))

    def flat(positions: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.radians(positions) * (squeezed * EARTH_RADIUS_KM, EARTH_RADIUS_KM)

    here = shapely.transform(point, flat)
    return min((float(shapely.distance(shapely.transform(shape, flat), here)) for shape in shapes), default=0.0)


def _fault(code: str, place: str, language: str, name: str, land: Mapping[str, Territory]) -> tuple[str, str] | None:
    """Return message and remedy for the first thing that is wrong with the words of a row."""
    if code not in land:
        return f"unit code {quoted(code)} is unknown", "write a code of territories.csv"
    if place and not _PLACE.fullmatch(place):
        return f"place {quoted(place)} is malformed", "write lower case, digits and hyphens: mo-i-rana"
    if not _TAG.fullmatch(language):
        return f"{quoted(language)} is not a language tag", "write BCP 47: en, nb, sr-Cyrl"
    if not name:
        return f"the name of {quoted(place or code)} in {language} is empty", "leave the row out"
    if len(name) > LONGEST_NAME:
        return f"the name of {quoted(place or code)} has {len(name)} letters", f"keep names below {LONGEST_NAME}"
    return None


def _position(line: int, place: str, longitude: str, latitude: str, report: FileReport) -> tuple[float, float] | None:
    if not longitude or not latitude:
        remedy = "write 'lon' and 'lat' in the first row of the place, in degrees"
        report.error(line, f"the first row of {quoted(place)} has no position", remedy, kind="no position")
        return None
    numbers = [read_number(text) for text in (longitude, latitude)]
    for text, number in zip((longitude, latitude), numbers, strict=True):
        if number is None:
            report.error(line, *number_fault(text), kind="position")
    east, north = numbers
    return None if east is None or north is None else (east, north)


def _check_land(
    line: int,
    place: str,
    position: tuple[float, float],
    territory: Territory,
    pieces: Mapping[str, Mapping[str, Polygons]],
    report: FileReport,
) -> None:
    """Report a place that does not lie in its unit; of a unit without polygons nothing can be said."""
    own = pieces.get(territory.country, {})
    held = [own[piece] for piece in sorted(territory.pieces) if piece in own]
    km = distance_km(held, position)
    if km > TOLERANCE_KM:
        east, north = position
        message = f"{quoted(place)} at longitude {east:g}, latitude {north:g} lies {km:,.0f} km outside of "
        remedy = "look the position up: longitude in 'lon', latitude in 'lat'; or write the code of the unit there"
        report.error(line, message + quoted(territory.code), remedy, kind="place outside")


def _check_again(
    line: int,
    place: str,
    code: str,
    position: tuple[str, str],
    known: tuple[str, tuple[float, float]],
    report: FileReport,
) -> None:
    """Report a later row of a place that says where it is, and says something else."""
    held, (east, north) = known
    if code != held:
        message = f"place {quoted(place)} lies in {quoted(held)} and in {quoted(code)}"
        report.error(line, message, "give every place of a country an identifier of its own", kind="place twice")
    elif position != ("", "") and tuple(map(read_number, position)) != (east, north):
        message = f"place {quoted(place)} has two positions"
        report.error(line, message, "leave 'lon' and 'lat' empty after its first row", kind="two positions")


def _is_known(name: str, language: str, names: Sequence[Name]) -> bool:
    return any((item.language, item.name) == (language, name) for item in names)
