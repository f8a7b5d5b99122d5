"""The shipped data as a snapshot: areas, indicators, borders, and the cases that made the model what it is."""

from __future__ import annotations

import csv
import random

import pytest

from mapserver.statistics.coverage import coverage
from mapserver.translation import LANGUAGES

AREAS = {"barents", "bulgaria", "carpathians", "link"}


def value(shipped, area, indicator, code, year, level="finest"):
    """Return the drawn cell of a unit in a year, or None where the unit is not drawn."""
    layer = shipped.layer(area, indicator, level)
    for index in layer.drawn(year):
        if layer.places[index].code == code:
            return layer.cell(index, year)
    return None


def drawn(shipped, area, indicator, year, country):
    layer = shipped.layer(area, indicator)
    return {layer.places[index].key for index in layer.drawn(year) if layer.places[index].country == country}


def test_four_areas_with_at_least_sixty_concepts_that_may_be_drawn(shipped):
    assert {area.id for area in shipped.areas} == AREAS
    layers = [layer for area in shipped.areas for layer in area.layers]
    assert len({layer.concept for layer in layers}) >= 60
    assert not [layer.indicator for layer in layers if layer.kind == "count"]
    themes = "demography economy labour education health living_conditions tourism transport environment territory"
    assert {layer.theme for layer in layers} == set(themes.split())
    assert shipped.crossings.checkpoints


@pytest.mark.parametrize(
    ("border", "least"),
    [
        *[("NO-RU", 8), ("FI-RU", 8), ("SK-UA", 4)],
        *[(border, 25) for border in ("FI-NO", "FI-SE", "NO-SE", "BG-MK", "BG-RS", "BG-TR", "MK-RS")],
    ],
)
def test_so_many_indicators_may_be_compared_across_a_border(shipped, border, least):
    found = coverage([area for area in shipped.areas if len(area.frames) == 1])
    assert found.comparable(border) >= least


def test_the_map_of_the_first_page_has_unemployment_on_both_sides_of_the_norwegian_russian_border(shipped):
    entry = next(item for item in shipped.area("barents").layers if item.indicator == "unemployment_rate")
    assert len(entry.both_sides["NO-RU"].years) >= 15
    assert value(shipped, "barents", "unemployment_rate", "NO07", 2019).value is not None
    assert value(shipped, "barents", "unemployment_rate", "RU-MUR", 2019).value is not None


def test_a_link_has_two_frames_on_one_scale_of_values(shipped):
    assert [drawing.frame for drawing in shipped.drawings("link")] == ["barents", "bulgaria"]
    layer = shipped.layer("link", "median_age")
    assert {place.country for place in layer.places} >= {"NO", "BG"}
    assert len(layer.breaks["quantiles"][5]) == 5


class TestTromsAndFinnmark:
    """Two counties to 2019, one from 2020 to 2023, two again from 2024 on."""

    def test_a_value_of_the_merged_county_is_drawn_on_the_merged_territory(self, shipped):
        assert "NO074@2021" in drawn(shipped, "barents", "birth_rate", 2021, "NO")
        cell = value(shipped, "barents", "birth_rate", "NO074", 2021)
        # 2 433 live births among 242 168 on 1 January 2021 and 241 736 a year later.
        assert cell.value == pytest.approx(2433 / ((242168 + 241736) / 2) * 1000, rel=1e-9)
        assert not {"NO072", "NO073"} & {
            key.split("@")[0] for key in drawn(shipped, "barents", "birth_rate", 2021, "NO")
        }

    def test_before_the_merger_the_two_counties_stand_apart(self, shipped):
        codes = {key.split("@")[0] for key in drawn(shipped, "barents", "birth_rate", 2017, "NO")}
        assert {"NO072", "NO073"} <= codes
        assert "NO074" not in codes

    def test_after_the_split_the_two_counties_are_drawn_again(self, shipped):
        codes = {key.split("@")[0] for key in drawn(shipped, "barents", "tourism_intensity", 2024, "NO")}
        assert {"NO072", "NO073"} <= codes

    def test_a_county_without_its_own_value_is_a_labelled_gap_never_a_copy(self, shipped):
        assert value(shipped, "barents", "population_density", "NO073", 2020).value is not None
        for year in (2021, 2022):
            cell = value(shipped, "barents", "population_density", "NO074", year)
            assert cell.value is None
            assert cell.reason
            assert value(shipped, "barents", "population_density", "NO073", year) is None, "it did not exist"

    def test_halves_and_the_whole_are_never_drawn_together(self, shipped):
        for entry in shipped.area("barents").layers:
            layer = shipped.layer("barents", entry.indicator)
            for year in layer.years:
                codes = {layer.places[index].code for index in layer.drawn(year)}
                assert not ("NO074" in codes and codes & {"NO072", "NO073"}), (entry.indicator, year)
                assert not ("RU-ARK" in codes and codes & {"RU-ARK-X-NEN", "RU-NEN"}), (entry.indicator, year)


