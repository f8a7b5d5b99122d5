"""Names of places, countries, levels and sources for a reader: in the own language, else in one that can be read."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mapserver.maps.formats import isolated, listing, locale_of
from mapserver.translation import N_, SOURCE, interface_language, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.model import Layer, Place, SeriesNote, UnitEntry

#: Countries of our borders that Unicode leaves without a name in some language of the interface.
UNNAMED = (N_("North Macedonia"),)
#: Languages that are written in Cyrillic where their tag does not say otherwise.
CYRILLIC = frozenset({"be", "bg", "mk", "ru", "rue", "sr", "uk"})
#: Levels in words, for sentences.
LEVEL_TITLES = {
    "country": N_("countries"),
    "nuts1": N_("NUTS 1 regions"),
    "nuts2": N_("NUTS 2 regions"),
    "nuts3": N_("NUTS 3 regions"),
    "oblast": N_("oblasts"),
    "okrug": N_("oblasts and autonomous okrugs"),
    "municipality": N_("municipalities"),
}


def shown_name(place: Place | UnitEntry, lang: str) -> tuple[str, str]:
    """Return the name of a place for a reader of `lang`, and the language that it is in.

    Without one in that language it is the English one, for readers of Cyrillic an official one in Cyrillic before it;
    then the first official one, whatever there is, at last the code. One written from right to left is isolated.
    """
    name, tag = _shown_name(place, lang)
    return isolated(name), tag


def _shown_name(place: Place | UnitEntry, lang: str) -> tuple[str, str]:
    exact = place.names.find(lang)
    if exact is not None:
        return exact
    official = [tag for tag in place.official if tag in place.names]
    readable = [tag for tag in official if is_cyrillic(tag)] if is_cyrillic(lang) else []
    for tag in (*readable, "en", *official):
        if tag in place.names:
            return place.names[tag], tag
    name, tag = place.names.spoken("en")
    return (name, tag) if name else (place.code, "")


def is_named(place: Place | UnitEntry, lang: str) -> bool:
    """Say whether a place has a name in a language, in whichever script."""
    return place.names.find(lang) is not None


def full_name(place: Place | UnitEntry, lang: str) -> str:
    """Return the name of a place with its country, once where both have the same name."""
    name, country = shown_name(place, lang)[0], country_title(place.country, lang)
    return name if name == country or country_title(place.country) in place.names.values() else f"{name}, {country}"


def is_cyrillic(lang: str) -> bool:
    """Say whether a language is written in Cyrillic: as its tag says, else as is usual."""
    primary, *rest = lang.split("-")
    return "Cyrl" in rest or (primary in CYRILLIC and "Latn" not in rest)


def local_name(place: Place, lang: str) -> tuple[str, str]:
    """Return the first official name and its language, or ``("", "")`` where it is what the reader already sees."""
    shown = shown_name(place, lang)[0]
    for official in place.official:
        name = place.names.get(official, "")
        if name and name != shown:
            return name, official
    return "", ""


@lru_cache(maxsize=1024)
def country_title(code: str, lang: str = SOURCE) -> str:
    """Return the name of a country for a sentence of the interface, by its ISO 3166-1 code; the code where it is none.

    English where the language has no name for it.
    """
    language = interface_language(lang)
    name = locale_of(language).territories.get(code)
    return str(name or tell(language, locale_of(SOURCE).territories.get(code, code)))


@lru_cache(maxsize=512)
def country_name(code: str, lang: str = SOURCE) -> str:
    """Return the name of a country that stands by itself, also in a language that the interface has not; else as in a
    sentence."""
    return str(locale_of(lang).territories.get(code) or country_title(code, lang))


def country_list(codes: Sequence[str], lang: str) -> str:
    """Return the names of countries for a sentence."""
    return listing([country_title(code, lang) for code in codes], lang)


def source_title(layer: Layer, series: SeriesNote, lang: str) -> str:
    """Name the source of a series in a sentence: the part of its title that stands before a comma, where that tells
    it from the others, else the title in quotes."""
    title = series.title.say(lang)
    head, comma, _ = title.partition(",")
    heads = [other.title.say(lang).partition(",")[0] for other in layer.series]
    return head if comma and heads.count(head) == 1 else f"\u201c{title}\u201d"


def level_title(layer: Layer, country: str, level: str, lang: str = SOURCE) -> str:
    """Return the words for a level in a sentence: our plural, else what the country calls it, else its identifier."""
    own = layer.level_titles.get(f"{country}/{level}")
    if level in LEVEL_TITLES:
        return tell(lang, LEVEL_TITLES[level])
    if not own:
        return level
    title = own.say(lang)
    return title if title[:2].isupper() else title[:1].lower() + title[1:]
