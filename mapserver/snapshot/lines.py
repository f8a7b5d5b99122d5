"""Many short texts in one long one, which is searched at once: which of them hold a row of letters?"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

END = "\n"


class Lines:
    """Texts without line ends, each with a number that several may share."""

    def __init__(self, lines: Iterable[tuple[str, int]]) -> None:
        """Join the texts."""
        texts: list[str] = []
        self._starts: list[int] = []
        self._numbers: list[int] = []
        length = 0
        for text, number in lines:
            self._starts.append(length)
            self._numbers.append(number)
            texts.append(END + text)
            length += len(text) + 1
        self._text = "".join(texts) + END

    def beginning_with(self, letters: str) -> set[int]:
        """Return the numbers of the texts that begin with `letters`."""
        return self.holding(END + letters)

    def holding(self, letters: str) -> set[int]:
        """Return the numbers of the texts that hold `letters`, which are not empty."""
        found: set[int] = set()
        position = self._text.find(letters)
        while position >= 0:
            line = bisect_right(self._starts, position) - 1
            found.add(self._numbers[line])
            if line + 1 == len(self._starts):
                break
            position = self._text.find(letters, self._starts[line + 1])
        return found
