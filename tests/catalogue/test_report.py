"""Findings as a steward reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapserver.catalogue.report import MOST_OF_A_KIND, Report, listed, quoted

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder


def test_findings_are_sorted_and_each_stands_once() -> None:
    report = Report()
    report.of("b.csv").error(2, "late", "do")
    report.of("a.csv").note(9, "note", "do")
    report.of("b.csv").error(1, "early", "do")
    report.of("b.csv").error(1, "early", "do")
    assert [(finding.file, finding.line) for finding in report.findings()] == [("a.csv", 9), ("b.csv", 1), ("b.csv", 2)]


def test_the_rest_of_a_kind_is_counted() -> None:
    report = Report()
    for line in range(1, MOST_OF_A_KIND + 6):
        report.of("a.csv").error(line, f"row {line}", "do", kind="row")
    findings = report.findings()
    assert len(findings) == MOST_OF_A_KIND + 1
    assert findings[-1].message == "5 more like this (row)" and findings[-1].line == MOST_OF_A_KIND + 1


def test_quotes_are_short_and_printable() -> None:
    assert quoted("Бор") == "'Бор'"
    assert quoted("a\x1b[31m\u202e") == "'a\\u001b[31m\\u202e'"
    assert len(quoted("x" * 1000)) < 70
    assert listed("abcdefghij", 3) == "a, b, c and 7 more"


@pytest.mark.parametrize("letter", ["\x1b", "\u202e", "\n"])
def test_nothing_from_a_file_reaches_the_terminal_as_it_is(folder: Folder, letter: str) -> None:
    escaped = f"\\u{ord(letter):04X}"
    folder.replace("layers/wage/indicator.toml", 'nb = "Lønn"', f'"n{escaped}b" = "x"')
    folder.replace("boundaries/aa/pieces.geojson", '"aa-east"', f'"aa{escaped}east"')
    findings = folder.read()[1]
    assert {finding.file for finding in findings} >= {"layers/wage/indicator.toml", "boundaries/aa/territories.csv"}
    assert all(str(finding).isprintable() for finding in findings)
