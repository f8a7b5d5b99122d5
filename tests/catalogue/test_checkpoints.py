"""Checkpoints: what is read, what is refused, and what the finding says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapserver.catalogue import read_checkpoints, read_paths
from mapserver.model import Border, Observation, Text

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

FOLDER = "layers/checkpoints"
PLACES, NAMES, FIGURES = f"{FOLDER}/checkpoints.csv", f"{FOLDER}/names.csv", f"{FOLDER}/crossings.csv"


def test_checkpoints_are_read_with_their_names_on_both_sides(folder: Folder) -> None:
    crossings = folder.read()[0].crossings
    assert crossings is not None
    gate, ford, walk, total = crossings.checkpoints
    assert (gate.kind, gate.units, gate.position, gate.approximate) == ("road", ("AA04", "BB-1"), (13.0, 60.4), False)
    assert gate.names["AA"].say("nb") == "Port"
    assert gate.names["BB"].say("bg") == "Врата"
    assert (ford.approximate, ford.position_source) == (True, "the nearest village")
    assert (walk.position, walk.kind, total.kind) == (None, "foot_bicycle", "total")
    assert crossings.observations[1] == Observation("AA-BB-GATE", "", 2019, 2000.0, "r", "G1")


def test_a_data_folder_needs_no_checkpoints(folder: Folder) -> None:
    for file in ("checkpoints.toml", "checkpoints.csv", "names.csv", "crossings.csv"):
        folder.delete(f"{FOLDER}/{file}")
    catalogue, findings = folder.read()
    assert catalogue.crossings is None
    assert not [item for item in findings if item.severity == "error"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("AA-BB-GATE,AA-BB,road,AA04,,,0,", ("'AA-BB-GATE' stands twice",)),
        ("BB-AA-X,AA-BB,road,AA04,,,0,", ("'BB-AA-X' does not begin with border 'AA-BB'",)),
        ("<b>,AA-BB,road,AA04,,,0,", ("does not begin with border",)),
        ("AA-ZZ-X,AA-ZZ,road,AA04,,,0,", ("border 'AA-ZZ' names 'ZZ'",)),
        ("BB-AA-X,BB-AA,road,AA04,,,0,", ("border 'BB-AA' is not in alphabetical order", "AA-BB")),
        ("AA-BB-X,AA-BB,ferry,AA04,,,0,", ("kind 'ferry' is unknown", "foot_bicycle")),
        ("AA-BB-X,AA-BB,road,AA99,,,0,", ("unit 'AA99' is unknown",)),
        ("AA-BB-X,AA-BB,road,AA04,13.0,60.4,yes,a map", ("approximate is 'yes'",)),
        ("AA-BB-X,AA-BB,road,AA04,60.4,13.0,0,a map", ("60.4, 13.0 lies outside of AA, BB", "longitude in 'lon'")),
        ('AA-BB-X,AA-BB,road,AA04,"13,0",60.4,0,a map', ("decimal comma", "13.0")),
        ("AA-BB-X,AA-BB,road,AA04,13.0,,0,a map", ("only lon is given", "write both")),
        ("AA-BB-X,AA-BB,total,AA04,13.0,60.4,0,a map", ("total 'AA-BB-X' has a position", "no place")),
        ("AA-BB-X,AA-BB,road,AA04,13.0,60.4,0,", ("has no source", "position_source")),
        ("AA-BB-X,AA-BB,road,AA04,13.0,60.4,0,a map", ("has no English name", "AA-BB-X,AA,en,<name>")),
    ],
)
def test_places_that_are_refused(folder: Folder, row: str, words: tuple[str, ...]) -> None:
    line = folder.append(PLACES, row)
    folder.finding(PLACES, line, "error", *words)
    crossings = folder.read()[0].crossings
    assert crossings is not None
    assert len(crossings.checkpoints) == 4, "the others are kept"


def test_a_border_that_is_not_described_and_a_unit_of_another_country_are_refused(folder: Folder) -> None:
    catalogue, _ = folder.read()
    catalogue.borders = {"AA-CC": Border("AA-CC", Text(en="Another"))}
    catalogue.names["CC01"] = catalogue.names["AA04"]
    folder.replace(PLACES, "AA-BB-GATE,AA-BB,road,AA04 BB-1", "AA-BB-GATE,AA-BB,road,AA04 CC01")
    _, findings = read_checkpoints(folder.path, catalogue)
    messages = [finding.message for finding in findings if finding.file == PLACES and finding.line == 2]
    assert messages == ["border 'AA-BB' is unknown", "unit 'CC01' does not lie in AA, BB"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("AA-BB-GATE,AA,norsk,X", ("'norsk' is not a language tag",)),
        ("AA-BB-GATE,AA,sv, ", ("the name of 'AA-BB-GATE' in sv is empty",)),
        ("AA-BB-GATE,AA,nb,Annen", ("two names in nb for AA",)),
    ],
)
def test_names_that_are_refused(folder: Folder, row: str, words: tuple[str, ...]) -> None:
    line = folder.append(NAMES, row)
    folder.finding(NAMES, line, "error", *words)


def test_names_of_a_third_country_or_of_no_checkpoint_are_refused(folder: Folder) -> None:
    folder.append(NAMES, "AA-BB-GATE,CC,en,X")
    folder.append(NAMES, "AA-BB-NONE,AA,en,X")
    folder.finding(PLACES, 2, "error", "names.csv names 'AA-BB-GATE' for CC")
    folder.finding(NAMES, 0, "error", "checkpoint 'AA-BB-NONE' is unknown")


@pytest.mark.parametrize(
    ("row", "severity", "words"),
    [
        ("AA-BB-NONE,2019,5,,G1", "error", ("checkpoint 'AA-BB-NONE' is unknown",)),
        ("AA-BB-GATE,19,5,,G1", "error", ("year '19'",)),
        ("AA-BB-GATE,2022,5 000,,G1", "error", ("thousands separators", "5000")),
        ("AA-BB-GATE,2022,-5,,G1", "error", ("'-5' persons cannot cross",)),
        ("AA-BB-GATE,2022,5,,G9", "error", ("edition 'G9' is unknown", "G1, G2")),
        ("AA-BB-GATE,2019,5,,G2", "error", ("two figures for 2019",)),
        ("AA-BB-GATE,2022,,,G2", "warning", ("neither value nor flag",)),
    ],
)
def test_figures_that_are_refused(folder: Folder, row: str, severity: str, words: tuple[str, ...]) -> None:
    line = folder.append(FIGURES, row)
    folder.finding(FIGURES, line, severity, *words)  # type: ignore[arg-type]


def test_the_description_needs_its_one_series(folder: Folder) -> None:
    folder.replace(f"{FOLDER}/checkpoints.toml", 'id = "crossings"', 'id = "others"')
    folder.finding(f"{FOLDER}/checkpoints.toml", 0, "error", "there is not one series 'crossings'")
    assert folder.read()[0].crossings is None


def test_an_unknown_key_of_the_description_is_a_finding(folder: Folder) -> None:
    line = folder.replace(f"{FOLDER}/checkpoints.toml", "format = 1", 'format = 1\ntheme = "transport"')
    folder.finding(f"{FOLDER}/checkpoints.toml", line + 1, "warning", "theme")


def test_the_folder_can_be_checked_by_itself(folder: Folder) -> None:
    line = folder.append(FIGURES, "AA-BB-GATE,2022,many,,G1")
    _, findings = read_paths(folder.path, [folder.path / FOLDER])
    assert [(item.file, item.line) for item in findings] == [(FIGURES, line)]
