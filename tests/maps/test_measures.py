"""What figures measure, said on maps: one measure is that of the map, of several each source's is said."""

import json
from dataclasses import replace

import pytest

from mapserver.maps.card import card
from mapserver.maps.figure import AssetUrls, figure
from mapserver.maps.layout import Imprint, layout
from mapserver.maps.legend import legend
from mapserver.maps.measures import measure_words
from mapserver.maps.notes import notes
from mapserver.maps.picture import picture_title, unit_text
from mapserver.maps.state import default_state
from mapserver.maps.story import stories
from mapserver.maps.summary import summary
from mapserver.model import Layer, Text
from mapserver.statistics.change import change_layer
from tests.maps.conftest import make_drawing, make_entry, make_layer
from tests.maps.test_story import PAIRS
from tests.model.test_layer import with_own_measure

OWN, INDICATOR = "% of all persons", "% of the labour force"
SAID = f"The sources measure: Eurostat: {INDICATOR}; Rosstat: {OWN}."


def state_of(layer: Layer, year: int, lang: str = "en"):
    return replace(default_state(layer, lang), year=year)


def test_sources_say_what_they_measure_only_where_that_differs() -> None:
    layer = with_own_measure()
    assert measure_words(layer, layer.valued(2019), "en") == (SAID,)
    assert measure_words(layer, layer.valued(2022), "en") == ()
    assert measure_words(make_layer(), make_layer().valued(2019), "en") == ()


@pytest.mark.parametrize(("year", "shown"), [(2019, INDICATOR), (2022, OWN)])
def test_titles_and_legend_have_the_measure_of_the_year(year: int, shown: str) -> None:
    layer = with_own_measure()
    state = state_of(layer, year)
    assert picture_title(layer, state) == f"Unemployment, {shown}, {year}"
    key = legend(layer, state)
    assert key.measure == shown
    assert all(shown in entry.words for entry in key.classes)
    assert summary(layer, state, PAIRS)[0].startswith(f"Unemployment in {year}, {shown}: ")


def test_a_map_of_one_measure_does_not_name_another_one() -> None:
    layer = with_own_measure()
    state, entry, drawings = state_of(layer, 2022), make_entry(layer), (make_drawing(),)
    told = [
        *(item.text for item in stories(layer, state, PAIRS)),
        *summary(layer, state, PAIRS),
        *notes(layer, state),
        layout(layer, entry, drawings, state, Imprint("0" * 16)),
        card(layer, entry, drawings, state),
    ]
    assert any(OWN in words for words in told)
    assert not any(INDICATOR in words for words in told)


def test_a_map_of_several_measures_says_which_source_has_which() -> None:
    layer = with_own_measure()
    state, entry, drawings = state_of(layer, 2019), make_entry(layer), (make_drawing(),)
    assert SAID in notes(layer, state)
    assert SAID in summary(layer, state, PAIRS)
    for drawn in (layout, card):
        made = drawn(layer, entry, drawings, state, *((Imprint("0" * 16),) if drawn is layout else ()))
        assert "The sources measure: Eurostat" in made


def test_a_figure_has_the_measure_of_its_series_whatever_the_map_says() -> None:
    layer = with_own_measure()
    assert unit_text(layer, state_of(layer, 2019), 5) == f"Seaside: 8.0 {OWN}"
    assert unit_text(layer, state_of(layer, 2019), 0) == f"West Fell: 2.0 {INDICATOR}"


def test_sentences_have_the_measure_of_their_own_figures() -> None:
    layer = with_own_measure(comparability=(("eurostat", "rosstat", "different", Text(en="All ages.")),))
    state = replace(state_of(layer, 2019), units=("RU-A", "NO01"))
    of_one, of_other, gap, of_norway = stories(layer, state, PAIRS)[:4]
    assert of_one.text.startswith(f"Unemployment in 2019, {OWN}. Seaside, Russia: 8.0")
    assert of_other.text.startswith(f"Unemployment in 2019, {INDICATOR}. West Fell, Norway: 2.0")
    assert gap.text.startswith(f"Unemployment in 2019, {INDICATOR}. ") and SAID in gap.text
    assert of_norway.text.startswith(f"Unemployment in 2019, {INDICATOR}: 2 units") and OWN not in of_norway.text


def test_changes_have_the_measure_of_their_series() -> None:
    layer = change_layer(with_own_measure(measure=Text(en="persons")), 2021)
    assert picture_title(layer, state_of(layer, 2022)) == f"Unemployment, {OWN}, change since 2021, 2022"


def test_the_client_gets_the_measures_of_series_with_their_languages() -> None:
    layer = with_own_measure()
    html = figure(layer, make_entry(layer), (make_drawing(),), state_of(layer, 2022, "nb"), AssetUrls()).html
    held = html.partition("data-measures=")[2].split('"')[1].replace("&quot;", '"')
    assert json.loads(held) == {"rosstat": ["% av alle", "nb"]}
    assert 'data-measure-lang="en"' in html
    assert '<span class="map-measure" data-shows="measure" lang="nb">% av alle</span>' in html
    plain = figure(make_layer(), make_entry(layer), (make_drawing(),), state_of(layer, 2022), AssetUrls()).html
    assert "data-measures" not in plain
