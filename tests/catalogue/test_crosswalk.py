"""crosswalk.csv against pieces and units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

FILE = "boundaries/bb/crosswalk.csv"


@pytest.mark.parametrize(
    ("row", "severity", "words"),
    [
        ("BBB,Three,,,bb-three,,,", "error", ("'bb-three' is not in pieces.geojson",)),
        ("BBB,Three,,north,bb-two,,,", "error", ("near 'north' is not a point", "longitude and latitude")),
        ("BBB,Three,,14.5 600,bb-two,,,", "error", ("is not a point",)),
        ("BBB,Three,,,BB Two,,,", "error", ("piece 'BB Two' is malformed",)),
        ("BBB,Three,,,bb-two,BB-9,,", "error", ("'BB-9' is unknown",)),
        ("BBB,Three,,,,,,", "warning", ("'Three' is left out without a reason",)),
    ],
)
def test_rows(folder: Folder, row: str, severity: str, words: tuple[str, ...]) -> None:
    line = folder.append(FILE, row)
    folder.finding(FILE, line, severity, *words)  # type: ignore[arg-type]


def test_piece_that_the_crosswalk_does_not_name(folder: Folder) -> None:
    folder.replace(FILE, "BBB,Two,BB02,14.5 60.5,bb-two,BB-2,BB-2,\n", "")
    folder.finding(FILE, 0, "warning", "'bb-two'")
