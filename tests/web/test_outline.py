"""Outlines on the earth: what is read as one, what is refused, what lies inside."""

import random

import numpy as np
import pytest
import shapely

from mapserver.web.outline import FEWEST, MOST, goes_round, read_outline

SQUARE = "0,0,4,0,4,4,0,4"


def inside(text: str, *points: tuple[float, float]) -> list[bool]:
    x, y = np.array(points, dtype=np.float64).T
    return [bool(found) for found in goes_round(read_outline(text), x, y)]


def test_corners_stand_with_commas_or_spaces() -> None:
    assert read_outline("22.5,69,31,71,30,66").tolist() == [[22.5, 69], [31, 71], [30, 66]]
    assert read_outline(" 22.5 69, 31 71,30  66 ").tolist() == read_outline("22.5,69,31,71,30,66").tolist()


@pytest.mark.parametrize(
    "text",
    [
        "", ",", "1,2", "1,2,3,4", "1,2,3,4,5", "1,2,3,4,5,6,7", "a,b,c,d,e,f", "nan,nan,1,2,3,4", "inf,0,1,1,2,2",
        "1e1,0,1,1,2,2", "1_0,0,1,1,2,2", "181,0,1,1,2,2", "0,91,1,1,2,2", "0,-90.1,1,1,2,2", "9999999,0,1,1,2,2",
        "179,0,-179,0,-179,1", "-180,0,180,0,0,50", "٣,0,1,1,2,2", "1,1,2,2,3,3," * 4000, "1 " * 2 * (MOST + 1),
    ],
)  # fmt: skip
def test_what_is_no_outline_on_the_earth_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_outline(text)


def test_the_fewest_and_the_most_corners_are_taken() -> None:
    assert len(read_outline("0,0,1,0,0,1")) == FEWEST
    assert len(read_outline("1," * (2 * MOST - 1) + "1")) == MOST


def test_a_closed_ring_and_the_other_way_round_hold_the_same() -> None:
    points = ((1, 1), (3.9, 3.9), (5, 1), (-1, 2), (2, 4.1))
    assert inside(SQUARE, *points) == [True, True, False, False, False]
    assert inside(f"{SQUARE},0,0", *points) == inside("0,4,4,4,4,0,0,0", *points) == inside(SQUARE, *points)


def test_a_line_that_crosses_itself_holds_all_that_it_goes_round() -> None:
    assert inside("0,0,4,4,4,0,0,4", (1, 2), (3, 2), (2, 3), (2, 1)) == [True, True, False, False]
    twice = "0,0,4,0,4,4,0,4,0,0,4,0,4,4,0,4"
    assert inside(twice, (2, 2), (5, 5)) == [True, False], "also where it goes round twice"
    assert inside("0,0,2,0,4,0", (2, 0), (1, 1)) == [False, False], "a line without land"


def test_simple_outlines_hold_what_shapely_says() -> None:
    rng = random.Random(7)
    for _ in range(50):
        ring = shapely.convex_hull(shapely.MultiPoint([(rng.uniform(0, 30), rng.uniform(50, 70)) for _ in range(9)]))
        text = ",".join(f"{part:.6f}" for corner in ring.exterior.coords for part in corner)
        points = [(rng.uniform(0, 30), rng.uniform(50, 70)) for _ in range(40)]
        wanted = [ring.contains(shapely.Point(point)) for point in points]
        assert inside(text, *points) == wanted
