"""What changed in a unit: within one run of its line, between two years in which it is drawn."""

from dataclasses import replace

import pytest

from mapserver.maps.state import MapState
from mapserver.maps.story_changes import Run, change_stories, longest_run
from mapserver.model import Cell, Layer, Text

#: Index of RU-A, which is drawn in all four years.
SEA = 5


def line(layer: Layer, values: list[float | None], runs: tuple[int, ...] = (0, 0, 0, 0), flags: str = "    ") -> Layer:
    """Put a line in the place of that of RU-A."""
    cells = tuple(Cell(value, flag.strip(), run=run) for value, run, flag in zip(values, runs, flags, strict=True))
    return replace(layer, cells=(*layer.cells[:SEA], cells, *layer.cells[SEA + 1 :]))


def told(layer: Layer, state: MapState) -> str:
    (sentence,) = change_stories(layer, replace(state, units=("RU-A",)))
    return sentence.text


@pytest.mark.parametrize(
    ("values", "runs", "years"),
    [
        ([1.0, 2.0, 3.0, 4.0], (0, 0, 0, 0), (2019, 2022)),
        ([1.0, 2.0, 3.0, 4.0], (0, 0, 0, 1), (2019, 2021)),
        ([1.0, 2.0, 3.0, 4.0], (0, 1, 1, 1), (2020, 2022)),
        # Two runs of two years: the later one.
        ([1.0, 2.0, 3.0, 4.0], (0, 0, 1, 1), (2021, 2022)),
        ([None, 2.0, None, 4.0], (0, 0, 0, 0), (2020, 2022)),
        ([1.0, None, 3.0, 4.0], (0, 0, 1, 1), (2021, 2022)),
    ],
)
def test_the_longest_run_is_told(
    layer: Layer, values: list[float | None], runs: tuple[int, ...], years: tuple[int, int]
) -> None:
    assert longest_run(line(layer, values, runs), SEA) == Run(SEA, *years)


def test_single_years_are_no_change(layer: Layer, state: MapState) -> None:
    apart = line(layer, [1.0, 2.0, 3.0, 4.0], (0, 1, 2, 3))
    assert longest_run(apart, SEA) is None
    assert change_stories(apart, replace(state, units=("RU-A",))) == ()


def test_years_in_which_a_unit_is_not_drawn_are_no_part_of_its_run(layer: Layer) -> None:
    """NO01 is drawn until 2020 and again in 2022, where it has no value."""
    assert longest_run(layer, 0) == Run(0, 2019, 2020)
    full = tuple(tuple(cell._replace(value=1.0, run=0) for cell in cells) for cells in layer.cells)
    assert longest_run(replace(layer, cells=full), 1) == Run(1, 2019, 2020)


def test_a_change_of_percentages_is_one_of_points(layer: Layer, state: MapState) -> None:
    assert told(line(layer, [4.0, None, None, 2.96], flags="p  e"), state) == (
        "Unemployment, change from 2019 to 2022, % of the labour force. Seaside, Russia: 4.0 (2019; provisional), 3.0"
        " (2022; estimated). Change: \u22121.0 percentage points. Source: Rosstat."
    )


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (2.0, 3.0, "Change: +1.0 (+50.0%)."),
        (3.0, 2.0, "Change: \u22121.0 (\u221233.3%)."),
        (2000.0, 42_345.6, "Change: +40,345.6 (+2,017.3%)."),
        # Too coarse for a percentage.
        (0.5, 1.5, "Change: +1.0."),
        (0.0, 1.5, "Change: +1.5."),
        (2.04, 1.96, "Rounded like this, there is no change."),
    ],
)
def test_other_changes_are_told_in_the_measure_and_in_percent(
    layer: Layer, state: MapState, first: float, last: float, words: str
) -> None:
    euro = replace(layer, measure=Text(en="EUR"), kind="money", low=0.0)
    assert f"(2022). {words} Source: Rosstat." in told(line(euro, [first, None, None, last]), state)


def test_an_index_has_no_percentage(layer: Layer, state: MapState) -> None:
    index = replace(layer, measure=Text(en="EU27 = 100"), kind="index")
    assert "Change: +20.0." in told(line(index, [100.0, None, None, 120.0]), state)


def test_money_at_current_prices_is_said_to_be(layer: Layer, state: MapState) -> None:
    said = "At current prices: the change is one of prices too. Source: Rosstat."
    current = tuple(replace(series, denomination="EUR, current prices") for series in layer.series)
    assert told(replace(layer, series=current), state).endswith(said)
    constant = tuple(replace(series, denomination="USD of 2015") for series in layer.series)
    assert said not in told(replace(layer, series=constant), state)


def test_without_a_choice_it_is_the_unit_that_changed_most(layer: Layer, state: MapState) -> None:
    """In points RU-A (8.0 to 12.0 is 4.0), by times NO01 (2.0 to 3.0) before RU-A (8.0 to 9.0)."""
    whole = line(layer, [8.0, 9.0, 10.0, 12.0])
    (sentence,) = change_stories(whole, state)
    assert sentence.units == ("RU-A",)
    euro = replace(line(layer, [8.0, 9.0, None, None]), measure=Text(en="EUR"), kind="money")
    (sentence,) = change_stories(euro, state)
    assert sentence.units == ("NO01",)


def test_a_chosen_unit_that_is_not_drawn_now_is_told_of_its_own_years(layer: Layer, state: MapState) -> None:
    gone = replace(state, year=2021, units=("NO02", "NO99"))
    (sentence,) = change_stories(layer, gone)
    assert (sentence.units, sentence.years) == (("NO02",), (2019, 2020))
