"""places.csv: where a place lies, what a row says twice, and what is no place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapserver.catalogue.places import distance_km
from mapserver.model import OtherName
from tests.catalogue.toy import AA_PIECES

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

FILE = "boundaries/aa/places.csv"
HEADER = "code,place,lang,name,lon,lat,source\n"
ROWS = f"{HEADER}AA04,havn,nb,Havn,12.5,60.5,register\nAA04,havn,se,Hápmi,,,\nAA04,,nb,Østland,,,law\n"


def test_a_folder_without_places_is_sound(folder: Folder) -> None:
    catalogue, findings = folder.read()
    assert catalogue.other_names == {}
    assert findings == []


def test_places_and_other_names_lead_to_their_unit(folder: Folder) -> None:
    folder.write(FILE, ROWS)
    catalogue, findings = folder.read()
    assert findings == []
    assert catalogue.other_names == {
        "AA04": (
            OtherName("AA04", "nb", "Havn", "havn", (12.5, 60.5), "register"),
            OtherName("AA04", "se", "Hápmi", "havn", (12.5, 60.5)),
            OtherName("AA04", "nb", "Østland", "", None, "law"),
        )
    }


def test_a_unit_that_was_given_up_may_have_places(folder: Folder) -> None:
    folder.write(FILE, f"{HEADER}AA02,gammel,nb,Gammel,11.5,60.5,\n")
    assert folder.read()[1] == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("AA09,x,nb,X,12.5,60.5,", ("'AA09' is unknown",)),
        ("AA04,Min Havn,nb,X,12.5,60.5,", ("'Min Havn' is malformed", "mo-i-rana")),
        ("AA04,x,nb_NO,X,12.5,60.5,", ("'nb_NO' is not a language tag",)),
        ("AA04,x,nb, ,12.5,60.5,", ("is empty",)),
        ("AA04,x,nb," + "X" * 201 + ",12.5,60.5,", ("201 letters",)),
        ("AA04,x,nb,X,,,", ("first row of 'x' has no position",)),
        ("AA04,x,nb,X,12.5,,", ("first row of 'x' has no position",)),
        ('AA04,x,nb,X,"12,5",60.5,', ("decimal comma", "12.5")),
        ("AA04,x,nb,X,60.5,12.5,", ("'x' at longitude 60.5, latitude 12.5", "outside of 'AA04'")),
        ("AA04,x,nb,X,10.5,60.5,", ("outside of 'AA04'", "or write the code of the unit there")),
        ("AA04,x,nb,X,1e6,60.5,", ("outside of 'AA04'",)),
        ("AA04,,nb,Østland,12.5,60.5,", ("is a name of 'AA04' itself", "name the place")),
    ],
)
def test_rows_that_are_refused(folder: Folder, row: str, words: tuple[str, ...]) -> None:
    folder.write(FILE, HEADER)
    line = folder.append(FILE, row)
    folder.finding(FILE, line, "error", *words)
    assert folder.read()[0].other_names == {}


@pytest.mark.parametrize(
    ("row", "severity", "words"),
    [
        ("AA03,havn,nb,Hamn,,,", "error", ("lies in 'AA04' and in 'AA03'",)),
        ("AA04,havn,nb,Hamn,12.4,60.5,", "error", ("two positions",)),
        ("AA04,havn,nb,Havn,,,", "warning", ("stands twice", "lines 2 and 5")),
        ("AA04,,en,East,,,", "warning", ("stands in names.csv already",)),
    ],
)
def test_rows_that_contradict_or_repeat_another(
    folder: Folder, row: str, severity: str, words: tuple[str, ...]
) -> None:
    folder.write(FILE, ROWS)
    line = folder.append(FILE, row)
    folder.finding(FILE, line, severity, *words)  # type: ignore[arg-type]
    assert len(folder.read()[0].other_names["AA04"]) == 3


def test_a_town_on_the_coast_may_stand_in_the_generalised_sea(folder: Folder) -> None:
    # 0.04 degrees of longitude are 2.2 km at 60 degrees north.
    folder.write(FILE, f"{HEADER}AA01,kyst,nb,Kyst,9.96,60.5,\n")
    assert folder.read()[1] == []


def test_without_polygons_nothing_is_said_of_positions(folder: Folder) -> None:
    folder.write(FILE, ROWS)
    folder.delete("boundaries/aa/pieces.geojson")
    assert not [item for item in folder.read()[1] if item.file == FILE]


def test_markup_is_kept_as_text(folder: Folder) -> None:
    folder.write(FILE, f"{HEADER}AA04,havn,nb,<img src=x onerror=alert(1)>,12.5,60.5,\n")
    assert folder.read()[0].other_names["AA04"][0].name == "<img src=x onerror=alert(1)>"


def test_distances_are_those_on_the_sphere() -> None:
    ring = tuple(tuple(point) for point in AA_PIECES["aa-west"][0])
    assert distance_km([((ring,),)], (10.5, 60.5)) == 0.0
    # A degree of latitude is 111.2 km, one of longitude half of that at 60 degrees.
    assert distance_km([((ring,),)], (10.5, 62.0)) == pytest.approx(111.2, abs=0.1)
    assert distance_km([((ring,),)], (9.0, 60.0)) == pytest.approx(55.6, abs=0.1)
    assert distance_km([], (9.0, 60.0)) == 0.0
