"""The border area by another definition: core, classes, ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapserver.statistics.border_area import cores_of, with_core
from mapserver.statistics.classification import MOST_WAITED, class_breaks, quick_breaks
from mapserver.statistics.ranks import core_ranks
from tests.maps.conftest import make_layer

if TYPE_CHECKING:
    from mapserver.model import Layer


@pytest.fixture
def layer() -> Layer:
    return make_layer()


def test_core_are_the_places_of_the_definition(layer: Layer) -> None:
    moved = with_core(layer, frozenset({"NO02@2016", "RU-A@2020"}))
    assert {place.key for place in moved.places if place.core} == {"NO02@2016", "RU-A@2020"}
    assert set(core_ranks(moved, 2020)) == {1, 5}
    assert (moved.low, moved.high) == (4.0, 12.0), "classes are made from the new core"
    assert moved.domain == 6


def test_sides_meet_where_places_of_the_new_core_have_figures(layer: Layer) -> None:
    """NO02 has figures to 2020, RU-B from 2021 on: with these as the core no year has both sides."""
    assert layer.both_sides["NO-RU"].years
    apart = with_core(layer, frozenset({"NO02@2016", "RU-B@2020"})).both_sides["NO-RU"]
    assert (apart.years, apart.spans) == ((), (("NO", 2019, 2020), ("RU", 2021, 2022)))
    both = with_core(layer, frozenset({"NO02@2016", "RU-A@2020"}))
    assert (both.both_sides["NO-RU"].years, both.default_year) == ((2019, 2020), 2020)
    assert both.both_sides["NO-RU"].judgement == layer.both_sides["NO-RU"].judgement


def test_a_map_of_another_core_starts_in_a_year_that_has_it(layer: Layer) -> None:
    early = with_core(layer, frozenset({"NO02@2016"}))
    late = with_core(layer, frozenset({"NO04@2024"}))
    assert (early.default_year, late.default_year) == (2020, 2022)
    assert late.core_counts[late.default_year] == (1, 1)


def test_only_places_on_the_land_of_the_border_meet_the_other_side(layer: Layer) -> None:
    core, ground = frozenset({"NO03@2016", "RU-A@2020"}), {"NO-RU": ("NO02@2016", "RU-A@2020")}
    assert with_core(layer, core).both_sides["NO-RU"].years
    assert with_core(layer, core, ground).both_sides["NO-RU"].years == ()


def test_without_a_value_of_the_core_classes_are_made_from_all_units(layer: Layer) -> None:
    moved = with_core(layer, frozenset({"NO99@2016"}))
    assert not moved.domain_core and moved.domain > 0


def test_definitions_without_a_place_of_the_layer_are_not_there(layer: Layer) -> None:
    cores = cores_of(layer, {"touching": ("RU-A@2020",), "within-25": ("SE33@2021",)})
    assert list(cores) == ["programme", "touching"]
    assert cores["programme"] == frozenset(place.key for place in layer.places if place.core)


@settings(deadline=None)
@given(st.lists(st.floats(-1e6, 1e6).map(lambda value: round(value, 2)), max_size=60))
def test_quick_breaks_are_those_of_a_build(values: list[float]) -> None:
    every, quick = class_breaks(values), quick_breaks(values)
    assert set(quick) <= set(every)
    for scheme, by_count in quick.items():
        for k, bounds in by_count.items():
            assert len(bounds) == k and bounds[-1] == max(values)
            if scheme == "quantiles" and k in every[scheme]:
                assert np.allclose(bounds, every[scheme][k], rtol=1e-6, atol=1e-6)


def test_no_reader_waits_for_natural_breaks_of_many_values() -> None:
    values = [float(value) for value in range(MOST_WAITED + 1)]
    assert "fisher_jenks" in quick_breaks(values[:-1][:200])
    assert set(quick_breaks(values)) == {"quantiles", "equal_interval"}
