"""The newest figures of a layer, and whose they are."""

from __future__ import annotations

from dataclasses import replace

from mapserver.model import Cell, SeriesNote, Text
from mapserver.statistics.newest import newest
from tests.statistics.test_contrasts import make_layer


def note(*editions: str) -> SeriesNote:
    sources = tuple({"id": name, "publisher": "Office", "title": name, "retrieved": "2024"} for name in editions)
    return SeriesNote("s", Text(), ("NO",), "flow", "", Text(), "", "", sources)


def test_the_year_is_the_latest_with_a_value_and_the_source_that_of_its_first_part():
    line = {"NO073": {2019: Cell(1.0, edition="OLD"), 2020: Cell(2.0, edition="NEW+POP"), 2021: None}}
    layer = replace(make_layer(line), series=(note("OLD", "POP", "NEW"),))
    year, source = newest(layer)
    assert (year, source["id"]) == (2020, "NEW")


def test_of_several_sources_it_is_that_with_most_values():
    line = {code: {2020: Cell(1.0, edition=name)} for code, name in (("NO071", "A"), ("NO073", "B"), ("RU-KR", "B"))}
    assert newest(replace(make_layer(line), series=(note("A", "B"),)))[1]["id"] == "B"


def test_a_layer_without_values_has_nothing_new():
    assert newest(make_layer({"NO073": {2020: None}})) is None
