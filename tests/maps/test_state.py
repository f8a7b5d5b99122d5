"""The state in which a map is first shown."""

from collections.abc import Callable
from dataclasses import replace

from mapserver.maps.palettes import palette
from mapserver.maps.state import centre_of, class_breaks, default_state, domain_ends
from mapserver.model import Layer


def test_a_map_starts_in_its_default_year_with_the_scheme_of_the_build(layer: Layer) -> None:
    state = default_state(replace(layer, scheme="fisher_jenks"), "nb")
    assert (state.year, state.scheme, state.k, state.lang) == (2020, "fisher_jenks", 5, "nb")
    assert default_state(layer).scheme == default_state(replace(layer, scheme="gone")).scheme == "quantiles"
    assert palette(state.palette).kind == "sequential"


def test_it_takes_the_classification_that_there_is(layer_with: Callable[..., Layer]) -> None:
    state = default_state(layer_with(breaks={"quantiles": {1: (4.0,)}}))
    assert (state.scheme, state.k) == ("quantiles", 1)
    empty = layer_with(breaks={})
    assert class_breaks(empty, default_state(empty)) == ()


def test_an_index_turns_on_100_only_where_it_has_values_on_both_sides(layer: Layer) -> None:
    below = replace(layer, kind="index")
    assert palette(default_state(below).palette).kind == "sequential"
    assert palette(default_state(replace(below, low=80.0, high=140.0)).palette).kind == "diverging"
    assert centre_of(replace(below, low=80.0, high=140.0)) == 100.0
    assert centre_of(replace(below, low=None, high=None)) is None


def test_what_falls_below_nothing_turns_on_zero(layer: Layer) -> None:
    change = replace(layer, kind="rate", low=-9.4, high=2.9)
    assert centre_of(change) == 0.0
    assert palette(default_state(change).palette).kind == "diverging"
    assert centre_of(replace(change, low=0.0)) is None
    assert centre_of(replace(change, high=-1.0)) is None


def test_the_ends_of_the_classes_are_those_of_the_layer(layer: Layer) -> None:
    assert domain_ends(layer) == (2.0, 12.0)
    assert domain_ends(replace(layer, low=None)) is None
