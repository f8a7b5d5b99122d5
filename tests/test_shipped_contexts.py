"""Contexts of the shipped data, calculated again by hand from the layers and from the files that are given out."""

from __future__ import annotations

import csv
import io
import math

import pytest

from mapserver.model.context import AREA, COUNTRY, NEIGHBOURS, PARITY, Context
from mapserver.snapshot import Published, Store
from mapserver.web import Settings, create_app
from mapserver.web.context_state import set_against

MAP = "/areas/barents/unemployment_rate"


@pytest.fixture(scope="module")
def client(built_state):
    return create_app(Settings(state=built_state), Published(Store(built_state))).test_client()


def table(client, query: str) -> dict[str, dict[str, str]]:
    text = client.get(f"{MAP}.csv?{query}").text
    return {row["unit"]: row for row in csv.DictReader(io.StringIO(text))}


@pytest.mark.parametrize("year", [2008, 2012])
def test_unemployment_against_the_country_is_100_times_one_published_rate_by_the_other(client, shipped, year):
    layer = shipped.layer("barents", "unemployment_rate")
    column = layer.years.index(year)
    plain, against = table(client, f"year={year}"), table(client, f"year={year}&transform=vs-country")
    checked = 0
    for unit, row in against.items():
        country = layer.national.get(row["country"])
        if not row["value"]:
            continue
        national = country[column].value
        assert float(row["value"]) == pytest.approx(100 * float(plain[unit]["value"]) / national, abs=1e-6)
        assert float(row["context_value"]) == national and row["own_value"] == plain[unit]["value"]
        assert row["context_weights"] == "published" and row["transform"] == "vs-country relative"
        checked += 1
    assert checked >= 10


def test_the_mean_of_the_barents_region_is_weighted_by_inhabitants(client, shipped):
    plain, against = table(client, "year=2019"), table(client, "year=2019&transform=vs-area&as=absolute")
    layer = shipped.layer("barents", "unemployment_rate")
    keys = {layer.places[index].code: layer.places[index].key for index in layer.drawn(2019)}
    core = {unit: float(row["value"]) for unit, row in plain.items() if row["core"] == "true" and row["value"]}
    people = {unit: shipped.people[keys[unit]]["2019"] for unit in core}
    mean = math.fsum(people[unit] * value for unit, value in core.items()) / math.fsum(people.values())
    for unit, row in against.items():
        if row["value"]:
            assert float(row["value"]) == pytest.approx(float(plain[unit]["value"]) - mean, abs=1e-6)
            assert (row["context_weights"], row["context_units"]) == ("people", str(len(core)))
            assert bool(row["parity"]) != bool(row["parity_reason"])
    known = {row["country"] for row in against.values() if row["parity"]}
    assert known == {"RU"}, "of 2019 only the Russian labour force is known"


def test_births_against_the_area_are_the_ratio_of_the_sums(shipped):
    """Numerators and denominators are known: the mean of the rates is the rate of the births of all."""
    area, layer = shipped.area("barents"), shipped.layer("barents", "birth_rate")
    made = set_against(shipped, area, layer, Context(AREA))
    column, year = layer.years.index(2021), 2021
    births = {code: {row.year: row.value for row in rows} for code, rows in _figures(shipped, "live_births").items()}
    people = {code: {row.year: row.value for row in rows} for code, rows in _figures(shipped, "population").items()}
    core = [layer.places[at].code for at in layer.valued(year) if layer.places[at].core]
    sums = [math.fsum(births[code][year] for code in core), math.fsum(_middle(people[code], year) for code in core)]
    figure = next(held[column] for held in made.against.figures if held[column].value is not None)
    assert figure.weights == "denominator"
    assert figure.value == pytest.approx(1000 * sums[0] / sums[1])


def _figures(shipped, indicator):
    return shipped.figures(indicator).series[0].observations


def _middle(counts, year):
    return (counts[year] + counts[year + 1]) / 2


def test_finnmark_has_neighbours_in_three_countries_and_without_links_in_one(shipped):
    area, layer = shipped.area("barents"), shipped.layer("barents", "birth_rate")
    index = next(at for at in layer.drawn(2012) if layer.places[at].code == "NO073")
    column = layer.years.index(2012)
    both = set_against(shipped, area, layer, Context(NEIGHBOURS)).against.figures[index][column]
    home = set_against(shipped, area, layer, Context(NEIGHBOURS, across=False)).against.figures[index][column]
    beside = {layer.places[at].code for at in layer.valued(2012) if layer.places[at].key in area.beside["NO073@2024"]}
    assert {"NO072", "FI1D7"} <= beside and both.units == len(beside)
    assert home.units == 1, "Troms alone"


