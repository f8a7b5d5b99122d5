"""A pseudo language: each message stands in brackets, so that what a page says outside of them is no message."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from mapserver.model import Text

if TYPE_CHECKING:
    from babel.messages import Catalog

OPEN, CLOSE = "\u27e6", "\u27e7"
#: Places of values in a message: they stay outside of the brackets.
PLACE = re.compile(r"(%\(\w+\)[sd]|%%)")
BRACKETED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
#: Attributes that are read or read out.
READ = ("aria-label", "title", "alt", "placeholder", "content", "aria-description", "aria-roledescription")
SILENT = ("script", "style", "code", "time")
#: Fields of records of a snapshot that hold words for a reader besides the Texts.
FIELDS = {
    "publisher", "dataset", "title", "licence", "retrieved", "source", "position_source", "code", "moved", "note",
    "vintage", "denomination", "id", "address", "parents", "indicator",
}  # fmt: skip
WORD = re.compile(r"[^\W\d_]{2,}")


class PseudoCatalogue:
    """The messages of the program in brackets; what is none of them stays bare, as a key would."""

    def __init__(self, messages: Catalog) -> None:
        self._known = {
            form for message in messages for form in ([message.id] if isinstance(message.id, str) else message.id)
        }

    def gettext(self, message: str) -> str:
        if message not in self._known:
            return message
        parts = PLACE.split(message)
        return "".join(part if PLACE.fullmatch(part) or not part else f"{OPEN}{part}{CLOSE}" for part in parts)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self.gettext(one if count == 1 else many)

    ugettext, ungettext = gettext, ngettext

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


class _Words(HTMLParser):
    """Gather what a page says: its text, and each attribute that is read, with where it stands."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[tuple[str, str]] = []
        self._silent = 0
        #: Elements that say of themselves that they are not translated: an address.
        self._own: list[str] = []
        self._open = "?"
        #: Lines of a name on the map, while it is being read: it is broken where it is too long.
        self._lines: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        self._open = tag
        if self._own or dict(attrs).get("translate") == "no":
            self._own.append(tag)
        if tag == "text":
            self._lines = []
        held = dict(attrs)
        for name in READ:
            if held.get(name) and not (tag == "meta" and held.get("name") != "description"):
                self.said.append((f"{tag}[{name}]", held[name] or ""))

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT
        if self._own:
            self._own.pop()
        if tag == "text" and self._lines is not None:
            self.said.append((tag, " ".join(self._lines)))
            self._lines = None

    def handle_data(self, data: str) -> None:
        if self._lines is not None:
            self._lines.append(data)
        elif not self._silent and not self._own and data.strip():
            self.said.append((self._open, data))


def unmarked(page: str, data: Collection[str]) -> list[str]:
    """Return what a page says in words that are neither of a message nor of the data, with where it stands."""
    parser = _Words()
    parser.feed(page)
    known = sorted({text.strip() for text in data if WORD.search(text)}, key=len, reverse=True)
    found = []
    for where, said in parser.said:
        rest = " ".join(BRACKETED.sub(" ", said).split())
        if not WORD.search(rest):
            continue
        for text in known:
            if text in rest:
                rest = re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", " ", rest)
        if WORD.search(rest):
            found.append(f"{where}: {' '.join(rest.split()).strip(' ,;:.')}  <-  {said.strip()[:160]}")
    return found


def data_strings(record: Any) -> Iterator[str]:
    """Yield the words that a record of a snapshot gives a reader: its Texts, and the fields of its sources."""
    if isinstance(record, Text):
        for words in record.values():
            yield from (words, " ".join(words.split()), words[:1].lower() + words[1:], words[:1].upper() + words[1:])
            yield words.partition(",")[0]
    elif dataclasses.is_dataclass(record) or hasattr(record, "_fields"):
        names = record._fields if hasattr(record, "_fields") else [item.name for item in dataclasses.fields(record)]
        yield from _of_fields((name, getattr(record, name)) for name in names)
    elif isinstance(record, Mapping):
        yield from _of_fields(record.items())
    elif isinstance(record, Iterable) and not isinstance(record, str | bytes):
        for item in record:
            yield from data_strings(item)


def _of_fields(fields: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    for name, value in fields:
        if isinstance(value, str):
            if name in FIELDS:
                yield from (value, value[:1].upper() + value[1:])
        elif name in FIELDS and isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, str))
            yield from data_strings(value)
        else:
            yield from data_strings(value)
