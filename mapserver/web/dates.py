"""Dates as the reader's language writes them, as exact as the source gives them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton

from mapserver.maps.formats import locale_of

#: English that writes the day before the month, as all other languages here do.
ENGLISH = Locale("en", "GB")


@lru_cache(maxsize=512)
def date_text(written: str, lang: str) -> str:
    """Write a year, a year-month or a date (``2026-08``) in words; what is none of these stays as it is."""
    try:
        parts = [int(part) for part in written.split("-")]
        known = date(*parts, *[1] * (3 - len(parts)))
    except (ValueError, TypeError):
        return written
    if len(parts) == 1:
        return written
    locale = locale_of(lang)
    locale = ENGLISH if locale.language == "en" else locale
    if len(parts) == 2:
        return str(format_skeleton("yMMMM", known, locale=locale))
    return str(format_date(known, "long", locale=locale))
