"""Tables and pictures in the repository that the program makes are those that it makes of the shipped data today."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from mapserver.cli import main
from mapserver.maps.names import country_title
from mapserver.statistics.coverage import coverage


@pytest.mark.parametrize(
    ("file", "arguments"),
    [
        ("layers/RUNS.md", ("--runs",)),
        ("static/pictures/coverage.svg", ("--coverage", "--format", "svg")),
    ],
)
def test_what_the_program_writes_for_the_readme_is_current(repo, built_state, file, arguments):
    made = CliRunner().invoke(main, ["check", *arguments, "--data", str(repo), "--state", str(built_state)])
    assert made.exit_code == 0, made.stderr
    command = f"mapserver check {' '.join(arguments)} --output {file}"
    assert made.stdout == (repo / file).read_text(encoding="utf-8"), f"write it anew: {command}"


def test_every_jump_of_the_shipped_figures_has_been_looked_at(shipped):
    assert not [str(item) for item in shipped.findings() if item.severity == "warning"]


def test_the_readme_counts_what_the_snapshot_holds(repo, shipped):
    text = (repo / "README.md").read_text(encoding="utf-8")
    found = coverage(shipped.areas)
    said = {
        frozenset((one.strip(), other.strip())): int(number)
        for line in text.splitlines()
        for one, other, number in re.findall(r"\| ([^|–]+) – ([^|–]+) \| (\d+) (?=\|)", line)
    }
    names = {border: frozenset(map(country_title, border.split("-"))) for border in found.borders}
    assert said == {names[border]: found.comparable(border) for border in found.borders}
    assert f"{len(found.rows)} indicators are drawn as maps" in text
    assert f"counted once: {found.concepts})" in text


def test_the_readme_counts_what_the_layers_hold(repo, shipped_catalogue):
    text = " ".join((repo / "README.md").read_text(encoding="utf-8").split())
    every = [series for indicator in shipped_catalogue.indicators.values() for series in indicator.series]
    stored = [series for series in every if series.derived is None]
    rows = sum(len(shipped_catalogue.observations[series.key]) for series in stored)
    thousands = f"{rows:,}".replace(",", " ")
    assert (
        f"out of {len(shipped_catalogue.indicators)} with {len(every)} series: {len(stored)} hold {thousands} rows of "
        f"figures from {len(shipped_catalogue.editions)} publications, {len(every) - len(stored)} are calculated"
    ) in text
