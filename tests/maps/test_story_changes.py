"""What changed in a unit until the year that is shown: within one run of its line, between two years in which it is
drawn."""

from dataclasses import replace

import pytest

from mapserver.maps.state import MapState, default_state
from mapserver.maps.story_changes import Run, change_stories, compared_runs, first_years
from mapserver.model import Cell, Layer, Text
from mapserver.translation import LANGUAGES

#: Indexes of NO01, NO02 and of RU-A, which is drawn in all four years.
WEST, NO02, SEA = 0, 1, 5
#: The years of the layer, farther apart.
YEARS = {2019: 2005, 2020: 2010, 2021: 2015, 2022: 2022}
#: Two places of Norway that are drawn throughout.
WHOLE = (WEST, NO02)


@pytest.fixture
def layer(layer: Layer) -> Layer:
    """Put the years of the layer farther apart, and Norway in one period."""
    periods = [
        replace(period, first_year=YEARS[period.first_year], last_year=YEARS[period.last_year])
        for period in layer.periods
    ]
    return replace(layer, years=tuple(YEARS.values()), default_year=2022, periods=tuple(periods))


@pytest.fixture
def state(state: MapState) -> MapState:
    """Show the last year."""
    return replace(state, year=2022)


def line(
    layer: Layer,
    values: list[float | None],
    runs: tuple[int, ...] = (0, 0, 0, 0),
    flags: str = "    ",
    place: int = SEA,
) -> Layer:
    """Put a line in the place of that of RU-A, or of another place."""
    cells = tuple(Cell(value, flag.strip(), run=run) for value, run, flag in zip(values, runs, flags, strict=True))
    return replace(layer, cells=(*layer.cells[:place], cells, *layer.cells[place + 1 :]))


def undivided(layer: Layer) -> Layer:
    """Draw NO01 and NO02 in all years."""
    norway, *_, russia = layer.periods
    return replace(layer, periods=(replace(norway, last_year=2022), russia))


def told(layer: Layer, state: MapState) -> str:
    (sentence,) = change_stories(layer, replace(state, units=("RU-A",)))
    return sentence.text


@pytest.mark.parametrize(
    ("values", "runs", "last", "years"),
    [
        ([1.0, 2.0, 3.0, 4.0], (0, 0, 0, 0), 2022, (2005, 2010, 2015)),
        ([1.0, 2.0, 3.0, 4.0], (0, 0, 0, 0), 2015, (2005, 2010)),
        ([1.0, 2.0, 3.0, 4.0], (0, 0, 0, 1), 2022, ()),
        ([1.0, 2.0, 3.0, 4.0], (0, 0, 0, 1), 2015, (2005, 2010)),
        ([1.0, 2.0, 3.0, 4.0], (0, 1, 1, 1), 2022, (2010, 2015)),
        ([None, 2.0, None, 4.0], (0, 0, 0, 0), 2022, (2010,)),
        ([1.0, 2.0, 3.0, None], (0, 0, 0, 0), 2022, ()),
        ([1.0, 2.0, 3.0, 4.0], (0, 0, 0, 0), 2005, ()),
    ],
)
def test_a_change_begins_in_the_run_that_the_shown_year_belongs_to(
    layer: Layer, values: list[float | None], runs: tuple[int, ...], last: int, years: tuple[int, ...]
) -> None:
    whole = line(layer, values, runs)
    assert first_years(whole, SEA, last) == years
    state = replace(default_state(layer), year=last, units=("RU-A",))
    assert [sentence.years for sentence in change_stories(whole, state)] == [(year, last) for year in years[:1]]


@pytest.mark.parametrize(
    ("years", "found"),
    [
        # Too near, and of the pandemic.
        ((2014, 2015, 2018, 2022), (2014, 2015)),
        ((2017, 2018, 2019, 2022), (2017,)),
        ((2018, 2019, 2020, 2022), ()),
        ((2020, 2021, 2022, 2027), (2022,)),
        ((2019, 2020, 2021, 2026), (2019,)),
        ((2020, 2021, 2025, 2026), ()),
    ],
)
def test_a_change_is_not_told_of_few_years_nor_from_the_pandemic(
    layer: Layer, years: tuple[int, ...], found: tuple[int, ...]
) -> None:
    period = replace(layer.periods[-1], first_year=years[0], last_year=years[-1])
    dated = replace(line(layer, [1.0, 2.0, 3.0, 4.0]), years=years, periods=(period,))
    assert first_years(dated, SEA, years[-1]) == found


