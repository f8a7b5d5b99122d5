"""How far two sides of a border meet: at the border, in the same year, by judgement."""

from __future__ import annotations

from dataclasses import replace

from mapserver.model import BothSides, Comparability, Pair, Text
from mapserver.statistics import build_layer
from mapserver.statistics.meeting import border_grounds
from tests.statistics.toy import CORE, area, catalogue, constant, indicator, series

EUROSTAT, ROSSTAT = series("eurostat", ("NO", "FI")), series("rosstat", ("RU",))
RUSSIA = constant("RU-MUR", "2014", 2017, 2018)


def _layer(figures, toy=None, countries=("NO", "RU"), **more):
    layer = build_layer(toy or catalogue(), area(*countries), indicator(EUROSTAT, ROSSTAT, **more), figures, CORE)
    assert layer is not None
    return layer


def test_a_district_far_from_the_border_does_not_meet_the_other_side():
    """Nordland has figures, Finnmark has none: nothing can be compared across the border with Russia."""
    far = {"eurostat": constant("NO071", "2016", 2016, 2019), "rosstat": RUSSIA}
    near = {"eurostat": constant("NO073", "2016", 2016, 2019), "rosstat": RUSSIA}
    assert _layer(far).both_sides["NO-RU"] == BothSides(spans=(("RU", 2017, 2018),))
    assert _layer(near).both_sides["NO-RU"].years == (2017, 2018)


def test_a_coarser_unit_stands_at_the_border_where_one_of_its_parts_does():
    coarse = {"eurostat": constant("NO07", "2016", 2016, 2017), "rosstat": RUSSIA}
    assert _layer(coarse).both_sides["NO-RU"].years == (2017,)


def test_the_judgement_comes_with_its_reason():
    declared = Comparability(("eurostat", "rosstat"), "different", Text(en="Two lines of poverty."))
    figures = {"eurostat": constant("NO073", "2016", 2017, 2018), "rosstat": RUSSIA}
    meeting = _layer(figures, comparability=(declared,)).both_sides["NO-RU"]
    assert (meeting.judgement, meeting.reason.say("en")) == ("different", "Two lines of poverty.")
    assert not meeting.comparable, "it is shown, not counted"


def test_one_source_on_both_sides_is_the_same_unless_its_countries_are_judged():
    toy = catalogue()
    toy.pairs = (Pair("FI-NO", "FI1D7", "NO073", 600.0, "real", ""),)
    figures = {"eurostat": (*constant("NO073", "2016", 2017, 2018), *constant("FI1D7", "2016", 2018, 2019))}
    meeting = _layer(figures, toy, ("FI", "NO")).both_sides["FI-NO"]
    assert meeting == BothSides((2018,), "same")
    within = Comparability(("eurostat",), "similar", Text(en="Licensed or practising."))
    meeting = _layer(figures, toy, ("FI", "NO"), comparability=(within,)).both_sides["FI-NO"]
    assert (meeting.judgement, meeting.reason.say("en")) == ("similar", "Licensed or practising.")


def test_sides_that_never_meet_in_a_year_are_judged_and_not_counted():
    figures = {"eurostat": constant("NO073", "2016", 2010, 2012), "rosstat": RUSSIA}
    meeting = _layer(figures).both_sides["NO-RU"]
    assert (meeting.years, meeting.judgement, meeting.comparable) == ((), "similar", False)


def test_of_a_border_that_nobody_reviewed_every_core_unit_stands_at_it():
    toy = catalogue()
    toy.pairs = ()
    far = {"eurostat": constant("NO071", "2016", 2016, 2019), "rosstat": RUSSIA}
    assert _layer(far, toy).both_sides["NO-RU"].years == (2017, 2018)


def test_the_merged_county_stands_at_the_border_in_its_years():
    figures = {
        "eurostat": (*constant("NO074", "2021", 2020, 2021), *constant("NO073", "2016", 2017, 2019)),
        "rosstat": constant("RU-MUR", "2014", 2017, 2021),
    }
    meeting = _layer(figures).both_sides["NO-RU"]
    assert meeting.years == (2017, 2018, 2019, 2020, 2021)
    assert replace(meeting, judgement="same").comparable


def test_two_units_that_only_seem_to_touch_do_not_meet():
    """An artefact of generalised polygons is no pair at the border."""
    toy = catalogue()
    real = Pair("NO-RU", "NO073", "RU-MUR", 196.0, "real", "")
    toy.pairs = (real, Pair("NO-RU", "NO071", "RU-KO", 3.0, "artefact", "a crossing of lines"))
    far = {"eurostat": constant("NO071", "2016", 2016, 2019), "rosstat": RUSSIA}
    assert _layer(far, toy).both_sides["NO-RU"].years == ()


def test_the_ground_of_a_border_is_of_all_divisions_and_levels():
    """What stands on the land of a reviewed pair: also the region above and the merged county, not the next one."""
    ground = border_grounds(catalogue(), area("NO", "RU"))["NO-RU"]
    assert {"NO073@2016", "NO074@2021", "NO07@2016", "RU-MUR@2014"} <= ground
    assert not ground & {"NO071@2016", "RU-KR@2014"}
