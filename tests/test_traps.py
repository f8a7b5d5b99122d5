"""Traps that real figures set, each with what the shipped data make of it."""

from __future__ import annotations

import csv

import pytest

from mapserver.maps.attribution import sources_line
from mapserver.maps.legend import flag_words
from mapserver.model.figures import FLAGS
from mapserver.statistics import partition


def line(shipped, unit, key):
    return {row.year: row for row in shipped.unit(unit).figures[key]}


def drawn(shipped, area, indicator, year):
    layer = shipped.layer(area, indicator)
    return {layer.places[index].code: layer.cell(index, year) for index in layer.drawn(year)}


class TestFlags:
    """What sources write beside a figure: kept as it stands, and explained."""

    def test_a_figure_that_is_one_of_a_larger_unit_says_so(self, shipped):
        assert line(shipped, "TR10", "tourism_density/eurostat_published")[2021].flag == "NUTS2"
        assert flag_words("NUTS2", "en") == ("figure for NUTS 2 regions",)
        assert line(shipped, "NO", "long_term_unemployment/eurostat")[2025].flag == "National"
        assert flag_words("National", "en") == ("figure for the whole country",)

    def test_a_gap_that_the_source_reports_keeps_its_sign_and_gets_its_reason(self, shipped):
        gap = line(shipped, "NO02", "neet/eurostat")[2017]
        assert (gap.value, gap.flag, gap.reason) == (None, ":u", "unreliable")

    def test_several_signs_are_several_words(self):
        assert flag_words("d; u", "en") == ("definition differs", "low reliability")
        assert flag_words(":c", "en") == ("not available", "confidential")
        assert flag_words(":@N", "en")[0] == "not available"
        assert "@N" in flag_words(":@N", "en")[1]

    def test_every_flag_of_the_shipped_figures_is_explained(self, repo):
        unknown = set()
        for path in (repo / "layers").glob("*/*.csv"):
            with path.open(encoding="utf-8", newline="") as stream:
                for row in csv.DictReader(stream):
                    unknown |= {word for word in flag_words(row.get("flag") or "", "en") if "not explained" in word}
        assert not unknown
        assert "calc" in FLAGS


class TestLand:
    """Codes, halves and wholes."""

    def test_arkhangelsk_is_whole_or_in_its_two_parts_never_both(self, shipped):
        whole, rest, nenets = (
            line(shipped, code, "area/russia")[2026].value for code in ("RU-ARK", "RU-ARK-X-NEN", "RU-NEN")
        )
        assert whole == pytest.approx(rest + nenets, rel=0.01)
        for entry in shipped.area("barents").layers:
            layer = shipped.layer("barents", entry.indicator)
            for year in layer.years:
                codes = {layer.places[index].code for index in layer.drawn(year)}
                parts = codes & {"RU-ARK-X-NEN", "RU-NEN"}
                assert ("RU-ARK" in codes) != bool(parts), (entry.indicator, year)
                assert parts in (set(), {"RU-ARK-X-NEN", "RU-NEN"}), (entry.indicator, year)

    def test_both_halves_and_the_merged_county_of_one_source_and_year_are_drawn_once(self, shipped):
        """Eurostat gives NO072, NO073 and NO074 for 2022; the halves make the whole."""
        halves = [line(shipped, code, "population/eurostat")[2022].value for code in ("NO072", "NO073")]
        assert sum(halves) == line(shipped, "NO074", "population/eurostat")[2022].value == 241_736
        for indicator in ("share_65_plus", "women_per_100_men"):
            codes = drawn(shipped, "barents", indicator, 2022).keys() & {"NO072", "NO073", "NO074"}
            assert codes in ({"NO074"}, {"NO072", "NO073"}), indicator

    def test_the_codes_of_norway_in_2019_hold_it_nearly_twice_and_the_map_holds_it_once(self, shipped_catalogue):
        rows = shipped_catalogue.observations["population/eurostat"]
        norway = {row.unit: row.value for row in rows if row.year == 2019 and row.unit.startswith("NO")}
        of_2019 = {unit: value for unit, value in norway.items() if len(unit) == 5}
        assert len(of_2019) == 29
        assert sum(of_2019.values()) == pytest.approx(9.95e6, rel=0.001)
        core = frozenset(key for key in shipped_catalogue.territories if key.startswith("NO07"))
        (period,) = partition(shipped_catalogue, "NO", rows, core, "finest", [2019])
        tiled = sum(of_2019[territory.code] for territory in period.territories if territory.code in of_2019)
        # Rindal, which moved that year, counts in the old county and in the new one.
        assert norway["NO"] == 5_328_212
        assert tiled == pytest.approx(norway["NO"], abs=2_500)

    def test_a_code_for_what_lies_nowhere_is_not_shipped(self, shipped, repo):
        assert "MKXXX" not in shipped.units
        for path in (repo / "layers").glob("*/*.csv"):
            assert "XXX" not in path.read_text(encoding="utf-8"), path

    def test_area_with_lakes_is_told_from_land(self, shipped):
        """Density of the offices: land area in Norway, total area in Russia; similar, not the same."""
        sides = {item.indicator: item.both_sides for item in shipped.area("barents").layers}["population_density"]
        assert sides["NO-RU"].judgement == "similar"
        assert "lakes" in sides["NO-RU"].reason.say("en")


