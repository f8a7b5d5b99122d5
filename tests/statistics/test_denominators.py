"""What ratios are made of: formulas with one count below the stroke, and nothing else."""

from __future__ import annotations

import pytest

from mapserver.model import parse_formula


@pytest.mark.parametrize(
    ("formula", "factor", "terms", "denominator"),
    [
        ("live_births / mid(population) * 1000", 1000.0, ["live_births"], ("population", "mid")),
        (
            "(employed + unemployed) * 1000 / mid(population) * 100",
            1e5,
            ["employed", "unemployed"],
            ("population", "mid"),
        ),
        ("gdp * 1000 / latest(area)", 1000.0, ["gdp"], ("area", "latest")),
        ("older / children", 1.0, ["older"], ("children", "")),
    ],
)
def test_a_ratio_has_one_series_below_the_stroke(formula, factor, terms, denominator):
    ratio = parse_formula(formula).ratio
    assert ratio.factor == pytest.approx(factor)
    assert [term.name for term in ratio.terms] == terms
    assert (ratio.denominator.name, ratio.denominator.time) == denominator


@pytest.mark.parametrize("formula", ["women - men", "beds * 10", "a / (b + c)", "a / b / c", "1000 / a", "100 - a / b"])
def test_other_formulas_are_no_ratio(formula):
    assert parse_formula(formula).ratio is None


@pytest.fixture(scope="module")
def births(shipped):
    return shipped.layer("barents", "birth_rate"), shipped.denominators("barents", "birth_rate")


def test_a_rate_times_what_it_is_counted_by_gives_the_count(births, shipped):
    """Live births of Lapland, as the source counts them, from the rate and its denominator."""
    layer, held = births
    index = next(at for at, place in enumerate(layer.places) if place.code == "FI1D7")
    counts = {row.year: row.value for row in shipped.figures("live_births").series[0].observations["FI1D7"]}
    column = layer.years.index(2019)
    rate, below = layer.cells[index][column].value, held.values[index][column]
    assert rate * below / held.counted["eurostat"].factor == pytest.approx(counts[2019])


def test_sources_of_a_ratio_alone_say_nothing_of_what_it_is_made_of(shipped):
    assert shipped.denominators("barents", "unemployment_rate").counted == {}


def test_an_income_by_a_product_per_head_is_no_ratio_of_counts(shipped):
    for area in ("barents", "bulgaria"):
        for entry in shipped.area(area).layers:
            counted = shipped.denominators(area, entry.indicator).counted
            if entry.indicator in ("income_to_gdp", "pension_ratio", "housing_affordability"):
                assert not counted, entry.indicator


def test_inhabitants_are_those_of_the_population_indicator(shipped):
    counts = {row.year: row.value for row in shipped.figures("population").series[0].observations["FI1D7"]}
    held = [people for key, people in shipped.people.items() if key.startswith("FI1D7@")]
    assert held and all(people["2019"] == counts[2019] for people in held)
