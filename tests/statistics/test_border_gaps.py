"""Gaps across a border among those at home, and the test of the border effect, on small worlds by hand."""

import math
from dataclasses import replace

import pytest

from mapserver.model import Cell, Layer, Period, Place, Text
from mapserver.statistics.border_gaps import FEWEST_SEGMENTS, border_gaps
from mapserver.statistics.random_borders import PERMUTATIONS
from tests.statistics.test_border_sides import BESIDE, CODES, layer, steady


def test_gaps_across_stand_among_those_at_home() -> None:
    found = border_gaps(layer(steady()), "AA-BB", BESIDE).year(2019)
    assert found is not None
    home = sorted([math.log2(2), math.log2(1.5), math.log2(1.25)])
    assert found.home == pytest.approx(home, abs=1e-4)
    sizes = {(CODES[pair.a], CODES[pair.b]): (pair.size, pair.share) for pair in found.pairs}
    assert sizes["AA1", "BB1"][0] == pytest.approx(2.0)
    assert sizes["AA2", "BB1"][1] == pytest.approx(100 * (2 + 0.5) / 3, abs=0.1), "an equal gap counts half"
    assert list(sizes) == sorted(sizes, key=lambda pair: -(sizes[pair][0] or 0)), "the widest first"
    effect = found.effect
    assert effect is not None
    assert effect.cross == pytest.approx((2 + 1 + math.log2(2.5)) / 3)
    assert effect.home == pytest.approx(sum(home) / 3)
    assert (effect.segments, effect.homes, effect.p) == (3, 3, None), "three segments are too few for a test"


def rows_of_districts(values_of: dict[str, float]) -> tuple[Layer, dict[str, dict[str, float]]]:
    """Return two countries of two columns by eight rows that meet along a line of eight segments."""
    codes = [f"{country}{row}{column}" for country in ("AA", "BB") for row in range(8) for column in range(2)]
    where = {code: (int(code[2]), int(code[3]) + (2 if code[:2] == "BB" else 0)) for code in codes}
    beside: dict[str, dict[str, float]] = {}
    for a in codes:
        for b in codes:
            if sum(abs(x - y) for x, y in zip(where[a], where[b], strict=True)) == 1:
                beside.setdefault(f"{a}@1", {})[f"{b}@1"] = 1.0
    base = layer(steady())
    values = [values_of[code] for code in codes]
    places = tuple(
        Place(f"{code}@1", code, "1", code[:2], "nuts3", True, code[0].lower(), Text(en=code)) for code in codes
    )
    made = Layer(
        **{field: getattr(base, field) for field in base.__dataclass_fields__}
        | {
            "places": places,
            "periods": (
                Period("AA", 2019, 2019, "1", "nuts3", tuple(range(16))),
                Period("BB", 2019, 2019, "1", "nuts3", tuple(range(16, 32))),
            ),
            "cells": tuple((Cell(value),) for value in values),
            "years": (2019,),
            "low": min(values),
            "high": max(values),
        }
    )
    return made, beside


def test_a_border_that_divides_more_than_others_is_found() -> None:
    values = {
        f"{country}{row}{column}": level + 0.3 * row + 0.1 * column
        for country, level in (("AA", 10.0), ("BB", 40.0))
        for row in range(8)
        for column in range(2)
    }
    found = border_gaps(*_with_border(rows_of_districts(values))).year(2019)
    assert found is not None and found.effect is not None
    assert found.effect.segments == FEWEST_SEGMENTS
    assert found.effect.permutations == PERMUTATIONS
    assert found.effect.p is not None and found.effect.p < 0.02, "hardly any line but the border itself divides as much"
    assert found.effect.times is not None and found.effect.times > 10


def test_the_real_border_is_none_of_the_others_that_divide_as_much() -> None:
    """Two flat countries: only the line between them cuts nothing but steps of two doublings, and it is drawn too."""
    values = {
        f"{country}{row}{column}": 10.0 if country == "AA" else 40.0
        for country in ("AA", "BB")
        for row in range(8)
        for column in range(2)
    }
    found = border_gaps(*_with_border(rows_of_districts(values))).year(2019)
    assert found is not None and found.effect is not None
    effect = found.effect
    assert effect.larger == 0, "every other line cuts level land too"
    assert effect.real > 0
    assert effect.others > 100
    assert effect.others + effect.real <= effect.permutations
    assert effect.p == effect.least == (1 + effect.real) / (1 + effect.permutations)


def test_more_districts_than_can_be_parted_have_no_test(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {f"{country}{row}{column}": 1.0 + row for country in ("AA", "BB") for row in range(8) for column in (0, 1)}
    made = _with_border(rows_of_districts(values))
    monkeypatch.setattr("mapserver.statistics.border_gaps.MOST_DISTRICTS", 31)
    found = border_gaps(*made).year(2019)
    assert found is not None and found.effect is not None
    assert (found.effect.segments, found.effect.p, found.effect.least) == (FEWEST_SEGMENTS, None, None)
    monkeypatch.setattr("mapserver.statistics.border_gaps.MOST_DISTRICTS", 32)
    tested = border_gaps(*made).year(2019)
    assert tested is not None and tested.effect is not None and tested.effect.p is not None


def test_peers_of_two_levels_are_neighbours_at_home() -> None:
    """Russia draws oblasts and autonomous okrugs side by side, as one division."""
    made = layer(steady())
    levels = ("oblast", "okrug", "oblast", "nuts3", "nuts3")
    mixed = replace(
        made, places=tuple(replace(place, level=level) for place, level in zip(made.places, levels, strict=True))
    )
    found = border_gaps(mixed, "AA-BB", BESIDE).year(2019)
    assert found is not None
    assert found == border_gaps(made, "AA-BB", BESIDE).year(2019)
    assert len(found.home) == 3


def test_a_border_like_any_other_is_none() -> None:
    values = {
        f"{country}{row}{column}": 10.0 + (3 * row + 2 * column + (country == "BB")) % 5
        for country in ("AA", "BB")
        for row in range(8)
        for column in range(2)
    }
    found = border_gaps(*_with_border(rows_of_districts(values))).year(2019)
    assert found is not None and found.effect is not None and found.effect.p is not None
    assert 0.05 < found.effect.p < 1


def _with_border(made: tuple[Layer, dict[str, dict[str, float]]]) -> tuple[Layer, str, dict[str, dict[str, float]]]:
    return made[0], "AA-BB", made[1]
