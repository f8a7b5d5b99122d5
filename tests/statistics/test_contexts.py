"""Figures against the country, the border area and the neighbours: agreement with hand calculations, and the edges."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapserver.model import Cell, Layer, Text
from mapserver.model.context import (
    ABSOLUTE,
    AREA,
    BY_AREA,
    BY_DENOMINATOR,
    BY_PEOPLE,
    COUNTRY,
    NEIGHBOURS,
    PARITY,
    PLAIN,
    RELATIVE,
    TYPOLOGY,
    Context,
    Counted,
    Denominators,
)
from mapserver.statistics.classification import DIFFERENCE
from mapserver.statistics.contexts import context_layer, ways_of
from mapserver.statistics.surroundings import Surroundings, neighbours
from mapserver.statistics.typology import typology_layer
from tests.maps.conftest import YEARS, make_layer

#: Lines between the squares of the toy map in 2020: two of Norway beside each other, one of them beside Russia.
BESIDE = {
    "NO01@2016": {"NO02@2016": 100.0, "NO03@2016": 100.0},
    "NO02@2016": {"NO01@2016": 100.0, "RU-A@2020": 100.0},
    "NO03@2016": {"NO01@2016": 100.0},
    "RU-A@2020": {"NO02@2016": 100.0, "RU-B@2020": 100.0},
    "RU-B@2020": {"RU-A@2020": 100.0, "RU-C@2020": 100.0},
    "RU-C@2020": {"RU-B@2020": 100.0},
}
#: Centres on the equator, a degree (111.2 km) apart.
CENTRES = {key: (float(column), 0.0) for column, key in enumerate(BESIDE)}
NATIONAL = {"NO": tuple(Cell(value) for value in (4.0, 5.0, 5.0, 5.0))}
NATIONAL |= {"RU": (Cell(10.0, "p"), Cell(10.0, "p"), Cell(None), Cell(0.0))}


def around(**changes: object) -> Surroundings:
    held: dict[str, object] = {
        "beside": BESIDE,
        "centres": CENTRES,
        "people": {},
        "km2": {},
        "denominators": Denominators(),
    }
    return Surroundings(**(held | changes))  # type: ignore[arg-type]


@pytest.fixture
def layer() -> Layer:
    return replace(make_layer(), national=NATIONAL)


def of(layer: Layer, code: str, year: int = 2020) -> tuple[float | None, str]:
    index = next(index for index in layer.drawn(year) if layer.places[index].code == code)
    cell = layer.cell(index, year)
    return cell.value, cell.reason


def figure_of(layer: Layer, code: str, year: int = 2020):
    index = next(index for index in layer.drawn(year) if layer.places[index].code == code)
    assert layer.against is not None
    return layer.against.figures[index][layer.years.index(year)]


def people(**counts: float) -> dict[str, dict[str, float]]:
    vintages = {key.partition("@")[0]: key for key in BESIDE}
    return {vintages[code.replace("_", "-")]: dict.fromkeys(map(str, YEARS), count) for code, count in counts.items()}


def test_a_relative_deviation_is_100_times_the_value_by_its_context(layer: Layer) -> None:
    """As HyperAtlas and MTA define it."""
    made = context_layer(layer, Context(COUNTRY), around())
    assert of(made, "NO01") == (60.0, "")
    assert of(made, "NO02") == (100.0, "")
    assert of(made, "RU-A") == (90.0, "")


def test_an_absolute_deviation_is_the_difference(layer: Layer) -> None:
    made = context_layer(layer, Context(COUNTRY, ABSOLUTE), around())
    assert of(made, "NO01") == (-2.0, "")
    assert of(made, "RU-A") == (-1.0, "")


def test_a_country_without_a_published_figure_has_no_mean_in_its_place(layer: Layer) -> None:
    made = context_layer(layer, Context(COUNTRY), around())
    assert of(made, "RU-A", 2021) == (None, "no_national")
    assert of(context_layer(replace(layer, national={}), Context(COUNTRY), around()), "NO01") == (None, "no_national")


def test_nothing_is_divided_by_a_national_figure_of_zero(layer: Layer) -> None:
    assert of(context_layer(layer, Context(COUNTRY), around()), "RU-A", 2022) == (None, "context_is_zero")
    assert of(context_layer(layer, Context(COUNTRY, ABSOLUTE), around()), "RU-A", 2022) == (12.0, "")


def test_the_flags_of_the_value_and_of_the_country_stay(layer: Layer) -> None:
    made = context_layer(layer, Context(COUNTRY), around())
    assert made.cell(1, 2020).flag == "e"
    assert made.cell(5, 2020).flag == "p"


def test_a_unit_without_a_value_keeps_its_reason(layer: Layer) -> None:
    assert of(context_layer(layer, Context(COUNTRY), around()), "RU-B") == (None, "confidential")


def test_the_mean_of_the_area_is_that_of_its_core(layer: Layer) -> None:
    made = context_layer(layer, Context(AREA), around())
    mean = (3.0 + 5.0 + 9.0) / 3
    assert of(made, "NO01")[0] == pytest.approx(100 * 3 / mean)
    assert of(made, "NO03")[0] == pytest.approx(100 * 1.5 / mean), "a unit around the core is set against it too"
    assert figure_of(made, "NO01").weights == PLAIN


def test_it_is_weighted_by_inhabitants_where_they_are_known_of_all(layer: Layer) -> None:
    counted = people(NO01=100.0, NO02=300.0, RU_A=600.0)
    made = context_layer(layer, Context(AREA), around(people=counted))
    assert figure_of(made, "NO01").value == pytest.approx((300.0 + 1500.0 + 5400.0) / 1000.0)
    assert figure_of(made, "NO01").weights == BY_PEOPLE
    del counted["RU-A@2020"]
    partly = context_layer(layer, Context(AREA), around(people=counted))
    assert figure_of(partly, "NO01").weights == PLAIN, "never by those of some units only"


def known(scales: dict[str, str]) -> Denominators:
    """Denominators of 10, 20, 30 ... for the places; by series the measure of what they count."""
    values = tuple(tuple(10.0 * (place + 1) for _ in YEARS) for place in range(8))
    return Denominators(
        values,
        {
            series: Counted(100.0, Text(en="persons"), Text(en="Labour force"), scale)
            for series, scale in scales.items()
        },
    )


def test_the_mean_is_the_ratio_of_sums_where_denominators_are_known(layer: Layer) -> None:
    held = known({"eurostat": "persons", "rosstat": "persons"})
    made = context_layer(layer, Context(AREA), around(denominators=held, people=people(NO01=1, NO02=1, RU_A=1)))
    numerators = (3.0 * 10 + 5.0 * 20 + 9.0 * 60) / 100
    assert figure_of(made, "NO01").value == pytest.approx(100 * numerators / (10 + 20 + 60))
    assert figure_of(made, "NO01").weights == BY_DENOMINATOR


def test_denominators_in_thousands_and_in_units_are_not_added_up(layer: Layer) -> None:
    held = known({"eurostat": "persons", "rosstat": "thousand persons"})
    assert figure_of(context_layer(layer, Context(AREA), around(denominators=held)), "NO01").weights == PLAIN


def test_what_is_counted_by_area_is_weighted_by_area(layer: Layer) -> None:
    dense = replace(layer, measure=Text(en="inhabitants per km²"))
    km2 = {"NO01@2016": 1.0, "NO02@2016": 3.0, "RU-A@2020": 4.0}
    made = context_layer(dense, Context(AREA), around(km2=km2, people=people(NO01=9, NO02=1, RU_A=1)))
    assert figure_of(made, "NO01")[:2] == (pytest.approx((3.0 + 15.0 + 36.0) / 8.0), BY_AREA)


def test_parity_is_what_a_unit_has_beyond_the_level_of_its_context(layer: Layer) -> None:
    """MTA's absolute deviation: how much of the numerator would have to move."""
    held = known({"eurostat": "persons"})
    made = context_layer(layer, Context(COUNTRY, ABSOLUTE), around(denominators=held))
    assert made.against is not None
    column = YEARS.index(2020)
    assert made.against.parity[0][column] == pytest.approx((3.0 - 5.0) * 10.0 / 100.0)
    assert made.against.parity[5][column] is None, "the source of Russia gives the ratio alone"
    plain = context_layer(layer, Context(COUNTRY, ABSOLUTE), around())
    assert plain.against is not None and plain.against.parity == ()


