"""territories.csv: what a code means, joined with what lies below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.catalogue.toy import BB_TERRITORIES

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

FILE = "boundaries/aa/territories.csv"


def test_pieces_come_through_the_children(folder: Folder) -> None:
    territories = folder.read()[0].territories
    assert territories["AA@2016"].pieces == {"aa-west", "aa-middle", "aa-east"}
    assert territories["AA0@2024"].children == ("AA01", "AA03", "AA04")
    assert territories["AA02@2016"].pieces == {"aa-middle", "aa-east"}
    assert territories["AA02@2016"].children == ()


def test_the_order_of_the_rows_does_not_matter(folder: Folder) -> None:
    header, *rows = BB_TERRITORIES.splitlines()
    before = folder.read()[0].territories
    folder.write("boundaries/bb/territories.csv", "\n".join([header, *reversed(rows)]) + "\n")
    after, findings = folder.read()
    assert findings == [] and after.territories == before


def test_a_country_of_which_a_part_is_drawn_has_no_land_itself(folder: Folder) -> None:
    folder.replace("boundaries/aa/country.toml", 'currency = "NOK"', 'currency = "NOK"\npartial = true')
    catalogue, findings = folder.read()
    assert findings == []
    assert catalogue.territories["AA@2024"].pieces == frozenset()
    assert catalogue.territories["AA0@2024"].pieces
    assert catalogue.tiling("AA", "2024", "country") == ()


def test_a_country_without_anything_below_it_is_allowed(folder: Folder) -> None:
    folder.replace(
        "boundaries/bb/country.toml",
        "first_year = 1990",
        'first_year = 1990\nlast_year = 2000\n\n[[vintage]]\nid = "n"\ntitle = "n"\nfirst_year = 2001',
    )
    folder.append("boundaries/bb/territories.csv", "BB,n,country,,,")
    messages = [f.message for f in folder.read()[1] if f.severity == "error" and f.file.endswith("bb/territories.csv")]
    assert messages == []


def test_unknown_parent(folder: Folder) -> None:
    line = folder.replace(FILE, "AA03,2024,county,AA0,", "AA03,2024,county,AA9,")
    folder.finding(FILE, line, "error", "'AA03'", "parent 'AA9' is unknown in vintage '2024'")


def test_parent_of_another_vintage(folder: Folder) -> None:
    folder.replace(FILE, "AA0,2024,region,AA,,\n", "")
    folder.finding(FILE, 7, "error", "parent 'AA0'", "vintages that have it: 2016")


@pytest.mark.parametrize("parent", ["AA04", "AA01"])
def test_a_parent_is_coarser_so_that_no_circle_can_be(folder: Folder, parent: str) -> None:
    line = folder.replace(FILE, "AA04,2024,county,AA0,", f"AA04,2024,county,{parent},")
    folder.finding(FILE, line, "error", "is of level county", "coarser")


def test_no_parent(folder: Folder) -> None:
    line = folder.replace(FILE, "AA04,2024,county,AA0,", "AA04,2024,county,,")
    folder.finding(FILE, line, "error", "has no parent", "region")


def test_a_piece_twice_at_one_level(folder: Folder) -> None:
    line = folder.replace(FILE, "AA03,2024,county,AA0,aa-middle,", "AA03,2024,county,AA0,aa-middle aa-west,")
    folder.finding(FILE, line, "error", "'AA01@2024' and 'AA03@2024' overlap at level county", "'aa-west'")


def test_a_territory_that_stands_for_itself_at_a_finer_level_overlaps_too(folder: Folder) -> None:
    line = folder.append(FILE, "AA9,2024,region,AA,aa-east,")
    folder.finding(FILE, line, "error", "'AA9@2024'", "overlap at level county", "'aa-east'")


def test_piece_in_no_territory(folder: Folder) -> None:
    folder.replace(FILE, "aa-middle aa-east", "aa-middle")
    folder.replace(FILE, "AA04,2024,county,AA0,aa-east,\n", "")
    folder.finding(FILE, 0, "error", "piece 'aa-east' is in no territory")


def test_hole_in_one_vintage(folder: Folder) -> None:
    folder.replace(FILE, "aa-middle aa-east", "aa-middle")
    folder.finding(FILE, 0, "note", "'aa-east' is in no territory of vintage '2016'")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("aa05,2024,county,AA0,aa-east,", ("code 'aa05' is malformed",)),
        ("AA05,2099,county,AA0,aa-east,", ("vintage '2099' is unknown", "2016, 2024")),
        ("AA05,2024,parish,AA0,aa-east,", ("level 'parish' is unknown", "country, region, county")),
        ("AA05,2024,county,AA0,aa-north,", ("piece 'aa-north' is unknown",)),
        ("AA05,2024,county,AA0,,", ("'AA05@2024' has neither pieces nor territories below it",)),
        ("AA04,2024,county,AA0,aa-east,", ("'AA04' stands twice in vintage '2024'", "lines 10 and 11")),
    ],
)
def test_rows_that_are_refused(folder: Folder, row: str, words: tuple[str, ...]) -> None:
    line = folder.append(FILE, row)
    folder.finding(FILE, line, "error", *words)


def test_pieces_beside_children(folder: Folder) -> None:
    line = folder.replace(FILE, "AA0,2024,region,AA,,", "AA0,2024,region,AA,aa-west,")
    folder.finding(FILE, line, "warning", "pieces and territories below it", "leave 'pieces' empty")


def test_vintage_without_territories(folder: Folder) -> None:
    text = folder.text(FILE)
    folder.write(FILE, "".join(line for line in text.splitlines(keepends=True) if ",2016," not in line))
    folder.finding(FILE, 0, "error", "vintage '2016' has no territories")


def test_a_key_belongs_to_one_country(folder: Folder) -> None:
    folder.replace("boundaries/bb/country.toml", 'id = "2021"', 'id = "2024"')
    folder.write("boundaries/bb/territories.csv", BB_TERRITORIES.replace("2021", "2024").replace("BB-2", "AA01"))
    folder.finding("boundaries/bb/territories.csv", 4, "error", "'AA01'", "another country")
