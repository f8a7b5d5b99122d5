"""Measures of the shipped figures: where only a series with a measure of its own is drawn, nothing says another one."""

from __future__ import annotations

import csv
import io

import pytest

from mapserver.model.layer import common_measure
from mapserver.snapshot import Published, Store
from mapserver.web import Settings, create_app

#: What is drawn with a measure that is not its indicator's, and a year in which nothing else is drawn with a value.
OWN = {("activity_rate", "rosstat"): 2020, ("tertiary_employed", "rosstat"): 2017}
AGES, ADULTS = "15–64", "% of the population aged 15 and over"
MAP = "/areas/barents/activity_rate"


@pytest.fixture(scope="module")
def client(built_state):
    return create_app(Settings(state=built_state), Published(Store(built_state))).test_client()


def test_the_drawn_series_with_a_measure_of_their_own_are_known(shipped):
    found = {
        (layer.indicator, name)
        for area in shipped.areas
        for layer in (shipped.layer(area.id, entry.indicator) for entry in area.layers)
        for name in layer.own_measures
    }
    assert found == set(OWN)


def test_their_measure_is_said_in_every_language_of_the_pages(shipped):
    for indicator, series in OWN:
        layer = shipped.layer("barents", indicator)
        own = layer.own_measures[series]
        said = {own.say(lang) for lang in ("nb", "se", "sv", "fi", "ru", "bg", "sr", "mk", "tr", "sk", "uk")}
        assert len(said) == 11 and own["en"] not in said
        assert layer.measure_in(OWN[indicator, series]) == own


@pytest.mark.parametrize("address", [f"{MAP}.svg", f"{MAP}.txt", "/embed/barents/activity_rate"])
def test_a_map_of_russian_figures_does_not_say_the_ages_of_others(client, address):
    answer = client.get(f"{address}?year=2020")
    assert answer.status_code == 200
    # The script knows the measure of the indicator, for years in which that is shown.
    shown = answer.text.replace(f'data-measure="% of the population aged {AGES}"', "")
    assert ADULTS in shown and AGES not in shown


def test_the_page_says_it_where_it_says_what_is_shown(client):
    text = client.get(f"{MAP}?year=2020").text
    lead = text.partition('<p class="lead">')[2].partition("</p>")[0].replace("\u00a0", " ")
    assert lead.startswith(f'<span data-shows="measure">{ADULTS}</span>, ')
    assert client.get(f"{MAP}?year=2010").text.partition('<p class="lead">')[2].partition("</p>")[0].count(AGES) == 1


def test_rows_of_files_have_the_measure_of_their_series(client):
    for row in csv.DictReader(io.StringIO(client.get(f"{MAP}.csv?year=2020").text)):
        if row["value"]:
            assert (row["series"], row["measure"]) == ("rosstat", ADULTS)
    rows = client.get("/api/gaps?area=barents&indicator=activity_rate&border=NO-RU&year=2020").json["items"]
    assert rows
    for row in rows:
        assert (row["measure"], row["measure_b"]) == (ADULTS, ADULTS)
        assert AGES in row["measure_a"]


def test_the_border_says_the_measure_of_the_side_that_has_figures(client):
    text = client.get("/share/borders/NO-RU?indicator=activity_rate&year=2024").text
    assert f"2024, {ADULTS}. Norway: –. Russia: 64.6." in text
    told = "No year has figures of both sides. Latest year of each: Norway 2009, Russia 2024."
    assert told in text
    assert "Rosstat: " + ADULTS in client.get("/borders/NO-RU?indicator=activity_rate").text
    for row in csv.DictReader(io.StringIO(client.get("/borders/NO-RU.csv?indicator=activity_rate").text)):
        sides = {row[f"measure_{side}"] for side in "ab" if row[f"value_{side}"]}
        assert len(sides) != 1 or row["measure"] in sides
        assert not row["value_b"] or row["measure_b"] == ADULTS


def test_lists_say_what_layers_say(shipped):
    for area in shipped.areas:
        for entry in area.layers:
            layer = shipped.layer(area.id, entry.indicator)
            assert entry.measures == layer.own_measures
            names = [item.id for item in layer.series]
            assert entry.measure_of(*names) == common_measure(layer.measure, layer.own_measures, names)