def test_a_map_of_the_way_to_parity_is_in_what_is_counted(layer: Layer) -> None:
    held = around(denominators=known({"eurostat": "persons"}))
    made = context_layer(layer, Context(COUNTRY, PARITY), held)
    assert of(made, "NO01") == (pytest.approx((3.0 - 5.0) * 10.0 / 100.0), "")
    assert of(made, "RU-A") == (None, "not_counted"), "never zero, never the difference instead"
    assert of(made, "RU-A", 2021) == (None, "no_national"), "a context that is not there comes first"
    assert made.measure.say("en") == "persons above (+) or below (\u2212) parity, 0 = the country's figure"
    assert made.kind == DIFFERENCE


def test_without_a_count_or_in_two_measures_there_is_no_way_to_parity(layer: Layer) -> None:
    assert ways_of(layer, known({"eurostat": "persons"})) == (RELATIVE, ABSOLUTE, PARITY)
    assert ways_of(layer, Denominators()) == (RELATIVE, ABSOLUTE)
    mixed = known({"eurostat": "persons", "rosstat": "persons"})
    mixed.counted["rosstat"] = replace(mixed.counted["rosstat"], numerator=Text(en="thousand persons"))
    assert PARITY not in ways_of(layer, mixed), "thousands and units stand on no one scale"
    several = known({"eurostat": "persons"})
    several.counted["eurostat"] = replace(several.counted["eurostat"], numerator=Text())
    assert PARITY not in ways_of(layer, several)
    with pytest.raises(KeyError):
        context_layer(layer, Context(COUNTRY, PARITY), around())


