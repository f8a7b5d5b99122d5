"""The client's values document."""

from __future__ import annotations

import pytest

from mapserver.model import Cell
from mapserver.statistics.values import run_starts, values_document
from tests.maps.conftest import make_layer


def test_a_place_ends_with_the_languages_of_its_official_names():
    places = values_document(make_layer())["places"]
    assert places[0][-1] == ["nb"]
    assert places[5][-1] == ["ru"]


@pytest.mark.parametrize(
    ("line", "starts"),
    [
        ([(1.0, 0), (2.0, 0)], []),
        ([(1.0, 0), (2.0, 1), (3.0, 1)], [1]),
        ([(1.0, 0), (None, 0), (3.0, 1)], [2]),
        ([(None, 0), (3.0, 1), (4.0, 2)], [2]),
        ([(None, 0)], []),
    ],
)
def test_a_run_starts_at_the_first_value_after_another_run(line, starts):
    assert run_starts([Cell(value, run=run) for value, run in line]) == starts


def test_each_place_has_its_runs():
    document = values_document(make_layer())
    assert len(document["runs"]) == len(document["places"])
    assert document["runs"][5] == [2]
