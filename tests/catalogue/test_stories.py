"""Stories: what is read, what is refused, and what the finding says."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest

from mapserver.catalogue import read_paths
from mapserver.catalogue.story_calls import FIGURES, JUDGEMENTS, MAP_OPTIONS
from mapserver.model import Call
from tests.catalogue.stories import ABOUT, ENGLISH, NORWEGIAN, PLACE, STORY, TEXT, write_story

if TYPE_CHECKING:
    from pathlib import Path

    from mapserver.model import Finding
    from tests.catalogue.folder import Folder


@pytest.fixture
def told(folder: Folder) -> Folder:
    """Return a folder with a story."""
    write_story(folder)
    return folder


def errors(folder: Folder) -> list[Finding]:
    return [item for item in folder.read()[1] if item.severity == "error"]


def test_a_story_is_read_in_its_languages(told: Folder) -> None:
    assert errors(told) == []
    story = told.read()[0].stories["two-wages"]
    assert (story.author, story.date, story.areas, list(story.texts)) == (
        "Ann Author", "2026-08-01", ("border",), ["en", "nb"],
    )  # fmt: skip
    assert [str(item.call) for item in story.calls] == [
        "value border wage 2020 AA04",
        "ratio border wage 2020 AA04 BB-1",
        "difference border wage 2020 AA04 BB-1",
        "count border wage 2020",
    ]
    assert story.maps[0].call == Call("map", ("border", "wage"), (("year", "2020"),))
    assert (story.maps[0].file, story.maps[0].line) == (ENGLISH, 9)
    assert [str(guard) for guard in story.guards] == [
        "check value border wage 2020 AA04 > value border wage 2020 BB-1",
        "check difference border wage 2020 AA04 BB-1 > 0",
    ]
    english = story.texts["en"]
    assert english.title == "Two wages"
    assert english.lead == ("In 2020 the wage of <em>East</em> was ", 0, ".")
    assert [block.map for block in english.blocks] == [None, 0, None]
    assert '<a href="/units/BB-1">One</a>' in "".join(map(str, english.blocks[0].prose))
    assert story.texts["nb"].lead[1] == 0, "one figure, whatever the language"


def test_a_data_folder_needs_no_stories(folder: Folder) -> None:
    assert folder.read()[0].stories == {}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{value nowhere wage 2020 AA04}", ("'nowhere' is no area", "border")),
        ("{value border wages 2020 AA04}", ("'wages' is no indicator", "did you mean wage")),
        ("{value border wage 20 AA04}", ("'20' is no year", "four digits")),
        ("{value border wage 2020 AA99}", ("'AA99' is no unit or country", "did you mean AA")),
        ("{value border wage 2020}", ("it has 3 words", "{value area indicator year place}")),
        ("{value border wage 2020 AA04 colour=red}", ("option 'colour' is unknown", "level")),
        ("{value border wage 2020 AA04 decimals=9}", ("'9' is no value of 'decimals'", "0 to 3")),
        ("{value border wage 2020 AA04 level=nuts2 level=nuts2}", ("'level' stands twice",)),
        ("{valeu border wage 2020 AA04}", ("names no figure", "did you mean value")),
        ("{__import__('os')}", ("names no figure",)),
        ("{judgement border wage AA-BB}", ("names no figure",)),
        ("{}", ("names no figure",)),
        ("{value border wage", ("a brace is not closed",)),
        ("some } brace", ("a brace is not closed",)),
        ("text {map border wage} text", ("a map stands inside a line",)),
        ("- {map border wage}", ("a map stands in a list",)),
        ("{map border wage palette=red}", ("option 'palette' is unknown",)),
        ("{map border wage k=40}", ("'40' is no value of 'k'",)),
        ("{map border wage unit=AA04,ZZ9}", ("'ZZ9' is no unit",)),
        ("{map border wage scheme=own}", ("own breaks are the reader's choice",)),
        ("{map border wage from=2018}", ("a change has a year", "transform=change from=<year>")),
        ("{map border}", ("it has 1 words",)),
        ("{check value border wage 2020 AA04}", ("cannot be read", "spaces round the sign")),
        ("{check value border wage 2020 AA04 > much}", ("'{much}' names no figure",)),
        ("{check judgement border wage AA-BB > similar}", ("a judgement is not > 'similar'",)),
        ("{check value border wage 2020 AA04 = judgement border wage AA-BB}", ("stands on the left",)),
        ("{change border wage 2019 2020 AA01}", ("without its sign", "{check change border wage 2019 2020 AA01 > 0}")),
        ("It rose by 5 per cent", ("'It rose by 5 per cent' is typed by hand", "{value ...}")),
        ("It rose to 2019.5", ("is typed by hand",)),
        ("It rose to 12 019", ("is typed by hand",)),
        ("It rose to \u0661\u0662", ("is typed by hand",)),
        ("a \u00bd of it", ("is typed by hand",)),
        ("<script>alert()</script>", ("HTML has no place in a story",)),
        ("<img src=x onerror=alert()>", ("HTML has no place in a story",)),
        ("[words](javascript:alert())", ("the link 'javascript:alert()' leads nowhere",)),
        ("[words](data:text/html,x)", ("leads nowhere",)),
        ("[words](//elsewhere.example)", ("leads nowhere",)),
        ("[words](https://x.example '9 lives')", ("is typed by hand",)),
        ("<javascript:alert()>", ("leads nowhere",)),
        ("![words](https://x.example/a.png)", ("no pictures but maps",)),
        ("# Another title", ("none of a section",)),
        ("turned \u202e round", ("forbidden character U+202E",)),
        ("turned &#8238; round", ("forbidden character U+202E",)),
        (">" * 40 + " deep", ("nested too deeply",)),
    ],
)  # fmt: skip
def test_what_is_refused_in_a_text(told: Folder, line: str, words: tuple[str, ...]) -> None:
    told.append(ENGLISH, "")
    number = told.append(ENGLISH, line)
    told.finding(ENGLISH, number, "error", *words)
    assert told.read()[0].stories == {}


@pytest.mark.parametrize("words", ["from 2008\u20132013", "in the 1990s", "in 2013, 2014 and 2015", "`12 345`"])
def test_years_and_code_are_no_figures(told: Folder, words: str) -> None:
    told.append(ENGLISH, f"\nIt was {words}.")
    assert errors(told) == []


def test_the_second_of_two_lines_is_named(told: Folder) -> None:
    told.append(ENGLISH, "")
    line = told.append(ENGLISH, "One line\nwith 17 in the second")
    told.finding(ENGLISH, line + 1, "error", "typed by hand")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('author = "Ann Author"\n', "", ("author",)),
        ('date = "2026-08-01"', 'date = "2026-02-30"', ("there is no day '2026-02-30'",)),
        ('date = "2026-08-01"', 'date = "yesterday"', ("date", "2026-08-01")),
        ('date = "2026-08-01"', "date = 2026-08-01", ("date",)),
        ('date = "2026-08-01"', 'date = "2026-08-01"\nupdated = "2026-07-01"', ("before it was written",)),
        ('areas = ["border"]', 'areas = ["nowhere"]', ("area 'nowhere' is unknown", "border")),
        ('areas = ["border"]', "areas = []", ("areas",)),
        ("format = 1", "format = 2", ("format",)),
    ],
)
def test_what_is_refused_about_a_story(told: Folder, old: str, new: str, words: tuple[str, ...]) -> None:
    told.replace(ABOUT, old, new)
    found = [f"{item.message} {item.remedy}" for item in errors(told) if item.file == ABOUT]
    assert found
    assert all(word in found[0] for word in words), found
    assert told.read()[0].stories == {}


def test_a_text_needs_a_plain_title_and_a_lead(told: Folder) -> None:
    for text, words in [
        ("No title.\n", "the text has no title"),
        ("# A *title*\n\nLead.\n", "the title is not plain text"),
        ("# A {value border wage 2020 AA04}\n\nLead.\n", "the title is not plain text"),
        ("# Title\n\n- a list\n", "there is no lead"),
        ("# Title\n", "there is no lead"),
    ]:
        told.write(ENGLISH, text)
        assert words in [item.message for item in errors(told) if item.file == ENGLISH], text


@pytest.mark.parametrize(
    "slug", ["Two-Wages", "..two", "two..wages", "two wages", "-two", "feed.atom", "a" * 61, "цени"]
)
def test_what_is_no_address(told: Folder, slug: str) -> None:
    told.write(f"layers/stories/{slug}/story.toml", STORY)
    told.write(f"layers/stories/{slug}/en.md", TEXT)
    told.finding(f"layers/stories/{slug}", 0, "error", "is no address of a story", "rename the folder")
    assert list(told.read()[0].stories) == ["two-wages"], "a second one of another spelling takes nothing away"


def test_the_files_of_a_story(told: Folder) -> None:
    told.write(f"{PLACE}/picture.png", b"png")
    told.finding(f"{PLACE}/picture.png", 0, "warning", "no story reads this file")
    told.write(f"{PLACE}/xx.md", TEXT)
    told.finding(f"{PLACE}/xx.md", 0, "error", "no language of the interface")
    told.delete(f"{PLACE}/xx.md")
    told.delete(ENGLISH)
    told.finding(ENGLISH, 0, "error", "no English text")
    told.delete(ABOUT)
    told.finding(ABOUT, 0, "error", "the file is missing")


def test_a_translation_has_the_figures_of_the_english_text(told: Folder) -> None:
    told.replace(NORWEGIAN, "- {count border wage 2020} distrikter", "- {missing border wage 2020} distrikter")
    told.finding(NORWEGIAN, 0, "error", "figures of en.md are missing", "{count border wage 2020}")
    told.finding(NORWEGIAN, 0, "error", "figures are not in en.md", "{missing border wage 2020}")


def test_a_megabyte_is_not_read(told: Folder) -> None:
    told.write(ENGLISH, TEXT + "word " * 200_000)
    told.finding(ENGLISH, 0, "error", "the text has 1000 kB, more than 60 kB", "several stories")


@pytest.mark.parametrize("sign", ["[", "](", "*a_ ", "{", "> ", "- ", "`", "<a", "![", "\\{", "&#x202e;", "[a](<b>)"])
def test_the_worst_text_that_is_read_is_read_soon(told: Folder, sign: str) -> None:
    told.write(ENGLISH, "# Title\n\nLead.\n\n" + sign * (59_000 // len(sign)))
    started = time.monotonic()
    told.read()
    assert time.monotonic() - started < 20


def test_every_figure_and_option_is_described_for_stewards(repo: Path) -> None:
    text = (
        (repo / "layers" / "README.md").read_text(encoding="utf-8").partition("## `stories/")[2].partition("\n## ")[0]
    )
    for name in (*FIGURES, *JUDGEMENTS, *MAP_OPTIONS, "without", "decimals"):
        assert re.search(rf"\b{name}\b", text), name


def test_one_story_can_be_read_alone(told: Folder) -> None:
    told.write("layers/stories/other/story.toml", "format = 1\n")
    catalogue, findings = read_paths(told.path, [told.path / PLACE])
    assert list(catalogue.stories) == ["two-wages"]
    assert not [item for item in findings if item.severity == "error"]
    line = told.append(ENGLISH, "17")
    _, findings = read_paths(told.path, [told.path / ENGLISH])
    assert [(item.file, item.line) for item in findings if item.severity == "error"] == [(ENGLISH, line)]
