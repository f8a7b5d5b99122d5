"""What a build says about each unit: names, land, neighbours, lines with their runs, measures and maps."""

from __future__ import annotations

import pytest

from mapserver.snapshot import Published, build
from mapserver.statistics.ranks import core_ranks, country_ranks

MEASURE = 'reference = "average"\ndenomination = "NOK, current prices"\n'


@pytest.fixture
def units(folder, store):
    """Return how to build the folder and look up a unit."""

    def look_up(code):
        build(folder.path, store)
        return Published(store).current().unit(code)

    return look_up


def line(unit, key):
    (found,) = [item for item in unit.lines if item.key == key]
    return found


def test_names_level_and_land_are_those_of_the_country(units, folder):
    folder.replace("boundaries/aa/territories.csv", "aa-west,\nAA02", "aa-west,drawn by hand\nAA02")
    unit = units("AA01")
    assert dict(unit.names) == {"en": "West", "nb": "Vest"}
    assert unit.official == ("nb",)
    assert unit.level_title.say("en") == "County"
    assert [(item.vintage, item.first_year, item.last_year, item.note) for item in unit.territories] == [
        ("2016", 1990, 2019, "drawn by hand"),
        ("2024", 2020, None, ""),
    ]
    assert unit.territories[0].title == "Two counties"


def test_a_level_without_a_title_is_its_identifier(units):
    assert units("BB-1").level_title.say("en") == "oblast"


def test_the_names_of_units_that_reforms_and_parents_name_are_there(units):
    assert {code: text.say("en") for code, text in units("AA02").mentioned.items()} == {
        "AA0": "The Region",
        "AA03": "Middle",
    }


def test_neighbours_are_of_the_own_level_else_of_the_finest(units):
    region = units("AA0")
    assert [(item.code, item.level, item.names.say("bg")) for item in region.neighbours] == [("BB-1", "oblast", "Едно")]
    assert [item.code for item in units("BB-1").neighbours] == ["AA04", "BB-2"]
    assert [item.code for item in units("AA").neighbours] == ["BB"]


def test_a_superseded_unit_has_the_neighbours_of_its_last_vintage(units):
    old = units("AA02")
    assert not old.is_current
    assert {(item.code, item.country, item.status) for item in old.neighbours} == {
        ("AA01", "AA", "real"),
        ("BB-1", "BB", "real"),
    }
    assert next(item.km for item in old.neighbours if item.code == "BB-1") == pytest.approx(111.5, abs=1)


def test_an_artefact_is_no_neighbour_at_any_level(units, folder):
    folder.replace("boundaries/pairs.csv", "111.2,real,they meet", "111.2,artefact,a sliver")
    for code in ("AA04", "AA02", "AA0"):
        assert "BB-1" not in {item.code for item in units(code).neighbours}


def test_a_pair_that_nobody_reviewed_is_a_neighbour_that_says_so(units, folder):
    folder.write("boundaries/pairs.csv", "border,unit_a,unit_b,km,status,reason\n")
    assert {item.code: item.status for item in units("AA04").neighbours} == {"AA03": "real", "BB-1": "unreviewed"}


def test_a_line_numbers_its_runs_and_says_why_they_end(units):
    wage = line(units("AA01"), "wage/aland")
    assert [(item.year, item.run) for item in wage.observations] == [(2018, 0), (2019, 0), (2020, 1)]
    (end,) = wage.ends
    assert end.run == 1
    assert "Office, Wages (2024), then Office, Wages, revised (2025)" in str(end.reason)
    assert "New method" in str(end.reason)


def test_a_derived_line_has_the_breaks_of_its_parts(units, folder):
    folder.write("layers/wage/aland.csv", folder.text("layers/wage/aland.csv").replace(",A2", ",A1"))
    (end,) = line(units("AA01"), "double/aland").ends
    assert str(end.reason) == "New method"


def test_a_line_that_goes_on_has_no_end(units):
    assert line(units("BB-1"), "wage/beland").ends == ()


def test_money_is_measured_by_its_denomination_where_the_measure_does_not_name_it(units, folder):
    unit = units("AA01")
    assert line(unit, "wage/aland").measure.say("en") == "NOK, current prices"
    assert line(unit, "wage/aland_eur").measure.say("en") == "EUR, current prices"
    folder.replace("layers/wage/indicator.toml", 'en = "national currency"', 'en = "EUR a month"')
    unit = units("AA01")
    assert line(unit, "wage/aland").measure.say("en") == "NOK, current prices"
    assert line(unit, "wage/aland_eur").measure.say("en") == "EUR a month"


def test_a_series_with_a_measure_of_its_own_says_it_with_the_decimals_that_its_source_writes(units, folder):
    folder.replace("layers/wage/indicator.toml", MEASURE, MEASURE + 'measure = { en = "thousand NOK" }\n')
    folder.replace("layers/wage/aland.csv", "AA01,2016,2018,100.5,,A1", "AA01,2016,2018,100.25,,A1")
    wage = line(units("AA01"), "wage/aland")
    assert wage.measure.say("en") == "thousand NOK"
    assert wage.decimals == 2
    assert line(units("AA01"), "double/aland").decimals == 0


