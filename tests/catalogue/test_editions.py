"""Editions: described once for all series, by a series itself, or completed by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapserver.catalogue import read_sources

if TYPE_CHECKING:
    from tests.catalogue.folder import Folder

SOURCES = "layers/sources.toml"
TOML = "layers/wage/indicator.toml"
OWN = """[[series.edition]]
id = "B1"
publisher = "Office"
title = "Wages"
licence = "CC BY 4.0"
retrieved = "2024"
"""


def _beland(folder: Folder):
    indicator = folder.read()[0].indicators["wage"]
    return next(series for series in indicator.series if series.id == "beland").editions


def test_a_series_names_an_edition_that_is_described_once(folder: Folder) -> None:
    folder.replace(TOML, OWN, 'editions = ["ECB"]\n')
    (edition,) = _beland(folder)
    assert (edition.id, edition.publisher, edition.retrieved) == ("ECB", "European Central Bank", "2026")


def test_a_series_says_what_differs(folder: Folder) -> None:
    folder.replace(TOML, OWN, '[[series.edition]]\nid = "ECB"\ndataset = "wages"\n')
    (edition,) = _beland(folder)
    assert (edition.publisher, edition.dataset) == ("European Central Bank", "wages")


def test_an_edition_that_nobody_describes(folder: Folder) -> None:
    line = folder.replace(TOML, OWN, 'editions = ["IMF"]\n')
    folder.finding(TOML, line, "error", "edition 'IMF' has no publisher, title, licence, retrieved", SOURCES)


def test_an_edition_that_is_described_in_part(folder: Folder) -> None:
    line = folder.replace(TOML, 'id = "A2"\npublisher = "Office"\n', 'id = "A2"\n') - 1
    folder.finding(TOML, line, "error", "edition 'A2' has no publisher")


def test_a_series_lists_editions_and_describes_others(folder: Folder) -> None:
    folder.replace(TOML, OWN, 'editions = ["ECB"]\n' + OWN)
    listed, *described = _beland(folder)
    assert (listed.id, [edition.publisher for edition in described]) == ("ECB", ["Office"])


def test_an_issue_continues_one_that_stands_above_it(folder: Folder) -> None:
    issue = '\n[[edition]]\nid = "Y2"\npublisher = "O"\ntitle = "t"\nlicence = "l"\nretrieved = "2027"\n'
    folder.write(SOURCES, folder.text(SOURCES) + issue + 'continues = "ECB"\n')
    editions, _, findings = read_sources(folder.path)
    assert (editions["Y2"].continues, editions["Y2"].first_issue, findings) == ("ECB", "ECB", [])
    later = issue.replace("Y2", "Y3") + 'continues = "Y2"\n'
    folder.write(SOURCES, folder.text(SOURCES) + later)
    assert read_sources(folder.path)[0]["Y3"].first_issue == "ECB", "also where no series lists the issue between"
    folder.write(SOURCES, folder.text(SOURCES).replace(later, ""))
    folder.replace(SOURCES, 'continues = "ECB"', 'continues = "Y3"')
    (finding,) = read_sources(folder.path)[2]
    assert "continues 'Y3', which does not come before it" in finding.message


def test_sources_that_stand_twice_or_are_malformed(folder: Folder) -> None:
    text = folder.text(SOURCES)
    folder.write(SOURCES, text + text[text.index("[[edition]]") :])
    folder.finding(SOURCES, text.count("\n") + 1, "error", "edition 'ECB' stands twice")
    folder.write(SOURCES, text.replace('retrieved = "2026"', 'retrieved = "last week"'))
    folder.finding(SOURCES, 8, "error", "retrieved is 'last week'", "year, year-month or date")


def test_without_the_file_series_describe_their_editions_themselves(folder: Folder) -> None:
    folder.delete(SOURCES)
    for name in ("exchange.csv", "ppp.csv"):
        folder.delete(f"layers/rates/{name}")
    assert not [item for item in folder.read()[1] if item.severity == "error"]
