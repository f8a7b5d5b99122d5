"""Names and published lengths of borders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

FILE = "boundaries/borders.toml"


def test_a_border_has_names_and_a_length_with_its_source(folder: Folder) -> None:
    border = folder.read()[0].borders["AA-BB"]
    assert border.title.say("nb") == "Grensen"
    assert (border.published_km, border.source) == (120.0, "An atlas")


@pytest.mark.parametrize(
    ("old", "new", "offset", "words"),
    [
        ('id = "AA-BB"', 'id = "AA/BB"', -1, ("border 'AA/BB' is malformed", "NO-RU")),
        ('id = "AA-BB"', 'id = "AA-XX"', -1, ("names 'XX', which has no folder", "AA, BB")),
        ('id = "AA-BB"', 'id = "BB-AA"', -1, ("not in alphabetical order", "write AA-BB")),
        ("published_km = 120", "published_km = 0", 0, ("published_km is '0'", "out of range")),
        ("published_km = 120", 'published_km = "long"', 0, ("published_km is 'long'", "a number")),
        ('en = "The border"\n', "", -1, ("has no English text",)),
    ],
)
def test_faults_have_a_place_and_a_remedy(
    folder: Folder, old: str, new: str, offset: int, words: tuple[str, ...]
) -> None:
    line = folder.replace(FILE, old, new) + offset
    folder.finding(FILE, line, "error", *words)
    assert folder.read()[0].borders == {}


def test_a_border_is_described_once(folder: Folder) -> None:
    text = folder.text(FILE)
    folder.write(FILE, text + text[text.index("[[border]]") :])
    folder.finding(FILE, text.count("\n") + 1, "error", "border 'AA-BB' stands twice")


def test_without_the_file_borders_have_no_names(folder: Folder) -> None:
    folder.delete(FILE)
    catalogue, findings = folder.read()
    assert catalogue.borders == {}
    assert not [item for item in findings if item.severity == "error"]
