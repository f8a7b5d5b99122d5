"""Sentences on own regions: figures of one year, how they compare, and none that may not be given out."""

from dataclasses import replace

import pytest

from mapserver.maps.region_story import region_stories
from mapserver.model import (
    Comparability,
    Edition,
    Indicator,
    IndicatorRecord,
    Message,
    Observation,
    Register,
    Text,
    UnitEntry,
)
from mapserver.model.entry import UnitTerritory
from mapserver.statistics.region import Region, RegionLine
from mapserver.statistics.region_rates import APART, BY_OWN_RATES, BY_TOTAL_AREA, FROM_SUMS, OWN_RATE

WHY = Text(en="Another census")
EDITIONS = {
    name: Edition(name, publisher, "", "Counts", "https://office.example", "CC BY 4.0", "2024")
    for name, publisher in (("E1", "Office"), ("E2", "Bureau"))
}
PEOPLE = Text(en="Population"), Text(en="persons")
CONCEPT = Indicator("population", "demography", "count", "neutral", 0, *PEOPLE, Text(), Text(), ())
RECORD = IndicatorRecord(CONCEPT, (), False, (Comparability(("one", "two"), "similar", WHY),))


def unit(code: str) -> UnitEntry:
    land = (UnitTerritory("2020", "", 2020, None, 1.0),)
    return UnitEntry(code, code[:2], "nuts3", Text(), Text(en=f"Land {code}"), (), land, (), (), (), (), (), {})


REGISTER = Register((unit("AA1"), unit("BB1")), (RECORD,))


def line(series: str, country: str, edition: str, values: dict[int, float]) -> RegionLine:
    rows = tuple(Observation("", "", year, value, "p; calc", edition) for year, value in values.items())
    return RegionLine(
        "population", "demography", *PEOPLE, 0, "", {"": (f"population/{series}",)}, rows, {}, "same", Text(),
        sides=frozenset({("population", series, country)}),
    )  # fmt: skip


WEST = Region(("AA1",), 1234.0, (line("one", "AA", "E1", {2019: 1000.0, 2020: 2000.0}),), ())
EAST = Region(("BB1",), 5.0, (line("two", "BB", "E2", {2018: 4000.0, 2019: 5000.0}),), ())


def told(regions: dict[str, Region], editions: dict[str, Edition] = EDITIONS, lang: str = "en") -> tuple[str, ...]:
    return region_stories(regions, editions, REGISTER, lang)


def test_a_region_is_named_by_what_it_is_made_of_and_has_its_latest_figure() -> None:
    made, people = told({"West": WEST})
    assert made == "West: Land AA1 (AA1); 1,234 km²."
    assert people == "Population in 2020, persons. West: 2,000 (provisional). Calculated here: sum. Source: Office."


def test_two_regions_have_figures_of_one_year_and_say_how_they_compare() -> None:
    *_, people = told({"West": WEST, "East": EAST})
    assert people == (
        "Population in 2019, persons. West: 1,000 (provisional); East: 5,000 (provisional). Calculated here: sum."
        " The figures of West and of East are similar, not the same. Another census. Sources: Office; Bureau."
    )


def test_figures_without_a_common_year_have_theirs() -> None:
    east = replace(EAST, lines=(line("two", "BB", "E2", {2018: 4000.0}),))
    *_, people = told({"West": WEST, "East": east})
    assert "Population, persons. West: 2,000 (2020; provisional); East: 4,000 (2018; provisional)." in people


def test_districts_that_are_counted_similarly_are_said_to_be() -> None:
    mixed = replace(WEST, lines=(replace(WEST.lines[0], judgement="similar", reason=WHY),))
    *_, people = told({"West": mixed})
    assert "The figures of these districts are similar, not the same. Another census. Source:" in people


@pytest.mark.parametrize("regions", [{"West": WEST}, {"West": WEST, "East": EAST}])
def test_what_may_not_be_given_out_is_in_no_sentence(regions: dict[str, Region]) -> None:
    kept = {**EDITIONS, "E1": replace(EDITIONS["E1"], no_redistribution="Not ours to give.")}
    assert len(told(regions)) == len(regions) + 1
    assert len(told(regions, kept)) == len(regions)


def test_a_region_without_figures_has_no_sentence_on_any() -> None:
    assert len(told({"West": replace(WEST, lines=())})) == 1


def test_a_rate_of_counts_of_different_publications_says_which_and_a_district_s_own_says_nothing() -> None:
    remark = Message(APART, above=("Office, counts",), below=("Bureau, areas",))
    rate = replace(WEST.lines[0], judgement="similar", note=BY_TOTAL_AREA, formula="a / b", remarks=(remark,))
    own = replace(WEST.lines[0], observations=WEST.lines[0].observations[:1], note=OWN_RATE, otherwise=rate)
    *_, sentence = told({"West": replace(WEST, lines=(rate,))})
    assert "where there are lakes. Numerator and denominator are from different publications" in sentence
    assert "Office, counts; Bureau, areas. Source:" in sentence and "similar" not in sentence
    *_, other = told({"West": replace(WEST, lines=(replace(own, otherwise=None),))})
    assert "Calculated here" not in other and "2019" in other


def test_the_figure_of_a_year_says_how_that_one_was_calculated() -> None:
    remark = Message(APART, above=("Office, counts",), below=("Bureau, areas",))
    rows = WEST.lines[0].observations
    other = replace(WEST.lines[0], judgement="similar", note=FROM_SUMS, formula="a / b", observations=rows[1:],
                    remarks=(remark,))  # fmt: skip
    own = replace(WEST.lines[0], note=BY_OWN_RATES, formula="a / b", otherwise=other)
    *_, latest = told({"West": replace(WEST, lines=(own,))})
    assert "Calculated here: rate of sums by a formula of this collection." in latest
    *_, common = told({"West": replace(WEST, lines=(own,)), "East": EAST})
    assert "Calculated here: rate of sums, with the denominators that the districts' own rates have; sum." in common
