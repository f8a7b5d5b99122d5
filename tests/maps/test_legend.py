"""The legend says what the colours mean and accounts for every unit that is drawn."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from mapserver.maps.legend import class_index, domain_note, flag_words, legend, legend_words
from mapserver.maps.state import MapState, default_state
from mapserver.model import Cell, Drawing, Layer


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2022])
def test_every_drawn_unit_is_counted_once(layer: Layer, state: MapState, year: int) -> None:
    shown = legend(layer, replace(state, year=year))
    counted = sum(entry.count for entry in shown.classes) + sum(entry.count for entry in shown.missing)
    assert counted == len(layer.drawn(year))
    assert all(entry.core <= entry.count for entry in shown.classes)


def test_only_units_that_a_frame_shows_are_counted(layer: Layer, state: MapState, drawing: Drawing) -> None:
    cut = replace(drawing, shapes={key: shape for key, shape in drawing.shapes.items() if key.startswith("NO")})
    shown = legend(layer, state, (cut,))
    assert sum(entry.count for entry in shown.classes) == 3
    assert shown.missing == ()


def test_missing_values_are_counted_by_reason_in_words(layer: Layer, state: MapState) -> None:
    (missing,) = legend(layer, state).missing
    assert (missing.reason, missing.words, missing.count) == ("confidential", "confidential", 1)


def test_one_hatch_stands_for_all_reasons(layer: Layer, state: MapState) -> None:
    shown = legend(layer, state)
    assert shown.no_data is not None
    assert (shown.no_data.words, shown.no_data.count) == ("no data: confidential", 1)
    none = tuple(
        tuple(cell._replace(value=None, reason="" if place.country == "RU" else cell.reason) for cell in line)
        for place, line in zip(layer.places, layer.cells, strict=True)
    )
    merged = legend(replace(layer, cells=none), replace(state, year=2019)).no_data
    assert merged is not None
    assert (merged.words, merged.count) == ("no data: not in this collection", 6)
    mixed = tuple(
        tuple(cell._replace(value=None, reason="no_rate" if place.core else "confidential") for cell in line)
        for place, line in zip(layer.places, layer.cells, strict=True)
    )
    both = legend(replace(layer, cells=mixed), state).no_data
    assert both is not None
    assert (both.words, both.count) == ("no data: no exchange rate for that year (4) and confidential (2)", 6)
    full = replace(layer, cells=tuple(tuple(cell._replace(value=3.0) for cell in line) for line in layer.cells))
    assert legend(full, state).no_data is None


def test_it_says_what_it_counts_and_what_paler_means(layer: Layer, state: MapState) -> None:
    shown = legend(layer, state)
    assert (shown.counted, shown.context) == (
        "(n): districts in view.",
        "Slightly paler, beyond the thin line: outside the border area.",
    )
    core = replace(layer, places=tuple(replace(place, core=True) for place in layer.places))
    assert legend(core, state).context == ""


def test_values_of_years_in_which_a_place_is_not_drawn_open_no_class(layer: Layer, state: MapState) -> None:
    hidden = list(layer.cells)
    hidden[3] = tuple(
        cell._replace(value=-50.0 if year != 2021 else 6.0) for year, cell in zip(layer.years, hidden[3], strict=True)
    )
    hidden[2] = tuple(cell._replace(value=2.5) for cell in hidden[2])
    assert legend(replace(layer, cells=tuple(hidden)), state).classes[0].label == "2.0\u202f\u2013\u202f3.0"


def test_the_note_says_what_the_classes_were_made_from(layer: Layer, state: MapState) -> None:
    def said(layer: Layer, **changes: Any) -> str:
        return domain_note(layer, replace(state, **changes), (2.0, 12.0))

    assert said(layer).startswith("Classes are the same in every year: made from the core units, 2019")
    context = replace(layer, domain_core=False)
    assert "made from all units, since no core unit has a value" in said(context)
    assert said(replace(layer, years=(2020,))) == "Classes are made from the core units."
    assert said(layer, scheme="own").startswith("The breaks were chosen by hand")
    assert said(layer, scheme="unclassed").endswith("value of the core units, 2019\u20132022.")
    assert "of all units, 2020." in said(replace(context, years=(2020,)), scheme="unclassed")


def test_without_classes_values_beyond_the_core_are_told(layer: Layer, state: MapState) -> None:
    shown = legend(layer, replace(state, scheme="unclassed"))
    assert shown.classes == ()
    assert shown.note.endswith("Values beyond these have the colours of the ends.")
    assert shown.counted == ""


def test_a_class_is_called_by_its_place_range_and_count(layer: Layer, state: MapState) -> None:
    first, second, *_ = legend(layer, state).classes
    assert first.words == "Class 1 of 5: \u2264\u202f3.0 % of the labour force, 2 districts"
    assert second.words == "Class 2 of 5: 3.0\u202f\u2013\u202f5.0 % of the labour force, 1 district"


def test_the_client_gets_every_form_of_a_number(layer: Layer) -> None:
    words = legend_words("ru")
    assert set(words["districts"]) >= {"one", "few", "many"}
    assert set(legend_words("en")["districts"]) == {"one", "other"}
    assert legend_words("smj")["language"] == "nb"
    assert legend_words("en")["class"].count("%(") == 5


def test_bounds_beyond_all_values_give_empty_classes(layer: Layer, state: MapState) -> None:
    shown = legend(layer, replace(state, scheme="own", breaks=(0.5, 4.25, 90.0), k=4)).classes
    assert [entry.label for entry in shown] == [
        "\u2264\u202f0.50",
        "0.50\u202f\u2013\u202f4.25",
        "4.25\u202f\u2013\u202f90.00",
        ">\u202f90.00",
    ]
    assert [entry.count for entry in shown] == [0, 2, 3, 0]


def test_the_first_class_begins_nowhere_where_the_layer_does_not_say(layer: Layer, state: MapState) -> None:
    first = legend(replace(layer, low=None, high=None), state).classes[0]
    assert (first.low, first.label) == (None, "\u2264\u202f3.0")


def test_ranges_are_written_for_the_reader_and_join(layer: Layer, state: MapState) -> None:
    classes = legend(layer, replace(state, lang="nb")).classes
    assert classes[1].label == "3,0\u202f\u2013\u202f5,0"
    assert [entry.low for entry in classes[1:]] == [entry.high for entry in classes[:-1]]
    assert len({entry.colour for entry in classes}) == 5


def test_an_end_class_is_open_where_paler_units_lie_beyond_the_core(layer: Layer, state: MapState) -> None:
    classes = legend(layer, state).classes
    assert (classes[0].label, classes[-1].label) == ("\u2264\u202f3.0", ">\u202f10.0")
    core_only = tuple(
        line if place.core else tuple(cell._replace(value=None) for cell in line)
        for place, line in zip(layer.places, layer.cells, strict=True)
    )
    closed = legend(replace(layer, cells=core_only), state).classes
    assert (closed[0].label, closed[-1].label) == ("2.0\u202f\u2013\u202f3.0", "10.0\u202f\u2013\u202f12.0")


def test_the_scale_does_not_move_with_the_year(layer: Layer, state: MapState) -> None:
    one, other = (legend(layer, replace(state, year=year)) for year in (2019, 2021))
    assert [entry.label for entry in one.classes] == [entry.label for entry in other.classes]
    assert "2019\u20132022" in one.note


def test_flags_of_the_year_stand_in_words(layer: Layer, state: MapState) -> None:
    (flag,) = legend(layer, state).flags
    assert (flag.flag, flag.words, flag.count) == ("e", "estimated", 1)
    assert flag_words("q", "en") == ("flag q, not explained by the source",)


def test_values_beyond_the_core_fall_into_an_end_class() -> None:
    assert class_index(Cell(99.0), (3.0, 5.0)) == 1
    assert class_index(Cell(-99.0), (3.0, 5.0)) == 0
    assert class_index(Cell(3.0), (3.0, 5.0)) == 0
    assert class_index(Cell(None), (3.0, 5.0)) is None


def test_a_layer_without_values_has_a_legend(layer_with: Callable[..., Layer]) -> None:
    empty = layer_with(breaks={})
    assert legend(empty, default_state(empty)).classes == ()