def test_years_in_which_a_unit_is_not_drawn_are_no_part_of_its_run(layer: Layer) -> None:
    """NO01 is drawn until 2010 and again in 2022, NO02 until 2010."""
    full = tuple(tuple(cell._replace(value=1.0, run=0) for cell in cells) for cells in layer.cells)
    assert first_years(replace(layer, cells=full), WEST, 2022) == (2005, 2010)
    assert first_years(replace(layer, cells=full), NO02, 2010) == (2005,)


def test_a_change_of_percentages_is_one_of_points(layer: Layer, state: MapState) -> None:
    assert told(line(layer, [4.0, None, None, 2.96], flags="p  e"), state) == (
        "Unemployment, change from 2005 to 2022, % of the labour force. Seaside, Russia: 4.0 (2005; provisional), 3.0"
        " (2022; estimated). Change: \u22121.0 percentage points. Source: Rosstat."
    )


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (2.0, 3.0, "Change: +1.0 EUR (+50.0%)."),
        (3.0, 2.0, "Change: \u22121.0 EUR (\u221233.3%)."),
        (2000.0, 42_345.6, "Change: +40,345.6 EUR (+2,017.3%)."),
        # Too coarse for a percentage.
        (0.5, 1.5, "Change: +1.0 EUR."),
        (0.0, 1.5, "Change: +1.5 EUR."),
        (2.04, 1.96, "Rounded like this, there is no change."),
    ],
)
def test_other_changes_are_told_in_the_measure_and_in_percent(
    layer: Layer, state: MapState, first: float, last: float, words: str
) -> None:
    euro = replace(layer, measure=Text(en="EUR"), kind="money", low=0.0)
    assert f"(2022). {words} Source: Rosstat." in told(line(euro, [first, None, None, last]), state)


def test_an_index_has_no_percentage(layer: Layer, state: MapState) -> None:
    index = replace(layer, measure=Text(en="EU27 = 100"), kind="index")
    assert "Change: +20.0." in told(line(index, [100.0, None, None, 120.0]), state)


def test_money_at_current_prices_is_said_to_be(layer: Layer, state: MapState) -> None:
    said = "At current prices: the change is one of prices too. Source: Rosstat."
    current = tuple(replace(series, denomination="EUR, current prices") for series in layer.series)
    assert told(replace(layer, series=current), state).endswith(said)
    constant = tuple(replace(series, denomination="USD of 2015") for series in layer.series)
    assert said not in told(replace(layer, series=constant), state)


def core_of_three(layer: Layer) -> Layer:
    """By hand in points: NO01 +1.0, NO02 -3.0, RU-A +2.0 since 2005; by parts: 10 %, 30 %, 100 %."""
    whole = line(undivided(layer), [10.0, 10.5, 10.8, 11.0], place=WEST)
    whole = line(whole, [10.0, 9.0, 8.0, 7.0], place=NO02)
    return line(whole, [2.0, 2.5, 3.0, 4.0])


def test_without_a_choice_it_is_the_largest_change_and_is_said_to_be(layer: Layer, state: MapState) -> None:
    (sentence,) = change_stories(core_of_three(layer), state)
    assert sentence.text == (
        "Unemployment, change from 2005 to 2022, % of the labour force. NO02, Norway: 10.0 (2005), 7.0 (2022). Change:"
        " \u22123.0 percentage points. This is the largest change among the core districts with comparable figures in"
        " both years (Norway and Russia: 3). The figures of Eurostat and of Rosstat are similar, not the same. Ages"
        " 15-74 against 15-72. Sources: Eurostat; Rosstat."
    )
    assert (sentence.units, sentence.years) == (("NO02",), (2005, 2022))
    assert (sentence.series, sentence.judgement) == (("eurostat", "rosstat"), "similar")


