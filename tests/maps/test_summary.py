"""The map in words."""

from dataclasses import replace

from mapserver.maps.state import MapState
from mapserver.maps.summary import Gap, summary
from mapserver.model import Layer


def test_the_summary_names_extremes_medians_gap_and_what_is_missing(layer: Layer, state: MapState) -> None:
    text = " ".join(summary(layer, state, (Gap(1, 5),)))
    assert "Highest: Seaside, Russia (9.0); lowest: West Fell, Norway (3.0)." in text
    assert "Norway 4.0 (2 units) and Russia 9.0 (1 unit)" in text
    assert "NO02, Norway (5.0) and Seaside, Russia (9.0), a difference of 4.0" in text
    assert "No data for 1 of the 4 units of the border area: confidential (1)." in text


def test_the_summary_of_an_empty_map(layer: Layer, state: MapState) -> None:
    emptied = tuple(tuple(cell._replace(value=None) for cell in line) for line in layer.cells)
    assert "no unit of the border area has a value in 2020" in summary(replace(layer, cells=emptied), state)[0]
