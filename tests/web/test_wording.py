"""Words for people."""

from markupsafe import Markup

from mapserver.maps.names import country_name
from mapserver.model import BorderEntry, Text
from mapserver.web.wording import (
    border_text,
    language_name,
    level_name,
    own_language_name,
    reference_name,
    spoken,
    spoken_country,
    theme_name,
    unbroken,
)


def test_countries_are_named_and_unknown_codes_stay() -> None:
    assert country_name("NO") == "Norway"
    assert country_name("RU", "nb") == "Russland"
    assert country_name("QX1") == "QX1"
    assert str(spoken_country("MK", "se")) == "Davvi-Makedonia", "Unicode has no name in Sámi: that of the catalogue"


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


def test_languages_are_named_in_the_language_of_the_reader() -> None:
    assert language_name("se", "fi") == "pohjoissaame"
    assert language_name("sr-Latn") == "Serbian (Latin)"
    assert language_name("sr-Latn", "sr-Latn") == "srpski (latinica)"
    assert language_name("zzz", "fi") == "zzz"
    assert own_language_name("smj") == "Julevsámegiella"


def test_a_border_without_a_name_is_named_after_its_countries_in_every_language() -> None:
    names = border_text(BorderEntry("NO-RU", "NO", "RU", 1.0, 1))
    assert names.say("en") == "Norway – Russia"
    assert names.say("fi") == "Norja – Venäjä"


def test_a_border_with_a_name_in_one_language_is_named_after_its_countries_in_the_others() -> None:
    names = border_text(BorderEntry("NO-RU", "NO", "RU", 1.0, 1, Text({"en": "The border", "sr-Cyrl": "Граница"})))
    assert (names.say("en"), names.say("sr-Cyrl"), names.say("nb")) == ("The border", "Граница", "Norge – Russland")


def test_words_that_nobody_listed_stay_readable() -> None:
    assert theme_name("labour") == "Labour market"
    assert theme_name("open_space") == "Open space"
    assert reference_name("census") == "at the census"
    assert reference_name("at noon") == "at noon"
    assert level_name("finest") == "Finest available"
    assert level_name("nuts1") == "nuts1"


def test_no_line_ends_beside_a_per_cent_sign() -> None:
    assert unbroken("59 % of the years") == "59\u00a0%\u00a0of the years"
    html = unbroken(Markup("<b>% of the labour force</b>"))
    assert isinstance(html, Markup)
    assert html == "<b>%\u00a0of the labour force</b>"