def test_what_is_not_weighed_by_its_count_has_a_way_to_parity_all_the_same(layer: Layer) -> None:
    held = known({"eurostat": "persons", "rosstat": "persons"})
    counted = {series: replace(item, is_own=False) for series, item in held.counted.items()}
    made = context_layer(layer, Context(AREA, ABSOLUTE), around(denominators=replace(held, counted=counted)))
    assert figure_of(made, "NO01").weights == PLAIN
    assert made.against is not None and made.against.parity[0][YEARS.index(2020)] is not None


def test_series_that_measure_different_things_have_no_mean(layer: Layer) -> None:
    rows = tuple((a, b, "different", reason) for a, b, _, reason in layer.comparability)
    made = context_layer(replace(layer, comparability=rows), Context(AREA), around())
    assert of(made, "NO01") == (None, "context_differs")


def test_neighbours_are_those_of_the_division_that_is_drawn(layer: Layer) -> None:
    made = context_layer(layer, Context(NEIGHBOURS), around())
    assert of(made, "NO02")[0] == pytest.approx(100 * 5.0 / ((3.0 + 9.0) / 2))
    assert figure_of(made, "NO02").units == 2
    assert of(made, "NO03")[0] == pytest.approx(100 * 1.5 / 3.0)


def test_without_links_across_the_border_no_neighbour_is_foreign(layer: Layer) -> None:
    made = context_layer(layer, Context(NEIGHBOURS, across=False), around())
    assert of(made, "NO02")[0] == pytest.approx(100 * 5.0 / 3.0)


