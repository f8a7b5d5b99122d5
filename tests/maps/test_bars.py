"""Bars: the core in order, on one scale for all years."""

from dataclasses import replace

from mapserver.maps.bars import bars
from mapserver.maps.state import default_state
from mapserver.statistics.change import change_layer
from tests.maps.conftest import make_layer


def test_bars_are_in_order_and_as_long_as_their_values() -> None:
    layer = make_layer()
    made = bars(layer, default_state(layer))
    assert [bar.row.code for bar in made.bars] == ["RU-A", "NO02", "NO01"]
    assert [(reason, [row.code for row in rows]) for reason, rows in made.missing] == [("confidential", ["RU-B"])]
    longest, _, shortest = made.bars
    assert longest.width / shortest.width == 3.0


def test_the_scale_is_that_of_all_years() -> None:
    layer = make_layer()
    state = default_state(layer)
    assert (bars(layer, state).low, bars(layer, state).high) == (
        bars(layer, replace(state, year=2022)).low,
        bars(layer, replace(state, year=2022)).high,
    )


def test_negative_values_lie_on_the_other_side_of_zero() -> None:
    values = make_layer()
    falling = tuple(tuple(cell._replace(value=cell.value and -cell.value) for cell in line) for line in values.cells)
    layer = change_layer(replace(values, cells=falling), 2019)
    made = bars(layer, replace(default_state(layer), year=2020, from_year=2019, transform="change"))
    assert 0 < made.zero
    assert all(bar.x + bar.width == made.zero for bar in made.bars if bar.row.value and bar.row.value < 0)
