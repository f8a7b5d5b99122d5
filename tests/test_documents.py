"""Tables and pictures in the repository that the program makes are those that it makes of the shipped data today."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from mapserver.cli import main


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
    command = f"mapserver check {' '.join(arguments)} > {file}"
    assert made.stdout == (repo / file).read_text(encoding="utf-8"), f"write it anew: {command}"


def test_every_jump_of_the_shipped_figures_has_been_looked_at(shipped):
    assert not [str(item) for item in shipped.findings() if item.severity == "warning"]
