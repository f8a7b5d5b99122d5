"""Moments and spans as OGC API - Features writes them."""

from __future__ import annotations

import pytest

from mapserver.web.ogc.span import read_span


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2019", (2019, 2019)), ("2019-06-30", (2019, 2019)), ("2019-06-30T12:00:00Z", (2019, 2019)),
        ("2019-06-30t12:00:00.5+02:00", (2019, 2019)), ("2015-01-01/2019-02-01", (2015, 2019)),
        ("2015/..", (2015, None)), ("../2015", (None, 2015)), ("/2015-12-31", (None, 2015)), ("2015/", (2015, None)),
        ("2018-03-01T00:00:00Z/2018-04-01T00:00:00Z", (2018, 2018)), ("2020-02-29", (2020, 2020)),
    ],
)  # fmt: skip
def test_a_span_is_the_years_that_it_touches(text, years):
    assert read_span(text) == years


@pytest.mark.parametrize(
    "text",
    [
        "", "..", "../..", "/", "yesterday", "19", "02019", "2019-13-01", "2019-02-30", "2019-1-1",
        "2019-01-01T25:00:00Z",
        "2019-01-01T00:00:00", "2020/2019", "2019/2020/2021", "2019/now", "٢٠١٩", "2019\x00", "-2019",
        "0000-01-01", "20e1",
    ],
)  # fmt: skip
def test_nonsense_is_no_span(text):
    with pytest.raises(ValueError):
        read_span(text)


def test_an_open_end_holds_every_year():
    assert read_span("2015/..").holds(2999) and not read_span("2015/..").holds(2014)
    assert read_span("../2015").holds(1) and not read_span("../2015").holds(2016)
