"""Lines of a drawing: joined, on the right side, with ticks that reach into one of the two."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapserver.maps.paper import joined, line_between, path_of, points_of, ticks
from mapserver.model import SharedLine
from tests.maps.conftest import make_drawing

whole = st.integers(-1200, 1200)
point = st.tuples(whole, whole)
line = st.lists(point, min_size=2, max_size=8).map(tuple)


@given(st.lists(line, min_size=1, max_size=4))
def test_a_path_is_read_back_as_it_was_written(lines):
    assert points_of(path_of(lines)) == tuple(lines)


def test_each_of_two_units_has_itself_on_the_left():
    drawing = make_drawing()
    assert line_between(drawing, "NO02@2016", "RU-A@2020") == (((200, 100), (200, 0)),)
    assert line_between(drawing, "RU-A@2020", "NO02@2016") == (((200, 0), (200, 100)),)


def test_every_vintage_of_the_same_land_has_the_line():
    drawing = make_drawing()
    assert line_between(drawing, "NO04@2024", "RU-A@2020") == line_between(drawing, "NO02@2016", "RU-A@2020")


@pytest.mark.parametrize("pair", [("NO01@2016", "RU-A@2020"), ("NO02@2016", "XX1@1"), ("NO01@2016", "NO0X@2021")])
def test_units_that_share_nothing_here_have_no_line(pair):
    assert line_between(make_drawing(), *pair) == ()


def test_the_line_of_units_of_several_pieces_is_joined():
    drawing = make_drawing()
    shapes = {**drawing.shapes, "B": replace(drawing.shapes["NO01@2016"], key="B", pieces=("x", "y"))}
    lines = (SharedLine("10", "x", "M200,100l0-50"), SharedLine("10", "y", "M200,50l0-50"))
    assert line_between(replace(drawing, shapes=shapes, lines=lines), "NO02@2016", "B") == (
        ((200, 100), (200, 50), (200, 0)),
    )


def test_rings_and_forks_end():
    ring = (((0, 0), (5, 0)), ((5, 0), (5, 5)), ((5, 5), (0, 0)))
    assert joined(ring) == [((0, 0), (5, 0), (5, 5), (0, 0))]
    assert len(joined([((0, 0), (1, 0)), ((0, 0), (0, 1))])) == 2


@pytest.mark.parametrize(("left", "x"), [(True, 190), (False, 210)])
def test_ticks_stand_on_the_side_that_is_asked_for(left, x):
    strokes = points_of(ticks((((200, 100), (200, 0)),), 10.0, 25.0, left=left))
    assert len(strokes) == 4
    assert {stroke[0][0] for stroke in strokes} == {200}
    assert {stroke[1][0] for stroke in strokes} == {x}
    assert all(stroke[0][1] == stroke[1][1] for stroke in strokes)


def test_the_shortest_line_has_a_tick():
    assert len(points_of(ticks((((0, 0), (3, 0)),), 10.0, 26.0, left=True))) == 1


@given(st.lists(line, min_size=1, max_size=3), st.booleans())
def test_ticks_are_as_long_as_they_should_be(lines, left):
    for start, end in points_of(ticks(tuple(lines), 20.0, 30.0, left=left)):
        assert abs(((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5 - 20.0) <= 1.5
