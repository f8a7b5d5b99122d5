"""A map of clusters: colours that everybody can tell apart, a legend with counts, and what is said of it."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from mapserver.maps.cluster_colours import CLUSTER_COLOURS
from mapserver.maps.clusters import TITLES, outside_words
from mapserver.maps.legend import legend
from mapserver.maps.notes import notes
from mapserver.maps.palettes import INKS, LAND, NO_DATA_GROUND, NO_DATA_LINE, context_colour, contrast, ink
from mapserver.maps.picture import unit_text
from mapserver.maps.rows import rows
from mapserver.maps.state import class_breaks, default_state, schemes, state_colours
from mapserver.maps.story import stories
from mapserver.maps.summary import summary
from mapserver.model import Text
from mapserver.model.clusters import CLASSES
from mapserver.statistics.clusters import cluster_layer
from tests.maps.test_palettes import BLINDNESS, FROM_HATCH, distance, lab
from tests.statistics.test_clusters import YEAR, beside, make_ground

#: Classes of clusters have no order to help: they must differ by far more than those of a ramp.
FAR_APART = 25.0
#: Steps of lightness (CIE L*) between classes in print without colour.
GREY_STEP = 10.0


@pytest.mark.parametrize("blindness", sorted(BLINDNESS))
def test_any_two_classes_differ_for_everybody(blindness):
    for one, other in combinations(CLUSTER_COLOURS, 2):
        assert distance(one, other, blindness) >= FAR_APART, (one, other)


def test_all_classes_differ_in_print_without_colour():
    lightness = sorted(lab(colour)[0] for colour in CLUSTER_COLOURS)
    assert all(high - low >= GREY_STEP for low, high in pairwise(lightness))


def test_no_class_looks_like_no_data_or_like_the_land():
    for colour in CLUSTER_COLOURS:
        for blindness in BLINDNESS:
            assert max(distance(colour, tone, blindness) for tone in (NO_DATA_GROUND, NO_DATA_LINE)) >= FROM_HATCH
        for theme, land in LAND.items():
            assert distance(context_colour(colour, theme), land) >= 5
            assert contrast(INKS[ink(context_colour(colour, theme))], context_colour(colour, theme)) >= 4.5


def test_each_class_has_a_colour_and_a_name():
    assert len(CLUSTER_COLOURS) == len(CLASSES)
    assert list(TITLES) == list(CLASSES)


@pytest.fixture
def shown():
    return cluster_layer(make_ground(), YEAR, beside(["NO00@2020"]))


def test_the_legend_counts_every_class(shown):
    made = legend(shown, default_state(shown))
    assert [entry.label for entry in made.classes] == list(TITLES.values())
    assert sum(entry.count for entry in made.classes) == len(shown.drawn(YEAR))
    assert made.classes[-1].count == 1
    assert made.histogram is None
    assert "mean of all districts (23)" in made.note
    whole = cluster_layer(make_ground(), YEAR, beside())
    assert len(legend(whole, default_state(whole)).classes) == len(CLASSES) - 1


def test_a_state_of_clusters_has_their_classes_and_no_others(shown):
    state = default_state(shown)
    assert schemes(shown) == ("clusters",)
    assert len(class_breaks(shown, state)) == len(state_colours(shown, state)) == len(CLASSES)


def test_the_words_name_clusters_indexes_and_the_border(shown):
    told = summary(shown, default_state(shown))
    assert told[0] == "Unemployment, clusters in 2020."
    found = {shown.places[index].code: shown.cell(index, YEAR).value for index in shown.drawn(YEAR)}
    core = {place.code for place in shown.places if place.core}
    inside = " ".join(told[1:3])
    (outside,) = (sentence for sentence in told if sentence.startswith("Outside the border area: "))
    for at, words in enumerate(("high among high", "low among low")):
        for code in (code for code, value in found.items() if value == at):
            assert code in (inside if code in core else outside)
            assert words in (inside.lower() if code in core else outside)

    assert any(
        sentence.startswith("Moran's I of all districts") and "(23)" in sentence and "by chance −0.05" in sentence
        for sentence in told
    )
    assert "Of 36 links between neighbours 4 cross a border." in told
    assert stories(shown, default_state(shown), ()) == ()


def test_where_no_district_of_the_border_area_is_significant_that_is_said_first(shown):
    beyond = replace(shown, places=tuple(replace(place, core=False) for place in shown.places))
    told = summary(beyond, default_state(beyond))
    assert told[1].startswith("No district of the border area lies among others")
    assert told[2].startswith("Outside the border area: high among high: ")


def test_the_difference_that_is_printed_is_that_of_the_printed_figures_and_no_conclusion(shown):
    told = summary(shown, default_state(shown))[-1]
    both, without, difference = (float(number) for number in re.findall(r"\d\.\d\d", told))
    assert difference == pytest.approx(abs(both - without))
    assert told.endswith("No test of this difference was made.")
    for words in ("alike", "raise", "lower", "nothing"):
        assert words not in told


def test_of_two_indexes_of_chance_the_difference_is_not_given():
    values = [float(value) for value in random.Random(3).sample(range(24), 24)]
    shown = cluster_layer(make_ground(values), YEAR, beside())
    assert min(shown.clusters.links.p, shown.clusters.home.p) > 0.05
    told = summary(shown, default_state(shown))
    assert told[-1] == "Neither is significant: nothing follows from how they differ."
    assert not any("differs by" in sentence for sentence in told)


def test_of_regions_that_do_not_touch_it_is_said_what_the_index_restates():
    links = {one: {two: km for two, km in held.items() if two[:2] == one[:2]} for one, held in beside().items()}
    shown = cluster_layer(make_ground(), YEAR, links)
    told = summary(shown, default_state(shown))
    assert told[-1].startswith("The map has parts that do not touch each other (2)")
    assert "No link between neighbours crosses a border." in told
    whole = cluster_layer(make_ground(), YEAR, beside())
    assert not any("do not touch" in sentence for sentence in summary(whole, default_state(whole)))


def test_the_legend_says_how_many_districts_the_text_names_besides(shown):
    assert outside_words(shown, "en", 24) == ""
    assert outside_words(shown, "en", 22) == "2 districts lie outside the frame and are named in the text only."


def test_the_notes_say_how_it_was_tested_and_who_was_left_out(shown):
    method, left_out, *others = notes(shown, default_state(shown))
    assert "999 permutations" in method and "20240601" in method and "5 %" in method
    assert left_out == "Left out, without a neighbour that has a value: NO00."
    assert set(others) == set(notes(shown.figures, default_state(shown)))


def test_a_unit_has_its_figure_and_its_class(shown):
    state = default_state(shown)
    assert unit_text(shown, state, 11) == "RU15: 5.1, low among low"
    row = next(row for row in rows(shown, state) if row.code == "RU15")
    assert (row.text, row.value, row.group, row.rank) == ("5.1", 5.11, 1, None)
    assert row.note.startswith("low among low, local I ")
    alone = next(row for row in rows(shown, state) if row.code == "NO00")
    assert (alone.note, alone.group) == ("no neighbour with a value", 5)


def test_a_refusal_is_said_in_words_and_the_map_is_empty():
    judged = (("eurostat", "rosstat", "different", Text(en="Two questions.")),)
    shown = cluster_layer(make_ground(comparability=judged), YEAR, beside())
    state = default_state(shown)
    told = summary(shown, state)
    assert told[1].startswith("No clusters are looked for: the sources measure different things")
    assert notes(shown, state)[0] == told[1]
    made = legend(shown, state)
    assert made.classes == ()
    assert made.no_data.words == "no data: not tested"