@pytest.mark.slow
def test_what_is_drawn_covers_every_country_once(shipped):
    """The places of a year tile each country: no land twice, no hole, whatever the levels and vintages."""
    for area in ("barents", "bulgaria", "carpathians"):
        shapes, _ = shipped.territory_shapes(area)
        whole: dict[str, float] = {}
        for entry in shipped.area(area).layers:
            layer = shipped.layer(area, entry.indicator)
            for year in layer.years:
                covered: dict[str, float] = {}
                for index in layer.drawn(year):
                    place = layer.places[index]
                    # Svalbard and Jan Mayen belong to the statistical territory from the edition of 2021 on.
                    if not place.code.startswith("NO0B"):
                        covered[place.country] = covered.get(place.country, 0.0) + shapes[place.key].area
                assert set(covered) == set(shipped.area(area).countries)
                for country, drawn_area in covered.items():
                    expected = whole.setdefault(country, drawn_area)
                    assert drawn_area == pytest.approx(expected, rel=1e-9), (country, entry.indicator, year)


def test_grp_becomes_euro_by_the_average_rate_and_says_so(shipped):
    cell = value(shipped, "barents", "gdp_per_inhabitant", "RU-MUR", 2015)
    with_rouble = next(
        item for item in shipped.unit("RU-MUR").figures["gdp_per_inhabitant/rosstat_rub"] if item.year == 2015
    )
    assert with_rouble.value is not None
    assert cell.value == pytest.approx(with_rouble.value / 68.0, rel=0.02), "a euro cost about 68 roubles in 2015"
    assert "RUB" in str(cell.note)
    assert "EUR" in str(cell.note)


def test_a_year_without_a_rate_stays_unconverted_with_the_reason(shipped):
    missing = [
        item
        for item in shipped.unit("RU-MUR").figures["gdp_per_inhabitant/rosstat"]
        if item.value is None and item.reason == "no_rate"
    ]
    assert {item.year for item in missing} >= {1996}
    assert all(item.note for item in missing)


def test_a_unit_tells_its_story(shipped):
    unit = shipped.unit("FI1D3")
    assert not unit.is_current
    assert "FI1DC" in {reform.to_code for reform in unit.reforms}
    assert any("Heinävesi" in reform.moved for reform in unit.reforms)


def test_every_reader_is_told_what_a_level_is(shipped_catalogue):
    for country in shipped_catalogue.countries.values():
        assert set(country.level_title) == set(country.levels)
        for level, title in country.level_title.items():
            said = {lang: title.get(lang, "") for lang in LANGUAGES}
            assert all(words[:1].isupper() for words in said.values()), (country.code, level, said)
            assert title.say("fi") == said["fi"]


