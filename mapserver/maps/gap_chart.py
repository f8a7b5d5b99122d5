"""The gap of a border over the years as SVG: no gap lies at the bottom, so that what rises widens.

Where the higher side changes, years in which the other one is higher than in the latest year lie below no gap.

No stroke leads across the end of a stretch: what changes there is how it is counted, not what is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from mapserver.maps.gap_axis import gap_marks
from mapserver.maps.names import country_title
from mapserver.maps.sides import SIDES
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from mapserver.model.border_figures import BorderIndicator, SidesYear

HIGHER = N_("Higher: %(country)s")
#: What belongs to both sides has the colour of neither.
INK, GRID, QUIET = "#1b2227", "#d5d2cb", "#59656c"
#: Room around the plot: left, right, top, bottom.
ROOM = (58.0, 16.0, 10.0, 26.0)
SMALLEST_SPAN = 0.2
#: Distances that marks on the axes keep, in pixels.
MARKS_APART, YEARS_APART = 26.0, 44.0


class Paper(NamedTuple):
    """The size of a chart in pixels, and the class by which the style sheet shows it."""

    kind: str
    width: float
    height: float


PAPERS = (Paper("wide", 860, 270), Paper("narrow", 400, 240))


@dataclass(frozen=True)
class _Plot:
    """Where years and gaps lie on a paper."""

    paper: Paper
    years: tuple[int, int]
    low: float
    high: float

    def x(self, year: float) -> float:
        left, right = ROOM[0], self.paper.width - ROOM[1]
        first, last = self.years
        return (left + right) / 2 if first == last else left + (year - first) * (right - left) / (last - first)

    def y(self, gap: float) -> float:
        top, bottom = ROOM[2], self.paper.height - ROOM[3]
        return top + (self.high - gap) * (bottom - top) / (self.high - self.low)


def signed_gap(row: BorderIndicator, year: SidesYear) -> float | None:
    """Return the gap of a year on the scale of an indicator: positive where the second country is the higher side."""
    return year.log2_ratio if row.scale == "ratio" else year.diff


def upwards(row: BorderIndicator) -> float:
    """Return what signed gaps are multiplied with so that the latest one is above zero: 1.0 or -1.0."""
    known = [gap for item in row.sides if (gap := signed_gap(row, item))]
    return -1.0 if known and known[-1] < 0 else 1.0


def gap_charts(row: BorderIndicator, countries: tuple[str, str], year: int, label: str, lang: str) -> str:
    """Return the chart for wide and for narrow pages; nothing without a gap. `label` is its text alternative."""
    return "".join(gap_chart(row, countries, year, label, lang, paper) for paper in PAPERS)


def gap_chart(
    row: BorderIndicator, countries: tuple[str, str], year: int, label: str, lang: str, paper: Paper = PAPERS[0]
) -> str:
    """Return the chart on one paper; nothing without a gap."""
    turn = upwards(row)
    points = [(item.year, turn * gap, item.stretch) for item in row.sides if (gap := signed_gap(row, item)) is not None]
    if not points:
        return ""
    sides = (("a", countries[0]), ("b", countries[1]))[:: int(turn)]
    gaps = [gap for _, gap, _ in points]
    low, high = min(0.0, *gaps), max(0.0, *gaps)
    reach = max(high - low, SMALLEST_SPAN if row.scale == "ratio" else max(abs(low), abs(high), 1e-9) * 0.2)
    plot = _Plot(paper, (points[0][0], points[-1][0]), low - (0.12 if low < 0 else 0.03) * reach, high + 0.12 * reach)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lines gap-chart {paper.kind}"'
        f' viewBox="0 0 {paper.width:g} {paper.height:g}" width="{paper.width:g}" height="{paper.height:g}" role="img"'
        f' aria-label="{escape(label)}">{_grid(plot, row, lang)}{_sides(plot, sides, lang)}'
        f"{_now(plot, year)}{_drawn(plot, points)}</svg>"
    )


def _grid(plot: _Plot, row: BorderIndicator, lang: str) -> str:
    paper, end = plot.paper, plot.paper.width - ROOM[1]
    scale = (plot.paper.height - ROOM[2] - ROOM[3]) / (plot.high - plot.low)
    marks = "".join(
        f'<line class="{"line-zero" if mark == 0 else "line-rule"}" x1="{ROOM[0]:g}" x2="{end:g}"'
        f' y1="{plot.y(mark):.1f}" y2="{plot.y(mark):.1f}" stroke="{QUIET if mark == 0 else GRID}"/>'
        f'<text x="{ROOM[0] - 7:g}" y="{plot.y(mark) + 4:.1f}" text-anchor="end">{escape(words)}</text>'
        for mark, words in gap_marks(plot.low, plot.high, row.scale, MARKS_APART / scale, lang)
    )
    first, last = plot.years
    step = (end - ROOM[0]) / max(last - first, 1)
    every = next((every for every in (1, 2, 5, 10, 20) if every * step >= YEARS_APART), 50)
    shown = [year for year in range(first, last) if year % every == 0 and plot.x(last) - plot.x(year) >= YEARS_APART]
    years = "".join(
        f'<text x="{plot.x(year):.1f}" y="{paper.height - 7:g}" text-anchor="middle">{year}</text>'
        for year in (*shown, last)
    )
    return f'<g class="line-axis" fill="{QUIET}" font-size="12">{marks}{years}</g>'


def _sides(plot: _Plot, sides: tuple[tuple[str, str], ...], lang: str) -> str:
    """Say which side is the higher one below no gap and above it, where there is anything; `sides` are as they lie."""
    (lower, under), (upper, over) = sides
    parts = []
    bottom = plot.paper.height - ROOM[3]
    zero = plot.y(0.0)
    if zero - ROOM[2] > 24:
        parts.append((ROOM[2] + 13, over, upper))
    if bottom - zero > 24:
        parts.append((bottom - 6, under, lower))
    texts = "".join(
        f'<text class="side-name-{kind}" x="{ROOM[0] + 6:g}" y="{y:.1f}" fill="{SIDES["light"][kind]}">'
        f"{escape(tell(lang, HIGHER, country=country_title(country, lang)))}</text>"
        for y, country, kind in parts
    )
    return f'<g class="gap-sides" font-size="13" font-weight="600">{texts}</g>'


def _now(plot: _Plot, year: int) -> str:
    if not plot.years[0] <= year <= plot.years[1]:
        return ""
    return (
        f'<line class="line-now" x1="{plot.x(year):.1f}" x2="{plot.x(year):.1f}" y1="{ROOM[2]:g}"'
        f' y2="{plot.paper.height - ROOM[3]:g}" stroke="{QUIET}" stroke-dasharray="3 3"/>'
    )


def _drawn(plot: _Plot, points: list[tuple[int, float, int]]) -> str:
    strokes = "".join(
        f"M{plot.x(before[0]):.1f} {plot.y(before[1]):.1f}L{plot.x(after[0]):.1f} {plot.y(after[1]):.1f}"
        for before, after in pairwise(points)
        if before[2] == after[2]
    )
    seams = "".join(
        f'<line class="spark-seam" x1="{plot.x((before[0] + after[0]) / 2):.1f}"'
        f' x2="{plot.x((before[0] + after[0]) / 2):.1f}" y1="{ROOM[2]:g}" y2="{plot.paper.height - ROOM[3]:g}"'
        f' stroke="{QUIET}" stroke-dasharray="1 3"/>'
        for before, after in pairwise(points)
        if before[2] != after[2]
    )
    dots = "".join(
        f'<circle cx="{plot.x(year):.1f}" cy="{plot.y(gap):.1f}" r="3"><title>{year}</title></circle>'
        for year, gap, _ in points
    )
    return (
        f'{seams}<g class="gap-course" fill="{INK}"><path fill="none" stroke="{INK}" stroke-width="2" d="{strokes}"/>'
        f"{dots}</g>"
    )
