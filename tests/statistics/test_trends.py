"""Whether a gap closes: by hand and by the books."""

from itertools import combinations
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapserver.statistics.trends import FEWEST_YEARS, trend

YEARS = tuple(range(2000, 2012))


def test_the_slope_is_the_median_of_all_slopes() -> None:
    gaps = [5.0, 4.1, 4.4, 3.2, 9.0, 2.9, 2.2, 2.4, 1.0, 1.3, 0.9, 0.2]
    found = trend(YEARS, gaps)
    assert found is not None
    by_hand = median(
        (b - a) / (late - early) for (early, a), (late, b) in combinations(zip(YEARS, gaps, strict=True), 2)
    )
    assert found.slope == pytest.approx(by_hand)
    assert found.low < found.slope < found.high < 0
    pairs = [(b > a) - (b < a) for a, b in combinations(gaps, 2)]
    assert found.tau == pytest.approx(sum(pairs) / len(pairs))
    assert (found.first, found.last, found.years, found.direction) == (2000, 2011, 12, "closing")
    assert (found.start, found.end, found.turns) == (5.0, 0.2, ())


def test_a_gap_widens_on_either_side_of_zero() -> None:
    for sign in (1, -1):
        found = trend(YEARS, [sign * 0.1 * (year - 1999) for year in YEARS])
        assert found is not None
        assert found.direction == "widening"
        assert found.slope == pytest.approx(0.1)


def test_what_goes_up_and_down_has_no_direction() -> None:
    found = trend(YEARS, [1.0, 3.0] * 6)
    assert found is not None
    assert found.direction == "unclear"


def test_a_gap_that_turns_says_when() -> None:
    found = trend(YEARS, [float(2005.5 - year) for year in YEARS])
    assert found is not None
    assert found.turns == (2006,)


def test_a_gap_that_stays_is_no_trend() -> None:
    found = trend(YEARS, [2.0] * 12)
    assert found is not None
    assert (found.direction, found.slope, found.p) == ("unclear", 0.0, 1.0)


def test_few_years_say_nothing() -> None:
    assert trend(YEARS[: FEWEST_YEARS - 1], [1.0] * (FEWEST_YEARS - 1)) is None
    assert trend(YEARS[:FEWEST_YEARS], [1.0] * FEWEST_YEARS) is not None


def test_a_change_through_zero_is_a_turn() -> None:
    found = trend(YEARS, [5.0, 4.0, 0.0, 0.0, -1.0, -2.0, -3.0, -2.0, -2.5, 0.0, -1.5, -1.0])
    assert found is not None
    assert found.turns == (2004,)


def test_nothing_is_said_of_a_gap_whose_higher_side_changes() -> None:
    falling = [6.0, 5.2, 4.1, 3.3, 2.2, 1.5, 0.9, -0.4, -0.3, -0.2, -0.1, -0.05]
    kept = trend(YEARS, [abs(gap) for gap in falling])
    turned = trend(YEARS, falling)
    assert kept is not None and turned is not None
    assert (kept.direction, turned.direction) == ("closing", "unclear")
    assert (turned.slope, turned.p) == (kept.slope, kept.p)


def test_first_and_last_year_may_not_contradict_the_slope() -> None:
    falling = [12.0 - step for step in range(11)]
    found = trend(YEARS, [*falling, 1.0])
    assert found is not None and found.direction == "closing"
    found = trend(YEARS, [*falling, 12.5])
    assert found is not None and found.slope < 0
    assert found.direction == "unclear"


@pytest.mark.parametrize("count", [8, 12, 20, 30])
def test_years_that_hang_together_give_few_false_verdicts(count: int) -> None:
    """An autoregression of first order (0.5) without a trend: taken as independent, it gives up to 24 %."""
    chance = np.random.default_rng(7)
    drawn = chance.standard_normal((400, count + 50))
    for year in range(1, count + 50):
        drawn[:, year] += 0.5 * drawn[:, year - 1]
    told = [trend(range(count), 100 + row[50:]) for row in drawn]
    assert sum(item is not None and item.direction != "unclear" for item in told) / len(told) < 0.115


@pytest.mark.parametrize("count", [8, 10, 20])
def test_a_course_that_falls_every_year_is_found(count: int) -> None:
    found = trend(range(count), [3.0 * 0.9**year for year in range(count)])
    assert found is not None and found.direction == "closing"


@given(st.lists(st.floats(-1e6, 1e6), min_size=FEWEST_YEARS, max_size=30))
def test_exchanging_the_sides_changes_nothing(gaps: list[float]) -> None:
    years = tuple(range(2000, 2000 + len(gaps)))
    assert trend(years, gaps) == trend(years, [-gap for gap in gaps])