def test_the_largest_change_of_ratios_is_that_in_percent_and_is_said_to_be(layer: Layer, state: MapState) -> None:
    euro = replace(core_of_three(layer), measure=Text(en="EUR"), kind="money")
    (sentence,) = change_stories(euro, state)
    assert sentence.units == ("RU-A",)
    assert "Change: +2.0 EUR (+100.0%). In percent this is the largest change among the core" in sentence.text
    coarse = line(euro, [0.9, 2.5, 3.0, 4.0])
    assert [run.place for run in compared_runs(coarse, (*WHOLE, SEA), 2022)] == [*WHOLE], "0.9 is too coarse for it"
    (sentence,) = change_stories(coarse, state)
    assert "(Norway: 2)" in sentence.text


def test_units_are_compared_over_the_most_years_that_half_of_them_have(layer: Layer, state: MapState) -> None:
    """RU-A alone has figures of 2005: a change since then would have nothing beside it."""
    later = line(line(core_of_three(layer), [None, 10.5, 10.8, 11.0], place=WEST), [None, 9.0, 8.0, 7.0], place=NO02)
    assert compared_runs(later, (*WHOLE, SEA), 2022) == tuple(Run(at, 2010, 2022) for at in (*WHOLE, SEA))
    two = line(core_of_three(layer), [None, 9.0, 8.0, 7.0], place=NO02)
    assert compared_runs(two, (*WHOLE, SEA), 2022) == (Run(WEST, 2005, 2022), Run(SEA, 2005, 2022))
    broken = line(later, [2.0, 2.5, 3.0, 4.0], (0, 0, 1, 2))
    assert compared_runs(broken, (*WHOLE, SEA), 2022) == tuple(Run(at, 2010, 2022) for at in WHOLE)


def test_what_measures_different_things_is_not_compared(layer: Layer, state: MapState) -> None:
    apart = (("eurostat", "rosstat", "different", Text(en="Not alike.")),)
    whole = replace(core_of_three(layer), comparability=apart)
    (sentence,) = change_stories(whole, state)
    assert "both years (Norway: 2)." in sentence.text, "of Russia one unit alone has a change"
    assert sentence.sources == ("Eurostat",)


def test_one_unit_alone_and_no_change_at_all_have_no_largest(layer: Layer, state: MapState) -> None:
    alone = line(line(layer, [8.0, 9.0, 10.0, 12.0]), [None] * 4, place=6)
    assert len(compared_runs(alone, (SEA,), 2022)) == 1
    assert change_stories(alone, state) == (), "nothing stands beside RU-A"
    still = core_of_three(layer)
    for place in (*WHOLE, SEA):
        still = line(still, [3.0, 4.0, 5.0, 3.04], place=place)
    assert change_stories(still, state) == ()


def test_of_units_that_share_the_largest_change_none_is_told(layer: Layer, state: MapState) -> None:
    """-3.0 and +3.0 as shown, of which no reader can see that the second is larger."""
    assert change_stories(line(core_of_three(layer), [2.0, 2.5, 3.0, 5.04]), state) == ()
    (sentence,) = change_stories(line(core_of_three(layer), [2.0, 2.5, 3.0, 5.06]), state)
    assert sentence.units == ("RU-A",)


def test_a_chosen_unit_that_is_not_drawn_in_the_year_has_none(layer: Layer, state: MapState) -> None:
    assert change_stories(layer, replace(state, year=2015, units=("NO02", "NO99"))) == ()
    (sentence,) = change_stories(layer, replace(state, year=2010, units=("NO02", "NO99")))
    assert (sentence.units, sentence.years) == (("NO02",), (2005, 2010))
    assert "largest" not in sentence.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_unit_without_a_name_in_the_language_is_listed(layer: Layer, state: MapState, lang: str) -> None:
    """RU-A has an English and a Russian name."""
    (sentence,) = change_stories(line(layer, [1.0, 2.0, 3.0, 4.0]), replace(state, lang=lang, units=("RU-A",)))
    assert sentence.missing_names == (() if lang in ("en", "ru") else ("RU-A",))
