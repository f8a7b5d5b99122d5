"""What figures measure: own measures of series, and those of what is made of figures."""

from dataclasses import replace

from mapserver.model import Text
from mapserver.model.context import ABSOLUTE, AREA, RELATIVE, Context
from mapserver.statistics import build_layer
from mapserver.statistics.change import change_layer
from mapserver.statistics.clusters import cluster_layer
from mapserver.statistics.context_words import context_measures
from mapserver.statistics.measures import measure_of
from tests.model.test_layer import with_own_measure
from tests.statistics.toy import CORE, area, catalogue, constant, indicator, series


def test_a_series_measures_what_it_says_else_what_its_money_says_else_what_the_indicator_says() -> None:
    concept = replace(indicator(series()), measure=Text(en="EUR per inhabitant"))
    assert measure_of(concept, series()) == concept.measure
    assert measure_of(concept, series(denomination="EUR, current prices")) == concept.measure
    roubles = series(denomination="RUB, current prices")
    assert measure_of(concept, roubles) == Text(en="RUB, current prices")
    assert measure_of(concept, replace(roubles, measure=Text(en="RUB a head"))) == Text(en="RUB a head")


def test_a_layer_knows_the_measures_that_are_not_its_own() -> None:
    own = Text(en="of all ages")
    concept = indicator(series(), series("rosstat", ("RU",), measure=own))
    figures = {"eurostat": constant("NO071", "2016", 2010, 2012), "rosstat": constant("RU-MUR", "2014", 2011, 2013)}
    layer = build_layer(catalogue(), area("NO", "RU"), concept, figures, CORE)
    assert layer is not None
    assert layer.own_measures == {"rosstat": own}
    assert [layer.measure_in(year) == own for year in layer.years] == [False, False, False, True]


def test_what_is_made_of_figures_keeps_the_measures_of_their_series() -> None:
    layer = with_own_measure()
    changed = change_layer(layer, 2021)
    assert changed.measure_in(2022).say("en") == "% of all persons, change since 2021"
    assert changed.measure.say("en") == "% of the labour force, change since 2021"
    clusters = cluster_layer(layer, 2022, {})
    assert clusters.own_measures["rosstat"].say("en") == "% of all persons, clusters"


def test_what_is_set_against_a_context_has_one_measure_where_that_is_one() -> None:
    layer = with_own_measure()
    relative = replace(layer, **context_measures(layer, Context(AREA, RELATIVE), Text()))
    assert relative.measure_in(2019) == relative.measure_in(2022) == relative.measure
    assert relative.own_measures == {}
    counted = replace(layer, measure=Text(en="persons"))
    absolute = replace(counted, **context_measures(counted, Context(AREA, ABSOLUTE), Text()))
    assert absolute.measure_in(2022).say("en").startswith("percentage points, difference, 0 = ")
    assert absolute.measure.say("en").startswith("persons, difference, 0 = ")
