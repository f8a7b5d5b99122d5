"""The table shows what the map shows."""

from dataclasses import replace

from mapserver.maps.legend import legend
from mapserver.maps.rows import rows, run_note
from mapserver.maps.state import MapState
from mapserver.model import Layer, Text


def test_rows_are_the_drawn_units_core_first_by_value(layer: Layer, state: MapState) -> None:
    table = rows(layer, state)
    assert {row.place for row in table} == set(layer.drawn(2020))
    assert [row.code for row in table] == ["RU-A", "NO02", "NO01", "RU-B", "RU-C", "NO03"]
    assert [row.rank for row in table] == [1, 2, 3, None, None, None]


def test_there_is_no_rank_where_sources_measure_different_things(layer: Layer, state: MapState) -> None:
    different = replace(layer, comparability=(("eurostat", "rosstat", "different", Text()),))
    assert {row.rank for row in rows(different, state)} == {None}


def test_equal_values_share_a_rank(layer: Layer, state: MapState) -> None:
    ranks = {row.code: row.rank for row in rows(layer, replace(state, year=2022))}
    assert ranks["RU-A"] == ranks["RU-B"] == 1
    assert ranks["NO04"] == 3


def test_a_value_or_a_reason(layer: Layer, state: MapState) -> None:
    for row in rows(layer, state):
        assert bool(row.text) != bool(row.reason)
        assert (row.value is None) == (row.group is None)


def test_classes_agree_with_the_legend(layer: Layer, state: MapState) -> None:
    table = rows(layer, state)
    for entry in legend(layer, state).classes:
        assert entry.count == sum(1 for row in table if row.group == entry.index)


def test_names_in_two_languages_and_flags_in_words(layer: Layer, state: MapState) -> None:
    by_code = {row.code: row for row in rows(layer, state)}
    assert (by_code["RU-A"].name, by_code["RU-A"].local_name) == ("Seaside", "Приморье")
    assert by_code["NO02"].flags == ("estimated",)


def test_the_first_value_after_a_break_says_so(layer: Layer) -> None:
    assert run_note(layer, 5, 2021) == "not comparable with 2020 and before"
    assert run_note(layer, 5, 2022) == run_note(layer, 5, 2019) == run_note(layer, 5, 1900) == ""
