"""`boundaries/` as a whole: countries with territories, names and pieces, background, areas, reforms, pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.catalogue.areas import read_areas
from mapserver.catalogue.axis_order import Box, box_of, check_against_land, check_against_neighbours, positions_of
from mapserver.catalogue.background import read_background
from mapserver.catalogue.borders import read_borders
from mapserver.catalogue.countries import country_folders, read_country
from mapserver.catalogue.crosswalk import Crosswalk, read_crosswalk
from mapserver.catalogue.names import read_names
from mapserver.catalogue.pairs import read_pairs
from mapserver.catalogue.pieces import read_pieces
from mapserver.catalogue.places import read_places
from mapserver.catalogue.reforms import read_reforms
from mapserver.catalogue.report import Report, listed, quoted
from mapserver.catalogue.territories import Land, missing_territory, read_territories
from mapserver.model import Catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.catalogue.report import FileReport
    from mapserver.model import Country


def read_land_of(data: Path, report: Report) -> Catalogue:
    """Return the catalogue of the boundaries, without indicators."""
    boundaries = data / "boundaries"
    catalogue = Catalogue()
    folders = country_folders(boundaries)
    if not folders:
        report.of("boundaries").error(0, "there are no countries", "add boundaries/<cc>/country.toml")
    crosswalks: dict[str, Crosswalk] = {}
    piece_lines: dict[str, dict[str, int]] = {}
    for folder in folders:
        described = read_country(folder / "country.toml", report.of(f"boundaries/{folder.name}/country.toml"))
        if described is not None:
            _read_country_folder(folder, described, catalogue, report, crosswalks, piece_lines)
    catalogue.land = read_background(boundaries / "land" / "land.geojson", report.of("boundaries/land/land.geojson"))
    if not (boundaries / "land" / "land.geojson").exists():
        message = "there is no background: what lies round the countries is drawn as sea"
        report.of("boundaries/land/land.geojson").warning(0, message, "run 'mapserver import boundaries'")
    catalogue.areas = read_areas(boundaries / "areas", report, catalogue)
    if folders and not any((boundaries / "areas").glob("*.toml")):
        report.of("boundaries/areas").error(0, "there are no border areas", "add boundaries/areas/<area>.toml")
    catalogue.reforms = read_reforms(boundaries / "reforms.csv", report.of("boundaries/reforms.csv"), catalogue)
    catalogue.borders = read_borders(boundaries / "borders.toml", report.of("boundaries/borders.toml"), catalogue)
    catalogue.pairs = read_pairs(boundaries / "pairs.csv", report.of("boundaries/pairs.csv"), catalogue)
    _check_axis_order(catalogue, crosswalks, piece_lines, report)
    return catalogue


def _read_country_folder(
    folder: Path,
    described: tuple[Country, bool],
    catalogue: Catalogue,
    report: Report,
    crosswalks: dict[str, Crosswalk],
    piece_lines: dict[str, dict[str, int]],
) -> None:
    """Add a country with everything in its folder to the catalogue."""
    country, partial = described
    place = f"boundaries/{folder.name}"
    catalogue.countries[country.code] = country
    crosswalk = read_crosswalk(folder / "crosswalk.csv", report.of(f"{place}/crosswalk.csv"))
    pieces = read_pieces(folder / "pieces.geojson", report.of(f"{place}/pieces.geojson"))
    catalogue.pieces[country.code] = pieces.polygons if pieces else {}
    piece_lines[country.code] = pieces.lines if pieces else {}
    known = set(pieces.polygons if pieces else crosswalk.pieces if crosswalk else ())
    broken = pieces.broken if pieces else frozenset()
    territories, _ = read_territories(
        folder / "territories.csv",
        report.of(f"{place}/territories.csv"),
        Land(country, known, partial, broken, frozenset(catalogue.territories)),
    )
    catalogue.territories.update(territories)
    if crosswalk is not None:
        crosswalks[country.code] = crosswalk
        _check_crosswalk(crosswalk, known | broken, country, catalogue, report.of(f"{place}/crosswalk.csv"))
    codes = {territory.code for territory in territories.values()}
    names = read_names(folder / "names.csv", report.of(f"{place}/names.csv"), country, codes)
    catalogue.names.update(names)
    places = read_places(folder / "places.csv", report.of(f"{place}/places.csv"), catalogue, territories)
    catalogue.other_names.update(places)


def _check_crosswalk(
    crosswalk: Crosswalk, known: set[str], country: Country, catalogue: Catalogue, report: FileReport
) -> None:
    for piece, line in crosswalk.pieces.items():
        if piece not in known:
            message = f"piece {quoted(piece)} is not in pieces.geojson"
            report.error(line, message, "run 'mapserver import boundaries' again", kind="unknown piece")
    if strange := sorted(known - set(crosswalk.pieces)):
        message = f"pieces.geojson has pieces that the crosswalk does not name: {listed(map(quoted, strange))}"
        report.warning(0, message, "add their rows, or run 'mapserver import boundaries' again")
    vintage = country.vintages[-1].id
    for line, code in crosswalk.codes:
        if f"{code}@{vintage}" not in catalogue.territories:
            report.error(line, *missing_territory(code, vintage, catalogue.territories), kind="unknown unit")


def _check_axis_order(
    catalogue: Catalogue, crosswalks: dict[str, Crosswalk], lines: dict[str, dict[str, int]], report: Report
) -> None:
    """Compare the pieces of each country with land known to be its own, else with the countries of its areas."""
    boxes = {
        code: box_of(position for polygons in pieces.values() for position in positions_of(polygons))
        for code, pieces in catalogue.pieces.items()
    }
    for code, pieces in catalogue.pieces.items():
        file = report.of(f"boundaries/{code.lower()}/pieces.geojson")
        land = _known_land(code, catalogue)
        if land is not None:
            check_against_land(pieces, lines[code], land, file)
            continue
        points = crosswalks[code].points if code in crosswalks else ()
        together = {
            other
            for area in catalogue.areas.values()
            if code in area.countries and not any(frame.area for frame in area.frames)
            for other in area.countries
        }
        neighbours = [box for other, box in boxes.items() if other in together - {code} and box is not None]
        check_against_neighbours(pieces, [Box(x, y, x, y) for x, y in points] or neighbours, file)


def _known_land(code: str, catalogue: Catalogue) -> Box | None:
    return box_of(
        position for country, polygons in catalogue.land if country == code for position in positions_of(polygons)
    )
