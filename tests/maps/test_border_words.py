"""What is said of a border effect and its test."""

from __future__ import annotations

from mapserver.maps.border_words import effect_sentences
from mapserver.model.border_figures import Effect

PAIR = ("FI", "RU")


def test_the_real_border_is_told_apart_from_the_others_that_divide_as_much() -> None:
    effect = Effect(2.0, 0.5, 8, 40, 0.0416, 9_999, 415, 500, 0)
    told = effect_sentences(effect, PAIR, "en")[1]
    assert told == (
        "Of 9,999 borders drawn at random through the same districts, 415 are the real one again. Among the rest are"
        " 500 different borders, of which 0 divide as much or more (p\u202f=\u202f0.042; it cannot be lower than 0.042"
        " here)."
    )
    assert "significant" not in " ".join(effect_sentences(effect, PAIR, "en"))


def test_a_test_among_many_is_adjusted_for_all() -> None:
    effect = Effect(2.0, 0.5, 8, 40, 0.01, 9_999, 9, 500, 3, 0.31, 62)
    told = effect_sentences(effect, PAIR, "en")
    assert told[2] == "Adjusted for all 62 tests of borders in this collection: p\u202f=\u202f0.310."
    assert len(effect_sentences(effect._replace(adjusted=None), PAIR, "en")) == 2


def test_why_there_is_no_test() -> None:
    few = effect_sentences(Effect(2.0, 0.5, 7, 40), PAIR, "en")
    many = effect_sentences(Effect(2.0, 0.5, 900, 2_000), PAIR, "en")
    assert "Fewer than 8 shared lines" in few[1]
    assert "too many districts are drawn in the two countries (more than 250)" in many[1]
