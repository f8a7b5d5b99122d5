"""Maps of points: circles by area, gaps hollow, words for those who cannot see them."""

from __future__ import annotations

import math
import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from mapserver.maps.labels import text_width
from mapserver.maps.points import (
    LARGEST,
    NONE,
    SMALLEST,
    Point,
    Window,
    drawn_larger,
    points_picture,
    radius,
    round_values,
)
from tests.web.world import HOSTILE, drawing

SVG = "{http://www.w3.org/2000/svg}"


def point(value: float | None, x: int = 100, y: int = 100, name: str = "Gate", **more) -> Point:
    return Point(x, y, value, name, "en", f"{name}: {value}", **more)


def picture(*points: Point, largest: float = 100.0, window: Window | None = None) -> ET.Element:
    text = points_picture(drawing(), drawing().shapes, points, largest, "Crossings, 2019", "Two gates.", window)
    return ET.fromstring(text)  # noqa: S314 - our own text


def test_the_area_of_a_circle_is_its_value() -> None:
    assert radius(100, 100) == LARGEST
    assert math.pi * radius(25, 100) ** 2 == pytest.approx(math.pi * LARGEST**2 / 4)
    assert radius(None, 100) == radius(5, 0) == NONE


def test_zero_is_a_small_circle_and_nothing_is_a_hollow_one() -> None:
    root = picture(point(0.0), point(None, x=300))
    zero, none = (
        item
        for item in root.iter(f"{SVG}circle")
        if "point" in item.get("class", "") and item.get("cx") in ("100", "300")
    )
    assert zero.get("fill-opacity") and zero.get("fill") is None
    assert none.get("fill") == "none"
    assert none.get("pointer-events") == "all", "what is hollow can be touched too"


def test_an_approximate_place_has_a_broken_line() -> None:
    root = picture(point(5.0, approximate=True))
    (circle,) = [item for item in root.iter(f"{SVG}circle") if item.get("cx") == "100"]
    assert circle.get("stroke-dasharray")
    assert "approximate" in circle.get("class", "")


def test_circles_are_links_that_say_what_they_are() -> None:
    root = picture(point(5.0, href="/checkpoints/A"))
    (link,) = root.iter(f"{SVG}a")
    assert (link.get("href"), link.get("aria-label")) == ("/checkpoints/A", "Gate: 5.0")
    assert root.find(f"{SVG}title").text == "Crossings, 2019"  # type: ignore[union-attr]


def boxes(group: ET.Element) -> list[tuple[float, float, float, float]]:
    """Return where the names of a group stand: left, top, right, bottom."""
    size = float(group.get("font-size", 0))
    found = []
    for item in group.iter(f"{SVG}text"):
        width, x, y = text_width(item.text or "") * size, float(item.get("x", 0)), float(item.get("y", 0))
        left = {"start": x, "middle": x - width / 2, "end": x - width}[item.get("text-anchor", "start")]
        found.append((left, y - 0.8 * size, left + width, y + 0.2 * size))
    return found


def test_names_do_not_lie_on_each_other_or_on_circles() -> None:
    crowd = [point(100.0 - at, x=200 + 9 * at, y=200, name=f"Checkpoint {at}") for at in range(12)]
    root = picture(*crowd, point(2.0, x=600, y=300, name="Alone"))
    groups = [
        item
        for item in root.iter(f"{SVG}g")
        if "labels" in item.get("class", "") and "Alone" in "".join(item.itertext())
    ]
    assert groups
    for group in groups:
        held = boxes(group)
        assert 2 <= len(held) < len(crowd), "some fit, not all"
        for one, other in combinations(held, 2):
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        for left, top, right, bottom in held:
            assert not any(left < item.x < right and top < item.y < bottom for item in crowd)


def test_what_is_too_small_to_find_is_drawn_larger_and_it_is_said_up_to_where() -> None:
    assert radius(drawn_larger(1000.0), 1000.0) == radius(0, 1000.0) == SMALLEST
    assert radius(drawn_larger(1000.0) * 1.1, 1000.0) > SMALLEST


def test_a_window_shows_a_part_at_the_same_weight() -> None:
    window = Window.around(drawing(), 10, 10, 200, 140)
    assert (window.x, window.y) == (0, 0), "it stays on the sheet"
    root = picture(point(100.0, x=10, y=10), window=window)
    assert root.get("viewBox") == "0 0 200 140"
    (circle,) = [item for item in root.iter(f"{SVG}circle") if item.get("cx") == "10"]
    assert float(circle.get("r", 0)) == pytest.approx(LARGEST * 200 / 800)


@pytest.mark.parametrize(
    ("largest", "values"),
    [(3_003_000, [2_000_000, 500_000, 100_000]), (8_026_457, [5_000_000, 1_000_000, 200_000]), (7, [5, 1]), (0, [])],
)
def test_the_key_has_round_values(largest: float, values: list[float]) -> None:
    assert round_values(largest) == values


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_a_name_says_is_markup(words: str) -> None:
    text = points_picture(drawing(), (), [point(1.0, name=words, href=words)], 1.0, words, words)
    root = ET.fromstring(text)  # noqa: S314 - our own text
    assert {item.tag.removeprefix(SVG) for item in root.iter()} <= {
        "svg", "title", "desc", "rect", "g", "path", "a", "circle", "text",
    }  # fmt: skip
    assert not re.search(r"\sstyle=|<style|\son\w+=\"", re.sub(r'"[^"]*"', '""', text))
