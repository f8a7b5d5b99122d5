"""The sides of a border on a small world, against a hand calculation."""

import math
from dataclasses import replace

import pytest

from mapserver.model import BothSides, Cell, Layer, Period, Place, SeriesNote, Text
from mapserver.model.border_figures import BorderIndicator
from mapserver.model.context import BY_AREA, BY_DENOMINATOR, BY_PEOPLE, PLAIN, Counted, Denominators
from mapserver.statistics.border_gaps import border_gaps
from mapserver.statistics.border_sides import border_indicator, gap_scale
from mapserver.statistics.surroundings import Surroundings, Weights
from mapserver.statistics.trends import FEWEST_YEARS

YEARS = tuple(range(2010, 2020))
A, B = ("AA1", "AA2", "AA3"), ("BB1", "BB2")
CODES = (*A, *B)
#: AA3 lies behind the border; AA1 and AA2 meet BB1, AA2 meets BB2.
LINES = (("AA1", "AA2"), ("AA1", "BB1"), ("AA2", "AA3"), ("AA2", "BB1"), ("AA2", "BB2"), ("BB1", "BB2"))
BESIDE: dict[str, dict[str, float]] = {}
for one, other in LINES:
    BESIDE.setdefault(f"{one}@1", {})[f"{other}@1"] = 10.0
    BESIDE.setdefault(f"{other}@1", {})[f"{one}@1"] = 10.0
WEIGHTS = {"AA1": 1.0, "AA2": 3.0, "AA3": 5.0, "BB1": 2.0, "BB2": 2.0}


def layer(
    values: dict[str, list[float | None]], judgement: str = "similar", measure: str = "EUR", **runs: int
) -> Layer:
    """Return a layer of money; `runs` say in which column a unit's second run begins."""
    cells = tuple(
        tuple(
            Cell(value, edition="E", run=int(column >= runs.get(code, 99))) for column, value in enumerate(values[code])
        )
        for code in CODES
    )
    known = [value for line in values.values() for value in line if value is not None]
    places = tuple(
        Place(f"{code}@1", code, "1", code[:2], "nuts3", True, "a" if code in A else "b", Text(en=code))
        for code in CODES
    )
    notes = tuple(
        SeriesNote(name, Text(en=name), (country,), "average", "", Text(), None, "nuts3", ({"id": "E"},))
        for name, country in (("a", "AA"), ("b", "BB"))
    )
    return Layer(
        area="toy", indicator="money", level="finest", theme="economy", kind="money", direction="neutral", decimals=1,
        title=Text(en="Money"), measure=Text(en=measure), definition=Text(), notes=Text(), years=YEARS,
        default_year=2019, places=places,
        periods=(Period("AA", 2010, 2019, "1", "nuts3", (0, 1, 2)), Period("BB", 2010, 2019, "1", "nuts3", (3, 4))),
        cells=cells, breaks={}, domain=len(known), series=notes, low=min(known), high=max(known),
        comparability=(("a", "b", judgement, Text(en="Because.")),),  # type: ignore[arg-type]
        both_sides={"AA-BB": BothSides(YEARS, judgement)},  # type: ignore[arg-type]
    )  # fmt: skip


def steady(**changed: list[float | None]) -> dict[str, list[float | None]]:
    held: dict[str, list[float | None]] = {code: [10.0 * (place + 1)] * 10 for place, code in enumerate(CODES)}
    return held | changed


def people(years: dict[str, range] | None = None) -> dict[str, dict[str, float]]:
    """Return the inhabitants of all units; `years` are those in which they are known of some."""
    return {
        f"{code}@1": {str(year): count for year in (years or {}).get(code, YEARS)} for code, count in WEIGHTS.items()
    }


