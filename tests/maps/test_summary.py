"""The map in words."""

from dataclasses import replace

import pytest

from mapserver.maps.state import MapState
from mapserver.maps.summary import summary, title_and_measure
from mapserver.model import Layer, Text

PAIRS = (("NO02", "RU-A"), ("NO01", "RU-B"), ("NO99", "RU-A"))


def _text(layer: Layer, state: MapState, pairs: tuple[tuple[str, str], ...] = ()) -> str:
    return " ".join(summary(layer, state, pairs))


def test_the_summary_names_extremes_and_what_is_missing(layer: Layer, state: MapState) -> None:
    text = _text(layer, state)
    assert text.startswith("Unemployment in 2020, % of the labour force: 3 units of the border area have a value.")
    assert "Highest: Seaside, Russia (9.0); lowest: West Fell, Norway (3.0)." in text
    assert "No data for 1 of the 4 units of the border area: confidential (1)." in text
    assert "across a border" not in text


def test_the_largest_difference_across_a_border_is_told_with_its_comparability(layer: Layer, state: MapState) -> None:
    words = "Seaside, Russia (9.0) against NO02, Norway (5.0): 4.0 percentage points more, 1.8 times as much"
    told = _text(layer, state, PAIRS)
    assert f"Largest difference across a border: {words}; the two sources are similar, not the same." in told
    same = replace(layer, comparability=(("rosstat", "eurostat", "same", Text()),))
    assert f"{words}." in _text(same, state, PAIRS)


def test_what_measures_different_things_is_put_in_no_common_order(layer: Layer, state: MapState) -> None:
    different = replace(layer, comparability=(("eurostat", "rosstat", "different", Text()),))
    told = _text(different, state, PAIRS)
    assert "across a border" not in told
    assert "Norway: highest NO02, Norway (5.0), lowest West Fell, Norway (3.0)." in told
    assert "Seaside, Russia: 9.0." in told
    assert "Median" not in told, "there is one Russian unit, and two Norwegian ones"
    within = replace(layer, comparability=(("eurostat", "eurostat", "different", Text()),))
    assert "Highest: Seaside, Russia (9.0); lowest: West Fell, Norway (3.0)." in _text(within, state), "one country"


def test_a_pair_stands_for_the_larger_units_that_are_drawn(layer: Layer, state: MapState) -> None:
    assert "Seaside, Russia (9.0) against NO02, Norway (5.0)" in _text(layer, state, (("NO023", "RU-A-X"),))
    assert "across a border" not in _text(layer, state, (("SE023", "RU-A"),))


def test_small_ratios_are_left_to_the_difference(layer: Layer, state: MapState) -> None:
    near = tuple(tuple(cell._replace(value=cell.value and cell.value + 90) for cell in line) for line in layer.cells)
    assert "(95.0): 4.0 percentage points more; the two" in _text(replace(layer, cells=near), state, PAIRS)


def test_medians_are_told_from_three_units_up(layer: Layer, state: MapState) -> None:
    assert "Median" not in _text(layer, state)
    one_country = tuple(replace(place, country="NO") for place in layer.places)
    assert "Median of the core units: Norway 5.0 (3 units)." in _text(replace(layer, places=one_country), state)


def test_one_unit_is_told_as_one(layer: Layer, state: MapState) -> None:
    alone = tuple(
        line if place.code == "NO01" else tuple(cell._replace(value=None) for cell in line)
        for place, line in zip(layer.places, layer.cells, strict=True)
    )
    text = _text(replace(layer, cells=alone), state)
    assert "1 unit of the border area has a value. West Fell, Norway: 3.0." in text
    assert "All of them" not in text


def test_a_place_that_is_called_like_its_country_is_named_once(layer: Layer, state: MapState) -> None:
    places = tuple(replace(place, names=Text(en="Russia")) if place.code == "RU-A" else place for place in layer.places)
    assert "Highest: Russia (9.0)" in _text(replace(layer, places=places), state)


@pytest.mark.parametrize(
    ("title", "measure", "said"),
    [
        ("GDP per inhabitant in PPS, EU27 = 100", "EU27 = 100", ""),
        ("Women per 100 men", "per 100 men", ""),
        ("Nights in tourist accommodation per 1 000 inhabitants", "nights per 1 000 inhabitants", ""),
        ("GDP at current prices, change on the year before", "%", "%"),
        ("GDP per inhabitant", "EUR per inhabitant", "EUR per inhabitant"),
    ],
)
def test_a_measure_that_the_title_says_is_not_repeated(layer: Layer, title: str, measure: str, said: str) -> None:
    named = replace(layer, title=Text(en=title), measure=Text(en=measure))
    assert title_and_measure(named, "en") == (title, said)


def test_the_summary_of_an_empty_map(layer: Layer, state: MapState) -> None:
    emptied = tuple(tuple(cell._replace(value=None) for cell in line) for line in layer.cells)
    assert "no unit of the border area has a value in 2020" in summary(replace(layer, cells=emptied), state)[0]


def test_the_difference_is_that_of_the_numbers_that_are_shown(layer: Layer, state: MapState) -> None:
    """8.94 and 7.26 are shown as 8.9 and 7.3: the reader who subtracts finds 1.6, not the 1.7 of more digits."""
    values = {"RU-A": 8.94, "NO02": 7.26}
    cells = tuple(
        tuple(cell._replace(value=values.get(place.code, cell.value)) for cell in line)
        for place, line in zip(layer.places, layer.cells, strict=True)
    )
    told = _text(replace(layer, cells=cells), state, PAIRS)
    assert "(8.9) against" in told and "(7.3): 1.6 percentage points more" in told


def test_no_ratio_where_values_can_be_negative_or_are_too_coarse(layer: Layer, state: MapState) -> None:
    assert "times as much" in _text(layer, state, PAIRS)
    assert "times as much" not in _text(replace(layer, low=-2.0), state, PAIRS)
    assert "times as much" not in _text(replace(layer, decimals=0), state, PAIRS)
