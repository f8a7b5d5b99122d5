"""The attribution of a map."""

from dataclasses import replace

import pytest

from mapserver.maps.attribution import sources_line
from mapserver.model import Layer
from tests.maps.conftest import without


def test_sources_and_boundaries_are_named_once(layer: Layer) -> None:
    origins = ("Natural Earth, admin 1 (Public domain)", "Own survey (CC0)")
    assert sources_line(replace(layer, origins=origins), "en") == (
        "Data: Eurostat (CC BY 4.0); Rosstat (reuse with attribution)."
        " Boundaries: Natural Earth, admin 1 (Public domain); Own survey (CC0)."
    )


def test_only_sources_of_the_year_s_values_are_named(layer: Layer) -> None:
    assert sources_line(without(layer, "RU", (2020,)), "en", 2020).startswith("Data: Eurostat (CC BY 4.0). ")
    editions = tuple(
        {"id": name, "publisher": publisher, "licence": "CC BY 4.0"} for name, publisher in (("A", "One"), ("B", "Two"))
    )
    cells = tuple(tuple(cell._replace(edition="x+B") for cell in line) for line in layer.cells)
    both = replace(layer, cells=cells, series=(replace(layer.series[0], sources=editions), layer.series[1]))
    assert sources_line(both, "en", 2020).startswith("Data: Two (CC BY 4.0); Rosstat")


@pytest.mark.parametrize(
    ("licence", "words"),
    [
        ("Official statistics of Ukraine; licence not stated, facts quoted with source", "terms not stated"),
        ("CC BY-SA text; single figures quoted with source", "CC BY-SA"),
        ("Rosstat official statistics; use with reference to the source", "with attribution"),
        ("Terms in six pages that nobody has summed up yet", "own terms"),
        ("CC BY 4.0", "CC BY 4.0"),
    ],
)
def test_a_licence_stands_on_the_map_in_a_few_words(layer: Layer, licence: str, words: str) -> None:
    source = {"publisher": "Office", "licence": licence}
    series = tuple(replace(item, sources=(source,)) for item in layer.series)
    assert sources_line(replace(layer, series=series, origins=()), "en") == f"Data: Office ({words})."
