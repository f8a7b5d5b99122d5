"""The attribution of a map."""

from dataclasses import replace

import pytest

from mapserver.maps.attribution import publishers, sources_line
from mapserver.model import Layer, Message
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


def test_publishers_of_single_figures_are_those_of_their_editions_and_rates(layer: Layer) -> None:
    sources = tuple(
        {"id": name, "publisher": publisher} for name, publisher in (("A", "One"), ("B", "Two"), ("R", "Bank"))
    )
    cells = [list(line) for line in layer.cells]
    cells[5][0] = cells[5][0]._replace(edition="x+B")
    cells[5][1] = cells[5][1]._replace(edition="A", note=Message("%(rate)s", rate="R"))
    told = replace(
        layer, cells=tuple(map(tuple, cells)), series=(layer.series[0], replace(layer.series[1], sources=sources))
    )
    assert publishers(told, [(5, 2019)], "en") == ("Two",)
    assert publishers(told, [(5, 2020), (0, 2020)], "en") == ("Eurostat", "One", "Bank")
    assert publishers(told, [(5, 2021)], "en") == ("One", "Two", "Bank"), "an edition that is not among them"
    assert publishers(told, [], "en") == ()
