"""The state in which a map is first shown."""

from collections.abc import Callable
from dataclasses import replace

from mapserver.maps.palettes import palette
from mapserver.maps.state import class_breaks, default_state
from mapserver.model import Layer


def test_a_map_starts_in_its_default_year_with_natural_breaks(layer: Layer) -> None:
    state = default_state(layer, "nb")
    assert (state.year, state.scheme, state.k, state.lang) == (2020, "fisher_jenks", 5, "nb")
    assert palette(state.palette).kind == "sequential"


def test_it_takes_the_classification_that_there_is(layer_with: Callable[..., Layer]) -> None:
    state = default_state(layer_with(breaks={"quantiles": {1: (4.0,)}}))
    assert (state.scheme, state.k) == ("quantiles", 1)
    empty = layer_with(breaks={})
    assert class_breaks(empty, default_state(empty)) == ()


def test_an_index_turns_on_100_only_where_it_has_values_on_both_sides(layer: Layer) -> None:
    below = replace(layer, kind="index")
    assert palette(default_state(below).palette).kind == "sequential"
    scaled = tuple(
        tuple(cell._replace(value=None if cell.value is None else cell.value * 15) for cell in line)
        for line in layer.cells
    )
    assert palette(default_state(replace(below, cells=scaled)).palette).kind == "diverging"