def test_every_layer_can_be_set_against_every_context(shipped):
    """No pair of an indicator and a context breaks, and where there is a figure it is finite."""
    for area in shipped.areas:
        for entry in area.layers[:: 7 if area.id == "link" else 3]:
            layer = shipped.layer(area.id, entry.indicator)
            for kind in (COUNTRY, AREA, NEIGHBOURS):
                made = set_against(shipped, area, layer, Context(kind, "absolute"))
                values = [cell.value for line in made.cells for cell in line if cell.value is not None]
                assert all(map(math.isfinite, values)), (area.id, entry.indicator, kind)


def test_definitions_of_the_border_area_move_its_core(client):
    """Bulgaria's border area is 19 districts by its own rule; those with half their land within 25 km are fewer."""
    address = "/areas/bulgaria/population_density.csv?year=2019"

    def core(query: str) -> set[str]:
        rows = csv.DictReader(io.StringIO(client.get(f"{address}{query}").text))
        return {row["unit"] for row in rows if row["core"] == "true"}

    own, touching, behind = core(""), core("&core=touching"), core("&core=order-2")
    near, far = core("&core=within-25"), core("&core=within-100")
    assert touching < behind and near < far and near < touching
    assert own == touching, "the programme of Bulgaria's borders is what touches them"
    assert "BG413" in touching and "BG412" in touching and "BG315" in behind - touching


def test_unemployed_to_parity_are_those_above_the_rate_of_the_country(client, shipped):
    """Of 2012: the unemployed less what they would be at the country's rate, in thousand persons."""
    rates = shipped.figures("unemployed").series[0].observations
    rows = table(client, "year=2012&transform=vs-country&as=parity")
    checked = 0
    for unit, row in rows.items():
        if row["country"] == "RU":
            assert (row["value"], row["reason"], row["parity_reason"]) == ("", "not_counted", "no_count")
            continue
        count = next(item.value for item in rates[unit] if item.year == 2012)
        level = float(row["context_value"]) / float(row["own_value"])
        assert float(row["value"]) == pytest.approx(count * (1 - level), abs=1e-5)
        assert row["parity_measure"] == "thousand persons" and row["measure"].startswith("thousand persons above")
        assert row["transform"] == "vs-country parity" and row["parity"] == row["value"]
        checked += 1
    assert checked >= 10


def test_amounts_to_parity_of_a_whole_area_add_up_to_nothing(shipped):
    """Births: what some districts have beyond the area's rate others lack, as the mean is weighted by those counted."""
    area, layer = shipped.area("bulgaria"), shipped.layer("bulgaria", "birth_rate")
    made = set_against(shipped, area, layer, Context(AREA, PARITY))
    core = [index for index in made.drawn(2019) if layer.places[index].core and layer.cell(index, 2019).value]
    amounts = [made.cell(index, 2019).value for index in core]
    assert len(amounts) >= 15 and all(amount is not None for amount in amounts)
    assert math.fsum(amounts) == pytest.approx(0.0, abs=1e-3) and max(map(abs, amounts)) > 100


def test_what_is_no_ratio_of_counts_has_no_amount_and_says_so(client):
    answer = client.get("/areas/bulgaria/median_age.csv?transform=vs-area&as=parity")
    assert answer.status_code == 400 and answer.json["parameter"] == "as"
    assert "What these figures are counted by is not known" in answer.json["detail"]
    told = client.get("/areas/bulgaria/median_age.txt?transform=vs-area").text
    assert "nothing in this collection says what these figures count" in told
    told = client.get(f"{MAP}.txt?year=2012&transform=vs-country").text
    assert "for want of a figure for 2012 (Labour force): Russia." in told
    rows = csv.DictReader(io.StringIO(client.get("/areas/bulgaria/median_age.csv?transform=vs-area").text))
    assert {row["parity_reason"] for row in rows if row["value"]} == {"ratio_alone"}


@pytest.mark.parametrize(
    "query",
    ["transform=vs-country", "transform=vs-neighbours&km=300", "transform=vs-area&as=parity", "core=touching"],
)
@pytest.mark.parametrize("suffix", ["svg", "xlsx", "geojson", "json", "jsonstat", "sdmx.csv", "metadata.json", "txt"])
def test_every_file_can_be_had_of_a_context(client, query, suffix):
    answer = client.get(f"/areas/bulgaria/gdp_per_inhabitant.{suffix}?{query}")
    assert answer.status_code == 200
    assert len(answer.data) > 500