def test_both_russian_arkhangelsks_are_told_apart(shipped):
    with_nenets = {item.year: item.value for item in shipped.unit("RU-ARK").figures["gdp_per_inhabitant/rosstat_rub"]}
    without = {item.year: item.value for item in shipped.unit("RU-ARK-X-NEN").figures["gdp_per_inhabitant/rosstat_rub"]}
    assert with_nenets[2017] == pytest.approx(640787, abs=1)
    assert without[2017] == pytest.approx(418370, abs=1)


def test_the_seam_of_two_editions_is_the_end_of_a_run(shipped):
    """BG412 goes from 238 061 (2015) to 322 153 (2016) where the edition changes: no stroke may join the two."""
    layer = shipped.layer("bulgaria", "share_65_plus")
    (place,) = (index for index, item in enumerate(layer.places) if item.code == "BG412")
    assert layer.cell(place, 2015).run != layer.cell(place, 2016).run
    births = shipped.layer("bulgaria", "birth_rate")
    (place,) = (index for index, item in enumerate(births.places) if item.code == "BG412")
    assert births.cell(place, 2016).value is None, "the mean of two populations that are counted differently is none"
    assert births.cell(place, 2016).reason == "run_ended"


def test_every_stored_value_is_served_as_it_stands_in_the_file(shipped, repo):
    rows = []
    for path in sorted((repo / "layers").glob("*/*.csv")):
        if not (path.parent / "indicator.toml").exists():
            continue
        with path.open(encoding="utf-8", newline="") as stream:
            rows += [(f"{path.parent.name}/{path.stem}", row) for row in csv.DictReader(stream)]
    sample = random.Random(20260101).sample(rows, 1000)
    for series, row in sample:
        found = [
            item
            for item in shipped.unit(row["unit"]).figures[series]
            if (item.vintage, item.year) == (row["vintage"], int(row["year"]))
        ]
        assert len(found) == 1, (series, row)
        if found[0].reason != "withheld":
            assert found[0].value == (float(row["value"]) if row["value"] else None), (series, row)
        assert found[0].flag == row["flag"]
        assert found[0].value is not None or found[0].reason, (series, row)


def test_every_drawn_place_has_a_shape_and_every_empty_cell_a_reason(shipped):
    for area in shipped.areas:
        shapes = {key for drawing in shipped.drawings(area.id) for key in drawing.shapes}
        for entry in area.layers:
            layer = shipped.layer(area.id, entry.indicator)
            for year in layer.years:
                for index in layer.drawn(year):
                    place, cell = layer.places[index], layer.cell(index, year)
                    assert cell.value is not None or cell.reason, (area.id, entry.indicator, place.key, year)
                    assert place.key in shapes or not place.core, (area.id, entry.indicator, place.key)


def test_pairs_across_a_border_are_known_in_every_division(shipped):
    pairs = set(shipped.area("barents").pairs)
    assert {("NO073", "RU-MUR"), ("NO074", "RU-MUR"), ("FI1D3", "RU-KR"), ("FI1DC", "RU-KR")} <= pairs
    assert ("BG311", "RS226") not in shipped.area("bulgaria").pairs, "an artefact of generalisation"


@pytest.mark.parametrize("code", ["FI1D8", "FI1D9"])
def test_units_with_a_new_code_are_drawn_in_the_years_before_it(shipped, code):
    """Kainuu and North Ostrobothnia: the offices publish them under today's codes back to 1990."""
    for year in (1995, 2010, 2020):
        assert value(shipped, "barents", "birth_rate", code, year).value is not None, year


def test_a_unit_names_the_sources_of_its_figures_with_their_licences(shipped):
    sources = shipped.unit("RU-MUR").sources
    assert {"Rosstat"} <= {item.publisher for item in sources}
    assert all(item.licence and item.retrieved for item in sources)
    population = {item.id for item in shipped.unit("BG412").sources if item.dataset == "demo_r_pjanaggr3"}
    assert population == {"EPOP23", "EPOP26"}, "the parts of a calculated rate are named too"
    assert not [item for item in shipped.unit("BG412").sources if item.publisher == "Rosstat"]
