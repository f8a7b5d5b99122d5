"""Sentences for the pages of borders and units."""

from dataclasses import replace

import pytest

from mapserver.maps.story_entries import border_stories, unit_stories
from mapserver.model import (
    BorderEntry,
    Contrast,
    ContrastSide,
    Edition,
    Layer,
    Message,
    Observation,
    Text,
    UnitEntry,
)
from mapserver.model.entry import UnitLine
from mapserver.model.ranks import DrawnFigure, Rank

EDITIONS = (
    Edition("A", "Office A", "", "", "", "", ""),
    Edition("B", "Office B", "", "", "", "", ""),
    Edition("BANK", "Bank", "", "", "", "", ""),
)


def border(times: float, unit: str = "NO02") -> BorderEntry:
    sides = ContrastSide(unit, Text(), 5.0), ContrastSide("RU-A", Text(), 9.0)
    contrast = Contrast("NO-RU", "rate", "rate", "labour", 2020, 1, *sides, times, "similar")
    return BorderEntry("NO-RU", "NO", "RU", 1.0, 1, contrasts=(contrast,))


def line(indicator: str, year: int, value: float, rank: Rank | None, series: str = "office") -> UnitLine:
    return UnitLine(
        indicator,
        series,
        "labour",
        Text(en=indicator.title()),
        Text(),
        Text(en="%"),
        1,
        "arctic",
        "finest",
        (
            Observation("NO01", "2016", year - 1, 1.0, "", "B"),
            Observation("NO01", "2016", year, value, "p", "A", note=Message("%(by)s", by="BANK")),
            Observation("NO01", "2016", year + 1, None, "", "B", "confidential"),
        ),
        drawn=DrawnFigure(year, Rank(9, 9), rank),
    )


def unit(*lines: UnitLine) -> UnitEntry:
    names = Text(en="West Fell", nb="Vestfjell")
    return UnitEntry(
        "NO01", "NO", "nuts3", Text(), names, ("nb",), (), (), (), (), (), lines, {}, EDITIONS
    )  # fmt: skip


def test_a_contrast_is_told_with_its_ratio_sources_and_judgement(layer: Layer) -> None:
    (sentence,) = border_stories(border(9 / 5), {"rate": layer}, "en")
    assert sentence.text == (
        "Unemployment in 2020, % of the labour force. Neighbours across the border: Seaside, Russia: 9.0; NO02, Norway:"
        " 5.0 (estimated). Difference: 4.0 percentage points. The higher figure is about 1.80 times the lower one."
        " The figures of Eurostat and of Rosstat are similar, not the same. Ages 15-74 against 15-72."
        " Sources: Eurostat; Rosstat."
    )
    assert (sentence.kind, sentence.units, sentence.years) == ("gap", ("RU-A", "NO02"), (2020,))


def test_the_ratio_of_a_contrast_is_told_however_small_it_is(layer: Layer) -> None:
    """By hand: 12.0 is 1.2 times 10.0, where a map would leave it to the difference."""
    cells = [list(held) for held in layer.cells]
    for index, value in ((1, 10.0), (5, 12.0)):
        cells[index][1] = cells[index][1]._replace(value=value)
    near = replace(layer, cells=tuple(map(tuple, cells)))
    (sentence,) = border_stories(border(1.2), {"rate": near}, "en")
    assert "about 1.20 times the lower one" in sentence.text


def test_a_border_without_contrasts_has_no_sentence() -> None:
    assert border_stories(BorderEntry("NO-RU", "NO", "RU", 1.0, 1), {}, "en") == ()


def test_a_contrast_of_a_layer_that_is_not_given_is_an_error() -> None:
    with pytest.raises(KeyError):
        border_stories(border(1.8), {}, "en")


def test_a_unit_has_its_latest_figure_with_the_rank_in_its_country() -> None:
    (sentence,) = unit_stories(unit(line("jobs", 2020, 4.25, Rank(2, 7))), (("jobs",),), "en")
    assert sentence.text == (
        "Jobs in 2020, %. West Fell, Norway: 4.2 (provisional). Rank among the units of its country on the map: 2 of 7,"
        " 1 is the highest. Sources: Office A; Bank."
    )
    assert (sentence.units, sentence.years, sentence.series) == (("NO01",), (2020,), ("office",))
    assert (sentence.sources, sentence.judgement) == (("Office A", "Bank"), "")


def test_of_a_row_the_first_indicator_with_a_figure_is_told() -> None:
    known = unit(line("jobs", 2020, 4.0, None), line("pay", 2019, 5.0, None))
    found = unit_stories(known, (("wealth", "pay", "jobs"), ("jobs",), ("wealth",)), "en")
    assert [item.text.partition(" in ")[0] for item in found] == ["Pay", "Jobs"]


def test_of_two_series_that_with_the_later_figure_is_told() -> None:
    known = unit(line("jobs", 2018, 4.0, None, "old"), line("jobs", 2020, 5.0, None, "new"))
    (sentence,) = unit_stories(known, (("jobs",),), "en")
    assert (sentence.series, sentence.years) == (("new",), (2020,))


def test_a_unit_that_is_alone_has_no_rank_and_one_that_no_map_draws_no_sentence() -> None:
    (sentence,) = unit_stories(unit(line("jobs", 2020, 4.0, Rank(1, 1))), (("jobs",),), "en")
    assert "Rank" not in sentence.text
    undrawn = replace(line("jobs", 2020, 4.0, None), drawn=None)
    assert unit_stories(unit(undrawn), (("jobs",),), "en") == ()


def test_names_are_in_the_language_of_the_reader() -> None:
    (sentence,) = unit_stories(unit(line("jobs", 2020, 4.0, None)), (("jobs",),), "nb")
    assert "Vestfjell, Norge: 4,0 (forel\u00f8pig)." in sentence.text
    assert sentence.missing_names == ()
    (sentence,) = unit_stories(unit(line("jobs", 2020, 4.0, None)), (("jobs",),), "fi")
    assert "West Fell" in sentence.text
    assert sentence.missing_names == ("NO01",)
