"""Names of places for a reader: in the reader's language, else the official one. Knows no geometry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale

from mapserver.model.land import border_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapserver.model import Place

ENGLISH = Locale("en")

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

    Where there is none in that language, the first official name stands; then whatever there is; at last the code.
    """
    exact = place.names.find(lang)
    if exact is not None:
        return exact
    for official in place.official:
        if official in place.names:
            return place.names[official], official
    name, tag = place.names.spoken("en")
    return (name, tag) if name else (place.code, "")


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


def level_title(level: str) -> str:
    """Return the English plural of a level for a sentence."""
    return LEVEL_TITLES.get(level, level)


def borders_among(countries: Iterable[str]) -> tuple[str, ...]:
    """Return the names of all borders that could exist among countries, in alphabetical order."""
    codes = sorted(set(countries))
    return tuple(border_of(a, b) for index, a in enumerate(codes) for b in codes[index + 1 :])
