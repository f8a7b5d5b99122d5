"""Derived series: parts that do not exist, circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapserver.catalogue import check_derivations, read_indicator

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

FILE = "layers/double/indicator.toml"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("wage/nowhere", ("'wage/nowhere' does not exist", "aland, beland, aland_eur")),
        ("nothing/aland", ("'nothing/aland' does not exist", "layers/nothing/indicator.toml")),
    ],
)
def test_part_that_does_not_exist(folder: Folder, part: str, words: tuple[str, ...]) -> None:
    line = folder.replace(FILE, "wage/aland", part) - 2
    folder.finding(FILE, line, "error", "series 'aland'", *words)


def test_series_that_is_its_own_part(folder: Folder) -> None:
    line = folder.replace(FILE, "wage/aland", "double/aland") - 2
    folder.finding(FILE, line, "error", "double/aland -> double/aland")


def test_circle_through_another_indicator(folder: Folder) -> None:
    folder.replace(FILE, "wage/aland", "wage/aland_eur")
    folder.replace("layers/wage/indicator.toml", 'of = "wage/aland"', 'of = "double/aland"')
    findings = [item for item in folder.read()[1] if "calculated from itself" in item.message]
    assert len(findings) == 1, "a circle is one finding, not one for each of its series"
    assert "double/aland -> wage/aland_eur -> double/aland" in findings[0].message


def test_a_build_can_check_indicators_that_it_read_one_by_one(folder: Folder) -> None:
    folder.replace(FILE, "wage/aland", "wage/nowhere")
    catalogue, _ = folder.read()
    indicator, _, findings = read_indicator(folder.path, "double", catalogue)
    assert indicator is not None and findings == []
    assert len(check_derivations(folder.path, {"double": indicator, "wage": catalogue.indicators["wage"]})) == 1
