"""Wording: names of countries, languages and units for a reader. Knows no page."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from mapserver.maps.formats import locale_of, number
from mapserver.maps.legend import flag_words
from mapserver.maps.names import country_title
from mapserver.model import Text
from mapserver.translation import interface_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.model import BorderEntry, UnitEntry

#: The language that the interface itself is written in.
INTERFACE = "en"

#: Languages of our areas that Unicode's table leaves unnamed or names too shortly.
LANGUAGE_NAMES = {"fkv": "Kven", "fit": "Meänkieli", "sr-Cyrl": "Serbian (Cyrillic)", "sr-Latn": "Serbian (Latin)"}

#: Themes of indicators, in the order of a statistical yearbook.
THEMES = {
    "demography": "Population",
    "territory": "Land and settlement",
    "economy": "Economy",
    "labour": "Labour market",
    "living_conditions": "Living conditions",
    "education": "Education",
    "health": "Health",
    "environment": "Environment",
    "tourism": "Tourism",
    "transport": "Transport",
}

#: When in a year a figure holds.
REFERENCES = {
    "1 January": "at 1 January",
    "31 December": "at 31 December",
    "average": "average of the year",
    "flow": "during the year",
    "census": "at the census",
}


@lru_cache(maxsize=512)
def country_name(code: str, language: str = INTERFACE) -> str:
    """Return the name of a country by its ISO 3166-1 code; the code where it is none."""
    return str(locale_of(language).territories.get(code) or country_title(code))


def country_language(code: str, language: str) -> str:
    """Return the language in which `country_name` gives a name: the one that stands in, or the interface's."""
    locale = locale_of(language)
    return str(locale).replace("_", "-") if code in locale.territories else INTERFACE


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
    """Return the names of a border by language; the two countries where it has none."""
    return border.title or Text(
        {INTERFACE: f"{country_name(border.country_a)} \u2013 {country_name(border.country_b)}"}
    )


@lru_cache(maxsize=128)
def language_name(tag: str) -> str:
    """Return the English name of a language by its BCP 47 tag; the tag where nobody knows it."""
    names = locale_of(INTERFACE).languages
    return LANGUAGE_NAMES.get(tag) or str(names.get(tag.replace("-", "_")) or names.get(tag.partition("-")[0]) or tag)


@lru_cache(maxsize=128)
def own_language_name(tag: str) -> str:
    """Return what a language calls itself, for a list of languages."""
    locale = locale_of(tag)
    own = locale.get_display_name(locale) if locale.language == tag.partition("-")[0] else None
    name = own or language_name(tag)
    return name[:1].upper() + name[1:]


def theme_name(theme: str) -> str:
    """Return a theme in words."""
    return THEMES.get(theme) or theme.replace("_", " ").capitalize()


def theme_order(theme: str) -> tuple[int, str]:
    """Return the place of a theme in a list; unknown ones come last."""
    order = list(THEMES)
    return (order.index(theme) if theme in THEMES else len(order), theme)


def reference_name(reference: str) -> str:
    """Return in words when in a year a figure holds."""
    return REFERENCES.get(reference, reference)


def unit_text(unit: UnitEntry) -> Text:
    """Return the names of a unit by language; the code where it has none."""
    return unit.names or Text({INTERFACE: unit.code})


def explain(flag: str) -> str:
    """Return a source's flag in words."""
    return "; ".join(flag_words(flag))


def figure_text(value: float | None, decimals: int, language: str = INTERFACE) -> str:
    """Write a number as the language writes it; a dash for no number."""
    return "\u2013" if value is None else number(value, decimals, language)


def spoken(text: Text, language: str = INTERFACE) -> Markup:
    """Return the best text for a reader as HTML, marked with its language where that is not the interface's."""
    return _marked(*text.spoken(language), language)


def _marked(words: str, tag: str, language: str) -> Markup:
    if tag == interface_language(language) or tag.partition("-")[0] == interface_language(language):
        return escape(words)
    return Markup('<span lang="{}">{}</span>').format(tag, words)
