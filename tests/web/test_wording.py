"""Words for people."""

from mapserver.model import Text
from mapserver.web.wording import country_name, language_name, own_language_name, spoken


def test_countries_are_named_and_unknown_codes_stay() -> None:
    assert country_name("NO") == "Norway"
    assert country_name("RU", "nb") == "Russland"
    assert country_name("QX1") == "QX1"


def test_languages_are_named_in_english_and_in_themselves() -> None:
    assert language_name("smj") == "Lule Sami"
    assert language_name("fkv") == "Kven"
    assert language_name("zzz") == "zzz"
    assert own_language_name("bg") == "Български"
    assert own_language_name("sr-Cyrl").startswith("Српски")


def test_words_in_another_language_are_marked_and_escaped() -> None:
    assert str(spoken(Text(en="A & B"), "en")) == "A &amp; B"
    assert str(spoken(Text(en="A", bg="<Б>"), "bg")) == "&lt;Б&gt;"
    assert str(spoken(Text(fkv="<B>"), "bg")) == '<span lang="fkv">&lt;B&gt;</span>'
    assert str(spoken(Text(en="A"), "bg")) == '<span lang="en">A</span>'
