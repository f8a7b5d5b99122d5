"""Whose figures a story uses: the publications of what it shows, and the series that stand side by side."""

from __future__ import annotations

import pytest

from mapserver.snapshot import Published, build
from tests.catalogue.stories import ENGLISH, write_story

AROUND = "AA01,2024,2020,32,,"


@pytest.fixture
def story(folder, store):
    """Return how to build the folder, with a unit outside the core from another publication, and read its story."""
    write_story(folder)
    folder.replace("layers/wage/aland.csv", f"{AROUND}A2", f"{AROUND}A1")

    def look_up():
        build(folder.path, store)
        (found,) = Published(store).current().stories
        return found

    return look_up


def editions(found) -> dict[str, list[str]]:
    return {item.series: [edition["id"] for edition in item.editions] for item in found.sources}


def test_what_is_drawn_around_the_core_of_a_map_is_no_source(story):
    assert editions(story()) == {"aland": ["A2"], "beland": ["B1"]}


def test_what_the_text_tells_of_a_unit_around_the_core_is_one(story, folder):
    folder.append(ENGLISH, "\nIn the west it was {value border wage 2020 AA01}.")
    folder.delete("layers/stories/two-wages/nb.md")
    assert editions(story()) == {"aland": ["A1", "A2"], "beland": ["B1"]}


def test_a_comparison_names_its_series(story):
    (found,) = story().comparisons
    assert [title.say("en") for title in found.titles] == ["Aland's office", "Beland's office"]


def test_comparisons_of_one_indicator_are_told_apart_by_their_series(story, folder):
    folder.append(
        "layers/wage/indicator.toml",
        '\n[[comparability]]\nseries = ["aland"]\njudgement = "similar"\nreason = { en = "By county." }',
    )
    found = [(item.reason.say("en"), [title.say("en") for title in item.titles]) for item in story().comparisons]
    assert found == [
        ("Different surveys.", ["Aland's office", "Beland's office"]),
        ("By county.", ["Aland's office"]),
    ]
