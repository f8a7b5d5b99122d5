"""Numbers as readers write them."""

import pytest

from mapserver.maps.formats import interval, list_signs, listing, number, percent


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "1,234.5"),
        ("nb", "1\u202f234,5"),
        ("ru", "1\u202f234,5"),
        ("fi", "1\u202f234,5"),
        ("sr-Cyrl", "1.234,5"),
        ("tr", "1.234,5"),
        ("sma", "1\u202f234,5"),
        ("fkv", "1\u202f234,5"),
        ("no such tag", "1,234.5"),
    ],
)
def test_separators_follow_the_language(lang: str, text: str) -> None:
    assert number(1234.5, 1, lang) == text


def test_decimals_are_fixed_and_minus_is_a_minus() -> None:
    assert number(-2, 2, "nb") == "\u22122,00"
    assert number(0.04, 0, "en") == "0"
    assert number(-0.04, 1, "en") == "0.0"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "1,234.6%"),
        ("nb", "1\u202f234,6\u202f%"),
        ("se", "1\u202f234,6\u202f%"),
        ("bg", "1\u202f234,6%"),
        ("sr-Latn", "1.234,6%"),
        ("tr", "%1.234,6"),
    ],
)
def test_percentages_follow_the_language(lang: str, text: str) -> None:
    assert percent(1234.56, lang) == text


def test_percentages_have_one_decimal_and_a_true_minus() -> None:
    assert percent(-3.06, "en") == "\u22123.1%"
    assert percent(-3.06, "tr") == "\u2212%3,1"
    assert percent(-0.04, "en") == "0.0%"


def test_ranges_and_lists() -> None:
    assert interval(1, 2.5, 1, "ru") == "1,0\u202f\u2013\u202f2,5"
    assert (listing(["a"]), listing(["a", "b", "c"]), listing([])) == ("a", "a, b and c", "")


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "a, b and c"), ("nb", "a, b og c"), ("fi", "a, b ja c"), ("smn", "a, b ja c"), ("hu", "a, b and c")],
)
def test_lists_are_those_of_the_interface(lang: str, words: str) -> None:
    assert listing(("a", "b", "c"), lang) == words
    signs = list_signs(lang)
    assert "a" + signs["between"] + "b" + signs["last"] + "c" == words
    assert (listing(["a"], lang), listing([], lang)) == ("a", "")
    assert listing(("a", "b"), lang) == f"a{signs['pair']}b"
