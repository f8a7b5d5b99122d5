"""Moran's I against its definition, and on grounds where the answer is known."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from mapserver.statistics.autocorrelation import FEWEST, PERMUTATIONS, measure


def grid(side: int) -> list[tuple[int, int]]:
    """Return the neighbours of a square of squares."""
    across = [(row * side + column, row * side + column + 1) for row in range(side) for column in range(side - 1)]
    down = [(row * side + column, (row + 1) * side + column) for row in range(side - 1) for column in range(side)]
    return across + down


def by_definition(values, pairs):
    """Moran's I with row-standardised weights: z'Wz / z'z, since the weights add up to the number of values."""
    z = np.array(values) - np.mean(values)
    weights = np.zeros((len(z), len(z)))
    for a, b in pairs:
        weights[a, b] = weights[b, a] = 1
    weights /= weights.sum(axis=1, keepdims=True)
    return z @ weights @ z / (z @ z)


def test_the_index_is_that_of_its_definition():
    values = list(np.random.default_rng(4).normal(size=25))
    found = measure(values, grid(5), grid(5))
    assert found.links.i == pytest.approx(by_definition(values, grid(5)))
    assert found.links.expected == pytest.approx(-1 / 24)
    assert (found.links.units, found.links.pairs) == (25, 40)


def test_halves_are_clusters_and_a_chessboard_is_none():
    halves = measure([float(place >= 32) + place / 1e6 for place in range(64)], grid(8), [])
    assert halves.links.i > 0.8
    assert halves.links.p == 1 / (PERMUTATIONS + 1)
    corners = {place: halves.local[place] for place in (0, 7, 56, 63)}
    assert [item.quadrant for item in corners.values()] == ["low-low", "low-low", "high-high", "high-high"]
    inside = [place for place, item in halves.local.items() if item.neighbours == 4 and place // 8 not in (3, 4)]
    assert all(halves.local[place].i > 0.9 for place in inside)
    board = measure([float((place // 8 + place) % 2) for place in range(64)], grid(8), [])
    assert board.links.i == pytest.approx(-1)
    assert {item.quadrant for item in board.local.values()} == {"high-low", "low-high"}


def test_a_border_that_parts_unlike_values_lowers_the_index():
    """Two countries of 32 squares, each with a slope of its own, the second a world away."""
    inside = [pair for pair in grid(8) if (pair[0] < 32) == (pair[1] < 32)]
    values = [(place % 8) + (0 if place < 32 else 7 - 2 * (place % 8)) for place in range(64)]
    found = measure([float(value) for value in values], grid(8), inside)
    assert found.home is not None
    assert found.across == pytest.approx(found.links.i - found.home.i)
    assert found.across < 0
    assert found.home.pairs == len(grid(8)) - 8


def test_the_difference_is_of_the_same_values_where_some_have_neighbours_abroad_only():
    inside = [pair for pair in grid(5) if 24 not in pair]
    values = list(np.random.default_rng(8).normal(size=25))
    found = measure(values, grid(5), inside)
    at_home = [pair for pair in grid(5) if 24 not in pair]
    assert found.links.units == 25
    assert found.home is not None
    assert found.home.units == 24
    assert found.across == pytest.approx(by_definition(values[:24], at_home) - by_definition(values[:24], inside))


def test_nothing_depends_on_what_was_drawn_before():
    values = list(np.random.default_rng(4).normal(size=25))
    np.random.seed(1)
    one = measure(values, grid(5), grid(5))
    after = np.random.random()
    np.random.seed(1)
    assert np.random.random() == after
    assert measure(values, grid(5), grid(5)) == one


@pytest.mark.parametrize("values", [[1.0] * 25, list(map(float, range(FEWEST - 1)))])
def test_equal_or_few_values_are_not_measured(values):
    pairs = grid(5) if len(values) == 25 else [(place, place + 1) for place in range(len(values) - 1)]
    with pytest.raises(ValueError, match="nothing"):
        measure(values, pairs, [])


def test_too_few_pairs_at_home_give_no_measure_of_the_border():
    values = list(np.random.default_rng(4).normal(size=25))
    assert measure(values, grid(5), grid(5)[:3])[2:4] == (None, None)


def test_esda_is_imported_where_it_measures_and_nowhere_else():
    code = "import sys, mapserver.web.app, mapserver.cli; print([n for n in ('esda', 'libpysal') if n in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
