"""Gaps at home as dots on a line, those across a border marked among them: is this more than a normal gap?"""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from mapserver.maps.gap_axis import gap_marks
from mapserver.maps.gap_chart import INK, PAPERS, QUIET, Paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.model.border_figures import GapScale

HOME = "#7d888f"
#: Radius of a dot, height of the tallest heap of dots, room at the sides and below.
DOT, HEAP, SIDE, BELOW = 3.4, 96.0, 20.0, 46.0
MARKS_APART = 48.0


def strip_plots(
    home: Sequence[float], across: Sequence[tuple[float, str]], scale: GapScale, label: str, lang: str
) -> str:
    """Return the plot for wide and for narrow pages; nothing without gaps across. `across` has sizes with names."""
    return "".join(strip_plot(home, across, scale, label, lang, paper) for paper in PAPERS)


def strip_plot(
    home: Sequence[float],
    across: Sequence[tuple[float, str]],
    scale: GapScale,
    label: str,
    lang: str,
    paper: Paper = PAPERS[0],
) -> str:
    """Return the plot on one paper: dots in heaps where they would lie on each other, diamonds below for the border."""
    if not across:
        return ""
    largest = max(*home, *(size for size, _ in across), 0.0) or 1.0
    wide = paper.width - 2 * SIDE

    def x(size: float) -> float:
        return SIDE + wide * size / (largest * 1.02)

    columns = [int((x(size) - SIDE) // (2 * DOT)) for size in home]
    tallest = max(Counter(columns).values(), default=1)
    step = min(2 * DOT, HEAP / tallest)
    base = round(min(HEAP, tallest * step) + 2 * DOT + 4, 1)
    heights: Counter[int] = Counter()
    dots = []
    for size, column in zip(home, columns, strict=True):
        heights[column] += 1
        dots.append(f'<circle cx="{x(size):.1f}" cy="{base - DOT - (heights[column] - 1) * step:.1f}" r="{DOT}"/>')
    marks = "".join(
        f'<path d="M{x(size):.1f} {base + 3:g}l6 9-6 9-6-9z"><title>{escape(name)}</title></path>'
        for size, name in across
    )
    axis = "".join(
        f'<text x="{x(place):.1f}" y="{base + BELOW - 6:g}" text-anchor="middle">{escape(words)}</text>'
        for place, words in gap_marks(0.0, largest, scale, MARKS_APART * largest * 1.02 / wide, lang)
    )
    height = base + BELOW
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lines strip-plot {paper.kind}"'
        f' viewBox="0 0 {paper.width:g} {height:g}" width="{paper.width:g}" height="{height:g}" role="img"'
        f' aria-label="{escape(label)}"><g class="strip-home" fill="{HOME}" fill-opacity=".5">{"".join(dots)}</g>'
        f'<line class="line-zero" x1="{SIDE:g}" x2="{paper.width - SIDE:g}" y1="{base:g}" y2="{base:g}"'
        f' stroke="{QUIET}"/><g class="strip-across" fill="{INK}">{marks}</g>'
        f'<g class="line-axis" fill="{QUIET}" font-size="12">{axis}</g></svg>'
    )
