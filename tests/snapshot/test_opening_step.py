"""What a build chooses for the first pages: contrasts at each border, questions, and the newest figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapserver.model import AreaEntry, BorderEntry, Contrast, ContrastSide, NewestFigures, Text
from mapserver.snapshot import Published, build
from mapserver.snapshot.opening_step import NewFigures, issues, leading_contrasts, questions


@pytest.fixture
def opened(folder, store):
    """Return how to build the folder and open the snapshot."""

    def look_up():
        build(folder.path, store)
        return Published(store).current()

    folder.replace("layers/wage/aland.csv", "AA04,2024,2020,,:c,A2", "AA04,2024,2020,200,p,A2")
    folder.replace("layers/wage/aland.csv", "AA01,2024,2020,-3.2e1,,A2", "AA01,2024,2020,32,,A2")
    return look_up


def test_the_contrast_of_a_border_is_that_of_its_figures(opened):
    snapshot = opened()
    (border,) = snapshot.area("border").borders
    (contrast,) = border.contrasts
    assert (contrast.border, contrast.indicator, contrast.year) == ("AA-BB", "wage", 2020)
    assert (contrast.a.unit, contrast.a.value, contrast.a.flag) == ("AA04", 200.0, "p")
    assert (contrast.b.unit, contrast.b.value) == ("BB-1", 50.0)
    assert contrast.ratio == 0.25
    assert contrast.judgement == "similar"
    assert contrast.a.names.say("en") == "East"
    assert snapshot.opening.leading == {"border": contrast}


def test_a_second_build_chooses_the_same_though_it_works_nothing_out(opened, store):
    first = opened()
    again = opened()
    assert (again.id, again.areas, again.opening) == (first.id, first.areas, first.opening)
    assert store.verify(again.id) == []


def test_a_pair_that_is_no_neighbour_has_no_contrast(opened, folder):
    folder.replace("boundaries/pairs.csv", "111.2,real,they meet", "111.2,artefact,a sliver")
    assert not [border.contrasts for border in opened().area("border").borders if border.contrasts]


def test_what_may_not_be_compared_has_no_contrast(opened, folder):
    folder.replace("layers/wage/indicator.toml", 'judgement = "similar"', 'judgement = "different"')
    assert [border.contrasts for border in opened().area("border").borders] == [()]


def test_the_newest_figures_name_their_publication(opened):
    (issue,) = opened().opening.issues
    assert (issue.edition, issue.publisher, issue.title, issue.retrieved) == ("A2", "Office", "Wages, revised", "2025")
    assert {(item.indicator, item.year) for item in issue.figures} == {("wage", 2020), ("double", 2020)}


def contrast(border: str, name: str, times: float, year: int = 2020, theme: str = "labour") -> Contrast:
    sides = ContrastSide("A", Text(), 1.0), ContrastSide("B", Text(), times)
    return Contrast(border, name, name, theme, year, 1, *sides, times, "same")


def area(identifier: str, *contrasts: Contrast) -> AreaEntry:
    borders = tuple(
        BorderEntry(name, *name.split("-"), 1.0, 1, contrasts=tuple(item for item in contrasts if item.border == name))
        for name in sorted({item.border for item in contrasts})
    )
    return AreaEntry(identifier, Text(), Text(), (), (), (), {}, borders, (), ())


def test_an_area_is_led_by_its_sharpest_recent_contrast_and_not_by_that_of_another():
    old, recent, slight = contrast("A-B", "old", 9, 2005), contrast("A-B", "recent", 4), contrast("A-B", "slight", 1.5)
    leading = leading_contrasts([area("one", old, recent, slight), area("two", recent, old), area("none")])
    assert leading == {"one": recent, "two": old}


def test_an_old_contrast_leads_where_the_recent_ones_tell_little():
    old, slight = contrast("A-B", "old", 6, 2005), contrast("A-B", "slight", 1.5)
    assert leading_contrasts([area("one", slight, old)]) == {"one": old}


def test_questions_are_of_other_borders_and_concepts_and_repeat_none_that_leads():
    first = area("one", contrast("A-B", "wage", 9), contrast("A-B", "beds", 4), contrast("A-C", "beds", 3))
    second = area("two", contrast("D-E", "beds", 8), contrast("D-E", "wage", 5), contrast("D-E", "cars", 3))
    leading = leading_contrasts([first, second])
    asked = [(item.area, item.contrast.border, item.contrast.indicator) for item in questions([first, second], leading)]
    assert asked == [("one", "A-B", "beds"), ("two", "D-E", "wage")]


def test_questions_are_of_different_themes_where_there_are_some_that_tell_much():
    first = area("one", contrast("A-B", "top", 9), contrast("A-B", "wage", 6))
    second = area("two", contrast("C-D", "best", 9, theme="health"), contrast("C-D", "jobs", 5),
                  contrast("C-D", "beds", 2.5, theme="health"))  # fmt: skip
    asked = questions([first, second], leading_contrasts([first, second]))
    assert [item.contrast.indicator for item in asked] == ["wage", "beds"]


def news(name: str, edition: str, retrieved: str, year: int = 2020, where: str = "one") -> NewFigures:
    source = {"id": edition, "publisher": "Office", "title": edition, "retrieved": retrieved}
    return NewFigures(NewestFigures(where, name, year), source, (-year, False, 0, name))


def test_the_most_recently_retrieved_publications_come_first():
    found = issues([news("a", "E1", "2024-01"), news("b", "E2", "2026"), news("c", "E3", "2026-04-01")])
    assert [issue.edition for issue in found] == ["E3", "E2", "E1"]


def test_an_indicator_stands_once_on_the_map_with_its_latest_year():
    found = issues([news("a", "E1", "2024"), news("a", "E2", "2023", 2021, "two"), news("a", "E3", "2025", 2021)])
    assert [(issue.edition, issue.figures) for issue in found] == [("E2", (NewestFigures("two", "a", 2021),))]


def test_lists_are_short():
    many = [news(f"i{number}", f"E{number % 9}", f"20{10 + number % 9}") for number in range(90)]
    found = issues(many)
    assert len(found) == 5
    assert {len(issue.figures) for issue in found} == {4}


def test_an_area_whose_contrasts_all_lead_others_still_asks():
    shared = contrast("A-B", "wage", 9)
    first, second = area("one", shared), area("two", replace(shared))
    assert questions([first, second], leading_contrasts([first, second])) == ()
