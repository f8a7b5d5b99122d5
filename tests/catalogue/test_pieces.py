"""Polygons: broken, overlapping, exchanged, projected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapserver.catalogue.pieces import area_km2, shape_of
from tests.catalogue.toy import AA_PIECES, collection, square

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

FILE = "boundaries/aa/pieces.geojson"


def test_area_is_in_square_kilometres() -> None:
    polygons = ((tuple((x, y) for x, y in square(10, 60)[0]),),)
    assert area_km2(shape_of(polygons)) == pytest.approx(6090, rel=0.01)


def test_broken_polygon_has_piece_and_place(folder: Folder) -> None:
    bow = [[[12.0, 60.0], [13.0, 61.0], [13.0, 60.0], [12.0, 61.0], [12.0, 60.0]]]
    folder.write(FILE, collection({**AA_PIECES, "aa-east": bow}))
    finding = folder.finding(FILE, 4, "error", "'aa-east' is a broken polygon: self-intersection")
    assert "longitude 12.5000, latitude 60.5000" in finding.message
    catalogue, findings = folder.read()
    assert "aa-east" not in catalogue.pieces["AA"]
    assert catalogue.territories["AA02@2016"].pieces == {"aa-middle"}
    assert [item for item in findings if item.severity == "error"] == [finding], "one cause, one finding"


def test_overlapping_pieces_have_both_names_and_the_area(folder: Folder) -> None:
    folder.write(FILE, collection({**AA_PIECES, "aa-east": square(11.9, 60)}))
    finding = folder.finding(FILE, 4, "error", "'aa-middle' and 'aa-east' overlap by", "km2")
    area = float(finding.message.rsplit(" ", 2)[1])
    assert area == pytest.approx(609, rel=0.02)


def test_overlap_below_a_square_kilometre_is_left_to_the_coverage(folder: Folder) -> None:
    folder.write(FILE, collection({**AA_PIECES, "aa-middle": square(11, 60, 1.0001)}))
    assert folder.read()[1] == []


def test_holes_and_multipolygons_are_kept(folder: Folder) -> None:
    text = collection(AA_PIECES)
    hole = "[[12.4,60.4],[12.4,60.6],[12.6,60.6],[12.6,60.4],[12.4,60.4]]"
    old = '"Polygon", "coordinates": [[[12, 60], [13.0, 60], [13.0, 61.0], [12, 61.0], [12, 60]]]'
    assert old in text
    new = f'"MultiPolygon", "coordinates": [[[[12, 60], [13.0, 60], [13.0, 61.0], [12, 61.0], [12, 60]], {hole}]]'
    folder.write(FILE, text.replace(old, new))
    catalogue, findings = folder.read()
    assert findings == []
    assert [len(polygon) for polygon in catalogue.pieces["AA"]["aa-east"]] == [2]


def test_axis_order_is_seen_from_the_other_countries(folder: Folder) -> None:
    exchanged = {name: [[[y, x] for x, y in rings[0]]] for name, rings in AA_PIECES.items()}
    folder.write(FILE, collection(exchanged))
    folder.finding(FILE, 0, "error", "latitude stands before longitude", "longitude first")


def test_axis_order_is_seen_from_the_land_of_the_country(folder: Folder) -> None:
    folder.write("boundaries/land/land.geojson", collection({"AA": square(10, 59, 3)}, key="country"))
    assert folder.read()[1] == []
    folder.write(FILE, collection({**AA_PIECES, "aa-east": square(60, 12)}))
    folder.finding(FILE, 4, "error", "latitude stands before longitude", "1 of 3 pieces", "'aa-east'")


def test_axis_order_is_seen_from_a_point_of_the_crosswalk(folder: Folder) -> None:
    folder.write("boundaries/bb/pieces.geojson", collection({"bb-one": square(60, 13), "bb-two": square(60, 14)}))
    folder.finding("boundaries/bb/pieces.geojson", 0, "error", "latitude stands before longitude")


@pytest.mark.parametrize(
    ("rings", "words"),
    [
        (square(600000, 7000000, 1000), ("(600000, 7e+06)", "projected")),
        (square(59, 120), ("latitude before longitude?",)),
        ([[[12, 60], [13, 60], [13, 61], [12, 61]]], ("not closed",)),
        ([[[12, 60], [13, 60], [12, 60]]], ("not closed",)),
        ([], ("no ring",)),
        ([[["12", "x"], [13, 60], [13, 61], ["12", "x"]]], ("not lists of",)),
        ([[[12], [13, 60], [13, 61], [12]]], ("not lists of",)),
        ([[[10**400, 60], [13, 60], [13, 61], [10**400, 60]]], ("not lists of",)),
        ([[[1e999, 60], [13, 60], [13, 61], [1e999, 60]]], ("not JSON",)),
    ],
)
def test_coordinates_that_are_no_polygon(
    folder: Folder, rings: list[list[list[float]]], words: tuple[str, ...]
) -> None:
    folder.write(FILE, collection({**AA_PIECES, "aa-east": rings}))
    findings = [item for item in folder.read()[1] if item.file == FILE and item.severity == "error"]
    assert any(all(word in f"{item.message} {item.remedy}" for word in words) for item in findings), findings


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ('{"type":"FeatureCollection",\n"features":[}', 2, ("not JSON",)),
        ('{"type":"Topology"}', 1, ("not a GeoJSON FeatureCollection",)),
        (collection(AA_PIECES).replace('"Polygon"', '"Point"', 1), 2, ("'aa-west' is a 'Point'",)),
        (collection(AA_PIECES, key="name"), 2, ("no property 'piece'",)),
        (collection(AA_PIECES).replace("aa-east", "aa-west"), 4, ("'aa-west' stands twice", "line 2")),
        (collection(AA_PIECES).replace("aa-east", "aa-\u202eeast"), 4, ("U+202E",)),
    ],
)
def test_files_that_are_no_pieces(folder: Folder, content: str, line: int, words: tuple[str, ...]) -> None:
    folder.write(FILE, content)
    folder.finding(FILE, line, "error", *words)


def test_a_file_without_lines_is_read_all_the_same(folder: Folder) -> None:
    folder.write(FILE, collection(AA_PIECES).replace("\n", " "))
    folder.finding(FILE, 0, "warning", "one feature a line")
    assert len(folder.read()[0].pieces["AA"]) == 3


def test_without_pieces_the_territories_follow_the_crosswalk(folder: Folder) -> None:
    folder.delete("boundaries/bb/pieces.geojson")
    catalogue, findings = folder.read()
    assert catalogue.territories["BB-1@2021"].pieces == {"bb-one"} and catalogue.pieces["BB"] == {}
    assert [(item.file, item.severity) for item in findings] == [("boundaries/bb/pieces.geojson", "error")]
