"""names.csv: languages, English, hostile text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from mapserver.model import Name

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

FILE = "boundaries/bb/names.csv"


def test_official_names_come_first(folder: Folder) -> None:
    assert folder.read()[0].names["BB-1"] == (Name("BB-1", "bg", "Едно", True), Name("BB-1", "en", "One", False))


def test_the_title_names_a_country_without_rows(folder: Folder) -> None:
    names = folder.read()[0].names["BB"]
    assert [(name.language, name.name, name.official) for name in names] == [
        ("bg", "Беландия", True),
        ("en", "Beland", False),
    ]


def test_markup_is_kept_as_text(folder: Folder) -> None:
    hostile = "<script>alert(1)</script>"
    folder.append(FILE, f"BB-2,bg,{hostile},1,")
    catalogue, findings = folder.read()
    assert findings == [] and catalogue.names["BB-2"][0].name == hostile


def test_names_are_composed(folder: Folder) -> None:
    folder.append(FILE, f"BB-2,se,{unicodedata.normalize('NFD', 'Kárášjohka')},0,")
    assert folder.read()[0].names["BB-2"][1].name == "Kárášjohka"


def test_unit_without_an_english_name(folder: Folder) -> None:
    folder.replace(FILE, "BB-2,en,Two,0,\n", "")
    folder.finding(FILE, 0, "error", "'BB-2' has no English name", "BB-2,en,")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("BB-9,en,Nine,0,", ("'BB-9' is unknown",)),
        ("BB-2,bg_BG,Две,1,", ("'bg_BG' is not a language tag",)),
        ("BB-2,bg, ,1,", ("is empty", "leave the row out")),
        ("BB-2,bg,Две,yes,", ("official is 'yes'",)),
        ("BB-2,bg," + "Д" * 201 + ",1,", ("201 letters",)),
    ],
)
def test_rows_that_are_refused(folder: Folder, row: str, words: tuple[str, ...]) -> None:
    line = folder.append(FILE, row)
    folder.finding(FILE, line, "error", *words)


def test_name_twice(folder: Folder) -> None:
    line = folder.append(FILE, "BB-1,bg,Едно,1,")
    folder.finding(FILE, line, "warning", "stands twice", f"lines 3 and {line}")
