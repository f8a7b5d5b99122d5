"""Inhabitants of territories: what means of units are weighted by, made anew when the population is."""

from __future__ import annotations

import pytest

from mapserver.snapshot import Published, build
from tests.snapshot.test_build import Heard

POPULATION = """\
format = 1
theme = "demography"
kind = "count"
direction = "neutral"
decimals = 0
title = { en = "Population" }
measure = { en = "persons" }
definition = { en = "Who lives there." }

[[series]]
id = "thousand"
title = { en = "Office, in thousands" }
countries = ["AA"]
level = "county"
reference = "1 January"
measure = { en = "thousand persons" }
drawn = false
editions = ["P1"]

[[series]]
id = "survey"
title = { en = "Office, a survey" }
countries = ["AA"]
level = "county"
reference = "1 January"
drawn = false
editions = ["P1"]

[[series]]
id = "register"
title = { en = "Office, the register" }
countries = ["AA"]
level = "county"
reference = "1 January"
editions = ["P1"]
"""
SOURCES = """
[[edition]]
id = "P1"
publisher = "Office"
title = "Population"
licence = "CC BY 4.0"
retrieved = "2025"
"""
HEAD = "unit,vintage,year,value,flag\n"


@pytest.fixture
def counted(folder):
    folder.write("layers/population/indicator.toml", POPULATION)
    folder.write("layers/population/thousand.csv", f"{HEAD}AA01,2024,2021,1.5,\n")
    folder.write("layers/population/survey.csv", f"{HEAD}AA01,2024,2021,1400,\nAA03,2024,2021,900,\n")
    folder.write("layers/population/register.csv", f"{HEAD}AA01,2024,2021,1500,\nAA04,2024,2021,700,\n")
    folder.write("layers/sources.toml", folder.text("layers/sources.toml") + SOURCES)
    return folder


def test_series_that_are_drawn_come_first_and_those_in_another_measure_are_left_out(counted, store):
    build(counted.path, store)
    people = Published(store).current().people
    assert people["AA01@2024"] == {"2021": 1500.0}, "the register, not the survey, and never 1.5"
    assert people["AA03@2024"] == {"2021": 900.0}, "the survey where the register has nothing"
    assert people["AA01@2016"] == people["AA01@2024"], "the same land under another vintage"
    assert "AA02@2016" not in people and "BB-1@2021" not in people


def test_new_counts_are_there_without_working_other_indicators_out_anew(counted, store):
    build(counted.path, store)
    counted.replace("layers/population/register.csv", "AA04,2024,2021,700,", "AA04,2024,2021,777,")
    heard = Heard()
    build(counted.path, store, progress=heard)
    assert heard.fresh == ["population"]
    assert Published(store).current().people["AA04@2024"] == {"2021": 777.0}


def test_without_a_population_nothing_is_weighted_by_it(folder, store):
    build(folder.path, store)
    assert Published(store).current().people == {}


def test_the_sides_of_a_border_are_weighted_by_new_counts(counted, store):
    def weights() -> set[str]:
        rows = Published(store).current().border("AA-BB").indicators
        return {item.a.weight for row in rows if row.indicator == "wage" for item in row.sides if item.year == 2020}

    counted.replace("layers/wage/aland.csv", "AA04,2024,2020,,:c,A2", "AA04,2024,2020,77,,A2")
    build(counted.path, store)
    assert weights() == {"plain"}
    text = counted.text("layers/population/register.csv")
    counted.write("layers/population/register.csv", f"{text}AA04,2024,2020,690,\n")
    build(counted.path, store)
    assert weights() == {"people"}
