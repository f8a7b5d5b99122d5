"""What a map says about itself."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mapserver.maps.notes import notes, sources_line
from mapserver.maps.state import default_state
from mapserver.model import Layer, Text


def _said(layer: Layer, year: int = 2020) -> str:
    return "\n".join(notes(layer, replace(default_state(layer), year=year)))


def test_different_levels_are_said(layer: Layer) -> None:
    assert "Norway by NUTS 3 regions; Russia by oblasts" in _said(layer)


def test_similar_series_are_said_to_be_similar(layer: Layer) -> None:
    assert "Eurostat, survey and Rosstat, survey are similar, not the same. Ages 15-74 against 15-72." in _said(layer)


@pytest.mark.parametrize(("judgement", "words"), [("same", "the same definition"), ("different", "not be compared")])
def test_other_judgements(layer_with: Callable[..., Layer], judgement: str, words: str) -> None:
    assert words in _said(layer_with(comparability=(("eurostat", "rosstat", judgement, Text(en="Because.")),)))


def test_a_side_without_data_is_named_with_the_nearest_year(layer: Layer) -> None:
    emptied = tuple(
        tuple(cell._replace(value=None) for cell in line) if place.country == "RU" else line
        for place, line in zip(layer.places, layer.cells, strict=True)
    )
    said = _said(replace(layer, cells=emptied, both_sides={"NO-RU": (2022,)}))
    assert (
        "Russia: no data in 2020; nearest year with data on both sides of the border Norway\u2013Russia: 2022." in said
    )
    assert "similar" not in said


def test_a_year_without_any_data_is_said_once(layer: Layer) -> None:
    emptied = tuple(tuple(cell._replace(value=None) for cell in line) for line in layer.cells)
    said = _said(replace(layer, cells=emptied, both_sides={}))
    assert said.splitlines()[0] == "No country of the area has data in 2020."


def test_a_passing_division_is_named(layer: Layer) -> None:
    assert "NO0X was one unit 2021\u20132021" in _said(layer, 2021)
    assert "one unit" not in _said(layer, 2020)


def test_breaks_of_the_year_are_counted(layer: Layer) -> None:
    assert "core units start anew in 2021" in _said(layer, 2021)
    assert "start anew" not in _said(layer, 2022)


def test_calculated_series_say_how(layer: Layer) -> None:
    derived = (replace(layer.series[0], derived="Deaths divided by population."), layer.series[1])
    assert "Eurostat, survey is calculated: Deaths divided by population." in _said(replace(layer, series=derived))


def test_sources_and_boundaries_are_named_once(layer: Layer) -> None:
    line = sources_line(layer, "en")
    assert line == (
        "Data: Eurostat (CC BY 4.0); Rosstat (reuse with attribution). Boundaries: Natural Earth (public domain)."
    )
