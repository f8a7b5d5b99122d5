"""Names of places and levels for a reader: in the own language, else in one that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale

if TYPE_CHECKING:
    from mapserver.model import Layer, Place

ENGLISH = Locale("en")

#: Languages that are written in Cyrillic where their tag does not say otherwise.
CYRILLIC = frozenset({"be", "bg", "mk", "ru", "rue", "sr", "uk"})
#: Levels in words, for sentences.
LEVEL_TITLES = {
    "country": "countries",
    "nuts1": "NUTS 1 regions",
    "nuts2": "NUTS 2 regions",
    "nuts3": "NUTS 3 regions",
    "oblast": "oblasts",
    "okrug": "oblasts and autonomous okrugs",
    "municipality": "municipalities",
}


def shown_name(place: Place, lang: str) -> tuple[str, str]:
    """Return the name of a place for a reader of `lang`, and the language that it is in.

    Without one in that language it is the English one, for readers of Cyrillic an official one in Cyrillic before it;
    then the first official one, whatever there is, at last the code.
    """
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


def country_title(code: str) -> str:
    """Return the English name of a country for a sentence, by its ISO 3166-1 code; the code where it is none."""
    return str(ENGLISH.territories.get(code, code))


def level_title(layer: Layer, country: str, level: str, lang: str = "en") -> str:
    """Return the words for a level in a sentence: our plural, else what the country calls it, else its identifier."""
    own = layer.level_titles.get(f"{country}/{level}")
    if level in LEVEL_TITLES or not own:
        return LEVEL_TITLES.get(level, level)
    title = own.say(lang)
    return title if title[:2].isupper() else title[:1].lower() + title[1:]
