"""The order of names in the alphabet of a reader's language. Knows no table."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from mapserver.maps.names import is_cyrillic
from mapserver.translation import interface_language

#: One order fits all languages of the interface in Cyrillic: none of them has two of its letters the other way round.
CYRILLIC = "а б в г ґ д ђ ѓ е є ж з ѕ и і ї й ј к л љ м н њ о п р с т ћ ќ у ў ф х ц ч џ ш щ ъ ы ь э ю я"
LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
#: Alphabets that have letters of their own; letters that stand together count as one.
ALPHABETS = {
    "nb": f"{LATIN} æä øö å",
    "sv": f"{LATIN} å äæ öø",
    "fi": f"{LATIN} å äæ öø",
    "se": "a á b c č d đ e f g h i j k l m n ŋ o p q r s š t ŧ u v w x y z ž øö æä å",
    "tr": "a b c ç d e f g ğ h ı i j k l m n o ö p q r s ş t u ü v w x y z",
    "sk": "a ä b c č d e f g h ch i j k l m n o ô p q r s š t u v w x y z ž",
    "sr-Latn": "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž",
}
#: Letters that are written with two.
DIGRAPHS = {"sk": ("ch",), "sr-Latn": ("dž", "lj", "nj")}
#: Letters that have no mark to take away, for languages that have them not.
BARE = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ŋ": "n", "ŧ": "t", "æ": "ae"})


@lru_cache(maxsize=8192)
def alphabet_key(text: str, lang: str) -> tuple[tuple[tuple[int, int], ...], str]:
    """Return what texts are compared by for a reader of `lang`.

    Letters of its alphabet come first, in its own script before the other; signs and digits come before all letters.
    """
    language = interface_language(lang)
    known, pairs = _positions(language), DIGRAPHS.get(language, ())
    small = text.translate({0x49: "ı", 0x130: "i"}) if language == "tr" else text
    small = unicodedata.normalize("NFC", small.casefold())
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(small):
        letter = small[place : place + 2] if small[place : place + 2] in pairs else small[place]
        place += len(letter)
        for one in [letter] if letter in known else _bare(letter):
            found.append((1, known[one]) if one in known else (2 if one.isalpha() else 0, ord(one)))
    return tuple(found), small


@cache
def _positions(language: str) -> dict[str, int]:
    latin = ALPHABETS.get(language, LATIN).split()
    groups = [*CYRILLIC.split(), *latin] if is_cyrillic(language) else [*latin, *CYRILLIC.split()]
    pairs = DIGRAPHS.get(language, ())
    return {letter: place for place, group in enumerate(groups) for letter in ([group] if group in pairs else group)}


def _bare(letter: str) -> str:
    apart = unicodedata.normalize("NFKD", letter.translate(BARE))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
