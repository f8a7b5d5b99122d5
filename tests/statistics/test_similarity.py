"""Districts like one: standardised profiles and the distances between them."""

import math
from collections.abc import Collection, Sequence

import numpy as np
import pytest

from mapserver.model import Text
from mapserver.model.similarity import ProfiledUnit, ProfileFigure, ProfileIndicator, Similarity, Twin
from mapserver.statistics.similarity import (
    MOST,
    common_year,
    elsewhere,
    nearest_year,
    scale,
    standard,
    twins_of,
    with_twins,
)


def indicator(
    name: str, values: dict[int, float], apart: tuple[tuple[str, str], ...] = (), **more: str
) -> ProfileIndicator:
    """Return an indicator with values by the place of the district, of mean 0 and deviation 1."""
    figures = tuple(
        ProfileFigure(values[place], 2020, more.get(f"s{place}", "office"), more.get(f"o{place}", f"U{place}"))
        if place in values
        else None
        for place in range(4)
    )
    return ProfileIndicator(name, name, "labour", Text(), Text(), 1, 2020, False, 0.0, 1.0, figures, apart)


def world(*indicators: ProfileIndicator) -> Similarity:
    areas = [("north",), ("north",), ("south",), ("south",)]
    units = tuple(ProfiledUnit(f"U{place}", "AA", areas[place], ()) for place in range(4))
    return Similarity(units, indicators, tuple(item.id for item in indicators))


def names(*letters: str) -> list[str]:
    return list(letters)


def test_the_distance_is_the_root_of_the_mean_square() -> None:
    held = world(
        *(indicator(name, {0: 0.0, 1: 1.0, 2: 2.0}) for name in "abc"), indicator("d", {0: 0.0, 1: -1.0, 2: 0.0})
    )
    first, second = twins_of(held, "U0", names(*"abcd"))
    assert (first.code, first.distance) == ("U1", 1.0)
    assert (second.code, second.distance) == ("U2", pytest.approx(math.sqrt(3)))
    assert second.traits[0].indicator == "d"
    assert second.traits[0].apart == 0.0


def test_half_of_the_indicators_and_four_at_least_must_be_common() -> None:
    common = [indicator(name, {0: 0.0, 1: 0.0}) for name in "abcd"]
    own = [indicator(name, {0: 0.0}) for name in "efgh"]
    assert [twin.code for twin in twins_of(world(*common, *own), "U0", names(*"abcdefgh"))] == ["U1"]
    one_more = [*common, *own, indicator("i", {0: 0.0})]
    assert twins_of(world(*one_more), "U0", names(*"abcdefghi")) == ()
    assert twins_of(world(*common[:3], *own), "U0", names(*"abcefgh")) == ()


def test_of_fewer_chosen_indicators_all_must_be_common() -> None:
    held = world(indicator("a", {0: 0.0, 1: 1.0, 2: 1.0}), indicator("b", {0: 0.0, 1: 1.0}))
    assert [twin.code for twin in twins_of(held, "U0", names("a", "b"))] == ["U1"]
    assert [twin.code for twin in twins_of(held, "U0", names("a"))] == ["U1", "U2"]


def test_one_figure_that_stands_for_both_is_left_out() -> None:
    shared = indicator("a", {0: 5.0, 1: 5.0, 2: 0.0}, o0="R", o1="R")
    held = world(shared, *(indicator(name, {0: 0.0, 1: 1.0, 2: 1.0}) for name in "bcde"))
    found = {twin.code: len(twin.traits) for twin in twins_of(held, "U0", names(*"abcde"))}
    assert found == {"U1": 4, "U2": 5}


def test_series_that_measure_different_things_are_never_set_against_each_other() -> None:
    held = world(indicator("a", {0: 0.0, 1: 0.0, 2: 9.0}, (("office", "bureau"),), s1="bureau"))
    assert [twin.code for twin in twins_of(held, "U0", names("a"))] == ["U2"]


def test_twins_are_looked_for_among_some_and_elsewhere() -> None:
    held = world(indicator("a", {0: 0.0, 1: 0.1, 2: 0.2, 3: 0.3}))
    assert [twin.code for twin in twins_of(held, "U0", names("a"), {"U3"})] == ["U3"]
    assert elsewhere(held, held.units[0]) == {"U2", "U3"}
    assert len(twins_of(held, "U0", names("a"), most=2)) == 2
    with pytest.raises(KeyError):
        twins_of(held, "X9", names("a"))


