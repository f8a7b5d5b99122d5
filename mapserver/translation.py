"""Messages of the interface in the reader's language: gettext catalogues, read from their text files.

A message is its English text; what it inserts is named: ``%(name)s``. Every room may ask; none needs a request for it.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from mapserver.paths import PACKAGE

if TYPE_CHECKING:
    from babel.messages import Catalog

#: The language that messages are written in.
SOURCE = "en"
#: Languages of the interface by BCP 47 tag, in the order in which they are offered, and the folder of each catalogue.
#: Serbian has two scripts and one catalogue: letters in the Cyrillic one stand for those of the Latin one.
CATALOGUES = {
    "nb": "nb",
    "se": "se",
    "sv": "sv",
    "fi": "fi",
    "ru": "ru",
    "bg": "bg",
    "sr-Cyrl": "sr_Cyrl",
    "sr-Latn": "sr_Cyrl",
    "mk": "mk",
    "tr": "tr",
    "sk": "sk",
    "uk": "uk",
}
LANGUAGES = (SOURCE, *CATALOGUES)
#: Languages without a catalogue whose readers read another one's: forms of Norwegian and Serbian, and languages of
#: minorities that name places here, in the language of the country around them.
STAND_IN = {
    "no": "nb",
    "nn": "nb",
    "fkv": "nb",
    "sma": "nb",
    "smj": "nb",
    "fit": "sv",
    "sms": "fi",
    "smn": "fi",
    "sr": "sr-Cyrl",
}
FOLDER = PACKAGE / "web" / "translations"
#: Serbian letters that are not one letter for one in the order of the alphabets below.
DIGRAPHS = {"љ": "lj", "њ": "nj", "џ": "dž", "Љ": "Lj", "Њ": "Nj", "Џ": "Dž"}
SERBIAN = str.maketrans(
    "абвгдђежзијклмнопрстћуфхцчшАБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ",
    "abvgdđežzijklmnoprstćufhcčšABVGDĐEŽZIJKLMNOPRSTĆUFHCČŠ",
) | {ord(letter): latin for letter, latin in DIGRAPHS.items()}


def N_(message: str) -> str:
    """Mark a message that is translated where it is shown."""
    return message


@cache
def interface_language(lang: str) -> str:
    """Return the language in which a reader of `lang` (BCP 47) reads the interface; English where there is none."""
    if lang in LANGUAGES:
        return lang
    primary = lang.partition("-")[0]
    return STAND_IN.get(lang) or STAND_IN.get(primary) or (primary if primary in LANGUAGES else SOURCE)


def latin(text: str) -> str:
    """Return Serbian text in Latin letters: each letter of the Cyrillic alphabet stands for one or two of them."""
    return text.translate(SERBIAN)


def tell(lang: str, message: str, **values: object) -> str:
    """Return a message for a reader of `lang`, with `values` in their places; English where it is not translated."""
    return catalogue(interface_language(lang)).gettext(message) % values


def tell_plural(lang: str, one: str, many: str, count: int, **values: object) -> str:
    """Return the message that fits `count`, which stands as ``%(num)s`` in it where `values` have no other `num`."""
    return catalogue(interface_language(lang)).ngettext(one, many, count) % {"num": count, **values}


def pattern(lang: str, message: str) -> str:
    """Return a message for a reader of `lang` with its places left open, for a client that fills them."""
    return catalogue(interface_language(lang)).gettext(message)


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the messages of a language of the interface; one without any for English."""
    if language not in CATALOGUES:
        return NullTranslations()
    messages = read_catalogue(language)
    if language == "sr-Latn":
        for message in messages:
            forms = [message.string] if isinstance(message.string, str) else message.string or ()
            written = [latin(form) for form in forms]
            message.string = written[0] if isinstance(message.string, str) else written
    packed = BytesIO()
    write_mo(packed, messages)
    packed.seek(0)
    return Translations(packed)


def read_catalogue(language: str) -> Catalog:
    """Read the catalogue file of a language of `CATALOGUES`; ValueError where it is no catalogue."""
    path = FOLDER / CATALOGUES[language] / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=CATALOGUES[language], abort_invalid=True)
