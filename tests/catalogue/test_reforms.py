"""reforms.csv against the territories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

FILE = "boundaries/reforms.csv"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("ZZ,2020,same,AA01,2016,AA01,2024,,,0,,", ("country 'ZZ' is unknown",)),
        ("AA,20,same,AA01,2016,AA01,2024,,,0,,", ("year '20'",)),
        ("AA,2020,moved,AA01,2016,AA01,2024,,,0,,", ("kind 'moved'", "same, recode, merge, split, transfer")),
        ("AA,2020,recode,AA02,2024,AA03,2024,,,0,,", ("'AA02' does not exist in vintage '2024'", "2016")),
        ("AA,2020,recode,BB-1,2021,AA03,2024,,,0,,", ("'BB-1' is not in AA",)),
        ("AA,2020,recode,AA02,2016,AA03,2024,,many,0,,", ("area_km2", "'many'")),
        ("AA,2020,recode,AA02,2016,AA03,2024,,,no,,", ("approximated is 'no'",)),
        ("AA,2020,same,AA01,2016,AA01,2024,,,0,other,", ("stands twice", "lines 2 and 4")),
        ("AA,2010,split,,,AA01,2016,,,0,,", ("nothing of where the land came from",)),
        ("AA,2010,split,AA01,,AA02,2016,,,0,,", ("'AA01' is a unit of ours", "from_vintage")),
        ("AA,2010,split,a county,,AA02,2016,,,0,,", ("'a county' is no code",)),
    ],
)
def test_rows_that_are_refused(folder: Folder, row: str, words: tuple[str, ...]) -> None:
    line = folder.append(FILE, row)
    folder.finding(FILE, line, "error", *words)
    assert len(folder.read()[0].reforms) == 2


@pytest.mark.parametrize("origin", ["AA0X,,AA01,2016,", ",,AA01,2016,half of the old county"])
def test_land_may_come_from_what_no_vintage_draws(folder: Folder, origin: str) -> None:
    folder.append(FILE, f"AA,2010,split,{origin},,0,law,")
    catalogue, findings = folder.read()
    assert not [item for item in findings if item.file == FILE]
    assert catalogue.reforms[-1].from_vintage == ""
