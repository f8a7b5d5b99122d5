"""areas/*.toml: countries, core, frames, areas made of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapserver.model import Core, Frame
from tests.catalogue.toy import AREA

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

FILE = "boundaries/areas/border.toml"
LINK = """\
format = 1
languages = ["en"]

[title]
en = "Linked"

[summary]
en = "Together."

[[frame]]
id = "left"
area = "border"
"""


def test_without_frames_there_is_one_round_the_core(folder: Folder) -> None:
    area = folder.read()[0].areas["border"]
    assert area.frames == (Frame("border"),)
    assert area.core == Core("list", ("AA04", "BB-1"))


def test_frames_are_read(folder: Folder) -> None:
    folder.write(FILE, AREA + '\n[[frame]]\nid = "all"\nmargin = 0.1\nextent = [10.0, 59, 16, 62]\ncrs = "EPSG:3035"\n')
    catalogue, findings = folder.read()
    assert findings == []
    assert catalogue.areas["border"].frames == (Frame("all", 0.1, (10.0, 59.0, 16.0, 62.0), "EPSG:3035"),)


def test_an_area_made_of_others_takes_countries_and_core_from_them(folder: Folder) -> None:
    folder.write("boundaries/areas/all.toml", LINK)
    catalogue, findings = folder.read()
    assert findings == []
    assert catalogue.areas["all"].countries == ("AA", "BB")
    assert catalogue.areas["all"].core.units == ("AA04", "BB-1")


def test_an_area_made_of_an_unknown_one(folder: Folder) -> None:
    folder.write("boundaries/areas/all.toml", LINK.replace('area = "border"', 'area = "nowhere"'))
    folder.finding("boundaries/areas/all.toml", 10, "error", "'nowhere' is unknown", "areas are border")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('["AA", "BB"]', '["AA"]', ("1 countries", "at least two")),
        ('["AA", "BB"]', '["AA", "BB", "ZZ"]', ("country 'ZZ' is unknown", "AA, BB")),
        ('["AA04", "BB-1"]', '["AA04", "BB-9"]', ("unit 'BB-9', which is unknown",)),
        ('units = ["AA04", "BB-1"]', "units = []", ("core.units is empty",)),
        ('rule = "list"', 'rule = "near"', ("list, touches, within",)),
        ('en = "The border"\n', "", ("title has no English text",)),
    ],
)
def test_faults_have_their_line(folder: Folder, old: str, new: str, words: tuple[str, ...]) -> None:
    line = folder.replace(FILE, old, new)
    line -= "English" in words[0]
    folder.finding(FILE, line, "error", *words)


def test_core_of_a_country_outside_the_area(folder: Folder) -> None:
    line = folder.replace(FILE, '["AA", "BB"]', '["AA", "CC"]')
    assert line == 2
    folder.finding(FILE, 15, "error", "'BB-1' of BB", "no country of the area")


@pytest.mark.parametrize(
    ("core", "words"),
    [('rule = "list"', ("no units",)), ('rule = "within"', ("no km",)), ('rule = "within"\nkm = 0', ("core.km",))],
)
def test_rule_without_what_it_needs(folder: Folder, core: str, words: tuple[str, ...]) -> None:
    folder.replace(FILE, 'rule = "list"\nunits = ["AA04", "BB-1"]', core)
    assert any(all(word in finding.message for word in words) for finding in folder.read()[1])


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        ("extent = [16, 59, 10, 62]", ("no rectangle", "west, south, east, north")),
        ("extent = [10, 59, 16]", ("extent is empty",)),
        ('crs = "EPSG:999999"', ("crs 'EPSG:999999' is unknown",)),
        ('crs = "EPSG:4326"', ("crs 'EPSG:4326'",)),
    ],
)
def test_frames_that_cannot_be_drawn(folder: Folder, frame: str, words: tuple[str, ...]) -> None:
    folder.write(FILE, AREA + f'\n[[frame]]\nid = "all"\n{frame}\n')
    findings = folder.read()[1]
    assert any(all(word in f"{item.message} {item.remedy}" for word in words) for item in findings), findings


def test_missing_language_of_the_area_is_a_note(folder: Folder) -> None:
    line = folder.replace(FILE, 'nb = "Grensa"\n', "") - 2
    folder.finding(FILE, line, "note", "title has no text in nb")


def test_area_that_is_not_lower_case(folder: Folder) -> None:
    folder.write("boundaries/areas/My Border.toml", AREA)
    folder.finding("boundaries/areas/My Border.toml", 0, "error", "lower case")
