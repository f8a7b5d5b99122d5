"""Two figures: what keeps them from being the same thing though their series are."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from mapserver.model import Cell, Text
from mapserver.model.context import Denominators
from mapserver.statistics import segment_gaps
from mapserver.statistics.border_sides import border_indicator
from mapserver.statistics.compared import compared
from mapserver.statistics.surroundings import Surroundings, Weights
from tests.maps.conftest import make_layer
from tests.statistics.test_gaps import places_beside

LARGER = "A figure of a larger unit stands in."
UNSURE = "A figure is estimated, provisional or not reliable."
OTHERWISE = "The source flags a break or another definition."
YEAR = 2020


def made(flag_a="", flag_b="", level_a="nuts3", level_b="nuts3", judgement="same", value_b=3.0):
    """Return a layer of two countries: all places of one have `flag_a` and `level_a`, of the other those of b."""
    layer = make_layer()
    first = layer.places[0].country
    flags = [flag_a if place.country == first else flag_b for place in layer.places]
    values = [2.0 if place.country == first else value_b for place in layer.places]
    places = tuple(replace(p, level=level_a if p.country == first else level_b) for p in layer.places)
    cells = tuple((Cell(value, flag),) * len(layer.years) for value, flag in zip(values, flags, strict=True))
    series = sorted({place.series for place in layer.places})
    rows = tuple((a, b, judgement, Text(en="Said.")) for a, b in product(series, repeat=2) if a < b)
    layer = replace(layer, places=places, cells=cells, comparability=rows, low=2.0, high=3.0)
    a = next(index for index in layer.drawn(YEAR) if layer.places[index].country == first)
    b = next(index for index in layer.drawn(YEAR) if layer.places[index].country != first)
    return layer, a, b


@pytest.mark.parametrize(
    ("changes", "judgement", "remarks"),
    [
        ({}, "same", []),
        ({"level_b": "nuts2"}, "similar", [LARGER]),
        ({"level_b": "oblast"}, "same", []),
        ({"flag_a": "NUTS2"}, "similar", [LARGER]),
        ({"flag_a": "b"}, "similar", [OTHERWISE]),
        ({"flag_a": "b", "flag_b": "b"}, "similar", [OTHERWISE]),
        ({"flag_b": "e"}, "similar", [UNSURE]),
        ({"flag_a": "p", "flag_b": "e"}, "same", []),
        ({"flag_a": "u", "flag_b": "u"}, "similar", [UNSURE]),
        ({"flag_a": "calc", "flag_b": "r"}, "same", []),
        ({"flag_a": "bep", "level_b": "nuts2"}, "similar", [LARGER, UNSURE, OTHERWISE]),
        ({"flag_a": "b", "judgement": "similar"}, "similar", [OTHERWISE]),
        ({"flag_a": "b", "judgement": "different"}, "different", [OTHERWISE]),
        ({"flag_a": "b", "value_b": None}, "same", []),
    ],
)
def test_what_stands_between_two_figures_lowers_the_judgement_on_their_series(changes, judgement, remarks):
    layer, a, b = made(**changes)
    found = compared(layer, a, b, YEAR)
    assert (found.judgement, [str(remark) for remark in found.remarks]) == (judgement, remarks)
    assert found.reason.say("en") == "Said."
    assert compared(layer, b, a, YEAR) == found


@pytest.mark.parametrize("flags", list(product(["", "b", "e", "u", "NUTS2", "bep"], repeat=2)))
@pytest.mark.parametrize("level", ["nuts3", "nuts2"])
def test_all_gaps_of_a_year_say_what_is_said_of_two_figures(flags, level):
    layer, _, _ = made(*flags, level_b=level)
    rows = list(segment_gaps(layer, YEAR, places_beside(layer)))
    assert rows
    for row in rows:
        assert (row.judgement, row.reason, row.remarks) == compared(layer, row.a, row.b, YEAR)


def unweighted(layer):
    return Weights(layer, Surroundings(places_beside(layer), {}, {}, {}, Denominators()))


def test_the_sides_of_a_border_are_no_more_the_same_than_their_figures():
    layer, a, b = made(level_b="nuts2", flag_a="e")
    border = "-".join(sorted((layer.places[a].country, layer.places[b].country)))
    row = border_indicator(layer, border, places_beside(layer), unweighted(layer))
    assert row.judgement == "same"
    assert row.judged(row.latest) == "similar"
    assert [str(remark) for remark in row.latest.remarks] == [LARGER, UNSURE]
    plain = border_indicator(made()[0], border, places_beside(layer), unweighted(made()[0]))
    assert plain.judged(plain.latest) == "same"
