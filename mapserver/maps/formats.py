"""Numbers and lists as the reader's language writes them. Knows nothing of what they measure."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from babel.numbers import format_decimal

from mapserver.translation import SOURCE, interface_language

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Its lists have no comma before the last word, as ours never had.
BRITISH = Locale("en", "GB")
#: Languages that have no number format of their own in CLDR follow the language of the country around them.
STAND_IN = {"fkv": "nb", "sma": "nb", "smj": "nb", "fit": "sv", "sms": "fi", "smn": "fi"}
THIN_SPACE = "\u202f"
MINUS = "\u2212"
#: Numbers below this, with the decimals that figures have, have no more digits than a float tells apart.
EXACT = 1e11
DASH = "\u2013"


@cache
def locale_of(lang: str) -> Locale:
    """Return the Babel locale of a BCP 47 tag; the nearest one that Babel has, English in the end."""
    primary = lang.split("-")[0]
    for tag in (STAND_IN.get(primary, lang), primary, "en"):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    raise AssertionError("Babel knows English")


@cache
def _pattern(decimals: int) -> str:
    return "#,##0." + "0" * decimals if decimals else "#,##0"


@lru_cache(maxsize=16384)
def number(value: float, decimals: int, lang: str) -> str:
    """Format a number with a fixed count of decimals, narrow no-break spaces and a true minus sign."""
    shown = round(value, decimals) + 0.0
    if abs(shown) < EXACT:
        # Python writes it in a tenth of the time, with signs that are exchanged.
        return f"{shown:,.{decimals}f}".translate(_signs(lang))
    return _babel_number(shown, decimals, lang)


def _babel_number(value: float, decimals: int, lang: str) -> str:
    text = str(format_decimal(value, format=_pattern(decimals), locale=locale_of(lang)))
    return text.replace("\u00a0", THIN_SPACE).replace(" ", THIN_SPACE).replace("-", MINUS)


@cache
def _signs(lang: str) -> dict[int, str]:
    """Return what stands in a number of a language in place of Python's minus, comma and point."""
    minus, _, group, *_, point, _ = tuple(_babel_number(-1234567.5, 1, lang))
    return {ord("-"): minus, ord(","): group, ord("."): point}


@cache
def _percent_pattern(lang: str, decimals: int) -> str:
    return str(locale_of(lang).percent_formats[None].pattern).replace("#,##0", _pattern(decimals))


def percent(value: float, lang: str, decimals: int = 1) -> str:
    """Format a percentage (of 100) with one decimal or as many as are asked for: ``12.5%``, ``12,5 %``, ``%12,5``."""
    shown = round(value, decimals) / 100 + 0.0
    text = str(format_decimal(shown, format=_percent_pattern(lang, decimals), locale=locale_of(lang)))
    return text.replace("\u00a0", THIN_SPACE).replace(" ", THIN_SPACE).replace("-", MINUS)


@cache
def number_signs(lang: str) -> dict[str, str]:
    """Return what stands in the numbers of a language: minus, between thousands, before decimals."""
    minus, _, group, *_, point, _ = tuple(number(-1234567.5, 1, lang))
    return {"minus": minus, "group": group, "point": point}


#: Classes of letters (Unicode, bidirectional) and of marks that turn the direction of writing.
TURNING = frozenset({"R", "AL", "RLE", "RLO", "RLI", "LRO", "FSI"})


@lru_cache(maxsize=4096)
def isolated(words: str) -> str:
    """Return words so that those written from right to left do not turn the sentence round them."""
    if any(unicodedata.bidirectional(letter) in TURNING for letter in words):
        return f"\u2068{words}\u2069"
    return words


def interval(low: float, high: float, decimals: int, lang: str) -> str:
    """Format a range with an en dash between thin spaces: ``1,2 – 3,4``."""
    return f"{number(low, decimals, lang)}{THIN_SPACE}{DASH}{THIN_SPACE}{number(high, decimals, lang)}"


def listing(words: Sequence[str], lang: str = SOURCE) -> str:
    """Join words for a sentence in the language of the interface: ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return format_list(words, locale=_locale_of_lists(interface_language(lang)))


def list_signs(lang: str) -> dict[str, str]:
    """Return what stands in a list: `between` words, before the `last` of several, between the two of a `pair`."""
    _, between, last, _ = listing(("|", "|", "|"), lang).split("|")
    _, pair, _ = listing(("|", "|"), lang).split("|")
    return {"between": between, "last": last, "pair": pair}


@cache
def _locale_of_lists(language: str) -> Locale:
    return BRITISH if language == SOURCE else locale_of(language)
