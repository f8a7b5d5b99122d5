"""What the benchmarks share: a table of ratios that is printed at the end."""

from __future__ import annotations

import pytest

ROWS: list[tuple[str, str, str, str, str]] = []


@pytest.fixture
def row():
    """Add a row to the table: what, ours, peer or limit, ratio, goal."""

    def add(what: str, ours: str, peer: str, ratio: str, goal: str) -> None:
        ROWS.append((what, ours, peer, ratio, goal))

    return add


def pytest_terminal_summary(terminalreporter):
    """Print the table as Markdown, as it stands in the README."""
    if ROWS:
        terminalreporter.write_line("")
        for line in (("what", "ours", "peer or limit", "ratio", "goal"), ("---",) * 5, *ROWS):
            terminalreporter.write_line("| " + " | ".join(line) + " |")


def pytest_addoption(parser):
    """Say how many units the land of the neighbours has."""
    parser.addoption("--units", type=int, default=100_000, help="units of the synthetic land")
