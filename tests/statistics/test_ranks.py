"""Ranks of a layer's values, and the latest that a map draws."""

from __future__ import annotations

from dataclasses import replace

from mapserver.model import Text
from mapserver.model.ranks import Rank
from mapserver.statistics.ranks import core_ranks, country_ranks, latest_drawn
from tests.maps.conftest import make_layer


def test_the_highest_value_of_the_core_is_first_and_equal_ones_share_a_place():
    layer = make_layer()
    assert core_ranks(layer, 2020) == {5: Rank(1, 3), 1: Rank(2, 3), 0: Rank(3, 3)}
    cells = [list(line) for line in layer.cells]
    cells[0][1] = cells[1][1]
    assert core_ranks(replace(layer, cells=tuple(map(tuple, cells))), 2020)[0] == Rank(2, 3)


def test_values_that_measure_different_things_have_no_rank_together():
    layer = make_layer(comparability=(("eurostat", "rosstat", "different", Text(en="Other.")),))
    assert core_ranks(layer, 2020) == {}
    assert country_ranks(layer, 2020)[1] == Rank(1, 3)


def test_a_country_ranks_its_own_units_around_the_core_too():
    ranks = country_ranks(make_layer(), 2020)
    assert {index: (rank.place, rank.count) for index, rank in ranks.items()} == {
        0: (2, 3), 1: (1, 3), 2: (3, 3), 5: (2, 2), 7: (1, 2),
    }  # fmt: skip


def test_the_latest_figure_is_one_of_a_year_in_which_the_unit_is_drawn():
    layer = make_layer()
    assert latest_drawn(layer, ("NO01", "RU-A", "NO0X", "XX")) == {
        "NO01": (0, 2020), "RU-A": (5, 2022), "NO0X": (3, 2021),
    }  # fmt: skip
    assert latest_drawn(layer, ("RU-A",), "eurostat") == {}
