from __future__ import annotations

from dataclasses import replace

import pytest

from mapserver.model import (
    BothSides,
    Comparability,
    Derivation,
    Observation,
    Rate,
    Rates,
    Remark,
    Text,
)
from mapserver.statistics import build_layer, derive
from tests.statistics.toy import CORE, area, catalogue, constant, edition, indicator, line, series

TOY = catalogue()
EUROSTAT = series("eurostat", ("NO",), editions=(edition("EBIRTH"), edition("UNUSED")))
ROSSTAT = series("rosstat", ("RU",), editions=(edition("RU_REG", "Rosstat"),))
HALVES = tuple(
    row for code in ("NO071", "NO072", "NO073") for row in constant(code, "2016", 2017, 2019, 5.0, edition="EBIRTH")
)
MERGED = tuple(row for code in ("NO071", "NO074") for row in constant(code, "2021", 2020, 2022, 6.0, edition="EBIRTH"))
MURMANSK = constant("RU-MUR", "2014", 2016, 2018, 9.0, edition="RU_REG")
FIGURES = {"eurostat": (*HALVES, *MERGED), "rosstat": (*MURMANSK, *constant("RU-KR", "2014", 2016, 2018, 8.0))}


def _layer(figures=FIGURES, one=None, countries=("NO", "RU"), **more):
    layer = build_layer(TOY, area(*countries), one or indicator(EUROSTAT, ROSSTAT), figures, CORE, **more)
    assert layer is not None
    return layer


def _cell(layer, code, year):
    (place,) = [number for number, one in enumerate(layer.places) if one.code == code]
    return layer.cell(place, year)


def _drawn(layer, year):
    return {layer.places[number].code for number in layer.drawn(year)}


def test_years_default_year_and_sides():
    layer = _layer()
    assert layer.years == (2016, 2017, 2018, 2019, 2020, 2021, 2022)
    assert layer.both_sides["NO-RU"].years == (2017, 2018)
    assert layer.both_sides["NO-RU"].judgement == "similar"
    assert layer.default_year == 2018


def test_the_latest_year_is_shown_first_where_no_border_has_both_sides():
    layer = _layer({"eurostat": FIGURES["eurostat"]})
    assert layer.both_sides == {"NO-RU": BothSides(spans=(("NO", 2017, 2022),))}
    assert layer.default_year == 2022


def test_all_pairs_of_countries_are_borders_where_none_is_reviewed():
    toy = catalogue()
    toy.pairs = ()
    layer = build_layer(toy, area("NO", "RU", "FI"), indicator(EUROSTAT, ROSSTAT), FIGURES, CORE)
    assert layer is not None
    assert set(layer.both_sides) == {"NO-RU", "FI-NO", "FI-RU"}


def test_nothing_overlaps_in_any_year_and_the_merged_county_has_its_years():
    layer = _layer()
    assert _drawn(layer, 2019) & {"NO072", "NO073", "NO074"} == {"NO072", "NO073"}
    assert _drawn(layer, 2020) & {"NO072", "NO073", "NO074"} == {"NO074"}
    for year in layer.years:
        pieces = [piece for number in layer.drawn(year) for piece in TOY.territories[layer.places[number].key].pieces]
        assert len(pieces) == len(set(pieces))


def test_a_unit_on_the_same_land_is_one_place_over_vintages():
    layer = _layer()
    assert [one.key for one in layer.places if one.code == "NO071"] == ["NO071@2021"]
    assert [_cell(layer, "NO071", year).run for year in (2017, 2019, 2020, 2022)] == [0, 0, 0, 0]


def test_a_place_knows_its_names_its_series_and_whether_it_is_core():
    layer = _layer()
    places = {one.code: one for one in layer.places}
    assert places["NO073"].names == Text({"se": "Finnmárku", "en": "Finnmark"})
    assert places["NO073"].official == ("se",)
    assert (places["NO073"].core, places["NO060"].core) == (True, False)
    assert (places["NO073"].series, places["RU-MUR"].series) == ("eurostat", "rosstat")
    assert places["NO072"].names.say("en") == "NO072"


@pytest.mark.parametrize(
    ("code", "year", "reason"),
    [
        ("RU-MUR", 2022, "not_collected"),
        ("NO060", 2018, "not_collected"),
        ("NO074", 2018, "unit_did_not_exist"),
        ("NO072", 2021, "unit_did_not_exist"),
    ],
)
def test_no_data_has_a_reason(code, year, reason):
    cell = _cell(_layer(), code, year)
    assert (cell.value, cell.reason) == (None, reason)


def test_the_reason_of_the_source_is_kept():
    hidden = (Observation("RU-KR", "2014", 2019, None, ":c"), Observation("RU-MUR", "2014", 2019, None, ":"))
    layer = _layer({**FIGURES, "rosstat": (*FIGURES["rosstat"], *hidden)})
    assert _cell(layer, "RU-KR", 2019).reason == "confidential"
    assert _cell(layer, "RU-MUR", 2019).reason == "not_published"


