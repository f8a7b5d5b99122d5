"""Mistakes between two words: letters left out, added, taken for another or exchanged with the next. Knows no names."""

from __future__ import annotations


def edits(word: str, other: str, most: int) -> int | None:
    """Return how many mistakes lie between `word` and `other`, or its beginning; None where they are more than `most`.

    The restricted Damerau-Levenshtein distance, in a band of `most` letters beside the diagonal.
    """
    other = other[: len(word) + most]
    if len(word) - len(other) > most:
        return None
    far = most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, start=1):
        earlier, before, row = before, row, [i, *([far] * len(other))]
        for j in range(max(1, i - most), min(len(other), i + most) + 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other[j - 1]))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == other[j - 1]:
                cost = min(cost, earlier[j - 2] + 1)
            row[j] = cost
        if min(row) > most:
            return None
    best = min(row)
    return best if best <= most else None
