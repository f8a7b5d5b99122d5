"""Names without what a reader may write otherwise: case and marks (`folded`), and how a script becomes Latin letters.

Both sides of a comparison are reduced alike, so that transliterations by different systems meet: Ужгород, Uzhhorod,
Užhorod and Uzgorod share a skeleton. The snapshot keeps the reduced names and reduces what is asked for: one room.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import product

#: Counts changes of the rules below: names that were reduced by other rules are reduced again.
RULES = 1
#: Letters of a name or query that are compared.
LONGEST = 100

#: Letters that are no letter with a mark to Unicode, though people leave their marks out.
_PLAIN = str.maketrans(
    {
        "ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n", "ŧ": "t", "ħ": "h",
        "ǥ": "g", "ʒ": "z", "ə": "e", "ı": "i", "ĸ": "k",
    }
)  # fmt: skip
#: Signs inside of a word that many leave out: apostrophes, soft signs, primes.
_INSIDE = re.compile("['\u2018\u2019\u02b9\u02bb\u02bc\u02bd\u02bf\u02c8\u02ca\u2032\u00b4`]")

#: Russian, Bulgarian, Ukrainian, Serbian, Macedonian, Rusyn, Komi and Nenets letters, without their marks.
_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "e", "ж": "z", "з": "z", "и": "i",
    "і": "i", "к": "k", "л": "l", "м": "m", "н": "n", "ӈ": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "sc", "ъ": "", "ы": "i", "ь": "", "э": "e",
    "ю": "iu", "я": "ia", "ђ": "d", "ј": "i", "љ": "li", "њ": "ni", "ћ": "c", "џ": "dz", "ѕ": "dz", "ѣ": "e",
}  # fmt: skip
#: Letters with a mark that are no letter without it.
_MARKED = str.maketrans({"ѓ": "гј", "ќ": "кј"})
#: Letters that transliterations write in several ways.
_EITHER = {"ё": ("e", "io"), "г": ("g", "h"), "щ": ("sc", "st"), "ъ": ("a", "u", ""), "ŋ": ("n", "ng")}
#: Rows of letters that stand for one, the longest first; then what is silent or written twice.
_REDUCTIONS = tuple(
    (re.compile(letters), one)
    for letters, one in (
        ("tsch|tch", "c"),
        ("sch|sh", "s"),
        ("ch|ts|tz", "c"),
        ("zh", "z"),
        ("kh", "h"),
        ("ph", "f"),
        ("ck|q", "k"),
        ("x", "ks"),
        ("w", "v"),
        ("[yj]", "i"),
        ("i+(?=[aeou])", ""),
        ("ae", "a"),
        ("oe", "o"),
        ("ue", "u"),
        ("h", ""),
        (r"([^\W\d_])\1+", r"\1"),
    )
)


def folded(text: str) -> str:
    """Return a text in small letters without marks, its words with one space between them; at most LONGEST letters."""
    return " ".join(_words(_bare(text[:LONGEST].casefold())))[:LONGEST].strip()


def skeletons(text: str) -> tuple[str, ...]:
    """Return what is left of a text in any transliteration, in each way in which its letters may be read.

    Words have one space between them. The result is empty where nothing is left, and never has more than 48 texts.
    """
    said = unicodedata.normalize("NFC", text[:LONGEST].casefold()).translate(_MARKED)
    open_letters = [letter for letter in _EITHER if letter in said]
    found = (
        _skeleton(said.translate({ord(letter): one for letter, one in zip(open_letters, chosen, strict=True)}))
        for chosen in product(*(_EITHER[letter] for letter in open_letters))
    )
    return tuple(dict.fromkeys(text for text in found if text))


def _skeleton(text: str) -> str:
    words = []
    for word in _words(_bare(text))[:LONGEST]:
        latin = "".join(_LATIN.get(letter, letter) for letter in word)
        for letters, one in _REDUCTIONS:
            latin = letters.sub(one, latin)
        if latin:
            words.append(latin)
    return " ".join(words)[:LONGEST].strip()


def _bare(text: str) -> str:
    """Leave out marks and what is no letter inside of a word."""
    apart = unicodedata.normalize("NFKD", _INSIDE.sub("", text))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _INSIDE.sub("", bare).casefold().translate(_PLAIN)


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text).split()
