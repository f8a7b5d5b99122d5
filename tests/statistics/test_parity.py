"""Amounts to parity: why they are not known, and how many digits of them tell something."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapserver.model import Cell, Text
from mapserver.model.context import ABSOLUTE, COUNTRY, Context, Counted, Denominators
from mapserver.statistics.contexts import context_layer
from mapserver.statistics.parity import NO_COUNT, RATIO_ALONE, parity_decimals, parity_missing
from mapserver.statistics.surroundings import Surroundings
from tests.maps.conftest import YEARS, make_layer

COLUMN = YEARS.index(2020)


def test_it_says_whether_nothing_is_counted_or_the_count_of_the_year_is_missing() -> None:
    layer = replace(make_layer(), national={"NO": (Cell(5.0),) * 4, "RU": (Cell(10.0),) * 4})
    values = tuple(tuple(None if place == 1 else 10.0 for _ in YEARS) for place in range(8))
    counted = {"eurostat": Counted(100.0, Text(en="persons"), Text(en="Labour force"), "persons")}
    around = Surroundings({}, {}, {}, {}, Denominators(values, counted))
    against = context_layer(layer, Context(COUNTRY, ABSOLUTE), around).against
    assert against is not None
    reasons = [parity_missing(against, layer.places[place].series, place, COLUMN) for place in range(8)]
    assert reasons[0] == "" and against.parity[0][COLUMN] is not None
    assert reasons[1] == NO_COUNT
    russian = next(place for place in layer.drawn(2020) if layer.places[place].code == "RU-A")
    assert reasons[russian] == RATIO_ALONE
    empty = next(place for place in layer.drawn(2020) if layer.places[place].code == "RU-B")
    assert reasons[empty] == "", "a unit without a figure is away from nothing"


@pytest.mark.parametrize(
    ("values", "measure", "decimals"),
    [
        ([0.4, 1234.0], "persons", 0),
        ([1200.0, -900.0], "million EUR", 0),
        ([12.3, -45.6], "thousand persons", 1),
        ([0.05, -0.2, 1.9], "thousand persons", 2),
        ([], "million EUR", 0),
        ([0.0], "million EUR", 0),
    ],
)
def test_amounts_have_the_digits_that_tell_something(values: list[float], measure: str, decimals: int) -> None:
    assert parity_decimals(values, Text(en=measure)) == decimals
