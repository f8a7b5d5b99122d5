"""Text in several languages. Knows languages as BCP 47 tags, nothing about where a text is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


class Text(Mapping[str, str]):
    """An immutable map from BCP 47 tag to text.

    >>> Text(en="Bor", bg="Бор").spoken("bg")
    ('Бор', 'bg')
    >>> Text({"en": "Bor", "sr-Cyrl": "Бор"}).spoken("sr")
    ('Бор', 'sr-Cyrl')
    """

    __slots__ = ("_by_language",)

    def __init__(self, by_language: Mapping[str, str] | None = None, **more: str) -> None:
        """Take a mapping, keywords, or both."""
        self._by_language: dict[str, str] = {**(by_language or {}), **more}

    def __getitem__(self, language: str) -> str:
        """Return the text in exactly this language."""
        return self._by_language[language]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the languages in the order they were given."""
        return iter(self._by_language)

    def __len__(self) -> int:
        """Count the languages."""
        return len(self._by_language)

    def as_dict(self) -> dict[str, str]:
        """Return a copy as plain data; a build asks for tens of thousands."""
        return self._by_language.copy()

    def __eq__(self, other: object) -> bool:
        """Compare by content: texts are compared by the thousand."""
        return self._by_language == other._by_language if isinstance(other, Text) else super().__eq__(other)

    def __hash__(self) -> int:
        """Hash by content, so that a Text can stand in a frozen dataclass."""
        return hash(tuple(sorted(self._by_language.items())))

    def __repr__(self) -> str:
        """Show the content."""
        return f"Text({self._by_language!r})"

    def find(self, language: str) -> tuple[str, str] | None:
        """Return the text in this language or another form of it (`sr` finds `sr-Cyrl`) with its tag, or None."""
        if language in self._by_language:
            return self._by_language[language], language
        primary = language.split("-")[0]
        for tag, text in self._by_language.items():
            if tag.split("-")[0] == primary:
                return text, tag
        return None

    def spoken(self, language: str) -> tuple[str, str]:
        """Return the best text for a reader of `language` and the language that it is in.

        Falls back from the exact tag to the same primary language (`sr` finds `sr-Cyrl`), to English, to whatever
        there is; an empty Text gives ``("", language)``.
        """
        found = self.find(language)
        if found is not None:
            return found
        if "en" in self._by_language:
            return self._by_language["en"], "en"
        for tag, text in self._by_language.items():
            return text, tag
        return "", language

    def say(self, language: str) -> str:
        """Return the best text for a reader of `language`, in whichever language it is."""
        return self.spoken(language)[0]