def test_a_line_knows_the_map_that_draws_it(units, folder):
    unit = units("AA01")
    assert (line(unit, "wage/aland").area, line(unit, "wage/aland").level) == ("border", "finest")
    assert line(unit, "wage/aland_eur").area == "", "the map draws one series for each country"
    folder.replace("layers/wage/indicator.toml", MEASURE, MEASURE + "drawn = false\n")
    assert line(units("AA01"), "wage/aland").area == ""


def test_titles_of_indicator_and_series_stand_in_the_line(units):
    wage = line(units("AA01"), "wage/aland_eur")
    assert (wage.title.say("nb"), wage.series_title.say("en"), wage.theme) == (
        "Lønn",
        "Aland's office, in euro",
        "labour",
    )


def test_figures_are_the_observations_by_series(units):
    unit = units("AA01")
    assert set(unit.figures) == {"wage/aland", "wage/aland_eur", "double/aland"}
    assert unit.figures["wage/aland"] == line(unit, "wage/aland").observations


def test_every_end_of_a_run_of_the_shipped_data_has_a_reason(shipped):
    for code in ("BG412", "MK006", "NO073", "RU-MUR", "UA-21"):
        for item in shipped.unit(code).lines:
            runs = {row.run for row in item.observations if row.value is not None}
            assert {end.run for end in item.ends} <= runs
            assert all(str(end.reason) for end in item.ends), item.key


def test_two_series_of_a_shipped_unit_never_read_alike(shipped):
    for code in sorted(shipped.units):
        read = [
            (item.title.say("en"), item.measure.say("en"), item.series_title.say("en"))
            for item in shipped.unit(code).lines
        ]
        assert len(read) == len(set(read)), code


def test_crimea_says_why_it_stands_where_it_stands(shipped):
    for code in ("UA-40", "UA-43"):
        assert "68/262" in shipped.unit(code).territories[-1].note


def test_north_karelia_keeps_its_russian_neighbour_under_the_code_that_was_given_up(shipped):
    old, new = ({item.code: item.km for item in shipped.unit(code).neighbours} for code in ("FI1D3", "FI1DC"))
    assert old["RU-KR"] == new["RU-KR"]
    assert "FI1D8" in old


def test_a_calculated_line_says_how_and_a_stored_one_does_not(shipped):
    lines = {line.key: line for line in shipped.unit("NO073").lines}
    calculated = lines["birth_rate/eurostat"].derived
    assert calculated is not None and calculated.formula == "live_births / mid(population) * 1000"
    assert set(calculated.parts) <= lines.keys(), "the lines of the unit have the titles of the parts"
    assert lines["live_births/eurostat"].derived is None


def test_sources_say_where_the_copy_lay_that_was_read(shipped):
    assert any(edition.via for edition in shipped.unit("NO073").sources)


def test_a_line_has_its_latest_drawn_figure_with_ranks_and_the_years_of_its_indicator(shipped):
    unit = shipped.unit("FI1D7")
    density = line(unit, "population_density/eurostat")
    layer = shipped.layer(density.area, "population_density", density.level)
    place = next(index for index in layer.drawn(density.drawn.year) if layer.places[index].code == "FI1D7")
    values = {
        index: layer.cell(index, density.drawn.year).value
        for index in layer.valued(density.drawn.year)
        if layer.places[index].core
    }
    assert density.drawn.core.count == len(values)
    assert density.drawn.core.place == 1 + sum(value > values[place] for value in values.values())
    assert density.drawn.country.count == 18
    assert density.known <= density.span
    assert density.span == len(layer.years)


def test_a_line_has_the_ranks_of_every_year_as_its_map_has_them(shipped):
    checked = 0
    for code in ("BG422", "TR212", "NO073", "RU-MUR"):
        for item in shipped.unit(code).lines:
            if not item.area:
                assert item.ranks == ()
                continue
            layer = shipped.layer(item.area, item.indicator, item.level)
            years = [year for year in layer.years if any(layer.places[at].code == code for at in layer.valued(year))]
            assert [row.year for row in item.ranks] == years, item.key
            for year in years:
                place = next(at for at in layer.valued(year) if layer.places[at].code == code)
                ranked = item.ranked(year)
                assert ranked.core == core_ranks(layer, year).get(place), (item.key, year)
                assert ranked.country == country_ranks(layer, year)[place]
                checked += 1
            assert item.drawn == (item.ranked(years[-1]) if years else None)
            assert item.ranked(layer.years[-1] + 1) is None
    assert checked > 1000


def test_no_line_of_a_shipped_unit_has_more_years_than_its_indicator(shipped):
    for code in ("NO074", "RU-MUR", "BG411", "SK041", "NO072"):
        for item in shipped.unit(code).lines:
            assert 0 <= item.known <= item.span
            assert item.drawn is None or (item.area and item.drawn.country.place <= item.drawn.country.count)


def test_an_area_knows_what_touches_in_every_year(shipped):
    beside = shipped.area("barents").beside
    assert {key for key in beside["FI1D7@2016"] if key.startswith("NO07")} >= {"NO073@2016", "NO074@2021"}
    assert beside["NO074@2021"]["FI1D7@2016"] == beside["FI1D7@2016"]["NO074@2021"] > 600
    assert not any(one.partition("@")[0] == other.partition("@")[0] for one in beside for other in beside[one])
