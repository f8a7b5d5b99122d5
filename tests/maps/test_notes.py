"""What a map says about itself."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mapserver.maps.notes import NearestYear, nearest_years, notes, sources_line
from mapserver.maps.state import default_state
from mapserver.model import Layer, Text, Vintage


def _without(layer: Layer, country: str, years: tuple[int, ...]) -> Layer:
    """Take the values of a country's places away in some years."""
    cells = tuple(
        tuple(
            cell._replace(value=None) if place.country == country and year in years else cell
            for year, cell in zip(layer.years, line, strict=True)
        )
        for place, line in zip(layer.places, layer.cells, strict=True)
    )
    return replace(layer, cells=cells)


def _said(layer: Layer, year: int = 2020) -> str:
    return "\n".join(notes(layer, replace(default_state(layer), year=year)))


def test_different_levels_are_said_with_what_they_mean_for_ranks(layer: Layer) -> None:
    said = _said(layer)
    assert "Norway by NUTS 3 regions; Russia by oblasts. Ranks (1 = highest) compare units of different size." in said


def test_levels_are_those_of_countries_with_a_value(layer: Layer) -> None:
    assert "Levels differ" not in _said(_without(layer, "RU", (2020,)))


def test_a_level_has_the_steward_s_name_where_we_have_none(layer: Layer) -> None:
    periods = tuple(replace(period, level="parish" if period.country == "NO" else "oblast") for period in layer.periods)
    named = replace(layer, periods=periods, level_titles={"NO/parish": Text(en="Church parish")})
    assert "Norway by church parish" in _said(named)
    assert "Norway by parish" in _said(replace(named, level_titles={}))


def test_similar_series_are_named_by_their_sources(layer: Layer) -> None:
    assert "The figures of Eurostat and of Rosstat are similar, not the same. Ages 15-74 against 15-72." in _said(layer)


def test_two_series_of_one_source_are_told_apart_by_their_titles(layer: Layer) -> None:
    titled = tuple(
        replace(series, title=Text(en=title))
        for series, title in zip(layer.series, ("O, survey", "O, register"), strict=True)
    )
    assert "of \u201cO, survey\u201d and of \u201cO, register\u201d are similar" in _said(replace(layer, series=titled))


@pytest.mark.parametrize(("judgement", "words"), [("same", "the same definition"), ("different", "not be compared")])
def test_other_judgements(layer_with: Callable[..., Layer], judgement: str, words: str) -> None:
    assert words in _said(layer_with(comparability=(("eurostat", "rosstat", judgement, Text(en="Because.")),)))


def test_a_side_without_data_is_named_with_where_its_figures_end_or_begin(layer: Layer) -> None:
    ended = _without(layer, "RU", (2020, 2021, 2022))
    assert "Russia: no data for the border area in 2021; our figures from Rosstat end in 2019." in _said(ended, 2021)
    assert "similar" not in _said(ended, 2021)
    begun = _without(layer, "RU", (2019,))
    assert "Russia: no data for the border area in 2019; our figures from Rosstat begin in 2020." in _said(begun, 2019)
    between = _without(layer, "RU", (2020,))
    assert "Russia: no data for the border area in 2020." in _said(between)
    never = _without(layer, "RU", layer.years)
    assert "Russia: no data for the border area in 2020 nor in any other year of this collection." in _said(never)


def test_a_year_without_any_data_is_said_once(layer: Layer) -> None:
    empty = _without(_without(layer, "RU", layer.years), "NO", layer.years)
    words = "No country has data for the border area in 2020 nor in any other year of this collection."
    assert _said(empty).splitlines() == [words]


def test_the_nearest_year_is_told_for_each_border_that_lacks_data(layer: Layer) -> None:
    both = {"NO-RU": (2019, 2022), "FI-RU": (2021,), "FI-SE": (2021,), "NO-SE": (), "FI-NO": (2020,)}
    found = nearest_years(replace(layer, both_sides=both), replace(default_state(layer), year=2020))
    assert found == (NearestYear("FI-RU", 2021), NearestYear("NO-RU", 2019), NearestYear("FI-SE", 2021))
    tied = replace(layer, both_sides={"NO-RU": (2019, 2021)})
    assert nearest_years(tied, replace(default_state(layer), year=2020)) == (NearestYear("NO-RU", 2021),)