def test_distances_are_symmetric_and_zero_to_an_equal_district() -> None:
    held = world(
        *(indicator(name, {0: float(place), 1: 3.0 - place, 2: float(place)}) for place, name in enumerate("abcd"))
    )
    there = {twin.code: twin.distance for twin in twins_of(held, "U0", names(*"abcd"))}
    back = {twin.code: twin.distance for twin in twins_of(held, "U1", names(*"abcd"))}
    assert there["U1"] == back["U0"]
    assert there["U2"] == 0.0


def random_world(seed: int, count: int = 40) -> Similarity:
    """Return districts with gaps, figures of larger units, series that measure different things, and equal values."""
    chance = np.random.default_rng(seed)
    held = []
    for name in "abcdefgh":
        figures = [
            ProfileFigure(
                float(chance.integers(-4, 5)),
                2020,
                str(chance.choice(["office", "bureau", "survey"])),
                f"R{place // 4}" if chance.random() < 0.2 else f"U{place}",
            )
            if chance.random() < 0.7
            else None
            for place in range(count)
        ]
        apart = (("office", "bureau"),) if name in "ab" else (("none", "office"),)
        held.append(ProfileIndicator(name, name, "x", Text(), Text(), 1, 2020, False, 0.0, 1.5, tuple(figures), apart))
    units = tuple(
        ProfiledUnit(f"U{place}", "AA", (("north", "south", "east")[place % 3],), ()) for place in range(count)
    )
    return Similarity(units, tuple(held), ("h", *"abcdefg", "gone"))


@pytest.mark.parametrize("seed", range(6))
def test_the_twins_of_all_are_those_of_each(seed: int) -> None:
    """The arrays leave out who cannot be near; what they keep must hold the very same twins, ties in their order."""
    held = random_world(seed)
    nearest, others = with_twins(held)
    for unit in held.units:
        assert nearest[unit.code] == twins_of(held, unit.code, held.usual)
        assert others[unit.code] == twins_of(held, unit.code, held.usual, elsewhere(held, unit))
    assert any(len(twins) == MOST for twins in nearest.values())
    assert any(len(twins) < MOST for twins in others.values())


def test_the_arrays_keep_hardly_more_than_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Going through all pairs one by one took seconds of each build."""
    asked: list[int] = []

    def counting(similarity: Similarity, code: str, names: Sequence[str], among: Collection[str]) -> tuple[Twin, ...]:
        asked.append(len(among))
        return twins_of(similarity, code, names, among)

    monkeypatch.setattr("mapserver.statistics.similarity.twins_of", counting)
    with_twins(random_world(1, 200))
    assert len(asked) == 400
    assert np.mean(asked) < 20


def test_the_year_is_the_one_that_most_districts_come_near_to() -> None:
    assert common_year([{2018}, {2020}, {2013}]) == 2020
    assert common_year([{2010, 2020}, {2022}, {2013}]) == 2022
    assert common_year([{2014}, {2016}, {2020}, {2018}]) == 2018, "two years from it on either side, not four"
    assert common_year([{2019, 2020, 2021}, {2021}]) == 2021


def test_a_figure_lies_at_most_two_years_away_else_it_is_missing() -> None:
    assert nearest_year({2015, 2019}, 2017) == 2019
    assert nearest_year({2016, 2019}, 2017) == 2016
    assert nearest_year({2014}, 2017) is None and nearest_year({2020}, 2017) is None
    assert nearest_year((), 2017) is None


def test_skewed_positive_values_are_taken_as_logarithms() -> None:
    values = [1.0, 2.0, 3.0, 4.0, 500.0]
    is_log, mean, deviation = scale(values)
    assert is_log
    assert (mean, deviation) == (pytest.approx(np.log(values).mean()), pytest.approx(np.log(values).std()))
    even = [1.0, 2.0, 3.0]
    assert scale(even) == (False, pytest.approx(2.0), pytest.approx(np.std(even)))
    assert not scale([-1.0, 2.0, 3.0, 4.0, 500.0])[0]


def test_a_value_lies_three_deviations_away_at_most() -> None:
    item = indicator("a", {})
    assert (standard(item, 99.0), standard(item, -99.0), standard(item, 1.5)) == (3.0, -3.0, 1.5)
