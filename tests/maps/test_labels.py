"""Names on the map: legible, inside, never on top of each other."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapserver.maps.labels import WIDTHS, labels, text_width
from mapserver.maps.state import MapState, default_state
from mapserver.model import Drawing, Layer, Shape


def _apart(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("width", WIDTHS)
def test_labels_do_not_collide_and_stay_inside(layer: Layer, drawing: Drawing, state: MapState, width: str) -> None:
    placed = labels(layer, drawing, state, width)
    assert placed
    assert all(_apart(one.box, other.box) for one, other in combinations(placed, 2))
    for label in placed:
        left, top, right, bottom = label.box
        assert left >= 0 and top >= 0 and right <= drawing.width and bottom <= drawing.height


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 200), st.integers(0, 90)), min_size=8, max_size=8))
def test_wherever_the_units_lie(circles: list[tuple[int, int, int]]) -> None:
    from tests.maps.conftest import make_drawing, make_layer

    layer, drawing = make_layer(), make_drawing()
    moved = {
        key: Shape(key, shape.path, circle, 1.0)
        for (key, shape), circle in zip(drawing.shapes.items(), circles, strict=True)
    }
    placed = labels(layer, replace(drawing, shapes=moved), default_state(layer))
    assert all(_apart(one.box, other.box) for one, other in combinations(placed, 2))


def test_core_units_come_first(layer: Layer, drawing: Drawing, state: MapState) -> None:
    middle = (200, 100, 60)
    stacked = {key: Shape(key, shape.path, middle, 1.0) for key, shape in drawing.shapes.items()}
    placed = labels(layer, replace(drawing, shapes=stacked), state)
    assert layer.places[placed[0].place].core


def test_long_names_break_into_two_lines(layer_with: Callable[..., Layer], drawing: Drawing) -> None:
    layer = layer_with(names={"RU-A": {"en": "Republic of the Long Name"}})
    (label,) = (label for label in labels(layer, drawing, default_state(layer)) if label.place == 5)
    assert label.lines == ("Republic of", "the Long Name")


def test_cyrillic_is_wider_than_latin() -> None:
    assert text_width("область") > text_width("oblasti")
