"""Wording: names of countries, languages and units for a reader. Knows no page."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from mapserver.maps.derivations import calculation_words, term_titles
from mapserver.maps.formats import isolated, locale_of, number, percent
from mapserver.maps.legend import flag_words
from mapserver.maps.messages import said
from mapserver.maps.names import country_name
from mapserver.maps.notes import reference_words
from mapserver.model import Message, Text
from mapserver.translation import LANGUAGES, N_, interface_language, tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.model import BorderEntry, Calculation, UnitEntry

#: The language that the interface itself is written in.
INTERFACE = "en"

#: Languages of our areas that Unicode's table leaves unnamed or names otherwise than their speakers do.
LANGUAGE_NAMES = {"fkv": N_("Kven"), "fit": N_("Meänkieli"), "yrk": N_("Nenets")}
#: What languages call themselves where Unicode's table does not say.
OWN_NAMES = {
    "fkv": "Kvääni",
    "rue": "Русиньскый",
    "sma": "Åarjelsaemien",
    "smj": "Julevsámegiella",
    "smn": "Anarâškielâ",
}

#: Themes of indicators, in the order of a statistical yearbook.
THEMES = {
    "demography": N_("Population"),
    "territory": N_("Land and settlement"),
    "economy": N_("Economy"),
    "labour": N_("Labour market"),
    "living_conditions": N_("Living conditions"),
    "education": N_("Education"),
    "health": N_("Health"),
    "environment": N_("Environment"),
    "tourism": N_("Tourism"),
    "transport": N_("Transport"),
}


#: Levels that a reader can ask for.
LEVELS = {"finest": N_("Finest available"), "nuts2": N_("NUTS 2 regions")}


def country_language(code: str, language: str) -> str:
    """Return the language in which `country_name` gives a name: the one that stands in, or the interface's."""
    locale = locale_of(language)
    return str(locale).replace("_", "-") if code in locale.territories else interface_language(language)


def unbroken(words: str) -> str:
    """Return words in which a line ends neither before a per cent sign nor after it; HTML stays HTML."""
    return words.replace(" %", "\u00a0%").replace("% ", "%\u00a0")


def spoken_country(code: str, language: str = INTERFACE) -> Markup:
    """Return the name of a country as HTML, marked with its language where that is not the interface's."""
    return _marked(country_name(code, language), country_language(code, language), language)


def spoken_countries(codes: Sequence[str], language: str = INTERFACE) -> Markup:
    """Return the names of countries as HTML, with commas."""
    return Markup(", ").join(spoken_country(code, language) for code in codes)


def border_name(country_a: str, country_b: str, language: str = INTERFACE) -> Markup:
    """Return the name of a border as HTML: both countries with a dash."""
    return Markup("\u2009\u2013\u2009").join(spoken_country(code, language) for code in (country_a, country_b))


def border_text(border: BorderEntry) -> Text:
    """Return the names of a border by language; in those in which it has none both countries with a dash."""
    countries = _border_text(border.country_a, border.country_b)
    return Text({**border.title, **{tag: words for tag, words in countries.items() if not border.title.find(tag)}})


@lru_cache(maxsize=128)
def _border_text(country_a: str, country_b: str) -> Text:
    return Text({tag: f"{country_name(country_a, tag)} \u2013 {country_name(country_b, tag)}" for tag in LANGUAGES})


@lru_cache(maxsize=1024)
def language_name(tag: str, language: str = INTERFACE) -> str:
    """Return the name of a language by its BCP 47 tag for a reader of `language`; the tag where nobody knows it.

    A tag with a script is named with it: Serbian (Latin).
    """
    if tag in LANGUAGE_NAMES:
        return tell(language, LANGUAGE_NAMES[tag])
    primary = tag.partition("-")[0]
    named, reader = locale_of(tag), locale_of(language)
    if "-" in tag and named.language == primary:
        return str(named.get_display_name(reader))
    return str(reader.languages.get(primary) or locale_of(INTERFACE).languages.get(primary) or tag)


@lru_cache(maxsize=128)
def own_language_name(tag: str) -> str:
    """Return what a language calls itself, for a list of languages."""
    locale = locale_of(tag)
    own = locale.get_display_name(locale) if locale.language == tag.partition("-")[0] else None
    name = OWN_NAMES.get(tag) or own or language_name(tag)
    return name[:1].upper() + name[1:]


def theme_name(theme: str, language: str = INTERFACE) -> str:
    """Return a theme in words."""
    return tell(language, THEMES[theme]) if theme in THEMES else theme.replace("_", " ").capitalize()


def theme_order(theme: str) -> tuple[int, str]:
    """Return the place of a theme in a list; unknown ones come last."""
    order = list(THEMES)
    return (order.index(theme) if theme in THEMES else len(order), theme)


def reference_name(reference: str, language: str = INTERFACE) -> str:
    """Return in words when in a year a figure holds."""
    return reference_words(reference, language)


def level_name(level: str, language: str = INTERFACE) -> str:
    """Return a level that a reader can ask for in words; its identifier where it is none of those."""
    return tell(language, LEVELS[level]) if level in LEVELS else level


def unit_text(unit: UnitEntry) -> Text:
    """Return the names of a unit by language; the code where it has none."""
    return unit.names or Text({INTERFACE: unit.code})


def explain(flag: str, language: str = INTERFACE) -> str:
    """Return a source's flag in words."""
    return "; ".join(flag_words(flag, language))


def calculated(calculation: Calculation, language: str, titles: Mapping[str, Text] | None = None) -> str:
    """Return in words how figures are calculated; `titles` are those of the parts, where it has none itself."""
    return calculation_words(calculation, language, titles)


def note_words(
    note: Message, language: str, calculation: Calculation | None = None, titles: Mapping[str, Text] | None = None
) -> str:
    """Return what is remarked on a figure; `calculation` and `titles` tell what the parts of a formula are called."""
    return said(note, language, term_titles(calculation, titles))


def figure_text(value: float | None, decimals: int, language: str = INTERFACE) -> str:
    """Write a number as the language writes it; a dash for no number."""
    return "\u2013" if value is None else number(value, decimals, language)


def percent_text(value: float, language: str = INTERFACE) -> str:
    """Write a percentage without decimals as the language does."""
    return percent(value, language, 0)


def spoken(text: Text | Message, language: str = INTERFACE) -> Markup:
    """Return the best text for a reader as HTML, marked with its language where that is not the interface's.

    A message is in the language of the interface, whatever it quotes.
    """
    if isinstance(text, Message):
        return escape(said(text, language))
    return _marked(*text.spoken(language), language)


def _marked(words: str, tag: str, language: str) -> Markup:
    words = isolated(words)
    if tag == interface_language(language) or tag.partition("-")[0] == interface_language(language):
        return escape(words)
    return Markup('<span lang="{}">{}</span>').format(tag, words)
