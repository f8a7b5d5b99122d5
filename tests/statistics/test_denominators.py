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
    assert shipped.denominators("barents", "neet").counted == {}


def _found(shipped, area, indicator, code, year):
    layer, held = shipped.layer(area, indicator), shipped.denominators(area, indicator)
    index = next(at for at in layer.drawn(year) if layer.places[at].code == code)
    column = layer.years.index(year)
    counted = held.counted[layer.places[index].series]
    return layer.cells[index][column].value, held.values[index][column], counted


def _count(shipped, indicator, series, code, year):
    record = next(item for item in shipped.figures(indicator).series if item.common.series == series)
    return next(row.value for row in record.observations[code] if row.year == year)


def test_what_a_published_rate_is_counted_by_follows_from_the_count_that_is_known(shipped):
    """The labour force of the survey is not in the collection, the unemployed are."""
    rate, below, counted = _found(shipped, "barents", "unemployment_rate", "SE33", 2012)
    assert rate * below / counted.factor == pytest.approx(_count(shipped, "unemployed", "eurostat", "SE33", 2012))
    assert (counted.numerator.say("en"), counted.is_own) == ("thousand persons", False)
    rate, below, counted = _found(shipped, "bulgaria", "population_density", "BG422", 2019)
    land = _count(shipped, "area", "eurostat", "BG422", 2019)
    assert 0.94 * land < below < land, "what the source divides by is without the lakes"
    assert counted.numerator.say("en") == "persons"


def test_gdp_per_inhabitant_by_the_inhabitants_is_gdp(shipped):
    """Not to the last euro: the source rounds to hundreds, and the product was revised since."""
    rate, below, counted = _found(shipped, "bulgaria", "gdp_per_inhabitant", "BG422", 2018)
    people = [_count(shipped, "population", "eurostat", "BG422", year) for year in (2018, 2019)]
    assert below == sum(people) / 2
    assert rate * below / counted.factor == pytest.approx(_count(shipped, "gdp", "eurostat", "BG422", 2018), rel=0.05)
    assert counted.numerator.say("en") == "million EUR" and counted.denominator.say("en") == "Population"


def test_a_later_count_stands_in_where_the_first_ends(shipped):
    """Russian rates are by the population of the time, from 2021 by that of the census."""
    for year, series in ((2018, "rosstat"), (2022, "rosstat_average_total")):
        _, below, _ = _found(shipped, "barents", "natural_change_rate", "RU-MUR", year)
        assert below == _count(shipped, "population", series, "RU-MUR", year)


def test_the_latest_area_is_that_of_every_year(shipped):
    layer, held = shipped.layer("barents", "emission_density"), shipped.denominators("barents", "emission_density")
    valued = [(i, j) for i, line in enumerate(layer.cells) for j, cell in enumerate(line) if cell.value is not None]
    assert valued and all(held.values[i][j] for i, j in valued)


def test_of_the_drawn_indicators_so_many_are_counted_by_something(shipped):
    """What cannot be counted stays out: ages, prices, indices, and shares of a group that nobody counts here."""
    known = {
        entry.indicator
        for area in shipped.areas
        for entry in area.layers
        if any(counted.numerator for counted in shipped.denominators(area.id, entry.indicator).counted.values())
    }
    assert len(known) >= 62
    assert {"unemployment_rate", "gdp_per_inhabitant", "population_density", "physicians", "birth_rate"} <= known
    assert known.isdisjoint({"median_age", "life_expectancy", "wages", "gdp_index", "youth_unemployment_ratio"})


def test_what_the_collection_counts_a_source_by_weighs_in_no_mean(shipped):
    """The two sides of a border would else be weighted in two ways."""
    for indicator in ("gdp_per_inhabitant", "unemployment_rate"):
        counted = shipped.denominators("barents", indicator).counted
        assert counted and not any(item.is_own for item in counted.values())


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
