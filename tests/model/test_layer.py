"""Layers: what the figures of a year measure where a series has a measure of its own, and notes on some countries."""

from dataclasses import replace

from mapserver.model import Cell, CountryNote, Layer, Text
from mapserver.model.layer import common_measure
from tests.maps.conftest import make_layer

FORCE, ALL = Text(en="% of the labour force"), Text(en="% of all persons", nb="% av alle")


def with_own_measure(**changes: object) -> Layer:
    """Let the Russian series measure something else, in 2019 with Norwegian figures beside it, in 2022 alone."""
    layer = make_layer()
    none = Cell(None, reason="not_collected")
    cells = tuple(
        (*line[:3], none) if place.country == "NO" else line
        for place, line in zip(layer.places, layer.cells, strict=True)
    )
    series = tuple(replace(item, measure=ALL) if item.id == "rosstat" else item for item in layer.series)
    return replace(layer, cells=cells, series=series, **changes)  # type: ignore[arg-type]


def test_figures_of_one_measure_have_that_one() -> None:
    layer = with_own_measure()
    assert layer.measure_in(2022) == ALL
    assert layer.measure_of([5, 6]) == ALL
    assert layer.measure_of([0]) == FORCE


def test_figures_of_several_measures_have_that_of_the_indicator() -> None:
    layer = with_own_measure()
    assert layer.measure_in(2019) == FORCE
    assert layer.measure_in(*layer.years) == FORCE
    assert layer.measures_of([0, 5]) == {"eurostat": FORCE, "rosstat": ALL}


def test_without_figures_or_own_measures_it_is_that_of_the_indicator() -> None:
    assert with_own_measure().measure_in() == with_own_measure().measure_of(()) == FORCE
    assert with_own_measure().measure_in(1999) == FORCE
    assert all(make_layer().measure_in(year) == FORCE for year in make_layer().years)


def test_two_series_of_one_own_measure_share_it() -> None:
    assert common_measure(FORCE, {"a": ALL, "b": ALL}, ("a", "b")) == ALL
    assert common_measure(FORCE, {"a": ALL}, ("a", "b")) == FORCE


def test_notes_on_countries_stand_where_these_are_shown() -> None:
    shelf, far = CountryNote(("NO", "SE"), Text(en="The shelf.")), CountryNote(("MK",), Text(en="The census."))
    layer = make_layer(notes=Text(en="Of all."), country_notes=(shelf, far))
    assert layer.notes_on(["NO", "RU"]) == (Text(en="Of all."), Text(en="The shelf."))
    assert layer.notes_on(["RU"]) == (Text(en="Of all."),)
    assert layer.all_notes == (Text(en="Of all."), Text(en="The shelf."))
    assert make_layer(country_notes=(far,)).all_notes == ()
