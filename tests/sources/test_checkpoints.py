"""Tables of checkpoints and crossings into the project's own form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapserver.model import Crossings, Edition, Series, Text
from mapserver.sources.checkpoints import read_checkpoints
from mapserver.sources.recipe import CheckpointOrder, TableImportError, read_recipe

if TYPE_CHECKING:
    from pathlib import Path

PLACES = "code,name,name_other_side,countries,units_near,kind,lat,lon,coordinate_source\n"
FIGURES = "unit_code,year,value,flag,source_id\n"
ORDER = CheckpointOrder("crossings.csv", "places.csv", {})


def _crossings() -> Crossings:
    editions = tuple(Edition(name, "Guards", "", "t", "", "l", "2020") for name in ("G1", "G2"))
    series = Series("crossings", "checkpoints", Text(en="x"), ("NO", "RU"), "flow", editions=editions)
    return Crossings(Text(), Text(), Text(), Text(), series, (), ())


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    (tmp_path / "places.csv").write_text(
        PLACES + "NO-RU-A,A,B,RU NO,NO073 RU-MUR,road and rail,69.65778,30.20583,Wikipedia\n"
        "NO-RU-B,B,,NO RU,NO073,aggregate,,,\n"
        'NO-RU-C,C,D,NO RU,NO073,pedestrian and bicycle,69,30,"nearest place: C, a village"\n',
        encoding="utf-8",
    )
    (tmp_path / "crossings.csv").write_text(
        FIGURES + "NO-RU-C,2019,7,r,G2\nNO-RU-A,2018,1535000,,G1\nNO-RU-A,2017,5,calc,OTHER\n", encoding="utf-8"
    )
    return tmp_path


def test_places_and_figures_are_copied_as_text_in_our_columns(tables: Path) -> None:
    files, counts = read_checkpoints(tables, ORDER, _crossings(), "import.toml")
    assert files["checkpoints.csv"].splitlines() == [
        "code,border,kind,units,lon,lat,approximate,position_source",
        "NO-RU-A,NO-RU,road_rail,NO073 RU-MUR,30.20583,69.65778,0,Wikipedia",
        "NO-RU-B,NO-RU,total,NO073,,,0,",
        'NO-RU-C,NO-RU,foot_bicycle,NO073,30,69,1,"C, a village"',
    ]
    assert files["crossings.csv"].splitlines() == [
        "checkpoint,year,value,flag,edition",
        "NO-RU-A,2018,1535000,,G1",
        "NO-RU-C,2019,7,r,G2",
    ]
    assert counts["crossings.csv"] == (3, 2, {"source OTHER is no edition of the checkpoints": 1})


@pytest.mark.parametrize(
    ("file", "row", "words"),
    [
        ("places.csv", "NO-RU-A,A,B,NO RU,NO073,road,,,\n", "places.csv:5: checkpoint 'NO-RU-A' stands twice"),
        ("places.csv", "NO-RU-D,A,B,NO RU,NO073,ferry,,,\n", "kind 'ferry' is unknown; known are road, rail"),
        ("places.csv", "NO-RU-D,A,B,NO,NO073,road,,,\n", "countries 'NO' are not two"),
        ("crossings.csv", "NO-RU-Z,2019,7,,G1\n", "crossings.csv:5: checkpoint 'NO-RU-Z' is not in places.csv"),
        ("crossings.csv", "NO-RU-A,2018,8,,G2\n", "NO-RU-A has 2018 twice"),
        ("crossings.csv", "NO-RU-A,2011,8 000,,G2\n", "value '8 000' is no number"),
        ("crossings.csv", "NO-RU-A,last year,8,,G2\n", "year 'last year' is none between 1800 and 2099"),
    ],
)
def test_a_fault_is_named_with_its_place(tables: Path, file: str, row: str, words: str) -> None:
    with (tables / file).open("a", encoding="utf-8") as stream:
        stream.write(row)
    with pytest.raises(TableImportError, match=words.replace("(", "\\(")):
        read_checkpoints(tables, ORDER, _crossings(), "import.toml")


def test_an_edition_that_nobody_describes_is_an_error(tables: Path) -> None:
    order = CheckpointOrder("crossings.csv", "places.csv", {"OTHER": "G9"})
    with pytest.raises(TableImportError, match="edition 'G9' of the checkpoints is missing"):
        read_checkpoints(tables, order, _crossings(), "import.toml")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[checkpoints]]\ntable = "a.csv"\n', "key 'places' is missing"),
        ('[[checkpoints]]\ntable = "a.csv"\nplaces = "../b.csv"\n', "'../b.csv' is not the name of a .csv file"),
        ('[[checkpoints]]\ntable = "a.csv"\nplaces = "b.csv"\n' * 2, "stands twice"),
    ],
)
def test_a_recipe_that_cannot_be(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "import.toml").write_text(f"format = 1\n{text}", encoding="utf-8")
    with pytest.raises(TableImportError, match=words):
        read_recipe(tmp_path / "import.toml")
