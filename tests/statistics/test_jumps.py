"""The detector of jumps: it finds what was planted, and nothing in figures that move together."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from mapserver.model import Indicator, Observation, Remark, Series, Text
from mapserver.statistics import jumps
from tests.statistics.toy import territory

UNITS = [f"AA{number:02d}" for number in range(12)]
YEARS = range(2000, 2020)
LAND = {f"{unit}@1": territory(unit, "1", "county", "AA", unit.lower()) for unit in UNITS}
#: Six regions of two units each.
REGIONS = {f"AA{at}": (UNITS[2 * at], UNITS[2 * at + 1]) for at in range(6)}
for region, parts in REGIONS.items():
    LAND[f"{region}@1"] = territory(region, "1", "region", "AA", " ".join(parts).lower(), " ".join(parts))
#: A chain: each lies beside the one before it and the one after.
BESIDE = {
    unit.lower(): frozenset(item.lower() for item in (*UNITS[max(at - 1, 0) : at], *UNITS[at + 1 : at + 2]))
    for at, unit in enumerate(UNITS)
}
SERIES = Series("office", "people", Text(en="Office"), ("AA",), "1 January")
PEOPLE = Indicator("people", "demography", "count", "neutral", 0, *[Text(en="People")] * 4, series=(SERIES,))
SHARE = replace(PEOPLE, id="share", kind="rate", decimals=1)


def growth(seed: int = 1, start: float = 100_000.0) -> dict[tuple[str, int], float]:
    """Figures that grow by 1 % a year with some chance in each unit, and fall together by a tenth in 2009."""
    chance = random.Random(seed)
    figures = {}
    for unit in UNITS:
        value = start
        for year in YEARS:
            value *= 1.01 + chance.gauss(0, 0.004) - (0.1 if year == 2009 else 0)
            figures[unit, year] = value
    return figures


def found(figures, indicator=PEOPLE, series=SERIES, editions=None):
    rows = [
        Observation(unit, "1", year, value, edition=(editions or {}).get(year, "E"))
        for (unit, year), value in figures.items()
    ]
    return jumps(indicator, series, rows, LAND, BESIDE)


def places(list_of_jumps):
    return {(item.unit, item.last_year) for item in list_of_jumps}


@pytest.mark.parametrize("seed", range(8))
def test_what_all_units_share_is_no_jump_of_a_unit(seed):
    assert {item.unit for item in found(growth(seed))} <= {"AA"}


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("factor", [1.35, 0.7])
def test_a_new_level_of_one_unit_is_found(seed, factor):
    figures = growth(seed)
    for year in range(2012, 2020):
        figures["AA05", year] *= factor
    (jump,) = [item for item in found(figures) if item.unit != "AA"]
    assert (jump.unit, jump.first_year, jump.last_year) == ("AA05", 2011, 2012)
    assert jump.relative
    assert jump.against == pytest.approx(0.01, abs=0.01)
    assert jump.beside == pytest.approx(0.01, abs=0.01)
    assert jump.times > 3


def test_one_wrong_figure_is_found_going_up_and_coming_down():
    figures = growth()
    figures["AA07", 2004] *= 80
    assert places(found(figures)) >= {("AA07", 2004), ("AA07", 2005)}


def test_swapped_figures_of_two_units_are_found():
    figures = growth()
    for year in YEARS:
        figures["AA02", year] *= 1.6
    figures["AA02", 2012], figures["AA03", 2012] = figures["AA03", 2012], figures["AA02", 2012]
    assert places(found(figures)) >= {("AA02", 2012), ("AA02", 2013), ("AA03", 2012), ("AA03", 2013)}


def test_a_jump_that_the_neighbours_share_is_theirs_too():
    figures = growth()
    for unit in UNITS[4:9]:
        for year in range(2012, 2020):
            figures[unit, year] *= 1.3
    # Inside the five all neighbours jump; at the edge one of two does.
    assert not places(found(figures)) & {("AA05", 2012), ("AA06", 2012), ("AA07", 2012)}


@pytest.mark.parametrize(
    "series",
    [
        replace(SERIES, breaks=(Remark(2012, Text(en="counted anew"), ("AA05",)),)),
        replace(SERIES, breaks=(Remark(2012, Text(en="counted anew")),)),
    ],
)
def test_a_jump_between_two_runs_is_no_finding(series):
    figures = growth()
    for year in range(2012, 2020):
        figures["AA05", year] *= 1.35
    assert not places(found(figures, series=series)) & {("AA05", 2012)}


def test_a_change_of_edition_ends_the_run():
    figures = growth()
    for year in range(2012, 2020):
        figures["AA05", year] *= 1.35
    editions = {year: "OLD" if year < 2012 else "NEW" for year in YEARS}
    assert not places(found(figures, editions=editions)) & {("AA05", 2012)}


def test_a_country_that_leaves_its_way_at_once_is_one_finding():
    figures = growth()
    for unit in UNITS:
        for year in range(2015, 2020):
            figures[unit, year] *= 1.5
    told = [item for item in found(figures) if item.last_year == 2015]
    assert [item.unit for item in told] == ["AA"]
    assert told[0].of_country


@pytest.mark.parametrize("changes", [8, 9, 10, 20])
@pytest.mark.parametrize("units", [4, 12])
def test_a_wrong_figure_does_not_make_itself_usual(changes, units):
    figures = {
        (unit, year): value
        for (unit, year), value in growth().items()
        if unit in UNITS[:units] and year <= 2000 + changes
    }
    figures["AA02", 2004] *= 1.5
    assert places(found(figures)) >= {("AA02", 2004), ("AA02", 2005)}


def test_a_unit_without_others_is_compared_with_its_own_record():
    """A decimal point that slipped, in a series of one unit."""
    figures = {key: value for key, value in growth().items() if key[0] == "AA05"}
    assert places(found(figures)) == {("AA05", 2009)}, "the fall that all share, had they been there"
    figures["AA05", 2019] *= 10
    (slip,) = found(figures)
    assert (slip.unit, slip.last_year, slip.beside) == ("AA05", 2019, None)


def with_regions(figures):
    sums = {
        (region, year): sum(figures[part, year] for part in parts)
        for region, parts in REGIONS.items()
        for year in YEARS
    }
    return figures | sums


def test_a_parent_that_jumps_with_its_child_is_not_told_again():
    figures = growth()
    for year in range(2012, 2020):
        figures["AA03", year] *= 2
    figures = with_regions(figures)
    assert ("AA03", 2012) in places(found(figures))
    assert not {unit for unit, _ in places(found(figures))} & set(REGIONS)


def test_a_parent_is_told_where_its_child_jumps_the_other_way():
    figures = with_regions(growth())
    for year in range(2012, 2020):
        figures["AA03", year] *= 0.6
        figures["AA1", year] *= 1.6
    assert places(found(figures)) >= {("AA03", 2012), ("AA1", 2012)}


def test_a_parent_is_told_where_no_child_is_in_the_figures():
    figures = with_regions(growth())
    for year in range(2012, 2020):
        figures["AA1", year] *= 1.6
    assert ("AA1", 2012) in places(found(figures))


def test_small_counts_may_double_by_chance():
    chance = random.Random(3)
    figures = {(unit, year): float(max(1, round(chance.gauss(9, 3)))) for unit in UNITS for year in YEARS}
    assert not found(figures)


def test_shares_are_compared_in_points_not_in_per_cent():
    figures = {key: 2.0 + (value - 100_000) / 100_000 for key, value in growth().items()}
    figures["AA05", 2012] += 1.0
    assert ("AA05", 2012) in places(found(figures, SHARE))
    assert not next(item for item in found(figures, SHARE) if item.unit == "AA05").relative


def test_over_a_gap_of_years_much_may_happen():
    figures = {(unit, year): value for (unit, year), value in growth().items() if year not in range(2010, 2013)}
    for year in range(2013, 2020):
        figures["AA05", year] *= 1.5
    assert not places(found(figures)) & {("AA05", 2013)}, "four years lie between the two values"


def test_zero_and_nothing_are_no_changes():
    figures = growth()
    figures["AA05", 2012] = 0.0
    rows = [Observation(unit, "1", year, value) for (unit, year), value in figures.items()]
    rows.append(Observation("AA06", "1", 2021, None, ":", reason="not_published"))
    assert not places(jumps(PEOPLE, SERIES, rows, LAND, BESIDE)) & {("AA05", 2012), ("AA06", 2021)}
