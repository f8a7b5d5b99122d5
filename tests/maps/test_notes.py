"""What a map says about itself."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mapserver.maps.notes import NearestYear, nearest_years, notes
from mapserver.maps.state import default_state
from mapserver.model import BothSides, Calculation, Cell, Layer, Text, Vintage
from mapserver.statistics.change import change_layer
from tests.maps.conftest import Translated, without

DEATHS = Calculation(
    "formula",
    ("deaths/x", "population/x"),
    "d / mid(p)",
    ("d", "p"),
    titles={"deaths/x": Text(en="Deaths", nb="D\u00f8de")},
)


def _said(layer: Layer, year: int = 2020) -> str:
    return "\n".join(notes(layer, replace(default_state(layer), year=year)))


def test_different_levels_are_said_with_what_they_mean_for_ranks(layer: Layer) -> None:
    said = _said(layer)
    assert "Norway by NUTS 3 regions; Russia by oblasts. Ranks (1 = highest) compare units of different size." in said


def test_levels_are_those_of_countries_with_a_value(layer: Layer) -> None:
    assert "Levels differ" not in _said(without(layer, "RU", (2020,)))


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
    ended = without(layer, "RU", (2020, 2021, 2022))
    assert "Russia: no data for the border area in 2021; our figures from Rosstat end in 2019." in _said(ended, 2021)
    assert "similar" not in _said(ended, 2021)
    begun = without(layer, "RU", (2019,))
    assert "Russia: no data for the border area in 2019; our figures from Rosstat begin in 2020." in _said(begun, 2019)
    between = without(layer, "RU", (2020,))
    assert "Russia: no data for the border area in 2020." in _said(between)
    never = without(layer, "RU", layer.years)
    assert "Russia: no data for the border area in 2020 nor in any other year of this collection." in _said(never)


def test_a_year_without_any_data_is_said_once(layer: Layer) -> None:
    empty = without(without(layer, "RU", layer.years), "NO", layer.years)
    words = "No country has data for the border area in 2020 nor in any other year of this collection."
    assert _said(empty).splitlines() == [words]


def test_the_nearest_year_is_told_for_each_border_that_lacks_data(layer: Layer) -> None:
    years = {"NO-RU": (2019, 2022), "FI-RU": (2021,), "FI-SE": (2021,), "NO-SE": (), "FI-NO": (2020,)}
    both = {border: BothSides(own, "same") for border, own in years.items()}
    found = nearest_years(replace(layer, both_sides=both), replace(default_state(layer), year=2020))
    assert found == (NearestYear("FI-RU", 2021), NearestYear("NO-RU", 2019), NearestYear("FI-SE", 2021))
    tied = replace(layer, both_sides={"NO-RU": BothSides((2019, 2021), "same")})
    assert nearest_years(tied, replace(default_state(layer), year=2020)) == (NearestYear("NO-RU", 2021),)


def test_a_division_that_is_not_of_the_year_is_said(layer: Layer) -> None:
    county = Vintage("2021", "11 counties", 2020, 2023)
    periods = tuple(
        replace(period, division=county, not_valid=(2019,), passing=(0,)) if period.country == "NO" else period
        for period in layer.periods
    )
    drawn = replace(layer, periods=periods)
    span = "in its division of 2020\u20132023"
    words = f"Norway is drawn in 2019 {span}, with units that there were only then: West Fell."
    assert words in _said(drawn, 2019)
    assert "West Fell was one unit only in 2020\u20132023." in _said(drawn, 2020)
    assert "division" not in _said(drawn, 2020)
    assert "division" not in _said(without(drawn, "NO", (2019,)), 2019)
    open_end = tuple(replace(period, division=replace(county, last_year=None), passing=()) for period in periods)
    assert "in 2019 in its division of 2020 and later." in _said(replace(layer, periods=open_end), 2019)


def test_breaks_of_the_year_are_counted_among_the_values(layer: Layer) -> None:
    assert "1 of 3 core units is counted in a new way" in _said(layer, 2021)
    assert "since 2021: not comparable with earlier years." in _said(layer, 2021)
    assert "new way" not in _said(layer, 2022)


def test_calculated_series_say_for_which_countries_and_how(layer: Layer) -> None:
    derived = (replace(layer.series[0], derived=DEATHS), layer.series[1])
    calculated = replace(layer, series=derived)
    assert (
        "Figures for Norway are calculated: deaths / mean population (1 January of the year and of the next)."
        in _said(calculated)
    )
    assert "calculated" not in _said(without(calculated, "NO", (2020,)))


def test_reference_dates_are_told_by_source(layer: Layer) -> None:
    dated = (replace(layer.series[0], reference="1 January"), layer.series[1])
    assert "Reference dates differ: Eurostat, 1 January; Rosstat, average of the year." in _said(
        replace(layer, series=dated)
    )


def test_a_source_that_counts_differently_by_country_is_said(layer: Layer) -> None:
    within = (("eurostat", "eurostat", "similar", Text(en="Practising or licensed.")),)
    said = _said(replace(layer, comparability=within))
    assert "The figures of Eurostat are similar from country to country, not the same. Practising or licensed." in said


def test_a_figure_that_is_only_national_stands_in_the_words_not_on_the_map(layer: Layer) -> None:
    empty = without(layer, "RU", (2020,))
    cells = tuple(Cell(21.5 if year == 2020 else None) for year in layer.years)
    assert "Only figures for the country as a whole: Russia 21.5." in _said(replace(empty, national={"RU": cells}))
    assert "as a whole" not in _said(replace(layer, national={"RU": cells})), "the region has a figure of its own"


def test_a_map_of_changes_is_not_said_to_lack_figures(layer: Layer) -> None:
    """Runs end between 2020 and 2021: there is no change in Russia, and there are figures of both years."""
    state = replace(default_state(layer), year=2021, from_year=2020, transform="change")
    said = "\n".join(notes(change_layer(layer, 2020), state))
    assert "no data" not in said and "new way" not in said
    within = replace(state, year=2020, from_year=2019)
    assert "are similar, not the same" in "\n".join(notes(change_layer(layer, 2019), within))


def test_notes_are_told_in_the_language_of_the_reader(layer: Layer, translated: Translated) -> None:
    translated(
        {
            "Levels differ: %(levels)s.": "Ulike niv\u00e5er: %(levels)s.",
            "%(countries)s by %(level)s": "%(level)s i %(countries)s",
            "oblasts": "oblaster",
            "1 January": "1. januar",
            "Reference dates differ: %(dates)s.": "Ulike datoer: %(dates)s.",
        }
    )
    dated = (replace(layer.series[0], reference="1 January"), layer.series[1])
    said = notes(replace(layer, series=dated), replace(default_state(layer, "nb"), year=2020))
    assert any(
        sentence.startswith("Ulike niv\u00e5er: NUTS 3 regions i Norge; oblaster i Russland.") for sentence in said
    )
    assert "Ulike datoer: Eurostat, 1. januar; Rosstat, average of the year." in said
