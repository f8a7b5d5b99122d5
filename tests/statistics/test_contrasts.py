"""Contrasts: the sharpest ratio between neighbours, and when a ratio tells nothing."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from mapserver.model import (
    BothSides,
    Cell,
    Contrast,
    ContrastSide,
    Derivation,
    Layer,
    LayerEntry,
    Period,
    Place,
    Text,
)
from mapserver.statistics.contrasts import has_ratios, layer_contrasts, sharpest
from tests.statistics.toy import indicator, series

PAIRS = (("NO073", "RU-MUR"), ("NO071", "RU-KR"), ("NO073", "RU-KR"))
CODES = ("NO071", "NO073", "RU-KR", "RU-MUR")


def make_layer(values: dict[str, dict[int, float | Cell | None]], judgement: str = "similar", **more: object) -> Layer:
    """Return a layer of Norwegian and Russian units; `values` by code and year."""
    years = tuple(sorted({year for line in values.values() for year in line}))
    places = tuple(
        Place(f"{code}@1", code, "1", code[:2], "nuts3", True, code[:2].lower(), Text(en=code)) for code in values
    )
    cells = tuple(
        tuple(found if isinstance(found, Cell) else Cell(found) for year in years for found in [line.get(year)])
        for line in values.values()
    )
    numbers = [cell.value for line in cells for cell in line if cell.value is not None]
    both = tuple(
        year
        for at, year in enumerate(years)
        if {place.country for place, line in zip(places, cells, strict=True) if line[at].value is not None}
        == {"NO", "RU"}
    )
    periods = tuple(
        Period(
            country, years[0], years[-1], "1", "nuts3", tuple(i for i, p in enumerate(places) if p.country == country)
        )
        for country in ("NO", "RU")
    )
    made = Layer(
        "toy", "wage", "finest", "labour", "rate", "neutral", 1, Text(en="Wage"), Text(en="per 1,000"), Text(), Text(),
        years, years[-1], places, periods, cells, {}, len(numbers), (),
        comparability=(("no", "ru", judgement, Text(en="Because.")),),
        both_sides={"NO-RU": BothSides(both, judgement)},
        low=min(numbers, default=None),
    )  # fmt: skip
    return replace(made, **more)


def entry(layer: Layer) -> LayerEntry:
    return LayerEntry(
        layer.indicator, layer.indicator, layer.theme, layer.kind, layer.title, layer.measure, layer.years[0],
        layer.years[-1], layer.default_year, ("NO", "RU"), layer.both_sides, {},
    )  # fmt: skip


def found(layer: Layer, pairs=PAIRS) -> list[Contrast]:
    return list(layer_contrasts(layer, entry(layer), pairs, ("NO-RU",)))


def values(**line: float | Cell | None) -> dict[str, dict[int, float | Cell | None]]:
    """Return one year of all four units."""
    return {code: {2020: line.get(code.replace("-", "_"))} for code in CODES}


def test_the_pair_with_the_largest_ratio_stands_for_the_indicator():
    (contrast,) = found(make_layer(values(NO071=10.0, NO073=12.0, RU_KR=30.0, RU_MUR=2.0)))
    # NO073 : RU-MUR is 6 times, NO071 : RU-KR 3, NO073 : RU-KR 2.5.
    assert (contrast.a.unit, contrast.b.unit, contrast.year) == ("NO073", "RU-MUR", 2020)
    assert (contrast.a.value, contrast.b.value) == (12.0, 2.0)
    assert contrast.ratio == pytest.approx(1 / 6)
    assert contrast.times == pytest.approx(6)
    assert contrast.judgement == "similar"


def test_units_that_are_no_neighbours_are_not_set_against_each_other():
    (contrast,) = found(make_layer(values(NO071=1.0, NO073=12.0, RU_KR=11.0, RU_MUR=90.0)), PAIRS[2:])
    assert (contrast.a.unit, contrast.b.unit) == ("NO073", "RU-KR")


def test_exchanging_the_sides_turns_the_ratio_round_and_nothing_else():
    rng = random.Random(1)
    for _ in range(50):
        one, other = ([rng.uniform(2, 40) for _ in range(2)] for _ in range(2))
        (here,) = found(make_layer(values(NO071=one[0], NO073=one[1], RU_KR=other[0], RU_MUR=other[1])), PAIRS[:2])
        (there,) = found(make_layer(values(NO071=other[0], NO073=other[1], RU_KR=one[0], RU_MUR=one[1])), PAIRS[:2])
        assert here.times == pytest.approx(there.times)
        assert here.ratio == pytest.approx(1 / there.ratio)
        assert (here.a.unit, here.b.unit) == (there.a.unit, there.b.unit)


def test_the_order_of_pairs_and_of_their_units_does_not_matter():
    layer = make_layer(values(NO071=10.0, NO073=12.0, RU_KR=30.0, RU_MUR=2.0))
    turned = tuple((b, a) for a, b in reversed(PAIRS))
    assert found(layer, turned) == found(layer)


def test_the_ratio_is_that_of_the_numbers_that_are_shown():
    (contrast,) = found(make_layer(values(NO073=12.04, RU_MUR=2.96)), PAIRS[:1])
    assert contrast.ratio == pytest.approx(3.0 / 12.0)


@pytest.mark.parametrize(
    "unfit",
    [
        None,
        Cell(None, reason="confidential"),
        Cell(2.0, "u"),
        Cell(2.0, "bu"),
        Cell(2.0, "d"),
        Cell(2.0, "n"),
        Cell(2.0, "National"),
        Cell(0.0),
        Cell(0.9),
    ],
)
def test_what_has_no_value_or_none_to_rely_on_never_appears(unfit):
    (contrast,) = found(make_layer(values(NO071=10.0, NO073=12.0, RU_KR=30.0, RU_MUR=unfit)))
    assert "RU-MUR" not in (contrast.a.unit, contrast.b.unit)


def test_flags_that_leave_a_value_fit_go_with_it():
    (contrast,) = found(make_layer(values(NO073=Cell(12.0, "p"), RU_MUR=Cell(2.0, "be"))), PAIRS[:1])
    assert (contrast.a.flag, contrast.b.flag) == ("p", "be")


def test_sides_that_measure_different_things_have_no_contrast():
    assert found(make_layer(values(NO073=12.0, RU_MUR=2.0), judgement="different")) == []


def test_both_values_are_of_one_year_the_latest_that_has_two():
    line = {
        "NO073": {2018: 10.0, 2019: 12.0, 2020: 12.0},
        "RU-MUR": {2018: 2.0, 2019: 6.0, 2020: Cell(2.0, "u")},
        "NO071": {2020: None},
        "RU-KR": {2020: None},
    }
    (contrast,) = found(make_layer(line))
    assert (contrast.year, contrast.times) == (2019, pytest.approx(2.0))
    alone = {"NO073": {2019: 12.0, 2020: None}, "RU-MUR": {2019: None, 2020: 6.0}}
    assert found(make_layer(alone)) == []


def test_where_a_country_is_drawn_coarser_a_pair_stands_for_the_larger_unit():
    layer = make_layer({"NO07": {2020: 3.0}, "RU-MUR": {2020: 9.0}})
    (contrast,) = found(layer)
    assert (contrast.a.unit, contrast.b.unit) == ("NO07", "RU-MUR")


def test_units_around_the_core_have_no_contrast():
    layer = make_layer(values(NO073=12.0, RU_MUR=2.0))
    outside = replace(layer, places=tuple(replace(place, core=False) for place in layer.places))
    assert found(outside) == []


def test_what_can_fall_below_zero_has_no_ratio():
    assert found(make_layer(values(NO071=-1.0, NO073=12.0, RU_MUR=2.0))) == []


def test_a_share_of_more_than_half_is_told_by_what_remains():
    share = {"measure": Text(en="% of the population")}
    assert found(make_layer(values(NO073=60.0, RU_MUR=20.0), **share)) == []
    assert len(found(make_layer(values(NO073=50.0, RU_MUR=20.0), **share))) == 1
    assert len(found(make_layer(values(NO073=60.0, RU_MUR=20.0)))) == 1


def test_indexes_differences_and_figures_by_area_have_no_ratios():
    assert has_ratios(indicator(series()))
    assert has_ratios(indicator(series(), kind="money"))
    assert not has_ratios(indicator(series(), kind="index"))
    plain = indicator(series())
    assert not has_ratios(replace(plain, measure=Text(en="percentage points")))
    assert not has_ratios(replace(plain, measure=Text(en="inhabitants per km²")))
    parts = ("births/women", "births/men")
    gap = series(derived=Derivation("formula", parts, "women - men", ("women", "men")))
    share = series(derived=Derivation("formula", parts, "women / men", ("women", "men")))
    assert not has_ratios(indicator(series("other"), gap))
    assert has_ratios(indicator(share))


def contrast(name: str, times: float, theme: str = "labour", concept: str = "") -> Contrast:
    sides = ContrastSide("NO073", Text(), 1.0), ContrastSide("RU-MUR", Text(), times)
    return Contrast("NO-RU", name, concept or name, theme, 2020, 1, *sides, times, "same")


def names(*given: Contrast) -> list[str]:
    return [item.indicator for item in sharpest(given)]


def test_three_stand_for_a_border_the_sharpest_of_each_theme_first():
    given = [contrast(name, times, theme) for name, times, theme in [
        ("a", 9, "labour"), ("b", 8, "labour"), ("c", 2, "health"), ("d", 1 / 4, "economy"), ("e", 1.5, "tourism"),
    ]]  # fmt: skip
    assert names(*given) == ["a", "d", "c"]
    assert names(*reversed(given)) == ["a", "d", "c"]


def test_where_themes_are_fewer_a_theme_stands_twice():
    assert names(contrast("a", 9), contrast("b", 8), contrast("c", 2, "health")) == ["a", "b", "c"]


def test_forms_of_a_concept_count_once_and_the_concept_stands_for_them():
    women, men = contrast("women", 5, concept="both"), contrast("men", 3, concept="both")
    assert names(women, men) == ["women"]
    assert names(women, contrast("both", 2), men) == ["both"]
    assert names(women, contrast("both", 1.1), men) == []


def test_what_hardly_differs_is_no_contrast():
    assert names(contrast("a", 1.19), contrast("b", 1 / 1.19)) == []
    assert names(contrast("a", 1.2)) == ["a"]