def sides_of(
    made: Layer,
    border: str = "AA-BB",
    counts: dict[str, dict[str, float]] | None = None,
    denominators: Denominators | None = None,
    km2: dict[str, float] | None = None,
) -> BorderIndicator | None:
    around = Surroundings(BESIDE, {}, counts or {}, km2 or {}, denominators or Denominators())
    return border_indicator(made, border, BESIDE, Weights(made, around))


def test_a_side_is_the_weighted_mean_of_the_districts_at_the_border() -> None:
    row = sides_of(layer(steady()), counts=people())
    assert row is not None
    sides = row.year(2015)
    assert sides is not None and sides.a is not None and sides.b is not None
    assert sides.a.value == pytest.approx((10 * 1 + 20 * 3) / 4), "AA3 does not touch the border"
    assert sides.b.value == pytest.approx((40 * 2 + 50 * 2) / 4)
    assert (sides.a.districts, sides.a.drawn, sides.a.weight, sides.a.series) == (2, 2, BY_PEOPLE, "a")
    assert sides.ratio == pytest.approx(45 / 17.5)
    assert sides.diff == pytest.approx(45 - 17.5)
    assert sides.log2_ratio == pytest.approx(math.log2(45 / 17.5))
    assert (row.judgement, row.reason.say("en")) == ("similar", "Because.")


def test_weights_that_are_not_known_of_all_are_taken_of_none() -> None:
    counted = Counted(1.0, Text(), Text(), "persons")
    below = tuple((None if code == "AA1" else 1.0,) * 10 for code in CODES)
    denominators = Denominators(below, {"a": counted, "b": counted})
    row = sides_of(layer(steady()), counts=people({"AA1": range(0)}), denominators=denominators)
    assert row is not None
    sides = row.year(2015)
    assert sides is not None and sides.a is not None and sides.b is not None
    assert (sides.a.weight, sides.a.value) == (PLAIN, 15.0)
    assert sides.b.weight == BY_DENOMINATOR
    assert sides.weighted_apart


def test_what_is_counted_by_area_is_weighted_by_it_and_not_by_people() -> None:
    km2 = {f"{code}@1": 3.0 if code == "AA1" else 1.0 for code in CODES}
    row = sides_of(layer(steady(), measure="persons per km²"), counts=people(), km2=km2)
    assert row is not None
    sides = row.year(2015)
    assert sides is not None and sides.a is not None
    assert (sides.a.weight, sides.a.value) == (BY_AREA, pytest.approx((10 * 3 + 20) / 4))
    assert not sides.weighted_apart


def test_a_side_that_is_weighted_in_another_way_begins_a_new_stretch() -> None:
    """Nobody changes but the weights: a trend across that would be one of the weights."""
    row = sides_of(layer(steady()), counts=people({"AA1": range(2014, 2020)}))
    assert row is not None and row.trend is not None
    weights = [(item.a.weight, item.b.weight) for item in row.sides if item.a and item.b]
    assert weights == [(PLAIN, BY_PEOPLE)] * 4 + [(BY_PEOPLE, BY_PEOPLE)] * 6
    assert [item.stretch for item in row.sides] == [0] * 4 + [1] * 6
    assert [item.weighted_apart for item in row.sides] == [True] * 4 + [False] * 6
    assert (row.trend.first, row.trend.slope) == (2014, 0.0)


def test_one_district_is_the_side_whatever_it_weighs() -> None:
    alone = steady(BB2=[None] * 10)
    row = sides_of(layer(alone), counts=people({"BB1": range(2014, 2020)}))
    assert row is not None
    assert {item.stretch for item in row.sides} == {0}
    assert not any(item.weighted_apart for item in row.sides)
    assert {item.b.value for item in row.sides if item.b} == {40.0}


def test_figures_that_measure_different_things_have_levels_and_no_gap() -> None:
    row = sides_of(layer(steady(), "different"))
    assert row is not None
    assert all((item.diff, item.ratio, item.log2_ratio) == (None, None, None) for item in row.sides)
    assert row.trend is None
    gaps = border_gaps(layer(steady(), "different"), "AA-BB", BESIDE)
    assert {pair.size for item in gaps.years for pair in item.pairs} == {None}
    assert {item.effect for item in gaps.years} == {None}


