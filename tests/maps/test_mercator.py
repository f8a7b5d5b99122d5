"""What a map in Mercator says of itself: where its scale holds, and how much it enlarges."""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from mapserver.maps.figure import AssetUrls, figure
from mapserver.maps.markup import scale_markup
from mapserver.maps.mercator import ground_metres, mercator_note
from mapserver.maps.state import PROJECTIONS, MapState, default_state
from mapserver.model import EQUAL_AREA, MERCATOR, AreaEntry, Drawing, Layer, Shape

Drawings = Callable[..., Drawing]
Entries = Callable[..., AreaEntry]
#: Northing of 60 degrees north in Web Mercator.
SIXTY = 8_399_737.89


def in_mercator(drawing: Drawing, **enlarged: float) -> Drawing:
    """Return a drawing whose centre lies at 60 degrees north; units by code are enlarged as given, others twice."""

    def shape(item: Shape) -> Shape:
        return replace(item, enlarged=enlarged.get(item.key.split("@")[0].replace("-", "_"), 2.0))

    shapes = {key: shape(item) for key, item in drawing.shapes.items()}
    top = SIXTY + drawing.height / 2 * drawing.metres
    return replace(drawing, crs="EPSG:3857", corner=(2_000_000.0, top), shapes=shapes)


def test_the_projections_of_a_state_are_those_of_drawings() -> None:
    assert PROJECTIONS == (EQUAL_AREA, MERCATOR)


def test_the_scale_is_that_of_the_centre_and_says_so(drawing: Drawing) -> None:
    mercator = in_mercator(drawing)
    assert ground_metres(drawing) == drawing.metres
    assert ground_metres(mercator) == pytest.approx(drawing.metres * math.cos(math.radians(60)), rel=1e-6)
    assert ">50 km</text>" in scale_markup(drawing, "en")
    assert ">20 km at the centre</text>" in scale_markup(mercator, "en")


def test_the_note_names_the_core_units_that_are_enlarged_least_and_most(layer: Layer, drawing: Drawing) -> None:
    state = replace(default_state(layer), projection=MERCATOR)
    # NO03 and RU-C are no core units, NO0X is not drawn in this year.
    drawn = in_mercator(drawing, NO01=8.34, RU_A=4.5, NO03=9.9, RU_C=1.1, NO0X=20)
    assert "West Fell\u00a0×\u00a08.3" in mercator_note(layer, [drawn], state)
    assert mercator_note(layer, [drawn], state).endswith(": NO02\u00a0×\u00a02.0; West Fell\u00a0×\u00a08.3.")
    south = in_mercator(drawing, RU_A=1.8)
    assert "Seaside\u00a0×\u00a01.8" in mercator_note(layer, [drawn, south], state)


def test_a_year_without_core_units_has_a_note_without_names(layer: Layer, drawing: Drawing) -> None:
    state = replace(default_state(layer), projection=MERCATOR)
    note = mercator_note(layer, [replace(in_mercator(drawing), shapes={})], state)
    assert note == "Mercator enlarges what lies farther from the equator."


def test_only_a_figure_in_mercator_says_so(layer: Layer, drawing: Drawing, entry_of: Entries, state: MapState) -> None:
    entry = entry_of(layer)
    entry = replace(entry, topologies={**entry.topologies, MERCATOR: {"arctic": "mercator.json"}})
    plain = figure(layer, entry, [drawing], state, AssetUrls())
    mercator = figure(layer, entry, [in_mercator(drawing)], replace(state, projection=MERCATOR), AssetUrls())
    assert "Mercator" not in plain.html
    assert "data-corner" not in plain.html
    assert 'data-topology="/data/arctic.json"' in plain.html
    assert 'data-topology="/data/mercator.json"' in mercator.html
    assert f'data-corner="2000000.0 {SIXTY + 100_000:.1f}"' in mercator.html
    assert "Mercator enlarges" in mercator.html
    assert "map-basemap" not in mercator.html
    assert set(mercator.styles) - set(plain.styles) == {"/static/map/basemap.css"}


def test_names_stay_text_in_the_note(
    layer_with: Callable[..., Layer], drawing: Drawing, entry_of: Entries, hostile: tuple[str, ...]
) -> None:
    for text in hostile:
        layer = layer_with(names={"NO01": {"en": text}})
        state = replace(default_state(layer), projection=MERCATOR)
        made = figure(layer, entry_of(layer), [in_mercator(drawing, NO01=9)], state, AssetUrls())
        note = made.html.split('<p id="projection-')[1].split("</p>")[0].split(">", 1)[1]
        assert "<" not in note
        assert "×" in note
