from __future__ import annotations

from dataclasses import replace

import pytest

from mapserver.model import Indicator, Observation, Remark, Text
from mapserver.statistics import run_ends
from tests.statistics.toy import catalogue, edition, series


def test_units_whose_runs_end_for_one_reason_stand_together_with_the_size_of_the_change():
    census = Remark(2011, Text(en="census"), countries=("NO",))
    one = series(editions=(edition("OLD"), edition("NEW")), breaks=(census,))
    land = catalogue()
    land.indicators = {one.indicator: Indicator(one.indicator, "", "count", "neutral", 0, *[Text()] * 4, (one,))}
    values = {"NO071": (100.0, 110.0, 220.0), "NO072": (100.0, 80.0, 80.0), "NO060": (0.0, 5.0, 5.0)}
    land.observations = {
        one.key: tuple(
            Observation(unit, "2016", year, value, edition="NEW" if unit == "NO071" and year == 2012 else "OLD")
            for unit, line in values.items()
            for year, value in zip((2010, 2011, 2012), line, strict=True)
        )
    }
    first, second = run_ends(land)
    assert (first.year, first.kinds, first.reason, first.units) == (2011, ("break",), "census", tuple(sorted(values)))
    assert (first.median, first.largest, first.unit) == (pytest.approx(-5.0), pytest.approx(-20.0), "NO072")
    assert (second.year, second.kinds, second.units) == (2012, ("edition",), ("NO071",))
    assert second.largest == pytest.approx(100.0)


def test_a_change_from_zero_has_no_size():
    one = series(breaks=(Remark(2011, Text(en="census")),))
    land = catalogue()
    land.indicators = {one.indicator: Indicator(one.indicator, "", "count", "neutral", 0, *[Text()] * 4, (one,))}
    rows = (Observation("NO071", "2016", 2010, 0.0), Observation("NO071", "2016", 2011, 5.0))
    land.observations = {one.key: rows}
    (end,) = run_ends(land)
    assert (end.median, end.largest, end.unit) == (None, None, "")
    assert not list(run_ends(replace(land, observations={})))
