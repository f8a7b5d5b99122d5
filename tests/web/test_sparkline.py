"""Sparklines place dots and mark seams."""

from mapserver.model import Observation
from mapserver.web.sparkline import EDGE, HEIGHT, WIDTH, Sparkline


def line(values: dict[int, float | None], run: int = 0) -> list[Observation]:
    return [Observation("X", "1", year, value, run=run) for year, value in values.items()]


def test_dots_stand_in_proportion_to_years_and_values() -> None:
    dots = Sparkline.of(line({2000: 0.0, 2005: None, 2008: 10.0, 2010: 5.0})).dots
    assert dots[0] == (EDGE, HEIGHT - EDGE)
    assert dots[1][1] == EDGE
    assert dots[2] == (WIDTH - EDGE, HEIGHT / 2)
    assert len(dots) == 3


def test_a_new_run_is_a_seam() -> None:
    made = Sparkline.of([*line({2000: 1.0, 2001: 2.0}), *line({2002: 3.0}, run=1)])
    assert len(made.seams) == 1
    assert made.dots[1][0] < made.seams[0] < made.dots[2][0]


def test_a_stroke_ends_with_its_run_and_a_run_of_one_year_is_a_dot() -> None:
    made = Sparkline.of(
        [*line({2000: 1.0, 2001: 2.0}), *line({2002: 3.0}, run=1), *line({2003: 4.0, 2004: 4.0}, run=2)]
    )
    assert [stroke.count("L") for stroke in made.strokes] == [1, 1]
    assert made.alone == (made.dots[2],)


def test_an_edition_a_flag_or_a_vintage_alone_is_no_seam() -> None:
    changes = ({"edition": "E2"}, {"flag": "b"}, {"vintage": "2"})
    for change in changes:
        rows = [*line({2000: 1.0, 2001: 2.0}), line({2002: 3.0})[0]._replace(**change)]
        assert Sparkline.of(rows).seams == ()


def test_two_strands_side_by_side_are_no_row_of_seams() -> None:
    rows = [
        Observation("X", vintage, year, float(year), run=run)
        for year in (2000, 2001, 2002)
        for vintage, run in (("1", 0), ("2", 1))
    ]
    assert Sparkline.of(rows).seams == ()


def test_equal_values_are_a_flat_line_and_two_values_are_none() -> None:
    assert len({y for _, y in Sparkline.of(line({2000: 1.0, 2001: 1.0, 2002: 1.0})).dots}) == 1
    assert Sparkline.of(line({2000: 1.0, 2001: 1.0})).dots == ()
