"""A sentence of the program that is kept to be shown later: its English message and what that inserts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mapserver.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

#: The field of the message itself among its values, where it is stored.
MESSAGE = ""


class Message:
    """An immutable message with its values; it is translated when it is shown, and in English as text.

    >>> str(Message("no figure in %(year)s: %(series)s", year=2015, series="births"))
    'no figure in 2015: births'
    """

    __slots__ = ("_values", "text")

    def __init__(self, text: str, /, **values: Any) -> None:
        """Take the English message and what it inserts, by name; lists become tuples."""
        self.text = text
        self._values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
        }

    @classmethod
    def quoting(cls, text: Text) -> Message:
        """Return what a steward wrote as a message."""
        return cls("%(text)s", text=text)

    @classmethod
    def joined(cls, parts: Iterable[Message | None]) -> Message | None:
        """Return messages as one with semicolons, each once; None where there is none."""
        found = tuple(dict.fromkeys(part for part in parts if part is not None))
        if len(found) < 2:
            return found[0] if found else None
        names = [f"part{position}" for position in range(len(found))]
        return cls("; ".join(f"%({name})s" for name in names), **dict(zip(names, found, strict=True)))

    @classmethod
    def read(cls, stored: dict[str, Any], text: Callable[[dict[str, str]], Text] = Text) -> Message:
        """Return a message from the plain data that `as_dict` gave; `text` makes the Texts in it.

        ValueError where the data are of another shape.
        """
        if not isinstance(stored, dict) or not isinstance(stored.get(MESSAGE), str):
            raise ValueError(f"{str(stored)[:40]!r} is no message")
        values = {name: _read(value, text) for name, value in stored.items() if name != MESSAGE}
        return cls(stored[MESSAGE], **values)

    @property
    def values(self) -> dict[str, Any]:
        """Return a copy of what it inserts."""
        return self._values.copy()

    @property
    def words(self) -> frozenset[str]:
        """Return the words and codes among its values and those of the messages in it."""
        return frozenset(_words(self._values.values()))

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data; Texts and messages among the values are left to whoever stores it."""
        return {MESSAGE: self.text, **self._values}

    def __str__(self) -> str:
        """Write it in English."""
        return self.text % {name: english(value) for name, value in self._values.items()}

    def __bool__(self) -> bool:
        """Say whether there is anything to say."""
        return bool(self.text)

    def __eq__(self, other: object) -> bool:
        """Compare by content."""
        return isinstance(other, Message) and (self.text, self._values) == (other.text, other._values)

    def __hash__(self) -> int:
        """Hash by content, so that it can stand in an observation."""
        return hash((self.text, tuple(sorted((name, str(value)) for name, value in self._values.items()))))

    def __repr__(self) -> str:
        """Show the content."""
        return f"Message({self.text!r}, {self._values!r})"


def english(value: Any) -> str:
    """Write a value of a message in English."""
    if isinstance(value, Text):
        return value.say("en")
    if isinstance(value, tuple):
        words = [english(item) for item in value]
        return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
    return plain(value) if isinstance(value, float) else str(value)


def plain(number: float) -> str:
    """Write a number with its digits, without an exponent or trailing zeros."""
    return f"{number:f}".rstrip("0").rstrip(".")


def _read(value: Any, text: Callable[[dict[str, str]], Text]) -> Any:
    if isinstance(value, list):
        return tuple(_read(item, text) for item in value)
    if not isinstance(value, dict):
        return value
    return Message.read(value, text) if MESSAGE in value else text(value)


def _words(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from _words(value)
        elif isinstance(value, Message):
            yield from value.words
