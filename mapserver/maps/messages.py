"""Messages that were kept to be shown: translated, with numbers and lists as the reader writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mapserver.maps.formats import listing, number
from mapserver.model import Message, Text
from mapserver.model.message import plain
from mapserver.translation import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The value that is the name of a series in a formula.
SERIES = "series"


def said(message: Message, lang: str, terms: Mapping[str, Text] | None = None) -> str:
    """Return a message in the reader's language; `terms` say what the series of a formula are called, by name."""
    values = {name: _value(name, value, lang, terms or {}) for name, value in message.values.items()}
    return tell(lang, message.text, **values)


def _value(name: str, value: Any, lang: str, terms: Mapping[str, Text]) -> str:
    if isinstance(value, Message):
        return said(value, lang, terms)
    if isinstance(value, Text):
        return value.say(lang)
    if isinstance(value, tuple):
        return listing([_value(name, item, lang, terms) for item in value], lang)
    if isinstance(value, float):
        return number(value, len(plain(value).partition(".")[2]), lang)
    if name == SERIES:
        return terms[value].say(lang) if value in terms else str(value).replace("_", " ")
    return str(value)
