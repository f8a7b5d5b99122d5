"""Neighbours across a border: the ratio is that of the numbers that are shown, and only told where it tells."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mapserver.maps.state import MapState
from mapserver.maps.story_gaps import gap_stories, ratio
from mapserver.maps.summary import summary
from mapserver.model import Calculation, Layer, Text

PAIRS = (("NO02", "RU-A"),)
#: Indexes of NO01, NO02 and RU-A in the layer.
WEST, NO02, SEA = 0, 1, 5
Change = Callable[[Layer], Layer]


def cells(layer: Layer, values: dict[int, float], flags: dict[int, str] | None = None) -> Layer:
    """Put values and flags in the places of those of 2020, by index."""
    changed = [list(line) for line in layer.cells]
    for index, value in values.items():
        changed[index][1] = changed[index][1]._replace(value=value, flag=(flags or {}).get(index, ""))
    return replace(layer, cells=tuple(map(tuple, changed)))


def told(
    layer: Layer, state: MapState, pairs: tuple[tuple[str, str], ...] = PAIRS, *, asked: bool = False
) -> list[str]:
    return [item.text for item in gap_stories(layer, state, pairs, compare_different=asked)]


def money(layer: Layer) -> Layer:
    return replace(layer, measure=Text(en="EUR"), kind="money")


@pytest.mark.parametrize(
    ("high", "low", "words"),
    [
        (50_700.0, 9_065.9, "The higher figure is about 5.6 times the lower one."),
        (30.0, 20.0, "The higher figure is about 1.50 times the lower one."),
        # 29 is 1.45 times 20: the difference says more.
        (29.0, 20.0, "Difference: 9.0 EUR."),
        # Shown as 9.0 and 6.0: of more digits it would be 1.4925 times.
        (8.955, 6.04, "The higher figure is about 1.50 times the lower one."),
        (9.04, 8.96, "Rounded like this, both figures are the same."),
        (9.0, 0.0, "Difference: 9.0 EUR."),
        # A value of less than ten of the last digit's steps tells of the rounding.
        (9.0, 0.9, "Difference: 8.1 EUR."),
    ],
)
def test_a_ratio_is_that_of_the_numbers_that_are_shown(
    layer: Layer, state: MapState, high: float, low: float, words: str
) -> None:
    (text,) = told(cells(money(layer), {SEA: high, NO02: low}), state)
    assert f". {words} The figures" in text
    (turned,) = told(cells(money(layer), {SEA: low, NO02: high}), state)
    assert f". {words} The figures" in turned


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ({"en": "years"}, "Difference: 9.0 years."),
        ({"en": "per 1,000 inhabitants"}, "Difference: 9.0 per 1,000 inhabitants."),
        ({"en": "\u00b5g/m\u00b3"}, "Difference: 9.0 \u00b5g/m\u00b3."),
        ({"en": "EU27 = 100"}, "Difference: 9.0."),
        ({"en": "1,000 persons"}, "Difference: 9.0."),
        ({"en": "times the total rate"}, "Difference: 9.0."),
        ({"en": "live births per 1,000 women aged 15\u201349"}, "Difference: 9.0."),
        ({"en": "pcs."}, "Difference: 9.0 pcs."),
    ],
)
def test_a_difference_has_its_unit_where_that_can_stand_behind_a_number(
    layer: Layer, state: MapState, measure: dict[str, str], words: str
) -> None:
    (text,) = told(cells(replace(money(layer), measure=Text(measure)), {SEA: 29.0, NO02: 20.0}), state)
    assert f". {words} The figures" in text


def test_a_measure_that_begins_with_a_number_in_the_language_of_the_reader_stays_away(
    layer: Layer, state: MapState
) -> None:
    measure = Text(en="per 100 men", fi="100 miest\u00e4 kohti")
    apart = cells(replace(money(layer), measure=measure), {SEA: 29.0, NO02: 20.0})
    (text,) = told(apart, replace(state, lang="fi"))
    assert "Ero: 9,0." in text


def test_shares_are_told_in_percentage_points_and_by_a_ratio_up_to_half(layer: Layer, state: MapState) -> None:
    (text,) = told(cells(layer, {SEA: 40.0, NO02: 20.0}), state)
    assert "Difference: 20.0 percentage points. The higher figure is about 2.0 times the lower one." in text
    (text,) = told(cells(layer, {SEA: 60.0, NO02: 20.0}), state)
    assert "Difference: 40.0 percentage points. The figures" in text


@pytest.mark.parametrize(
    "change",
    [
        lambda layer: replace(layer, kind="index"),
        lambda layer: replace(layer, low=-0.1),
        lambda layer: replace(layer, low=None),
        lambda layer: replace(layer, measure=Text(en="\u00b0C")),
        lambda layer: replace(layer, measure=Text(en="percentage points")),
        lambda layer: replace(
            layer,
            series=tuple(
                replace(series, derived=Calculation("formula", ("a/x", "b/x"), "a - b", ("a", "b")))
                for series in layer.series
            ),
        ),
    ],
    ids=["index", "below zero", "no values", "temperature", "points", "difference"],
)
def test_what_has_no_zero_has_no_ratio(layer: Layer, state: MapState, change: Change) -> None:
    apart = cells(money(layer), {SEA: 40.0, NO02: 20.0})
    assert ratio(apart, 2020, NO02, SEA) == 2.0
    assert ratio(change(apart), 2020, NO02, SEA) is None
    (text,) = told(change(apart), state)
    assert "times" not in text
    assert "Difference: 20.0" in text


@pytest.mark.parametrize("flag", ["u", "bu", "d", "n"])
def test_a_value_that_is_not_to_be_relied_on_has_no_ratio_and_its_flag(
    layer: Layer, state: MapState, flag: str
) -> None:
    (text,) = told(cells(money(layer), {SEA: 40.0, NO02: 20.0}, {SEA: flag}), state)
    assert "times" not in text
    assert {"u": "(low reliability)", "bu": "(break in the series; low reliability)"}.get(flag, "(") in text


def test_what_measures_different_things_is_compared_only_when_asked(layer: Layer, state: MapState) -> None:
    different = replace(layer, comparability=(("eurostat", "rosstat", "different", Text(en="Not alike.")),))
    warning = (
        "The figures of Eurostat and of Rosstat measure different things and should not be compared directly."
        " Not alike. Sources: Eurostat; Rosstat."
    )
    (text,) = told(different, state)
    assert text.endswith(
        f"Neighbours across the border: Seaside, Russia: 9.0; NO02, Norway: 5.0 (estimated). {warning}"
    )
    (asked,) = told(different, state, asked=True)
    assert asked.endswith(
        f" Difference: 4.0 percentage points. The higher figure is about 1.80 times the lower one. {warning}"
    )


def test_figures_of_the_same_definition_are_said_to_be(layer: Layer, state: MapState) -> None:
    same = replace(layer, comparability=(("eurostat", "rosstat", "same", Text()),))
    (sentence,) = gap_stories(same, state, PAIRS, compare_different=False)
    assert "The figures of Eurostat and of Rosstat follow the same definition. Sources:" in sentence.text
    assert sentence.judgement == "same"


def test_of_several_neighbours_those_that_differ_most_are_told_and_said_to_be(layer: Layer, state: MapState) -> None:
    """By hand: 9.0 is 4.0 from NO02 and 6.0 from NO01."""
    (text,) = told(layer, state, (*PAIRS, ("NO01", "RU-A")))
    assert (
        "Of the neighbours in the border area with figures on both sides of this border, these differ most: Seaside,"
        " Russia: 9.0; West Fell, Norway: 3.0."
    ) in text
    (text,) = told(layer, state, (*PAIRS, ("NO02", "RU-A")))
    assert "Neighbours across the border: " in text, "there is but one pair"
    (text,) = told(layer, state, (*PAIRS, ("NO01", "RU-B")))
    assert "Neighbours across the border: " in text, "the other pair has no figure on one side"


def test_each_border_has_its_sentence(layer: Layer, state: MapState) -> None:
    places = tuple(replace(place, country="FI") if place.code == "NO01" else place for place in layer.places)
    found = gap_stories(
        replace(layer, places=places), state, (*PAIRS, ("NO01", "NO02"), ("NO01", "RU-A")), compare_different=False
    )
    assert [item.units for item in found] == [("NO02", "NO01"), ("RU-A", "NO01"), ("RU-A", "NO02")]


def test_pairs_in_one_country_and_units_around_the_area_are_left_out(layer: Layer, state: MapState) -> None:
    assert told(layer, state, (("NO01", "NO02"), ("NO02", "RU-C"), ("NO03", "RU-A"), ("SE01", "RU-A"))) == []


def test_a_pair_stands_for_the_larger_units_that_are_drawn(layer: Layer, state: MapState) -> None:
    assert told(layer, state, (("NO023", "RU-A-X"),)) == told(layer, state)


def test_neighbours_that_can_be_compared_come_before_those_that_differ_more(layer: Layer, state: MapState) -> None:
    """By hand: 3.0 is 6.0 from 9.0 and of another kind, 5.0 is 4.0 from it."""
    places = tuple(replace(place, series="own") if place.code == "NO01" else place for place in layer.places)
    mixed = replace(
        layer,
        places=places,
        series=(*layer.series, replace(layer.series[0], id="own", title=Text(en="Own, count"))),
        comparability=(*layer.comparability, ("own", "rosstat", "different", Text(en="Not alike."))),
    )
    (sentence,) = gap_stories(mixed, state, (*PAIRS, ("NO01", "RU-A")), compare_different=False)
    assert (sentence.units, sentence.judgement) == (("RU-A", "NO02"), "similar")
    assert "Neighbours across the border: " in sentence.text


def test_of_differences_that_are_shown_alike_the_text_alternative_tells_the_same(layer: Layer, state: MapState) -> None:
    """3.04 and 2.96 are both shown as 3.0; 9.0 is farther from the second."""
    near = cells(layer, {WEST: 3.04, NO02: 2.96})
    pairs = (("NO01", "RU-A"), *PAIRS)
    (sentence,) = gap_stories(near, state, pairs, compare_different=False)
    assert sentence.units == ("RU-A", "NO02")
    assert "Seaside, Russia (9.0) against NO02, Norway (3.0)" in " ".join(summary(near, state, pairs))
