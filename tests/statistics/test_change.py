"""Changes since a year: differences within one run, reasons elsewhere, classes that turn on zero."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapserver.model import Layer
from mapserver.statistics.change import change_layer
from mapserver.statistics.classification import centre_of, mirrored_breaks
from tests.maps.conftest import make_layer


@pytest.fixture
def layer() -> Layer:
    return make_layer()


def of(layer: Layer, code: str, year: int) -> tuple[float | None, str]:
    index = next(index for index in layer.drawn(year) if layer.places[index].code == code)
    cell = layer.cell(index, year)
    return cell.value, cell.reason


def test_a_change_is_the_difference_of_two_values_of_a_run(layer: Layer) -> None:
    changed = change_layer(layer, 2019)
    assert of(changed, "NO01", 2020) == (1.0, "")
    assert of(changed, "RU-A", 2020) == (1.0, "")


def test_it_has_the_years_after_the_first_one_only(layer: Layer) -> None:
    changed = change_layer(layer, 2020)
    assert changed.years == (2021, 2022)
    assert all(len(line) == 2 for line in changed.cells)
    assert layer.default_year == 2020 and changed.default_year == 2022
    assert change_layer(layer, 2019).default_year == 2020


def test_the_sides_of_a_border_meet_where_both_have_a_change(layer: Layer) -> None:
    assert layer.both_sides["NO-RU"].years == (2019, 2020, 2021, 2022)
    changed = change_layer(layer, 2019).both_sides["NO-RU"]
    assert changed.years == (2020,), "the Russian run ends after it"
    assert changed.judgement == "similar"


def test_no_change_is_counted_across_the_end_of_a_run(layer: Layer) -> None:
    assert of(change_layer(layer, 2019), "RU-A", 2021) == (None, "run_ended")
    assert of(change_layer(layer, 2021), "RU-A", 2022) == (2.0, "")


def test_a_unit_that_was_not_drawn_then_has_no_change(layer: Layer) -> None:
    assert of(change_layer(layer, 2019), "NO0X", 2021) == (None, "unit_did_not_exist")


def test_a_year_without_a_value_says_why(layer: Layer) -> None:
    assert of(change_layer(layer, 2020), "RU-B", 2021) == (None, "confidential")
    assert of(change_layer(layer, 2019), "RU-B", 2020) == (None, "confidential")


def test_the_flags_of_both_years_stay(layer: Layer) -> None:
    changed = change_layer(layer, 2019)
    assert changed.cell(1, 2020).flag == "e"


def test_its_measure_says_since_when(layer: Layer) -> None:
    assert change_layer(layer, 2019).measure.say("en") == "% of the labour force, change since 2019"


def test_colours_turn_on_zero_even_where_everything_rose(layer: Layer) -> None:
    changed = change_layer(layer, 2019)
    assert changed.low is not None and changed.low > 0
    assert centre_of(changed.kind, changed.low, changed.high) == 0.0


def test_without_any_change_there_are_no_classes(layer: Layer) -> None:
    cells = tuple(tuple(cell._replace(run=place) for place, cell in enumerate(line)) for line in layer.cells)
    changed = change_layer(replace(layer, cells=cells), 2019)
    assert changed.breaks == {}
    assert of(changed, "NO01", 2020) == (None, "run_ended")


@pytest.mark.parametrize("year", [1999, 2022])
def test_an_unknown_year_and_the_last_one_are_errors(layer: Layer, year: int) -> None:
    with pytest.raises(KeyError):
        change_layer(layer, year)


numbers = st.floats(-1e12, 1e12, allow_nan=False).map(lambda value: round(value, 3))


@given(st.lists(numbers, min_size=1, max_size=60))
def test_bounds_rise_and_end_with_the_maximum(values: list[float]) -> None:
    for scheme in mirrored_breaks(values, 2).values():
        for k, bounds in scheme.items():
            assert len(bounds) == k
            assert all(low < high for low, high in pairwise(bounds))
            assert bounds[-1] == max(values)


@given(st.lists(numbers, min_size=2, max_size=60).filter(lambda values: any(values)))
def test_bounds_lie_as_far_below_zero_as_above(values: list[float]) -> None:
    both = [*values, *(-value for value in values)]
    for scheme in mirrored_breaks(both, 2).values():
        for bounds in scheme.values():
            assert sorted(-bound for bound in bounds[:-1]) == list(bounds[:-1])
