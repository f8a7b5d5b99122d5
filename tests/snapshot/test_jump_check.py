"""Findings on jumps: told once, silent once judged, and judgements that no longer meet anything are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapserver.model import Observation, Remark, Text
from mapserver.snapshot import check_jumps
from tests.statistics.test_jumps import BESIDE, LAND, PEOPLE, SERIES, YEARS, growth


def findings(jumps: tuple[Remark, ...] = (), factor: float = 1.35):
    figures = growth()
    for year in YEARS:
        if year >= 2012:
            figures["AA05", year] *= factor
    rows = [Observation(unit, "1", year, value) for (unit, year), value in figures.items()]
    series = replace(SERIES, jumps=jumps)
    return check_jumps(replace(PEOPLE, series=(series,)), {series.key: rows}, LAND, BESIDE)


def told(jumps: tuple[Remark, ...] = (), factor: float = 1.35):
    return [item for item in findings(jumps, factor) if "AA05" in item.message]


def test_a_jump_is_told_with_its_size_and_with_what_the_others_do():
    (finding,) = told()
    assert (finding.file, finding.severity) == ("layers/people/office.csv", "warning")
    assert "AA05 changes by +37 % from 2011 to 2012 within a run" in finding.message
    assert "the rest of AA by +1 %, its neighbours by +" in finding.message
    assert "[[series.break]] with year = 2012" in finding.remedy
    assert "[[series.jump]]" in finding.remedy


@pytest.mark.parametrize(
    "judged",
    [Remark(2012, Text(en="a town grew"), ("AA05",)), Remark(2012, Text(en="a town grew"), countries=("AA",))],
)
def test_a_jump_that_was_looked_at_is_not_told_again(judged):
    assert not told((judged,))


def test_a_judgement_of_another_year_or_unit_does_not_cover_it():
    assert told((Remark(2013, Text(en="x"), ("AA05",)),))
    assert told((Remark(2012, Text(en="x"), ("AA06",)),))


def test_a_judgement_on_what_is_no_jump_is_told():
    judged = (Remark(2012, Text(en="x"), ("AA05",)),)
    (note,) = [item for item in findings(judged, factor=1.0) if item.severity == "note"]
    assert note.file == "layers/people/indicator.toml"
    assert "the jump of AA05 to 2012 that was looked at is none any more" in note.message
