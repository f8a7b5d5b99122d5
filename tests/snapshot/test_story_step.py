"""Stories in a build: what their figures are, which claims stop it, and when a story is worked out anew."""

from __future__ import annotations

import json

import pytest

from mapserver.snapshot import BuildFailedError, Published, Store, build
from tests.catalogue.stories import ABOUT, ENGLISH, NORWEGIAN, write_story

FIGURES = "layers/wage/aland.csv"


@pytest.fixture
def told(folder):
    write_story(folder)
    return folder


@pytest.fixture
def story(told, store):
    """Return how to build the folder and read its story."""

    def look_up():
        build(told.path, store)
        (found,) = Published(store).current().stories
        return found

    return look_up


@pytest.fixture
def refused(told, store):
    """Return how to build a text with another line, and what is said of the line."""

    def look_up(line: str) -> str:
        told.append(ENGLISH, "")
        place = told.append(ENGLISH, line)
        told.delete(NORWEGIAN)
        with pytest.raises(BuildFailedError) as failed:
            build(told.path, store)
        (found,) = [item for item in failed.value.findings if item.severity == "error"]
        assert (found.file, found.line) == (ENGLISH, place)
        assert found.remedy
        assert store.pointer() is None, "nothing was published"
        return f"{found.message} -> {found.remedy}"

    return look_up


def test_figures_are_those_of_the_layers(story):
    found = story()
    value, ratio, difference, count = found.figures
    assert (value.kind, value.value, value.decimals, value.parts) == ("number", 200.0, 1, (("AA04", 2020, 200.0),))
    assert (ratio.value, ratio.decimals) == (4.0, 1)
    assert (difference.kind, difference.value) == ("unsigned", 150.0)
    assert (count.value, count.decimals, count.year) == (2.0, 0, 2020)
    assert (found.maps[0].area, found.maps[0].indicator, found.maps[0].query) == ("border", "wage", {"year": "2020"})
    assert found.guards == 2
    assert [(item.series, [edition["id"] for edition in item.editions]) for item in found.sources] == [
        ("aland", ["A2"]), ("beland", ["B1"]),
    ]  # fmt: skip
    assert [(item.judgement, item.reason.say("en")) for item in found.comparisons] == [
        ("similar", "Different surveys.")
    ]


def test_another_figure_is_another_number(story, told):
    assert story().figures[0].value == 200.0
    told.replace(FIGURES, "AA04,2024,2020,200,p,A2", "AA04,2024,2020,123.4,p,A2")
    found = story()
    assert found.figures[0].value == 123.4
    assert found.figures[1].value == pytest.approx(2.468)
    assert found.figures[2].value == pytest.approx(73.4)


def test_a_claim_that_does_not_hold_any_more_stops_the_build(story, told, store):
    story()
    published = store.pointer()
    told.replace(FIGURES, "AA04,2024,2020,200,p,A2", "AA04,2024,2020,49,p,A2")
    with pytest.raises(BuildFailedError) as failed:
        build(told.path, store)
    found = [str(item) for item in failed.value.findings if item.severity == "error"]
    assert found == [
        f"{ENGLISH}:5: error: {{check value border wage 2020 AA04 > value border wage 2020 BB-1}} does not hold: "
        "49 > 50 is not so -> write what the figures say now, in every language, and change the check",
        f"{ENGLISH}:6: error: {{check difference border wage 2020 AA04 BB-1 > 0}} does not hold: -1 > 0 is not so "
        "-> write what the figures say now, in every language, and change the check",
    ]
    assert store.pointer() == published


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{value border wage 2031 AA04}", ("'wage' has no figures of 2031", "between 2020 and 2020")),
        ("{value border wage 2020 AA02}", ("'AA02' is not drawn in 2020", "AA04")),
        ("{value border wage 2020 BB}", ("'BB' has no figure in 2020",)),
        ("{check change border wage 2020 2020 AA01 < 0}", ("2020 is not before 2020",)),
        ("{first border double BB-2}", ("'double' has no year with figures of 'BB-2'",)),
        ("{check judgement border double AA-BB = same}", ("no figures on both sides",)),
        ("{check judgement border wage AA-BB = same}", ("does not hold: similar = same",)),
        ("{map border wage year=2031}", ("no figures of 2031",)),
        ("{map border wage transform=change from=2020 year=2020}", ("no change from 2020 to 2020",)),
        ("{map border wage scheme=magic}", ("'magic' is no scheme of this map", "write one of")),
        ("{map border wage k=9}", ("not made with 9 classes", "write one of")),
        ("{map border wage unit=AA02,AA03,AA}", ("is not drawn on this map",)),
        ("{map border wage scheme=unclassed k=3}", ("without classes",)),
    ],
)
def test_what_the_data_do_not_give_stops_the_build(refused, line, words):
    said = refused(line)
    assert all(word in said for word in words), said


def test_what_measures_different_things_is_not_set_against_each_other(told, store):
    told.replace("layers/wage/indicator.toml", 'judgement = "similar"', 'judgement = "different"')
    with pytest.raises(BuildFailedError) as failed:
        build(told.path, store)
    said = [item.message for item in failed.value.findings if item.severity == "error"]
    assert len(said) == 4, "two figures and two checks"
    assert all("measure different things" in message for message in said)


def test_a_story_is_worked_out_anew_only_when_its_texts_or_its_layers_change(told, store):
    first = build(told.path, store)
    assert (first.fresh, first.steps) == (4, 4)
    assert build(told.path, store).fresh == 0
    told.replace(ABOUT, "Ann Author", "Bea Author")
    assert build(told.path, store).fresh == 1
    told.replace("layers/double/indicator.toml", "Twice the wage.", "Two times the wage.")
    assert build(told.path, store).fresh == 1, "the indicator, which the story does not use"
    told.replace(FIGURES, "AA04,2024,2020,200,p,A2", "AA04,2024,2020,201,p,A2")
    assert build(told.path, store).fresh == 3, "both indicators and the story"
    assert store.verify(store.pointer()) == []


def test_a_snapshot_without_stories_opens(folder, store):
    identifier = build(folder.path, store).snapshot
    path = store.state / "snapshots" / f"{identifier}.json"
    assert "stories" in json.loads(path.read_text())
    assert Published(Store(store.state)).current().stories == ()


def test_the_newest_story_comes_first(told, store):
    for slug, date in (("a-later", "2026-09-01"), ("b-later", "2026-09-01"), ("older", "2020-01-01")):
        told.write(f"layers/stories/{slug}/story.toml", told.text(ABOUT).replace("2026-08-01", date))
        told.write(f"layers/stories/{slug}/en.md", told.text(ENGLISH))
    build(told.path, store)
    assert [item.slug for item in Published(store).current().stories] == ["a-later", "b-later", "two-wages", "older"]
