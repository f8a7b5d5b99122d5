"""Random borders: connected parts of the right size, the same in each build, none left out."""

from itertools import combinations

import numpy as np
import pytest

from mapserver.statistics.bisections import bisections, component


def grid(rows: int, columns: int) -> np.ndarray:
    """Return the graph of a grid of districts that meet along their sides."""
    places = [(row, column) for row in range(rows) for column in range(columns)]
    return np.array([[abs(a - c) + abs(b - d) == 1 for c, d in places] for a, b in places])


def hangs_together(adjacency: np.ndarray, part: np.ndarray) -> bool:
    return bool(component(adjacency[part][:, part]).all())


def test_both_parts_of_each_draw_hang_together_and_have_their_size() -> None:
    links = grid(4, 5)
    drawn = bisections(links, 7, 500)
    assert drawn.shape == (500, 20)
    assert set(drawn.sum(axis=1)) == {7}
    assert all(hangs_together(links, part) and hangs_together(links, ~part) for part in drawn)


def test_every_possible_border_of_a_small_graph_is_drawn() -> None:
    links = grid(2, 3)
    possible = {
        held
        for held in combinations(range(6), 3)
        for part in [np.isin(np.arange(6), held)]
        if hangs_together(links, part) and hangs_together(links, ~part)
    }
    drawn = {tuple(map(int, np.flatnonzero(part))) for part in bisections(links, 3, 4000)}
    assert drawn == possible
    assert len(possible) > 3


def test_draws_are_the_same_each_time() -> None:
    assert (bisections(grid(3, 4), 5, 99) == bisections(grid(3, 4), 5, 99)).all()
    assert not (bisections(grid(3, 4), 5, 99, seed=1) == bisections(grid(3, 4), 5, 99)).all()


def test_a_graph_that_gives_no_such_border_gives_no_draw() -> None:
    star = np.zeros((5, 5), dtype=bool)
    star[0, 1:] = star[1:, 0] = True
    assert len(bisections(star, 2, 10)) == 0
    assert set(bisections(star, 1, 10).sum(axis=1)) == {1}


@pytest.mark.parametrize("size", [0, 6, 9])
def test_a_part_of_all_or_nothing_is_no_border(size: int) -> None:
    assert bisections(grid(2, 3), size, 10).shape == (0, 6)


def test_the_largest_part_of_a_graph() -> None:
    links = np.zeros((6, 6), dtype=bool)
    for a, b in ((0, 1), (2, 3), (3, 4)):
        links[a, b] = links[b, a] = True
    assert list(component(links)) == [False, False, True, True, True, False]
