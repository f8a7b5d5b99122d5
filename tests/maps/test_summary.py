"""The map in words."""

from dataclasses import replace

import pytest

from mapserver.maps.state import MapState
from mapserver.maps.summary import summary, title_and_measure
from mapserver.model import Layer, Text
from mapserver.statistics.change import change_layer
from tests.maps.conftest import Translated

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
    words = "Seaside, Russia (9.0) against NO02, Norway (5.0): 4.0 percentage points more, 1.80 times as much"
    told = _text(layer, state, PAIRS)
    assert f"Largest difference across a border: {words}. The two sources are similar, not the same." in told
    same = replace(layer, comparability=(("rosstat", "eurostat", "same", Text()),))
    assert f"{words}." in _text(same, state, PAIRS)


def test_what_measures_different_things_is_put_in_no_common_order(layer: Layer, state: MapState) -> None:
    different = replace(layer, comparability=(("eurostat", "rosstat", "different", Text()),))
    told = _text(different, state, PAIRS)
    assert "across a border" not in told
    assert "Norway: highest NO02, Norway (5.0), lowest West Fell, Norway (3.0)." in told
    assert "Seaside, Russia: 9.0." in told
    assert "Median by country: Norway 4.0 (2 units)." in told, "the one Russian unit is told already"
    within = replace(layer, comparability=(("eurostat", "eurostat", "different", Text()),))
    assert "Highest: Seaside, Russia (9.0); lowest: West Fell, Norway (3.0)." in _text(within, state), "one country"


def test_a_pair_stands_for_the_larger_units_that_are_drawn(layer: Layer, state: MapState) -> None:
    assert "Seaside, Russia (9.0) against NO02, Norway (5.0)" in _text(layer, state, (("NO023", "RU-A-X"),))
    assert "across a border" not in _text(layer, state, (("SE023", "RU-A"),))


def test_small_ratios_are_left_to_the_difference(layer: Layer, state: MapState) -> None:
    near = tuple(tuple(cell._replace(value=cell.value and cell.value + 90) for cell in line) for line in layer.cells)
    assert "(95.0): 4.0 percentage points more. The two" in _text(replace(layer, cells=near), state, PAIRS)


def test_medians_are_told_of_each_side_with_the_number_of_units(layer: Layer, state: MapState) -> None:
    assert "Median by country: Norway 4.0 (2 units) and Russia 9.0 (1 unit)." in _text(layer, state)
    one_country = tuple(replace(place, country="NO") for place in layer.places)
    assert "Median by country: Norway 5.0 (3 units)." in _text(replace(layer, places=one_country), state)


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


def test_the_largest_difference_of_each_other_border_is_told_shortly(layer: Layer, state: MapState) -> None:
    places = tuple(replace(place, country="FI") if place.code == "NO01" else place for place in layer.places)
    pairs = (("NO01", "NO02"), ("NO02", "RU-A"), ("NO01", "RU-A"))
    told = _text(replace(layer, places=places), state, pairs)
    assert "Largest difference across a border: Seaside, Russia (9.0) against West Fell, Finland (3.0)" in told
    others = "Seaside, Russia (9.0) against NO02, Norway (5.0); NO02, Norway (5.0) against West Fell, Finland (3.0)"
    assert f"Largest at the other borders: {others}." in told
    assert "other borders" not in _text(layer, state, PAIRS)


def test_the_summary_is_told_in_the_language_of_the_reader(
    layer: Layer, state: MapState, translated: Translated
) -> None:
    translated(
        {
            "%(title)s in %(year)s, %(measure)s: %(num)s units of the border area have a value.": (
                "%(title)s i %(year)s (%(measure)s): %(num)s enheter har en verdi."
            ),
            "Highest: %(highest)s (%(highest_value)s); lowest: %(lowest)s (%(lowest_value)s).": (
                "Lavest: %(lowest)s (%(lowest_value)s), h\u00f8yest: %(highest)s (%(highest_value)s)."
            ),
        }
    )
    first, second, *_ = summary(layer, replace(state, lang="nb"), PAIRS)
    assert first == "Arbeidsledighet i 2020 (% of the labour force): 3 enheter har en verdi."
    assert second == "Lavest: Vestfjell, Norge (3,0), h\u00f8yest: Seaside, Russland (9,0)."


