"""The gap over the years as a picture: no gap at the bottom, whoever is higher."""

import re

import pytest

from mapserver.maps.gap_chart import gap_chart
from mapserver.model import Text
from mapserver.model.border_figures import BorderIndicator, SideLevel, SidesYear

LEVEL = SideLevel(10.0, 1, 1, "plain", "a")


def of(*gaps: float) -> BorderIndicator:
    sides = tuple(SidesYear(2010 + step, LEVEL, LEVEL, gap, 2**gap, gap, stretch=0) for step, gap in enumerate(gaps))
    return BorderIndicator("money", "ratio", "same", Text(), sides)


def heights(svg: str) -> list[float]:
    return [float(y) for y in re.findall(r'<circle cx="[^"]+" cy="([^"]+)"', svg)]


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_what_closes_falls_towards_no_gap_at_the_bottom(sign: float) -> None:
    svg = gap_chart(of(sign * 2.0, sign * 1.0, sign * 0.5), ("FI", "RU"), 2012, "", "en")
    drawn = heights(svg)
    zero = float(re.search(r'class="line-zero"[^>]* y1="([^"]+)"', svg)[1])  # type: ignore[index]
    assert drawn == sorted(drawn) and drawn[-1] < zero
    assert re.findall(r'<text class="side-name-(.)"[^>]*>Higher: (\w+)<', svg) == [
        ("b", "Russia") if sign > 0 else ("a", "Finland")
    ]


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_where_sides_change_that_of_today_lies_above(sign: float) -> None:
    svg = gap_chart(of(sign * -1.0, sign * 0.5, sign * 1.0), ("FI", "RU"), 2012, "", "en")
    drawn = heights(svg)
    zero = float(re.search(r'class="line-zero"[^>]* y1="([^"]+)"', svg)[1])  # type: ignore[index]
    assert drawn[0] > zero > drawn[1] > drawn[2]
    names = [name for _, name in re.findall(r'<text class="side-name-(.)"[^>]*>Higher: (\w+)<', svg)]
    assert names == (["Russia", "Finland"] if sign > 0 else ["Finland", "Russia"])
