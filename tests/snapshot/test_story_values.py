"""The figures of stories on the shipped data: what each gives, and what none of them gives."""

from __future__ import annotations

from statistics import median
from types import SimpleNamespace

import pytest

from mapserver.model import Call
from mapserver.snapshot import Store
from mapserver.snapshot.story_values import StoryFault, StoryLayers, evaluate, judgement
from mapserver.statistics.coverage import coverage


@pytest.fixture(scope="module")
def layers(shipped, built_state) -> StoryLayers:
    store = Store(built_state)
    held = store.manifest(shipped.id).layers
    indicators = {name for area in held.values() for name in area}
    made = {
        name: SimpleNamespace(layers={area: item[name] for area, item in held.items() if name in item})
        for name in indicators
    }
    return StoryLayers(shipped.areas, made, store)


def call(text: str) -> Call:
    name, *words = text.split()
    options = tuple((key, value) for key, _, value in (word.partition("=") for word in words) if value)
    return Call(name, tuple(word for word in words if "=" not in word), options)


def cells(layer, year, country=""):
    drawn = (index for index in layer.drawn(year) if layer.places[index].core)
    return [layer.cell(index, year).value for index in drawn if layer.places[index].country == (country or "RU")]


def test_figures_of_one_unit_and_of_two(shipped, layers):
    layer = shipped.layer("barents", "life_expectancy")
    place = {layer.places[index].code: index for index in layer.drawn(2018)}
    north, east = (round(layer.cell(place[code], 2018).value, 1) for code in ("NO07", "RU-MUR"))
    words = "barents life_expectancy 2018"
    assert evaluate(call(f"value {words} NO07"), layers).value == north
    assert evaluate(call(f"difference {words} NO07 RU-MUR"), layers).value == pytest.approx(north - east)
    assert evaluate(call(f"difference {words} RU-MUR NO07"), layers).value == pytest.approx(east - north)
    assert evaluate(call(f"ratio {words} NO07 RU-MUR"), layers).value == pytest.approx(north / east)
    found = evaluate(call(f"value {words} NO07 decimals=0"), layers)
    assert (found.decimals, found.year, found.units, found.parts) == (0, 2018, ("NO07",), (("NO07", 2018, north),))


def test_a_country_as_a_whole(shipped, layers):
    layer = shipped.layer("bulgaria", "median_age")
    found = evaluate(call("value bulgaria median_age 2022 TR"), layers)
    assert found.value == round(layer.national["TR"][layer.years.index(2022)].value, 1)
    assert found.units == (), "no unit that a map could choose"


def test_change_and_percentage_within_a_run(layers):
    first = evaluate(call("value barents life_expectancy 2007 RU-MUR"), layers).value
    last = evaluate(call("value barents life_expectancy 2013 RU-MUR"), layers).value
    words = "barents life_expectancy 2007 2013 RU-MUR"
    assert evaluate(call(f"change {words}"), layers).value == pytest.approx(last - first)
    percent = evaluate(call(f"percent {words}"), layers)
    assert percent.value == pytest.approx((last / first - 1) * 100)
    assert (percent.kind, percent.decimals, percent.parts[0][1], percent.year) == ("unsigned", 0, 2007, 2013)


def test_the_core_as_a_whole(shipped, layers):
    layer = shipped.layer("barents", "physicians")
    for name, pick in (("median", median), ("highest", max), ("lowest", min)):
        values = [round(value, layer.decimals) for value in cells(layer, 2018) if value is not None]
        assert evaluate(call(f"{name} barents physicians 2018 RU"), layers).value == pick(values)
    held = cells(shipped.layer("barents", "life_expectancy"), 2013)
    assert None in held
    assert evaluate(call("missing barents life_expectancy 2013 RU"), layers).value == held.count(None)
    assert evaluate(call("count barents life_expectancy 2013 RU"), layers).value == len(held) - held.count(None)


def test_what_is_known_of_an_area(shipped, layers):
    area = shipped.area("carpathians")
    found = coverage([area])
    assert evaluate(call("indicators carpathians"), layers).value == found.concepts
    assert evaluate(call("indicators carpathians SK-UA"), layers).value == found.comparable("SK-UA")
    ukrainian = {row.concept for row in found.rows if "UA" in row.countries}
    alone = {row.concept for row in found.rows if "UA" in row.countries and "SK" not in row.countries}
    assert evaluate(call("indicators carpathians UA"), layers).value == len(ukrainian)
    assert evaluate(call("indicators carpathians UA without=SK"), layers).value == len(alone)
    sides = next(item for item in area.layers if item.indicator == "birth_rate").both_sides["SK-UA"].years
    assert evaluate(call("years carpathians birth_rate SK-UA"), layers).value == len(sides)
    assert evaluate(call("first carpathians birth_rate SK-UA"), layers).value == sides[0]
    assert evaluate(call("latest carpathians birth_rate SK-UA"), layers).value == sides[-1]
    assert evaluate(call("latest carpathians birth_rate UA-21"), layers).kind == "year"
    assert evaluate(call("years carpathians population_density UA-21"), layers).value == 0
    assert judgement(call("judgement carpathians birth_rate SK-UA"), layers) == "similar"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("change barents life_expectancy 2013 2018 RU-MUR", "a run of 'RU-MUR' ends between 2013 and 2018"),
        ("percent barents life_expectancy 2013 2018 RU-MUR", "a run of 'RU-MUR' ends"),
        ("change barents unemployment_rate 2019 2010 NO07", "2019 is not before 2010"),
        ("value barents unemployment_rate 2019 NO073", "'NO073' is not drawn in 2019"),
        ("value barents unemployment_rate 2020 NO07", "'NO07' has no figure in 2020: not collected"),
        ("value barents unemployment_rate 1950 NO07", "no figures of 1950"),
        ("value carpathians hospital_beds 2018 SK041", "draws no map of 'hospital_beds'"),
        ("value barents population 2018 NO073", "draws no map of 'population'"),
        ("difference barents share_65_plus 2007 NO073 RU-MUR", "measure different things"),
        ("ratio barents share_65_plus 2007 NO073 RU-MUR", "measure different things"),
        ("highest barents share_65_plus 2007", "measure different things"),
        ("ratio bulgaria natural_change_rate 2019 BG311 TR212", "a ratio needs figures above zero"),
        ("percent bulgaria natural_change_rate 2017 2019 BG311", "a percentage needs a figure above zero"),
        ("latest carpathians population_density UA-21", "no year with figures of 'UA-21'"),
    ],
)
def test_what_is_refused(layers, text, words):
    with pytest.raises(StoryFault) as fault:
        evaluate(call(text), layers)
    assert words in fault.value.message
    assert fault.value.remedy


def test_where_an_indicator_is_drawn_is_suggested(layers):
    with pytest.raises(StoryFault) as fault:
        evaluate(call("value carpathians hospital_beds 2018 SK041"), layers)
    assert "barents" in fault.value.remedy
    with pytest.raises(StoryFault):
        judgement(call("judgement barents hospital_beds FI-RU"), layers)