def test_a_division_that_is_not_of_the_year_is_said(layer: Layer) -> None:
    county = Vintage("2021", "11 counties", 2020, 2023)
    periods = tuple(
        replace(period, division=county, not_valid=(2019,), passing=(0,)) if period.country == "NO" else period
        for period in layer.periods
    )
    drawn = replace(layer, periods=periods)
    words = "Norway is drawn in 2019 in its division of 2020\u20132023, West Fell as one unit, which it was only then."
    assert words in _said(drawn, 2019)
    assert "West Fell was one unit only in 2020\u20132023." in _said(drawn, 2020)
    assert "division" not in _said(drawn, 2020)
    assert "division" not in _said(_without(drawn, "NO", (2019,)), 2019)
    open_end = tuple(replace(period, division=replace(county, last_year=None), passing=()) for period in periods)
    assert "in 2019 in its division of 2020 and later." in _said(replace(layer, periods=open_end), 2019)


def test_breaks_of_the_year_are_counted_among_the_values(layer: Layer) -> None:
    assert "1 of 3 core units is counted in a new way" in _said(layer, 2021)
    assert "since 2021: not comparable with earlier years." in _said(layer, 2021)
    assert "new way" not in _said(layer, 2022)


def test_calculated_series_say_for_which_countries_and_how(layer: Layer) -> None:
    derived = (replace(layer.series[0], derived="Deaths divided by population."), layer.series[1])
    calculated = replace(layer, series=derived)
    assert "Figures for Norway are calculated: Deaths divided by population." in _said(calculated)
    assert "calculated" not in _said(_without(calculated, "NO", (2020,)))


def test_reference_dates_are_told_by_source(layer: Layer) -> None:
    dated = (replace(layer.series[0], reference="1 January"), layer.series[1])
    assert "Reference dates differ: Eurostat, 1 January; Rosstat, average of the year." in _said(
        replace(layer, series=dated)
    )


def test_sources_and_boundaries_are_named_once(layer: Layer) -> None:
    origins = ("Natural Earth, admin 1 (Public domain)", "Own survey (CC0)")
    assert sources_line(replace(layer, origins=origins), "en") == (
        "Data: Eurostat (CC BY 4.0); Rosstat (reuse with attribution)."
        " Boundaries: Natural Earth, admin 1 (Public domain); Own survey (CC0)."
    )


def test_only_sources_of_the_year_s_values_are_named(layer: Layer) -> None:
    assert sources_line(_without(layer, "RU", (2020,)), "en", 2020).startswith("Data: Eurostat (CC BY 4.0). ")
    editions = tuple(
        {"id": name, "publisher": publisher, "licence": "CC BY 4.0"} for name, publisher in (("A", "One"), ("B", "Two"))
    )
    cells = tuple(tuple(cell._replace(edition="x+B") for cell in line) for line in layer.cells)
    both = replace(layer, cells=cells, series=(replace(layer.series[0], sources=editions), layer.series[1]))
    assert sources_line(both, "en", 2020).startswith("Data: Two (CC BY 4.0); Rosstat")


@pytest.mark.parametrize(
    ("licence", "words"),
    [
        ("Official statistics of Ukraine; licence not stated, facts quoted with source", "terms not stated"),
        ("CC BY-SA text; single figures quoted with source", "CC BY-SA"),
        ("Rosstat official statistics; use with reference to the source", "with attribution"),
        ("Terms in six pages that nobody has summed up yet", "own terms"),
        ("CC BY 4.0", "CC BY 4.0"),
    ],
)
def test_a_licence_stands_on_the_map_in_a_few_words(layer: Layer, licence: str, words: str) -> None:
    source = {"publisher": "Office", "licence": licence}
    series = tuple(replace(item, sources=(source,)) for item in layer.series)
    assert sources_line(replace(layer, series=series, origins=()), "en") == f"Data: Office ({words})."
