"""Mistakes between two words, counted as a slow and simple way counts them."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapserver.snapshot.spelling import edits

WORDS = st.text("abcd", max_size=9)


@cache
def slowly(word: str, other: str) -> int:
    """Return the restricted Damerau-Levenshtein distance by its definition."""
    if not word or not other:
        return len(word) + len(other)
    ways = [
        slowly(word[:-1], other) + 1,
        slowly(word, other[:-1]) + 1,
        slowly(word[:-1], other[:-1]) + (word[-1] != other[-1]),
    ]
    if len(word) > 1 and len(other) > 1 and word[-2:] == other[-2:][::-1]:
        ways.append(slowly(word[:-2], other[:-2]) + 1)
    return min(ways)


@pytest.mark.parametrize(
    ("word", "other", "mistakes"),
    [
        ("kirkenes", "kirkenes", 0),
        ("kirknes", "kirkenes", 1),
        ("kirkeness", "kirkenes", 1),
        ("kirkanes", "kirkenes", 1),
        ("kirkeens", "kirkenes", 1),
        ("kirkaness", "kirkenes", 2),
        ("kirkkonmi", "kirkkoniemi", 1),
        ("kirkene", "kirkenesfjorden", 0),
        ("murmansk", "kirkenes", None),
    ],
)
def test_mistakes_are_counted_to_the_beginning_of_a_word(word, other, mistakes):
    assert edits(word, other, 2) == mistakes


@given(WORDS, WORDS, st.integers(0, 2))
def test_the_band_loses_nothing(word, other, most):
    least = min(slowly(word, other[:end]) for end in range(len(other) + 1))
    assert edits(word, other, most) == (least if least <= most else None)
