"""country.toml: vintages without gaps, folder and code, what is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapserver.model import Vintage

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

FILE = "boundaries/aa/country.toml"


def test_a_country_is_read(folder: Folder) -> None:
    country = folder.read()[0].countries["AA"]
    assert country.levels == ("country", "region", "county")
    assert country.vintages[1] == Vintage("2024", "Three counties", 2020, None)
    assert country.level_title["county"]["en"] == "County"
    assert country.origin.licence == "Public domain"


def test_gap_between_vintages(folder: Folder) -> None:
    line = folder.replace(FILE, "first_year = 2020", "first_year = 2022") - 3
    folder.finding(FILE, line, "error", "gap between vintages '2016' and '2024': 2020 to 2021")


def test_overlap_of_vintages(folder: Folder) -> None:
    line = folder.replace(FILE, "first_year = 2020", "first_year = 2018") - 3
    folder.finding(FILE, line, "error", "overlap between vintages '2016' and '2024': 2018 to 2019")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("last_year = 2019\n", "", ("'2016' has no last_year", "last_year = 2019")),
        ("first_year = 2020", "first_year = 2020\nlast_year = 2030", ("last vintage", "delete it")),
        ("last_year = 2019", "last_year = 1980", ("ends in 1980",)),
        ('id = "2024"', 'id = "2016"', ("'2016' stands twice",)),
        ('code = "AA"', 'code = "AX"', ("stands in the folder 'aa'", "'ax'")),
        ('code = "AA"', 'code = "aa"', ("code is 'aa'", "two capitals")),
        ('en = "Aland"\n', "", ("title has no English text",)),
        ("[level_title.county]", "[level_title.parish]", ("level_title names 'parish'", "country, region, county")),
    ],
)
def test_other_faults(folder: Folder, old: str, new: str, words: tuple[str, ...]) -> None:
    folder.replace(FILE, old, new)
    findings = [finding for finding in folder.read()[1] if finding.file == FILE]
    assert any(all(word in f"{finding.message} {finding.remedy}" for word in words) for finding in findings), findings
    assert all(finding.line for finding in findings)


def test_a_folder_without_a_description(folder: Folder) -> None:
    folder.delete(FILE)
    folder.finding(FILE, 0, "error", "missing")