def test_neighbours_that_measure_different_things_are_left_out(layer: Layer) -> None:
    rows = tuple((a, b, "different", reason) for a, b, _, reason in layer.comparability)
    made = context_layer(replace(layer, comparability=rows), Context(NEIGHBOURS), around())
    assert (figure_of(made, "NO02").units, figure_of(made, "NO02").left_out) == (1, 1)
    assert of(made, "RU-A") == (None, "context_differs"), "its only neighbour with a figure is such a one"


def test_an_island_has_no_neighbours_and_says_so(layer: Layer) -> None:
    alone = {key: held for key, held in BESIDE.items() if "NO03" not in key}
    alone["NO01@2016"] = {"NO02@2016": 100.0}
    assert of(context_layer(layer, Context(NEIGHBOURS), around(beside=alone)), "NO03") == (None, "no_neighbours")
    assert of(context_layer(layer, Context(NEIGHBOURS), around()), "RU-C") == (None, "no_neighbour_figure")


def test_a_later_order_reaches_farther_and_never_back_to_the_unit_itself(layer: Layer) -> None:
    drawn = layer.drawn(2020)
    codes = {place: layer.places[place].code for place in drawn}

    def found(**rule: object) -> dict[str, set[str]]:
        held = neighbours(layer, drawn, Context(NEIGHBOURS, **rule), around())  # type: ignore[arg-type]
        return {codes[place]: {codes[other] for other in others} for place, others in held.items()}

    assert found(order=2)["NO02"] == {"NO01", "NO03", "RU-A", "RU-B"}
    assert found(order=3)["NO02"] == {"NO01", "NO03", "RU-A", "RU-B", "RU-C"}
    assert found(order=3, across=False)["NO02"] == {"NO01", "NO03"}
    assert found(km=112)["NO02"] == {"NO01", "NO03"}
    assert found(km=223)["NO02"] == {"NO01", "NO03", "RU-A"}
    assert found(km=1000, across=False)["RU-A"] == {"RU-B", "RU-C"}


def test_one_unit_alone_is_its_own_mean(layer: Layer) -> None:
    cells = tuple(
        line if place == 0 else tuple(Cell(None, reason="not_collected") for _ in line)
        for place, line in enumerate(layer.cells)
    )
    assert of(context_layer(replace(layer, cells=cells), Context(AREA), around()), "NO01") == (100.0, "")


def test_where_ratios_tell_nothing_there_is_the_difference_alone(layer: Layer) -> None:
    below = replace(layer, low=-3.0)
    nothing = Denominators()
    assert ways_of(layer, nothing) == (RELATIVE, ABSOLUTE)
    assert ways_of(below, nothing) == (ABSOLUTE,) == ways_of(replace(layer, kind="index"), nothing)
    with pytest.raises(KeyError):
        context_layer(below, Context(COUNTRY, RELATIVE), around())


def test_its_measure_says_what_100_is(layer: Layer) -> None:
    assert context_layer(layer, Context(COUNTRY), around()).measure.say("en") == "per cent, 100 = the country's figure"
    absolute = context_layer(layer, Context(NEIGHBOURS, ABSOLUTE, order=2), around())
    assert absolute.measure.say("en") == "percentage points, difference, 0 = the mean of neighbours up to order 2"


def test_classes_turn_on_the_context_and_lie_alike_on_both_sides(layer: Layer) -> None:
    made = context_layer(layer, Context(COUNTRY), around())
    for by_count in made.breaks.values():
        for bounds in by_count.values():
            assert bounds[-1] == made.high
            assert all(low < high for low, high in pairwise(bounds))
            assert 100.0 not in bounds[:-1], "the middle class holds what is as in the context"


def test_a_map_starts_in_a_year_that_has_a_context(layer: Layer) -> None:
    late = {"NO": (Cell(4.0), Cell(None), Cell(None), Cell(None))}
    assert context_layer(replace(layer, national=late), Context(COUNTRY), around()).default_year == 2019
    assert context_layer(layer, Context(COUNTRY), around()).default_year == 2020


