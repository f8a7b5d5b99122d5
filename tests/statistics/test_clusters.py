"""Clusters of a layer: who is tested against whom, who is left out, and when nothing is tested."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapserver.model import Cell, Period, Place, Text
from mapserver.model.clusters import CLASSES
from mapserver.statistics import clusters
from mapserver.statistics.clusters import class_of, cluster_layer, find_clusters
from tests.maps.conftest import make_layer

ROWS, COLUMNS = 4, 6
YEAR = 2020


def square(row: int, column: int) -> str:
    return f"{'NO' if column < 3 else 'RU'}{row}{column}@2020"


def make_ground(values=None, **changes):
    """Four rows of six squares, three in either country; west high, east low unless `values` say otherwise."""
    places = tuple(
        Place(square(row, column), square(row, column)[:4], "2020", square(row, column)[:2], "nuts3", column in (2, 3),
              "eurostat" if column < 3 else "rosstat", Text(en=square(row, column)[:4]))
        for row in range(ROWS) for column in range(COLUMNS)
    )  # fmt: skip
    values = values or [10.0 - place % COLUMNS + place / 100 for place in range(len(places))]
    west = tuple(place for place in range(len(places)) if place % COLUMNS < 3)
    east = tuple(place for place in range(len(places)) if place % COLUMNS >= 3)
    periods = (
        Period("NO", 2019, YEAR, "2020", "nuts3", west), Period("RU", 2019, YEAR, "2020", "nuts3", east),
    )  # fmt: skip
    cells = tuple((Cell(None, reason="not_published"), Cell(value)) for value in values)
    return make_layer(years=(2019, YEAR), default_year=YEAR, places=places, periods=periods, cells=cells, **changes)


def beside(left_out=()):
    """Return the neighbours of every square by key, of those in `left_out` none."""
    found: dict[str, dict[str, float]] = {}
    for row in range(ROWS):
        for column in range(COLUMNS):
            for other in ((row, column + 1), (row + 1, column)):
                pair = {square(row, column), square(*other)}
                if other[0] < ROWS and other[1] < COLUMNS and not pair.intersection(left_out):
                    one, two = sorted(pair)
                    found.setdefault(one, {})[two] = found.setdefault(two, {})[one] = 10.0
    return found


def test_high_and_low_ends_are_clusters_of_their_own():
    layer = make_ground()
    shown = cluster_layer(layer, YEAR, beside())
    classes = {place.code: class_of(shown.clusters, index) for index, place in enumerate(shown.places)}
    assert {classes[f"NO{row}0"] for row in (1, 2)} == {"high-high"}
    assert {classes[f"RU{row}5"] for row in (1, 2)} == {"low-low"}
    assert all(shown.cells[index][0].value == CLASSES.index(name) for index, name in enumerate(classes.values()))
    assert shown.years == (YEAR,)
    assert shown.all_years == layer.years
    assert shown.measure.say("en") == "% of the labour force, clusters"


def test_a_place_without_neighbours_is_left_out_and_named():
    layer = make_ground()
    shown = cluster_layer(layer, YEAR, beside(["NO00@2020"]))
    assert [layer.places[index].code for index in shown.clusters.islands] == ["NO00"]
    assert shown.cell(0, YEAR).value == CLASSES.index("no-neighbours")
    assert shown.clusters.links.units == ROWS * COLUMNS - 1


def test_neighbours_without_a_value_are_none():
    values = [10.0 - place % COLUMNS for place in range(ROWS * COLUMNS)]
    values[1] = values[6] = None
    shown = cluster_layer(make_ground(values), YEAR, beside())
    assert shown.clusters.islands == (0,)
    assert shown.cell(1, YEAR) == Cell(None)


@pytest.mark.parametrize(
    ("refusal", "changes", "values"),
    [
        ("different", {"comparability": (("eurostat", "rosstat", "different", Text(en="Two questions.")),)}, None),
        ("few", {}, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, *[None] * 15]),
        ("equal", {}, [3.0] * 24),
    ],
)
def test_nothing_is_tested_and_the_reason_said(refusal, changes, values):
    def fail(*_):
        raise AssertionError("it was measured")

    layer = make_ground(values, **changes)
    shown = cluster_layer(layer, YEAR, beside(), fail)
    assert shown.clusters.refusal == refusal
    assert all(shown.cell(index, YEAR).value is None for index in shown.drawn(YEAR))
    assert {shown.cell(index, YEAR).reason for index in layer.valued(YEAR)} == {"not_tested"}


def test_figures_of_one_series_are_tested_beside_another_that_has_none():
    """Only values that are there can measure different things."""
    values = [None if place % COLUMNS >= 3 else float(place) for place in range(24)]
    judged = (("eurostat", "rosstat", "different", Text(en="Two questions.")),)
    assert find_clusters(make_ground(values, comparability=judged), YEAR, beside()).refusal == ""


def test_a_layer_keeps_the_clusters_of_a_year():
    layer = make_ground()
    near = beside()
    assert cluster_layer(layer, YEAR, near) is cluster_layer(layer, YEAR, near)
    assert cluster_layer(replace(layer), YEAR, near) is not cluster_layer(layer, YEAR, near)
    assert cluster_layer(layer, 2019, near).clusters.refusal == "few"


def test_what_others_keep_with_a_layer_stays(monkeypatch):
    monkeypatch.setattr(clusters, "KEPT", 1)
    layer = make_ground()
    layer.kept["of others"] = 1
    first = cluster_layer(layer, YEAR, beside())
    assert cluster_layer(layer, YEAR, beside()) is first
    cluster_layer(layer, 2019, beside())
    assert layer.kept["of others"] == 1
    assert cluster_layer(layer, YEAR, beside()) is not first, "only so many years are kept"
