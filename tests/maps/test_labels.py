"""Names on the map: legible, inside, never on top of each other."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, product
from math import hypot

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapserver.maps.labels import GAP, WIDTHS, labels, text_width
from mapserver.maps.scanlines import Boxes, Sheet, sheet_of
from mapserver.maps.state import MapState, default_state
from mapserver.model import Drawing, Layer, Shape
from mapserver.snapshot import Snapshot
from tests.maps.ground import Ground

Box = tuple[float, float, float, float]
AREAS = ("barents", "bulgaria", "carpathians", "link")


def _apart(one: Box, other: Box, gap: float = 0.0) -> bool:
    return one[2] + gap <= other[0] or other[2] + gap <= one[0] or one[3] + gap <= other[1] or other[3] + gap <= one[1]


@pytest.mark.parametrize("width", WIDTHS)
def test_labels_do_not_collide_and_stay_inside(layer: Layer, drawing: Drawing, state: MapState, width: str) -> None:
    placed = labels(layer, drawing, state, width)
    assert placed
    gap = GAP * drawing.width / WIDTHS[width][0]
    assert all(_apart(one.box, other.box, gap) for one, other in combinations(placed, 2))
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


def test_a_name_that_fits_stays_in_its_unit(layer: Layer, drawing: Drawing, state: MapState) -> None:
    ground = Ground(drawing, [(index, layer.places[index].key) for index in layer.drawn(state.year)])
    for label in labels(layer, drawing, state):
        assert ground.on(label.box, label.place) == pytest.approx(1)
        assert (ground.foreign(label.box, label.place), ground.crossed(label.box)) == (0, 0)


@pytest.mark.parametrize("area", AREAS)
def test_names_of_shipped_maps_stay_in_their_units_and_off_the_borders(shipped: Snapshot, area: str) -> None:
    layer = shipped.layer(area, "median_age")
    state = default_state(layer)
    for drawing in shipped.drawings(area):
        keys = [(index, key) for index in layer.drawn(state.year) if (key := layer.places[index].key) in drawing.shapes]
        ground, placed = Ground(drawing, keys), labels(layer, drawing, state)
        assert [label for label in placed if not label.core and ground.crossed(label.box)] == []
        across = [label.lines for label in placed if ground.foreign(label.box, label.place) > 0.25]
        assert len(across) <= len(placed) / 20, across


@pytest.fixture(scope="module")
def grounds(shipped: Snapshot) -> tuple[Drawing, Sheet, Ground]:
    """Return a drawing, as names are placed on it and as it is looked up row by row."""
    layer = shipped.layer("bulgaria", "median_age")
    (drawing,) = shipped.drawings("bulgaria")
    drawn = layer.drawn(layer.default_year)
    keys = [(index, key) for index in drawn if (key := layer.places[index].key) in drawing.shapes]
    return drawing, sheet_of(drawing, keys), Ground(drawing, keys)


@given(
    st.floats(0, 1), st.integers(1, 12), st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=5),
    st.integers(0, 10_000),
)  # fmt: skip
def test_what_lies_under_many_boxes_is_what_lies_under_each(
    grounds: tuple[Drawing, Sheet, Ground], wide: float, rows: int, corners: list[tuple[float, float]], chosen: int
) -> None:
    drawing, sheet, ground = grounds
    units = sorted(sheet.spans)
    unit = units[chosen % len(units)]
    half = 1 + wide * (drawing.width / 2 - 3)
    tops = [int(down * (drawing.height // 4 - rows - 1)) for _, down in corners]
    edges = [((left := across * (drawing.width - 2 * half)), left + 2 * half) for across, _ in corners]
    boxes = Boxes(*np.array(edges).T, np.array(tops), rows)
    own, every, crossed = sheet.own(boxes, unit), sheet.all(boxes), sheet.borders(boxes)
    for at, ((left, right), top) in enumerate(zip(edges, tops, strict=True)):
        box = (left, top * 4.0, right, (top + rows) * 4.0 - 1)
        assert own[at] == pytest.approx(ground.on(box, unit), abs=1e-9)
        # Two ends of a span in one step of one unit are told by its mean.
        assert every[at] - own[at] == pytest.approx(ground.foreign(box, unit), abs=1 / half)
        assert crossed[at] >= ground.crossed(box)
        wider = (left - 1, box[1], right + 1, box[3])
        assert crossed[at] <= ground.crossed(wider)


@pytest.mark.parametrize("area", ("barents", "bulgaria", "carpathians"))
@pytest.mark.parametrize("indicator", ("median_age", "unemployment_rate", "gdp_index"))
def test_every_core_unit_has_a_name_on_a_desk(shipped: Snapshot, area: str, indicator: str) -> None:
    layer = shipped.layer(area, indicator)
    (drawing,) = shipped.drawings(area)
    for year in layer.years:
        named = {label.place for label in labels(layer, drawing, replace(default_state(layer), year=year))}
        shown = {index for index in layer.drawn(year) if layer.places[index].key in drawing.shapes}
        assert {layer.places[index].code for index in shown - named if layer.places[index].core} == set()


def test_a_name_aside_of_its_unit_stays_near_its_main_part(shipped: Snapshot) -> None:
    layer = shipped.layer("barents", "median_age")
    (drawing,) = shipped.drawings("barents")
    for lang, width in product(("en", "ru", "fi", "nb"), WIDTHS):
        for label in labels(layer, drawing, default_state(layer, lang), width):
            x, y, radius = drawing.shapes[layer.places[label.place].key].label
            left, top, right, bottom = label.box
            gap = hypot(max(left - x, 0, x - right), max(top - y, 0, y - bottom))
            assert not label.aside or gap <= radius + 4 * label.size, (lang, width, label.lines)


def test_long_names_break_into_two_lines(layer_with: Callable[..., Layer], drawing: Drawing) -> None:
    layer = layer_with(names={"RU-A": {"en": "Autonomous Republic of the Long Name"}})
    (label,) = (label for label in labels(layer, drawing, default_state(layer)) if label.place == 5)
    assert label.lines == ("Autonomous Republic", "of the Long Name")


def test_cyrillic_is_wider_than_latin() -> None:
    assert text_width("область") > text_width("oblasti")