class TestChange:
    """A layer of changes since a year."""

    def told(self, layer: Layer, state: MapState, first: int, year: int) -> tuple[str, ...]:
        changed = replace(state, year=year, from_year=first, transform="change")
        return summary(change_layer(layer, first), changed, PAIRS)

    def test_increases_decreases_and_medians_are_told(self, layer: Layer, state: MapState) -> None:
        falling = tuple(
            tuple(cell._replace(value=1.5 if cell.value == 3.0 else cell.value) for cell in line)
            for line in layer.cells
        )
        assert self.told(replace(layer, cells=falling), state, 2019, 2020) == (
            "Unemployment, change from 2019 to 2020, percentage points: 3 units of the border area have one.",
            "Largest increase: Seaside, Russia (+1.0).",
            "Largest decrease: West Fell, Norway (\u22120.5).",
            "Median change by country: Norway +0.2 (2 units) and Russia +1.0 (1 unit).",
            "No data for 1 of the 4 units of the border area: confidential (1).",
        )

    def test_what_is_no_percentage_says_its_measure_and_since_when_once(self, layer: Layer, state: MapState) -> None:
        first, *_ = self.told(replace(layer, measure=Text(en="euro")), state, 2019, 2020)
        assert first == "Unemployment in 2020, euro, change since 2019: 3 units of the border area have a value."

    def test_what_is_counted_differently_is_said_with_the_number_of_units(self, layer: Layer, state: MapState) -> None:
        broken = tuple(
            (line[0], *(cell._replace(run=1) for cell in line[1:])) if place.code == "RU-A" else line
            for place, line in zip(layer.places, layer.cells, strict=True)
        )
        told = self.told(replace(layer, cells=broken), state, 2019, 2020)
        assert "No change is calculated for 1 unit: the figures before and after are counted differently." in told
        assert not any("counted differently (" in sentence for sentence in told), "it is not said twice"

    def test_a_map_without_any_change_says_so_in_one_sentence_with_the_reason(
        self, layer: Layer, state: MapState
    ) -> None:
        russian = replace(layer, periods=tuple(item for item in layer.periods if item.country == "RU"))
        refusal, *others = self.told(russian, state, 2020, 2021)
        assert refusal == ("Unemployment: no change from 2020 to 2021 is calculated for any unit of the border area.")
        assert others == [
            "No change is calculated for 1 unit: the figures before and after are counted differently.",
            "No data for 1 of the 2 units of the border area: confidential (1).",
        ]

    def test_one_reason_for_all_units_is_told_in_one_sentence(self, layer: Layer, state: MapState) -> None:
        seaside = tuple(replace(item, places=(5,)) for item in layer.periods if item.country == "RU")
        assert self.told(replace(layer, periods=seaside), state, 2020, 2021) == (
            "Unemployment: no change from 2020 to 2021 is calculated, because the figures before and after are counted"
            " differently.",
        )

    def test_years_without_figures_are_no_break(self, layer: Layer, state: MapState) -> None:
        emptied = tuple(tuple(cell._replace(value=None) for cell in line) for line in layer.cells)
        refusal, *_ = self.told(replace(layer, cells=emptied), state, 2019, 2020)
        assert refusal == "Unemployment: no unit of the border area has figures of both 2019 and 2020."

    def test_what_measures_different_things_is_told_apart(self, layer: Layer, state: MapState) -> None:
        different = replace(layer, comparability=(("eurostat", "rosstat", "different", Text()),))
        told = self.told(different, state, 2019, 2020)
        assert "Norway: largest increase NO02, Norway (+1.0)." in told
        assert "Seaside, Russia: +1.0." in told

    def test_no_change_at_all_is_told_as_one(self, layer: Layer, state: MapState) -> None:
        still = tuple(tuple(cell._replace(value=cell.value and 4.0) for cell in line) for line in layer.cells)
        assert "None of them changed." in self.told(replace(layer, cells=still), state, 2019, 2020)
