"""`mapserver export`: what the server gives, without a server."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from mapserver.cli import main


def test_export_writes_what_the_server_gives(built_state, tmp_path):
    """The shipped data, no server: the same figures as at the address, a picture as large as it was asked for."""
    folder = ["--state", str(built_state)]
    made = CliRunner().invoke(
        main, ["export", "barents", "unemployment_rate", "--format", "csv", "--year", "2019", *folder]
    )
    assert made.exit_code == 0
    assert made.stdout.startswith("unit,name,country,")
    assert ",2019," in made.stdout
    gaps = ["export", "barents", "unemployment_rate", "--format", "csv", "--year", "2019", "--view", "borders", *folder]
    made = CliRunner().invoke(main, gaps)
    assert made.exit_code == 0
    assert made.stdout.startswith("border,year,unit_a,") and "\nNO-RU,2019,NO07," in made.stdout
    path = tmp_path / "map.png"
    asked = ["export", "barents", "unemployment_rate", "--format", "png", "-p", "width=400", "-o", str(path), *folder]
    assert CliRunner().invoke(main, asked).exit_code == 0
    assert path.read_bytes()[16:20] == (400).to_bytes(4)
    svg = CliRunner().invoke(main, ["export", "link", "median_age", "--format", "svg", "--lang", "ru", *folder])
    assert "Медианный возраст" in svg.stdout
    assert "localhost" not in svg.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere", "unemployment_rate", "--format", "csv"], "no area called “nowhere”"),
        (["barents", "nothing", "--format", "csv"], "“nothing”"),
        (["barents", "unemployment_rate", "--format", "docx"], "docx"),
        (["barents", "unemployment_rate", "--format", "csv", "--year", "1066"], "1066"),
        (["barents", "unemployment_rate", "--format", "csv", "-p", "colour=red"], "colour"),
        (["barents", "unemployment_rate", "--format", "csv", "-p", "red"], "NAME=VALUE"),
        (["barents", "unemployment_rate", "--format", "topojson", "--view", "borders"], "csv, xlsx, json, geojson"),
    ],
)
def test_export_says_what_is_wrong_and_writes_nothing(built_state, tmp_path, arguments, words):
    path = tmp_path / "file"
    made = CliRunner().invoke(main, ["export", *arguments, "--state", str(built_state), "-o", str(path)])
    assert made.exit_code in (1, 2)
    assert words in made.stderr
    assert not path.exists()
