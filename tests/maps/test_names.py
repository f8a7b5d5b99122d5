"""Names for a reader."""

from dataclasses import replace

import pytest

from mapserver.maps.names import country_title, is_cyrillic, local_name, shown_name
from mapserver.maps.state import default_state
from mapserver.maps.unit_words import unit_words
from mapserver.model import Layer, Text
from mapserver.translation import LANGUAGES


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


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("en", "Russia"),
        ("nb", "Russland"),
        ("sr-Latn", "Rusija"),
        ("sr-Cyrl", "\u0420\u0443\u0441\u0438\u0458\u0430"),
        ("hu", "Russia"),
    ],
)
def test_countries_are_named_in_the_language_of_the_sentence(lang: str, name: str) -> None:
    assert country_title("RU", lang) == name
    assert country_title("XQ", lang) == "XQ"


def test_every_country_of_the_borders_has_a_name_in_every_language() -> None:
    for lang in LANGUAGES:
        for code in ("NO", "SE", "FI", "RU", "BG", "RS", "MK", "TR", "SK", "UA"):
            assert country_title(code, lang) != code
    assert country_title("MK", "se") == "Davvi-Makedonia", "Unicode has no name in S\u00e1mi: that of the catalogue"


@pytest.mark.parametrize(
    ("lang", "name"), [("se", "Davvi-Makedonia"), ("hu", "\u00c9szak-Maced\u00f3nia"), ("nb", "Nord-Makedonia")]
)
def test_a_country_has_the_name_beside_the_pointer_that_the_page_gives_it(layer: Layer, lang: str, name: str) -> None:
    abroad = replace(layer, places=(replace(layer.places[0], country="MK"), *layer.places[1:]))
    words = unit_words(abroad, default_state(abroad, lang))
    assert isinstance(words["countries"], dict) and words["countries"]["MK"] == name
