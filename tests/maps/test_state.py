"""The state in which a map is first shown."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from mapserver.maps.palettes import luminance, palette
from mapserver.maps.state import (
    STEPS,
    centre_of,
    class_breaks,
    default_state,
    domain_ends,
    schemes,
    state_colours,
)
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


def test_own_breaks_end_with_the_highest_value_or_beyond_their_own_end(layer: Layer) -> None:
    own = replace(default_state(layer), scheme="own", k=3)
    assert class_breaks(layer, replace(own, breaks=(4.0, 8.0))) == (4.0, 8.0, 12.0)
    beyond = class_breaks(layer, replace(own, breaks=(4.0, 80.0)))
    assert beyond[:2] == (4.0, 80.0)
    assert 80.0 < beyond[2] < 80.001


def test_without_classes_colours_run_from_end_to_end(layer: Layer) -> None:
    state = replace(default_state(layer), scheme="unclassed")
    breaks, colours = class_breaks(layer, state), state_colours(layer, state)
    assert len(breaks) == len(colours) == len(set(colours)) == STEPS
    assert breaks[-1] == 12.0
    assert [high - low for low, high in pairwise(breaks)] == pytest.approx([10 / STEPS] * (STEPS - 1))


def test_without_classes_a_diverging_palette_turns_on_the_centre(layer: Layer) -> None:
    change = replace(layer, low=-2.0, high=6.0)
    state = replace(default_state(change), scheme="unclassed")
    breaks, colours = class_breaks(change, state), state_colours(change, state)
    turn = breaks.index(0.0)
    red = [int(colour[1:3], 16) - int(colour[5:7], 16) for colour in colours]
    assert all(hue > 0 for hue in red[:turn])
    assert all(hue <= 0 for hue in red[turn + 1 :])
    # As far below the centre as above, as deep: the end that is nearer has no colour of the palette's end.
    ends = palette(state.palette).colours[9]
    assert luminance(colours[0]) > luminance(ends[0]) + 0.1
    assert abs(luminance(colours[-1]) - luminance(ends[-1])) < 0.01


def test_schemes_are_offered_where_they_fit(layer: Layer) -> None:
    assert schemes(layer) == ("quantiles", "fisher_jenks", "own", "unclassed")
    assert schemes(replace(layer, breaks={"quantiles": {1: (7.0,)}}, low=7.0, high=7.0)) == ("quantiles", "own")
    assert schemes(replace(layer, breaks={})) == ()