def test_a_figure_of_the_larger_unit_only_is_said_and_not_drawn():
    figures = [row for code in ("RU-MUR", "RU-KR", "RU-ARK") for row in constant(code, "2014", 2000, 2009)]
    figures += [row for code in ("RU-ARK-X-NEN", "RU-NEN") for row in constant(code, "2014", 2004, 2009)]
    layer = _layer({"rosstat": tuple(figures)})
    assert _drawn(layer, 2000) >= {"RU-ARK-X-NEN", "RU-NEN"}
    assert "RU-ARK" not in {one.code for one in layer.places}
    assert _cell(layer, "RU-ARK-X-NEN", 2003).reason == "level_too_coarse"
    assert _cell(layer, "RU-ARK-X-NEN", 2004).value == 1.0


def test_a_national_figure_alone_is_too_coarse():
    layer = _layer({**FIGURES, "eurostat": (*FIGURES["eurostat"], *constant("NO", "", 2016, 2016))})
    assert _cell(layer, "NO071", 2016).reason == "level_too_coarse"


def test_a_country_without_any_series_is_hatched_not_missing():
    layer = _layer(countries=("FI", "NO", "RU"))
    assert _drawn(layer, 2016) >= {"FI1D7", "FI1D8"}
    assert _cell(layer, "FI1D7", 2016).reason == "not_collected"
    assert {one.series for one in layer.places if one.country == "FI"} == {""}


def test_nuts_2_is_forced_on_all_countries():
    figures = {"eurostat": (*FIGURES["eurostat"], *constant("NO07", "2016", 2018, 2018))}
    layer = _layer(figures, level="nuts2", countries=("FI", "NO", "RU"))
    assert layer.level == "nuts2"
    assert layer.years == (2018,)
    assert {one.level for one in layer.places} == {"nuts2", "oblast"}


def test_counts_and_empty_layers_are_not_drawn():
    assert build_layer(TOY, area("NO"), indicator(EUROSTAT, kind="count"), FIGURES, CORE) is None
    assert build_layer(TOY, area("NO"), indicator(EUROSTAT), {}, CORE) is None
    empty = {"eurostat": line("NO071", "2016", {2017: None})}
    assert build_layer(TOY, area("NO"), indicator(EUROSTAT), empty, CORE) is None
    hidden = replace(EUROSTAT, drawn=False)
    assert build_layer(TOY, area("NO"), indicator(hidden), FIGURES, CORE) is None


def test_context_gives_the_years_where_the_core_has_nothing():
    layer = _layer({"eurostat": constant("NO060", "2016", 2010, 2011)})
    assert layer.years == (2010, 2011)
    assert layer.domain == 2


def test_classes_are_made_of_what_is_drawn_of_the_core():
    context = constant("NO060", "2016", 2017, 2019, 1000.0)
    undrawn = constant("NO07", "2016", 2017, 2019, 2000.0)
    layer = _layer({**FIGURES, "eurostat": (*FIGURES["eurostat"], *context, *undrawn)})
    assert layer.domain == 3 * 3 + 2 * 3 + 2 * 3
    assert all(bounds[-1] == 9.0 for by_count in layer.breaks.values() for bounds in by_count.values())


def test_a_figure_that_is_not_drawn_stays_in_the_cells_and_out_of_the_classes():
    both = (*FIGURES["eurostat"], *constant("NO072", "2024", 2021, 2021, 77.0))
    layer = _layer({**FIGURES, "eurostat": both})
    assert "NO072" not in _drawn(layer, 2021)
    assert _cell(layer, "NO072", 2021).value == 77.0
    assert layer.breaks["quantiles"][2][-1] == 9.0


def test_the_series_with_most_core_values_is_drawn():
    longer = series("national", ("NO",))
    figures = {**FIGURES, "national": (*HALVES, *MERGED, *constant("NO071", "2016", 2010, 2012, 3.0))}
    layer = _layer(figures, indicator(EUROSTAT, longer, ROSSTAT))
    assert {one.series for one in layer.places if one.country == "NO"} == {"national"}
    assert [note.id for note in layer.series] == ["national", "rosstat"]


def test_runs_reach_the_cells_and_gaps_do_not_reset_them():
    rows = (
        *constant("RU-MUR", "2014", 2016, 2017, edition="A"),
        Observation("RU-MUR", "2014", 2018, 2.0, "", "B"),
        Observation("RU-MUR", "2014", 2020, 2.0, "b", "B"),
    )
    layer = _layer({**FIGURES, "rosstat": rows})
    assert [_cell(layer, "RU-MUR", year).run for year in range(2016, 2022)] == [0, 0, 1, 1, 2, 2]


