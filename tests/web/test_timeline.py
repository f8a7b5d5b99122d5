"""Strips of years."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapserver.web.timeline import STEP, Timeline


def test_neighbouring_years_are_one_span():
    strip = Timeline.of((2000, 2001, 2005), 2000, 2009)
    assert strip.spans == ((0, 2 * STEP), (5 * STEP, STEP))
    assert strip.width == 10 * STEP


def test_years_outside_of_the_strip_are_left_out():
    assert Timeline.of((1990, 2030), 2000, 2009).spans == ()
    assert Timeline.of((), 0, 0).spans == ()


@given(st.sets(st.integers(1990, 2025)))
def test_spans_cover_exactly_the_years(years):
    strip = Timeline.of(tuple(years), 1990, 2025)
    covered = {1990 + x // STEP + i for x, width in strip.spans for i in range(width // STEP)}
    assert covered == years
