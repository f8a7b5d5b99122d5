"""How figures are calculated, in words."""

from dataclasses import replace

import pytest

from mapserver.maps.derivations import calculation_words, term_titles
from mapserver.model import Calculation, Text
from tests.maps.conftest import Translated

TITLES = {
    "births/x": Text(en="Live births", nb="Levendef\u00f8dte"),
    "people/a": Text(en="Population", nb="Befolkning"),
    "people/b": Text(en="Population", nb="Befolkning"),
    "gdp/x": Text(en="GDP", nb="BNP"),
}
RATE = Calculation("formula", ("births/x", "people/a"), "b / mid(p) * 1000", ("b", "p"), titles=TITLES)
EURO = Calculation("exchange", ("gdp/x",), to="EUR", money="RUB, current prices", titles=TITLES)


@pytest.mark.parametrize(
    ("calculation", "words"),
    [
        (RATE, "live births / mean population (1 January of the year and of the next) \u00d7 1,000"),
        (
            replace(RATE, parts=("people/a", "people/b"), formula="old / next(all_ages)", names=("old", "all_ages")),
            "population (old) / population (all ages) of the next year",
        ),
        (EURO, "GDP (RUB, current prices) in EUR by the annual average exchange rate"),
        (replace(EURO, money=""), "GDP (national currency) in EUR by the annual average exchange rate"),
        (replace(EURO, method="ppp"), "GDP (RUB, current prices) in international dollars by purchasing power parity"),
        (
            Calculation("total", ("births/x",), titles=TITLES),
            "live births as published; where a unit has none, the sum of its parts",
        ),
        (
            Calculation("first", ("births/x", "gdp/x"), titles=TITLES),
            "the first that has a figure: Live births; GDP",
        ),
        (
            replace(RATE, titles={}, parts=("live_births/x", "p/x")),
            "live births / mean p (1 January of the year and of the next) \u00d7 1,000",
        ),
    ],
)
def test_each_method_has_its_words(calculation: Calculation, words: str) -> None:
    assert calculation_words(calculation, "en") == words


def test_titles_and_numbers_are_those_of_the_reader(translated: Translated) -> None:
    translated({"mean %(series)s (1 January of the year and of the next)": "%(series)s (gjennomsnitt)"})
    assert calculation_words(RATE, "nb") == "levendef\u00f8dte / befolkning (gjennomsnitt) \u00d7 1\u202f000"


def test_who_shows_it_may_know_the_titles() -> None:
    bare = replace(RATE, titles={})
    assert calculation_words(bare, "nb", TITLES).startswith("levendef\u00f8dte / ")
    assert term_titles(bare, TITLES) == {"b": TITLES["births/x"], "p": TITLES["people/a"]}
    assert term_titles(None, TITLES) == {}
