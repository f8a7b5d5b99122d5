"""The legend says what the colours mean and accounts for every unit that is drawn."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mapserver.maps.legend import class_index, flag_words, legend
from mapserver.maps.state import MapState, default_state
from mapserver.model import Cell, Drawing, Layer


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2022])
def test_every_drawn_unit_is_counted_once(layer: Layer, state: MapState, year: int) -> None:
    shown = legend(layer, replace(state, year=year))
    counted = sum(entry.count for entry in shown.classes) + sum(entry.count for entry in shown.missing)
    assert counted == len(layer.drawn(year))
    assert all(entry.core <= entry.count for entry in shown.classes)


def test_only_units_that_a_frame_shows_are_counted(layer: Layer, state: MapState, drawing: Drawing) -> None:
    cut = replace(drawing, shapes={key: shape for key, shape in drawing.shapes.items() if key.startswith("NO")})
    shown = legend(layer, state, (cut,))
    assert sum(entry.count for entry in shown.classes) == 3
    assert shown.missing == ()


def test_missing_values_are_counted_by_reason_in_words(layer: Layer, state: MapState) -> None:
    (missing,) = legend(layer, state).missing
    assert (missing.reason, missing.words, missing.count) == ("confidential", "confidential", 1)


def test_ranges_are_written_for_the_reader_and_join(layer: Layer, state: MapState) -> None:
    classes = legend(layer, replace(state, lang="nb")).classes
    assert classes[1].label == "3,0\u202f\u2013\u202f5,0"
    assert [entry.low for entry in classes[1:]] == [entry.high for entry in classes[:-1]]
    assert len({entry.colour for entry in classes}) == 5


def test_an_end_class_is_open_where_paler_units_lie_beyond_the_core(layer: Layer, state: MapState) -> None:
    classes = legend(layer, state).classes
    assert (classes[0].label, classes[-1].label) == ("\u2264\u202f3.0", ">\u202f10.0")
    core_only = tuple(
        line if place.core else tuple(cell._replace(value=None) for cell in line)
        for place, line in zip(layer.places, layer.cells, strict=True)
    )
    closed = legend(replace(layer, cells=core_only), state).classes
    assert (closed[0].label, closed[-1].label) == ("2.0\u202f\u2013\u202f3.0", "10.0\u202f\u2013\u202f12.0")


def test_the_scale_does_not_move_with_the_year(layer: Layer, state: MapState) -> None:
    one, other = (legend(layer, replace(state, year=year)) for year in (2019, 2021))
    assert [entry.label for entry in one.classes] == [entry.label for entry in other.classes]
    assert "2019\u20132022" in one.note


def test_flags_of_the_year_stand_in_words(layer: Layer, state: MapState) -> None:
    (flag,) = legend(layer, state).flags
    assert (flag.flag, flag.words, flag.count) == ("e", "estimated", 1)
    assert flag_words("q") == ("flag q, not explained by the source",)


def test_values_beyond_the_core_fall_into_an_end_class() -> None:
    assert class_index(Cell(99.0), (3.0, 5.0)) == 1
    assert class_index(Cell(-99.0), (3.0, 5.0)) == 0
    assert class_index(Cell(3.0), (3.0, 5.0)) == 0
    assert class_index(Cell(None), (3.0, 5.0)) is None


def test_a_layer_without_values_has_a_legend(layer_with: Callable[..., Layer]) -> None:
    empty = layer_with(breaks={})
    assert legend(empty, default_state(empty)).classes == ()
