"""What is said of a gap in words: of today, of years that are over, of one line and of many."""

from dataclasses import replace

from mapserver.maps.border_words import effect_sentences, side_note, standing_sentence, trend_sentences, verdict
from mapserver.model import Text
from mapserver.model.border_figures import BorderIndicator, Effect, SideLevel, SidesYear
from mapserver.statistics.trends import trend

LEVEL = SideLevel(10.0, 4, 4, "people", "a")
YEARS = tuple(range(2000, 2012))


def told(latest: int, gaps: tuple[float, ...] = tuple(3.0 - 0.2 * step for step in range(12))) -> BorderIndicator:
    sides = (*(SidesYear(year, LEVEL, LEVEL, stretch=0) for year in YEARS), SidesYear(latest, LEVEL, LEVEL, stretch=1))
    return BorderIndicator("money", "ratio", "same", Text(), sides, trend(YEARS, gaps), len(YEARS))


def test_a_verdict_of_years_that_are_over_is_one_of_the_past() -> None:
    assert verdict(told(2013), "en") == "Closing"
    assert trend_sentences(told(2013), 1, "en")[0].startswith("Closing. 2000\u20132011: the higher figure")
    assert verdict(told(2014), "en") == "Was closing"
    first = trend_sentences(told(2014), 1, "en")[0]
    assert first.startswith("Was closing (2000\u20132011); nothing is said of the years since. 2000\u20132011: the")


def test_a_gap_that_turned_says_when_and_has_no_direction() -> None:
    turned = told(2012, (1.5, 1.4, 1.2, 0.9, 0.7, 0.5, 0.3, 0.2, -0.1, -0.15, -0.1, -0.05))
    first, last = trend_sentences(turned, 1, "en")
    assert first.startswith("No clear direction.")
    assert last == "Which side is the higher one changed in 2008."


def test_a_mean_of_doublings_is_called_one() -> None:
    effect = Effect(1.2, 0.8, 9, 20, 0.04, 99, 1, 50, 0)
    ratio, tested = effect_sentences(effect, "ratio", ("BG", "TR"), "en")
    assert ratio.startswith("Measured in doublings, gaps")
    assert "(9 shared lines against 20)" in ratio
    assert tested.startswith("Of 99 borders drawn at random")
    assert effect_sentences(effect, "difference", ("BG", "TR"), "en")[0].startswith("Gaps between neighbours")


def test_a_single_line_has_no_mean() -> None:
    (only,) = effect_sentences(Effect(1.2, 0.8, 1, 20), "ratio", ("BG", "TR"), "en")
    assert "too few for a test" in only


def test_one_line_is_no_lines() -> None:
    for lang, one, many in (
        ("en", "(1 shared line)", "(7 shared lines)"),
        ("nb", "(1 felles linje)", "felles linjer)"),
    ):
        assert one in standing_sentence(40.0, 1, ("BG", "TR"), lang)
        assert many in standing_sentence(40.0, 7, ("BG", "TR"), lang)


def test_a_side_says_that_it_is_of_the_border_area() -> None:
    assert side_note(LEVEL, "en").startswith("4 of 4 districts of the border area that touch the border, weighted with")
    alone = LEVEL._replace(districts=1, drawn=1)
    assert side_note(alone, "en") == "1 of 1 district of the border area that touches the border"


def test_without_a_trend_nothing_is_past() -> None:
    assert not replace(told(2014), trend=None).is_past


PAIR = ("FI", "RU")


def test_the_real_border_is_told_apart_from_the_others_that_divide_as_much() -> None:
    effect = Effect(2.0, 0.5, 8, 40, 0.0416, 9_999, 415, 500, 0)
    told = effect_sentences(effect, "difference", PAIR, "en")[1]
    assert told == (
        "Of 9,999 borders drawn at random through the same districts, 415 are the real one again. Among the rest are"
        " 500 different borders, of which 0 divide as much or more (p\u202f=\u202f0.042; it cannot be lower than 0.042"
        " here)."
    )
    assert "significant" not in " ".join(effect_sentences(effect, "difference", PAIR, "en"))


def test_a_test_among_many_is_adjusted_for_all() -> None:
    effect = Effect(2.0, 0.5, 8, 40, 0.01, 9_999, 9, 500, 3, 0.31, 62)
    told = effect_sentences(effect, "difference", PAIR, "en")
    assert told[2] == "Adjusted for all 62 tests of borders in this collection: p\u202f=\u202f0.310."
    assert len(effect_sentences(effect._replace(adjusted=None), "difference", PAIR, "en")) == 2


def test_why_there_is_no_test() -> None:
    few = effect_sentences(Effect(2.0, 0.5, 7, 40), "difference", PAIR, "en")
    many = effect_sentences(Effect(2.0, 0.5, 900, 2_000), "difference", PAIR, "en")
    assert "Fewer than 8 shared lines" in few[1]
    assert "too many districts are drawn in the two countries (more than 250)" in many[1]
