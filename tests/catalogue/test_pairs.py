"""pairs.csv: order, sides, level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

FILE = "boundaries/pairs.csv"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("BB-AA,BB-1,AA04,1,real,so", ("not in alphabetical order", "write AA-BB", "exchange")),
        ("AA-AA,AA01,AA03,1,real,so", ("not in alphabetical order",)),
        ("AABB,AA04,BB-1,1,real,so", ("'AABB' is malformed",)),
        ("AA-ZZ,AA04,ZZ1,1,real,so", ("'ZZ' is unknown",)),
        ("AA-BB,BB-1,AA04,1,real,so", ("'BB-1' is not in AA", "first country")),
        ("AA-BB,AA99,BB-1,1,real,so", ("'AA99' is unknown",)),
        ("AA-BB,AA02,BB-1,1,real,so", ("'AA02' does not exist in vintage '2024'", "2016")),
        ("AA-BB,AA0,BB-1,1,real,so", ("'AA0' is not of the finest level", "AA01, AA03, AA04")),
        ("AA-BB,AA03,BB-1,long,real,so", ("km", "'long'")),
        ("AA-BB,AA03,BB-1,-1,real,so", ("below zero",)),
        ("AA-BB,AA03,BB-1,1,maybe,so", ("'maybe'", "real, artefact")),
        ("AA-BB,AA04,BB-1,1,real,so", ("stands twice", "lines 2 and 3")),
    ],
)
def test_rows_that_are_refused(folder: Folder, row: str, words: tuple[str, ...]) -> None:
    line = folder.append(FILE, row)
    folder.finding(FILE, line, "error", *words)
    assert len(folder.read()[0].pairs) == 1


def test_pair_without_a_reason(folder: Folder) -> None:
    line = folder.append(FILE, "AA-BB,AA03,BB-1,0.4,artefact,")
    folder.finding(FILE, line, "warning", "no reason")
    assert folder.read()[0].pairs[1].status == "artefact"