class TestRuns:
    """Figures that stand one below the other and are not one line."""

    def test_sofia_district_leaves_its_line_where_the_edition_changes(self, shipped):
        sofia = line(shipped, "BG412", "population/eurostat")
        assert (sofia[2015].value, sofia[2016].value, sofia[2021].value) == (238_061, 322_153, 233_785)
        assert len({sofia[year].run for year in range(2015, 2022)}) == 7, "no change between these is one"
        change = line(shipped, "BG412", "population_change_rate/eurostat")
        assert (change[2015].value, change[2015].reason) == (None, "run_ended")

    def test_the_same_figure_from_two_editions_is_not_joined(self, shipped):
        """Murmansk 2018: 750 800 as published, 709 331 after the census of 2021; two series."""
        before = line(shipped, "RU-MUR", "population/rosstat")[2018].value
        after = line(shipped, "RU-MUR", "population/rosstat_average")[2018].value
        assert (before, after) == (pytest.approx(750_800, abs=100), 709_331)

    def test_life_expectancy_is_not_joined_across_its_recalculation(self, shipped):
        years = line(shipped, "RU-MUR", "life_expectancy/rosstat")
        assert years[2016].run != years[2017].run != years[2018].run
        assert years[2016].run != years[2018].run
        assert years[2018].run == years[2019].run

    def test_people_who_were_there_are_not_people_who_live_there(self, shipped_catalogue):
        population = shipped_catalogue.indicators["population"]
        titles = {series.id: series.title.say("en") for series in population.series if series.id.startswith("ukrstat")}
        assert "present" in titles["ukrstat_thousand"]
        assert "resident" in titles["ukrstat_resident_thousand"]
        judged = {frozenset(item.series): item for item in population.comparability}
        pair = judged[frozenset({"ukrstat_thousand", "ukrstat_resident_thousand"})]
        assert "were there" in pair.reason.say("en")
        here, live = (
            {row.year: row.value for row in shipped_catalogue.observations[f"population/{name}"] if row.unit == "UA"}
            for name in ("ukrstat_thousand", "ukrstat_resident_thousand")
        )
        assert here[2007] - live[2007] == pytest.approx(180.3, abs=0.1)


class TestNothing:
    """Zero, nothing, and what may not be shown."""

    def test_zero_is_a_figure_and_a_gap_is_none(self, shipped):
        assert line(shipped, "NO0B2", "population/eurostat")[2019].value == 0
        gap = line(shipped, "NO", "population_0_14/eurostat")[2011]
        assert (gap.value, gap.flag, gap.reason) == (None, ":", "not_published")

    def test_nothing_is_divided_by_a_population_of_none(self, shipped):
        """Svalbard has no usual residents for Eurostat: no rate, and the reason."""
        for key in ("share_65_plus/eurostat", "women_per_100_men/eurostat"):
            rows = shipped.unit("NO0B2").figures.get(key, ())
            assert all(row.value is None and row.reason for row in rows), key

    def test_a_figure_whose_licence_is_not_stated_is_shown_with_its_source_and_a_note(self, shipped):
        silent = [item for item in shipped.unit("UA-21").sources if "licence not stated" in item.licence]
        assert silent
        assert all(item.publisher and item.title and "facts quoted with source" in item.licence for item in silent)
        layer = shipped.layer("carpathians", "birth_rate")
        assert any("licence not stated" in source["licence"] for series in layer.series for source in series.sources)
        assert "terms not stated" in sources_line(layer, "en")

    def test_what_cannot_be_right_is_withheld_with_the_reason(self, shipped):
        oslo = line(shipped, "NO011", "live_births/eurostat")[2012]
        assert (oslo.value, oslo.reason) == (None, "withheld")
        assert "Akershus" in str(oslo.note)
        rate = line(shipped, "NO011", "birth_rate/eurostat")[2012]
        assert (rate.value, rate.reason) == (None, "withheld")
        balance = line(shipped, "NO012", "natural_change_rate/eurostat")[2015]
        assert (balance.value, balance.reason) == (None, "withheld"), "the source has the figure: it is not missing"
        assert "1,500 deaths too many" in str(balance.note)