def test_the_eight_types_say_which_contexts_a_value_lies_above(layer: Layer) -> None:
    made = typology_layer(layer, Context(TYPOLOGY, ""), around())
    # NO02: as high as the country, below the mean of the area (5.67), above its neighbours? (3 + 9) / 2 = 6: below.
    assert of(made, "NO02") == (1.0, "")
    # RU-A: below the country (10), above the area, above its one neighbour with a figure (5).
    assert of(made, "RU-A") == (1.0 + 2 + 4, "")
    assert of(made, "RU-A", 2021) == (None, "no_national")
    assert made.breaks == {"typology": {8: (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0)}}
    assert made.years_without_order == frozenset(YEARS), "types have no rank"


def test_a_value_is_not_above_its_equal_by_the_last_digits_of_a_sum(layer: Layer) -> None:
    """The mean of values that are all 4.1 is 4.1, whatever a weighted sum makes of it."""
    cells = tuple(tuple(cell._replace(value=4.1) for cell in line) for line in layer.cells)
    national = {country: tuple(Cell(4.1 - 4e-16) for _ in YEARS) for country in ("NO", "RU")}
    counted = people(NO01=0.1, NO02=0.7, NO03=0.3, RU_A=0.3, RU_B=0.9, RU_C=1.7)
    flat = replace(layer, cells=cells, national=national)
    made = typology_layer(flat, Context(TYPOLOGY, ""), around(people=counted))
    assert {made.cell(index, 2020).value for index in made.drawn(2020)} == {1.0}


def test_without_one_of_the_contexts_there_are_no_types(layer: Layer) -> None:
    assert typology_layer(replace(layer, national={}), Context(TYPOLOGY, ""), around()).breaks == {}


numbers = st.floats(0.5, 1e4).map(lambda value: round(value, 3))


@settings(max_examples=40, deadline=None)
@given(
    values=st.lists(numbers, min_size=3, max_size=3),
    weights=st.lists(st.floats(1.0, 1e6), min_size=3, max_size=3),
)
def test_by_its_weights_the_area_is_100_of_itself(values: list[float], weights: list[float]) -> None:
    layer = _with_values(values)
    counted = people(NO01=weights[0], NO02=weights[1], RU_A=weights[2])
    made = context_layer(layer, Context(AREA), around(people=counted))
    shares = [of(made, code)[0] for code in ("NO01", "NO02", "RU-A")]
    mean = math.fsum(weight * (share or 0.0) for weight, share in zip(weights, shares, strict=True)) / math.fsum(
        weights
    )
    assert mean == pytest.approx(100.0)


@settings(max_examples=40, deadline=None)
@given(values=st.lists(numbers, min_size=3, max_size=3), factor=st.floats(0.01, 100.0))
def test_a_change_of_the_measure_changes_no_relation(values: list[float], factor: float) -> None:
    for kind in (AREA, NEIGHBOURS):
        one = context_layer(_with_values(values), Context(kind), around())
        other = context_layer(_with_values([value * factor for value in values]), Context(kind), around())
        for code in ("NO01", "NO02", "RU-A"):
            assert of(one, code)[0] == pytest.approx(of(other, code)[0], rel=1e-6)


@settings(max_examples=40, deadline=None)
@given(order=st.integers(1, 3), across=st.booleans())
def test_who_is_my_neighbour_has_me_as_its_own(order: int, across: bool) -> None:
    layer = make_layer()
    held = neighbours(layer, layer.drawn(2020), Context(NEIGHBOURS, order=order, across=across), around())
    assert all(place in held[other] and place != other for place, others in held.items() for other in others)


def _with_values(values: list[float]) -> Layer:
    """The toy layer with these values of NO01, NO02 and RU-A, and none of others."""
    shown = dict(zip((0, 1, 5), values, strict=True))
    layer = make_layer()
    cells = tuple(
        tuple(Cell(shown[place]) if place in shown else Cell(None, reason="not_collected") for _ in YEARS)
        for place in range(len(layer.places))
    )
    return replace(layer, cells=cells, low=min(values), high=max(values))
