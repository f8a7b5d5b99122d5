"""Random borders of a graph: which lines they cut, how often each comes up, and which is the real one."""

from itertools import product

import numpy as np

from mapserver.statistics.random_borders import PERMUTATIONS, BorderGraph, random_borders

PLACES = list(product(range(2), range(3)))
#: Two rows of three districts: lines along the rows, then between them.
ENDS = ((0, 1), (1, 2), (3, 4), (4, 5), (0, 3), (1, 4), (2, 5))


def test_borders_of_a_small_graph_are_those_found_by_hand() -> None:
    drawn = random_borders(BorderGraph(6, ENDS, (0, 1, 2)))
    found = {tuple(np.flatnonzero(row).tolist()) for row in drawn.lines}
    # Row from row, and the first column with one or the other of the middle ones.
    assert found == {(4, 5, 6), (0, 3, 5), (1, 2, 5)}
    assert drawn.times.sum() == PERMUTATIONS
    assert [tuple(np.flatnonzero(row).tolist()) for row in drawn.lines[drawn.real]] == [(4, 5, 6)]


def test_a_line_outside_of_what_hangs_together_is_cut_by_none() -> None:
    drawn = random_borders(BorderGraph(8, (*ENDS, (6, 7)), (0, 1, 2, 6)))
    assert not drawn.lines[:, -1].any()
    assert drawn.real.sum() == 1


def test_a_graph_without_such_a_border_gives_none() -> None:
    drawn = random_borders(BorderGraph(5, ((0, 1), (0, 2), (0, 3), (0, 4)), (1, 2)))
    assert drawn.lines.shape == (0, 4)
    assert len(drawn.times) == len(drawn.real) == 0