def test_a_derived_series_breaks_where_its_parts_do():
    census = replace(ROSSTAT, id="counts", breaks=(Remark(2017, Text(en="census")),))
    scaled = replace(ROSSTAT, derived=Derivation("formula", (census.key,), "counts * 10", ("counts",)), editions=())
    layer = _layer(one=indicator(EUROSTAT, scaled), related={census.key: census})
    assert [_cell(layer, "RU-MUR", year).run for year in (2016, 2017, 2018)] == [0, 1, 1]


def test_sources_are_the_editions_that_the_cells_come_from():
    note = _layer().series[0]
    assert [source["id"] for source in note.sources] == ["EBIRTH"]
    assert note.sources[0]["licence"] == "CC BY 4.0"
    assert (note.level, note.derived) == ("nuts3", None)


def test_a_converted_series_names_its_parts_and_its_rates():
    own = Text(en="Includes Nenets.")
    roubles = replace(ROSSTAT, id="roubles", denomination="RUB, current prices", drawn=False, definition=own)
    euros = replace(ROSSTAT, derived=Derivation("exchange", (roubles.key,), to="EUR"), editions=())
    rates = Rates(
        {("RUB", "EUR"): {2017: Rate(2017, 66.0, "ECB_REF_AVG")}},
        editions={"ECB_REF_AVG": edition("ECB_REF_AVG", "ECB"), "WB_PPP": edition("WB_PPP", "World Bank")},
    )
    related = {roubles.key: roubles}
    rows = derive(euros, {roubles.key: FIGURES["rosstat"]}, rates, TOY.countries, TOY.territories, related)
    one = indicator(EUROSTAT, roubles, euros)
    layer = _layer({**FIGURES, "rosstat": rows}, one, related=related, rates=rates)
    note = layer.series[1]
    assert [source["id"] for source in note.sources] == ["RU_REG", "ECB_REF_AVG"]
    assert note.definition == own
    assert note.derived is not None
    assert (note.derived.method, note.derived.to, note.derived.money) == ("exchange", "EUR", "RUB, current prices")
    assert _cell(layer, "RU-MUR", 2017).value == pytest.approx(9.0 / 66.0)
    assert _cell(layer, "RU-MUR", 2018).reason == "no_rate"


def test_a_formula_is_kept_with_the_titles_of_its_parts():
    toy = catalogue()
    toy.indicators = {"population_total": replace(indicator(), id="population_total", title=Text(en="Population"))}
    method = Derivation("formula", ("births/x", "population_total/x"), "b / mid(p) * 1000", ("b", "p"))
    one = indicator(replace(EUROSTAT, derived=method))
    layer = build_layer(toy, area("NO"), one, FIGURES, CORE)
    assert layer is not None
    kept = layer.series[0].derived
    assert kept is not None
    assert kept.formula == method.formula
    assert kept.titles == {"population_total/x": Text(en="Population")}, "births are not in this catalogue"


def test_series_that_nobody_judged_are_similar_and_judged_ones_as_declared():
    (row,) = _layer().comparability
    assert row[:3] == ("eurostat", "rosstat", "similar")
    declared = Comparability(("rosstat", "eurostat"), "different", Text(en="Other ages."))
    (row,) = _layer(one=indicator(EUROSTAT, ROSSTAT, comparability=(declared,))).comparability
    assert row[2:] == ("different", Text(en="Other ages."))


def test_two_series_of_one_publisher_are_the_same():
    other = replace(ROSSTAT, editions=(edition("OTHER"),))
    assert _layer(one=indicator(EUROSTAT, other)).comparability[0][2] == "same"


def test_an_index_has_its_centre_among_the_bounds_of_every_scheme():
    rows = tuple(
        row
        for number, code in enumerate(("NO071", "NO072", "NO073"))
        for row in line(code, "2016", {year: 71.3 + 7.7 * number + 3.1 * (year - 2000) for year in range(2000, 2018)})
    )
    layer = _layer({"eurostat": rows}, indicator(EUROSTAT, kind="index"))
    assert len(layer.breaks) > 3
    for scheme, by_count in layer.breaks.items():
        for k, bounds in by_count.items():
            assert 100.0 in bounds, (scheme, k)
            assert len(bounds) == k
    plain = _layer({"eurostat": rows}, indicator(EUROSTAT))
    assert not all(100.0 in bounds for by_count in plain.breaks.values() for bounds in by_count.values())


def test_a_layer_says_which_scheme_it_starts_with_and_where_its_values_end():
    layer = _layer()
    assert (layer.low, layer.high, layer.domain_core) == (5.0, 9.0, True)
    assert layer.scheme in layer.breaks
    context = _layer({"eurostat": constant("NO060", "2016", 2010, 2011)})
    assert (context.low, context.domain_core) == (1.0, False)
