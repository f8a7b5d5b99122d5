"""What a map says of figures that are set against a context: read in seconds, and true."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapserver.maps.context_notes import context_notes
from mapserver.maps.context_remark import context_remark
from mapserver.maps.core_words import area_title, core_rule
from mapserver.maps.legend import legend
from mapserver.maps.notes import notes
from mapserver.maps.rows import rows
from mapserver.maps.state import default_state, schemes, state_colours
from mapserver.maps.story import stories
from mapserver.maps.summary import summary
from mapserver.maps.types import TYPE_COLOURS
from mapserver.model import AreaEntry, Cell, CountryNote, Layer, Text
from mapserver.model.context import AREA, COUNTRY, NEIGHBOURS, TYPOLOGY, Context, Denominators
from mapserver.statistics.contexts import context_layer
from mapserver.statistics.typology import typology_layer
from tests.maps.conftest import make_layer
from tests.statistics.test_contexts import NATIONAL, around, known, people


@pytest.fixture
def layer() -> Layer:
    return replace(make_layer(), national=NATIONAL)


def shown(layer: Layer, context: Context, year: int = 2020, **changes: object):
    made = (typology_layer if context.kind == TYPOLOGY else context_layer)(layer, context, around(**changes))
    return made, replace(default_state(made), year=year, context=context, transform=context.kind)


def test_a_number_is_read_out_with_what_it_is_made_of(layer: Layer) -> None:
    said = summary(*shown(layer, Context(COUNTRY)))
    assert said[0].startswith("Unemployment in 2020, per cent, 100 = the country's figure: 3 units")
    assert "Highest: NO02, Norway (100); lowest: West Fell, Norway (60)." in said
    assert "100 means: NO02, Norway 5.0, the country's figure 5.0." in said
    assert "Above the context: 0; below it: 2; as high: 1." in said


def test_a_difference_has_its_sign(layer: Layer) -> None:
    said = " ".join(summary(*shown(layer, Context(COUNTRY, "absolute"), 2022)))
    assert "(+2.5)" in said or "+12.0" in said


def test_countries_without_a_published_figure_are_named(layer: Layer) -> None:
    told = context_notes(*shown(layer, Context(COUNTRY), 2021))
    assert told[1].startswith("No figure for the country as a whole is published for 2021: Russia.")


def test_what_a_context_lacks_is_no_lack_of_figures(layer: Layer) -> None:
    """Russia has figures in 2021, only its country has none; in 2020 both have, only no mean is made of them."""
    told = " ".join(notes(*shown(layer, Context(COUNTRY), 2021)))
    assert "No figure for the country as a whole is published for 2021: Russia." in told
    apart = replace(layer, comparability=(("eurostat", "rosstat", "different", Text()),))
    other = " ".join(notes(*shown(apart, Context(AREA), 2020)))
    assert "its sources measure different things" in other
    for sentence in (told, other):
        assert "our figures" not in sentence and "no data for the border area" not in sentence
    assert "Norway: no data for the border area" in " ".join(notes(*shown(without(layer, "NO"), Context(COUNTRY))))


@pytest.mark.parametrize("kind", [COUNTRY, TYPOLOGY])
def test_what_the_indicator_warns_of_stands_where_countries_are_set_against(layer: Layer, kind: str) -> None:
    shelf = "The country holds the continental shelf, which no region has."
    warned = replace(layer, notes=Text(en=shelf))
    assert shelf in notes(*shown(warned, Context(kind)))
    assert shelf not in notes(*shown(warned, Context(AREA)))
    about = replace(layer, country_notes=(CountryNote(("NO",), Text(en=shelf)), CountryNote(("MK",), Text(en="?"))))
    assert shelf in notes(*shown(about, Context(kind))) and "?" not in notes(*shown(about, Context(kind)))
    assert shelf not in " ".join(notes(*shown(without(about, "NO"), Context(kind))))


def without(layer: Layer, country: str) -> Layer:
    """Return a layer without the figures of a country."""
    empty = tuple(Cell(None, reason="not_collected") for _ in layer.years)
    held = zip(layer.places, layer.cells, strict=True)
    return replace(layer, cells=tuple(empty if place.country == country else line for place, line in held))


def test_the_notes_say_how_the_mean_is_weighted(layer: Layer) -> None:
    assert "The mean is not weighted" in " ".join(context_notes(*shown(layer, Context(AREA))))
    counted = people(NO01=1.0, NO02=1.0, RU_A=1.0)
    assert "weighted by inhabitants" in " ".join(context_notes(*shown(layer, Context(AREA), people=counted)))
    held = known({"eurostat": "persons", "rosstat": "persons"})
    told = " ".join(context_notes(*shown(layer, Context(AREA), denominators=held)))
    assert "as if numerators and denominators were added up" in told
    mixed = " ".join(context_notes(*shown(layer, Context(NEIGHBOURS), people=people(NO01=1.0))))
    assert "1 unit: The mean is weighted by inhabitants" in mixed


def test_what_is_left_out_and_what_is_not_known_is_said(layer: Layer) -> None:
    rows_of = tuple((a, b, "different", reason) for a, b, _, reason in layer.comparability)
    apart = replace(layer, comparability=rows_of)
    told = " ".join(context_notes(*shown(apart, Context(NEIGHBOURS))))
    assert "Neighbours that measure different things are left out of the means of 2 units." in told
    assert "there is no mean of the border area" in " ".join(context_notes(*shown(apart, Context(AREA))))
    absolute = " ".join(context_notes(*shown(layer, Context(COUNTRY, "absolute"))))
    assert "nothing in this collection says what these figures count" in absolute
    relative = " ".join(context_notes(*shown(layer, Context(COUNTRY))))
    assert "nothing in this collection says what these figures count" in relative, "in per cent no less"


def test_of_whom_the_way_to_parity_is_not_known_is_said_with_the_reason(layer: Layer) -> None:
    half = known({"eurostat": "persons"})
    told = " ".join(context_notes(*shown(layer, Context(COUNTRY, "parity"), denominators=half)))
    assert "is not known, since their sources give the ratio alone: Russia." in told
    assert "worked out from counts in this collection" not in told, "what a formula divides by is exact"
    both = known({"eurostat": "persons", "rosstat": "persons"})
    values = tuple(tuple(None if place >= 5 else 10.0 for _ in held) for place, held in enumerate(both.values))
    apart = {series: replace(item, is_own=False) for series, item in both.counted.items()}
    told = " ".join(context_notes(*shown(layer, Context(COUNTRY), denominators=Denominators(values, apart))))
    assert "is not known for want of a figure for 2020 (Labour force): Russia." in told
    assert "worked out from counts in this collection" in told
    assert "nothing in this collection" not in told


def test_rows_say_what_a_figure_is_set_against_and_how_far_it_is_to_parity(layer: Layer) -> None:
    made, state = shown(layer, Context(COUNTRY), denominators=known({"eurostat": "persons"}))
    remarks = {row.code: row.note for row in rows(made, state)}
    assert remarks["NO01"] == "3.0 against 5.0; 0 persons less than at parity"
    assert remarks["RU-A"] == "9.0 against 10.0"
    made, state = shown(layer, Context(COUNTRY, "parity"), denominators=known({"eurostat": "persons"}))
    assert {row.code: row.note for row in rows(made, state)}["NO01"] == "3.0 against 5.0", "the value says the rest"
    held = known({"eurostat": "persons", "rosstat": "persons"})
    empty = Denominators(tuple(tuple(None for _ in line) for line in held.values), held.counted)
    made, state = shown(layer, Context(COUNTRY), denominators=empty)
    told = "9.0 against 10.0; how far to parity is not known: no figure of 2020, Labour force"
    assert {row.code: row.note for row in rows(made, state)}["RU-A"] == told
    made, state = shown(layer, Context(NEIGHBOURS))
    assert {row.code: row.note for row in rows(made, state)}["NO02"] == "5.0 against 6.0 (mean of 2 units)"
    assert context_remark(layer, 0, 2020, "en") == "", "values are set against nothing"


def test_stories_compare_no_deviations_across_borders(layer: Layer) -> None:
    made, state = shown(layer, Context(COUNTRY))
    kinds = {item.kind for item in stories(made, replace(state, units=("NO01",)), (("NO02", "RU-A"),))}
    assert kinds == {"unit", "ends"}
    assert stories(*shown(layer, Context(TYPOLOGY, "")), (("NO02", "RU-A"),)) == ()


def test_types_have_their_own_legend_colours_and_words(layer: Layer) -> None:
    made, state = shown(layer, Context(TYPOLOGY, ""))
    key = legend(made, state)
    assert next(item.label for item in key.classes) == "above none of them"
    assert key.histogram is None and len(key.classes) == 8
    assert state_colours(made, state) == TYPE_COLOURS
    assert schemes(made) == ("typology",)
    told = {row.code: (row.text, row.rank) for row in rows(made, state)}
    assert told["RU-A"] == ("above border area and neighbours", None)
    assert "Above none of them: NO02, Norway and West Fell, Norway." in summary(made, state)


def test_a_flat_world_has_a_deviation_of_nothing(layer: Layer) -> None:
    cells = tuple(tuple(Cell(5.0) for _ in line) for line in layer.cells)
    made, state = shown(replace(layer, cells=cells), Context(AREA))
    assert "Above the context: 0; below it: 0; as high: 4." in summary(made, state)
    assert [item.label for item in legend(made, state).classes] == ["100.0"]


@pytest.mark.parametrize(
    ("core", "said"),
    [
        ("programme", ""),
        ("touching", "at least 1 km"),
        ("order-2", "up to order 2"),
        ("within-25", "Eurostat asks for half of the inhabitants"),
    ],
)
def test_the_definition_of_the_border_area_is_said_where_it_is_not_the_usual_one(
    layer: Layer, core: str, said: str
) -> None:
    assert said in core_rule(core, "en")
    state = replace(default_state(layer), core=core)
    assert any(said in sentence for sentence in notes(layer, state)) or core == "programme"


def test_a_title_names_the_definition_that_holds(layer: Layer) -> None:
    area = AreaEntry("arctic", Text(en="The far north"), Text(), (), (), (), {}, (), (), ())
    state = default_state(layer)
    assert area_title(area, state) == area.title.say("en")
    assert area_title(area, replace(state, core="within-50")).endswith(", units within 50 km of the border")
