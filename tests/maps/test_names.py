"""Names for a reader."""

from dataclasses import replace

import pytest

from mapserver.maps.names import is_cyrillic, local_name, shown_name
from mapserver.model import Layer, Text


def test_a_reader_sees_the_own_language_else_english_else_the_official_name(layer: Layer) -> None:
    fell, river = layer.places[0], layer.places[6]
    assert shown_name(fell, "se") == ("Oarjjit", "se")
    assert shown_name(fell, "fi") == ("West Fell", "en")
    assert shown_name(replace(fell, names=Text(nb="Vestfjell", se="Oarjjit")), "fi") == ("Vestfjell", "nb")
    assert shown_name(river, "en") == ("Заречье", "ru")
    assert local_name(fell, "en") == ("Vestfjell", "nb")
    assert local_name(fell, "nb") == ("", "")


def test_a_reader_of_cyrillic_sees_an_official_cyrillic_name_before_english(layer: Layer) -> None:
    sea, fell = layer.places[5], layer.places[0]
    assert shown_name(sea, "bg") == ("Приморье", "ru")
    assert shown_name(replace(sea, official=()), "bg") == ("Seaside", "en")
    assert shown_name(fell, "bg") == ("West Fell", "en")
    assert shown_name(sea, "sr-Latn") == ("Seaside", "en")


@pytest.mark.parametrize(("lang", "known"), [("sr", True), ("sr-Cyrl", True), ("sr-Latn", False), ("nb", False)])
def test_a_language_is_written_as_its_tag_says(lang: str, known: bool) -> None:
    assert is_cyrillic(lang) is known