@pytest.mark.parametrize("value", [0.0, -4.0])
def test_zero_and_values_below_it_have_differences_only(value: float) -> None:
    made = layer(steady(AA1=[value] * 10))
    assert gap_scale(made) == "difference"
    row = sides_of(made)
    assert row is not None
    assert {item.ratio for item in row.sides} == {None}
    assert row.sides[0].diff == pytest.approx(45 - (value + 20) / 2)


def test_years_with_one_side_have_a_level_and_no_gap() -> None:
    row = sides_of(layer(steady(BB1=[None] * 10, BB2=[None] * 9 + [5.0])))
    assert row is not None
    assert row.common == (2019,)
    assert row.sides[0].a is not None and row.sides[0].b is None and row.sides[0].stretch == -1
    empty = sides_of(layer(steady(BB1=[None] * 10, BB2=[None] * 10)))
    assert empty is not None
    assert (empty.judgement, empty.trend, empty.latest) == ("", None, None)


def test_no_trend_leads_across_the_end_of_a_run_of_either_side() -> None:
    falling: list[float | None] = [100.0 - 5 * year for year in range(10)]
    whole = sides_of(layer(steady(BB1=falling, BB2=falling)))
    assert whole is not None and whole.trend is not None
    assert (whole.trend.first, whole.trend.last, whole.trend.direction) == (2010, 2019, "closing")
    cut = sides_of(layer(steady(BB1=falling, BB2=falling), AA2=3))
    assert cut is not None and cut.trend is not None
    assert (cut.trend.first, cut.trend.last, cut.longest) == (2013, 2019, 7)
    short = sides_of(layer(steady(BB1=falling, BB2=falling), AA2=5, BB1=5))
    assert short is not None
    assert (short.trend, short.longest) == (None, FEWEST_YEARS - 1)
    behind = sides_of(layer(steady(BB1=falling, BB2=falling), AA3=5))
    assert behind is not None
    assert behind.longest == 10, "AA3 does not belong to the side"


def test_another_set_of_districts_is_another_stretch() -> None:
    gone: list[float | None] = [30.0] * 4 + [None] * 6
    row = sides_of(layer(steady(AA1=gone)))
    assert row is not None and row.trend is not None
    assert (row.trend.first, row.trend.years) == (2014, 6)
    assert len({item.stretch for item in row.sides}) == 2


def test_a_trend_is_told_of_the_latest_stretch_that_is_long_enough() -> None:
    values = {code: [50.0 - 2 * year for year in range(20)] for code in B} | {code: [60.0] * 20 for code in A}

    def over(first: int, second: int) -> BorderIndicator:
        made = layer(steady())
        cells = tuple(
            tuple(
                Cell(values[code][column], edition="E", run=(column >= first) + (column >= second))
                for column in range(20)
            )
            for code in CODES
        )
        periods = tuple(replace(item, first_year=2000) for item in made.periods)
        found = sides_of(replace(made, years=tuple(range(2000, 2020)), cells=cells, periods=periods), "AA-BB")
        assert found is not None and found.trend is not None
        return found

    later = over(12, 20)
    assert later.trend is not None
    assert (later.trend.first, later.trend.last, later.is_past) == (2012, 2019, False), "not the longest, which is over"
    ended = over(13, 16)
    assert ended.trend is not None
    assert (ended.trend.first, ended.trend.last, ended.is_past) == (2000, 2012, True)
    near = over(2, 18)
    assert near.trend is not None
    assert (near.trend.last, near.is_past) == (2017, False), "two years are no age"


def test_a_border_that_no_district_touches_has_nothing() -> None:
    assert sides_of(layer(steady()), "AA-CC") is None
    assert border_gaps(layer(steady()), "AA-CC", BESIDE).years == ()
