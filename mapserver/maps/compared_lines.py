"""Small charts of compared units as SVG: one an indicator, all units on one scale of values.

No stroke crosses the end of a run or a year in which others have a value and the unit has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from mapserver.maps.axis import decimals_of, ticks
from mapserver.maps.formats import number
from mapserver.maps.lines import GRID, QUIET, STROKES
from mapserver.translation import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.statistics.comparison import Held, Row

WIDTH, HEIGHT = 340, 190
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 10, 22
#: Strokes of lines after the first eight, whose colours come again.
DASHES = "5 3"
SIZE = 11


@dataclass(frozen=True)
class Plot:
    """The scales of a small chart, in pixels."""

    first: int
    last: int
    low: float
    high: float

    def x(self, year: int) -> float:
        """Return where a year lies."""
        if self.first == self.last:
            return (LEFT + WIDTH - RIGHT) / 2
        return LEFT + (year - self.first) * (WIDTH - LEFT - RIGHT) / (self.last - self.first)

    def y(self, value: float) -> float:
        """Return where a value lies."""
        return TOP + (HEIGHT - TOP - BOTTOM) * (self.high - value) / (self.high - self.low)


def small_chart(row: Row, names: Sequence[str], lang: str) -> str:
    """Return the chart of a row; `names` are those of the units, in the order of the figures."""
    held = [figure.held for figure in row.figures]
    values = [value for item in held if item is not None for value in _values(item).values()]
    calendar = sorted({year for item in held if item is not None for year in item.years})
    marks = ticks(min(values), max(values), 4)
    plot = Plot(calendar[0], calendar[-1], marks[0], marks[-1])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lines small" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
        f' height="{HEIGHT}" role="img" aria-label="{escape(chart_text(row, names, lang))}">',
        _grid(plot, marks, lang),
        *(
            _line(plot, place, _strokes(item, calendar), name)
            for place, (item, name) in enumerate(zip(held, names, strict=True))
            if item is not None
        ),
        "</svg>",
    ]
    return "".join(parts)


def chart_text(row: Row, names: Sequence[str], lang: str) -> str:
    """Return the text alternative of a chart: where each line begins and ends."""
    parts = []
    for figure, name in zip(row.figures, names, strict=True):
        if figure.held is None:
            continue
        values = _values(figure.held)
        first, last = min(values), max(values)
        decimals = figure.held.line.decimals
        parts.append(
            tell(
                lang,
                "%(name)s: %(first)s (%(first_year)s), %(last)s (%(last_year)s)",
                name=name,
                first=number(values[first], decimals, lang),
                first_year=first,
                last=number(values[last], decimals, lang),
                last_year=last,
            )
        )
    return f"{row.line.title.say(lang)}. {'; '.join(parts)}"


def _values(held: Held) -> dict[int, float]:
    return {year: row.value for year, row in held.by_year.items() if row.value is not None}


def _strokes(held: Held, calendar: Sequence[int]) -> list[list[tuple[int, float, bool]]]:
    """Return the values of a line as strokes of (year, value, flagged)."""
    strokes: list[list[tuple[int, float, bool]]] = []
    before: int | None = None
    for year in calendar:
        row = held.by_year.get(year)
        if row is None or row.value is None:
            before = None
            continue
        if row.run != before:
            strokes.append([])
        strokes[-1].append((year, row.value, bool(row.flag)))
        before = row.run
    return strokes


def _grid(plot: Plot, marks: Sequence[float], lang: str) -> str:
    decimals = decimals_of(tuple(marks))
    end = WIDTH - RIGHT
    rules = "".join(
        f'<line class="{"line-zero" if abs(mark) < 1e-12 else "line-rule"}" x1="{LEFT}" x2="{end}"'
        f' y1="{plot.y(mark):.1f}" y2="{plot.y(mark):.1f}" stroke="{QUIET if abs(mark) < 1e-12 else GRID}"/>'
        f'<text x="{LEFT - 6}" y="{plot.y(mark) + 4:.1f}" text-anchor="end">'
        f"{escape(number(mark, decimals, lang))}</text>"
        for mark in marks
    )
    years = [plot.first] if plot.first == plot.last else [plot.first, plot.last]
    anchors = ["middle"] if len(years) == 1 else ["start", "end"]
    below = "".join(
        f'<text x="{plot.x(year):.1f}" y="{HEIGHT - 6}" text-anchor="{anchor}">{year}</text>'
        for year, anchor in zip(years, anchors, strict=True)
    )
    return f'<g class="line-axis" fill="#59656c" font-size="{SIZE}">{rules}{below}</g>'


def _line(plot: Plot, place: int, strokes: Sequence[Sequence[tuple[int, float, bool]]], name: str) -> str:
    colour = STROKES[place % len(STROKES)]
    dashes = f' stroke-dasharray="{DASHES}"' if place >= len(STROKES) else ""
    path = "".join(
        "M" + "L".join(f"{plot.x(year):.1f} {plot.y(value):.1f}" for year, value, _ in stroke)
        for stroke in strokes
        if len(stroke) > 1
    )
    # Dots for what no stroke meets, for what is flagged, and for the end of the line.
    last = strokes[-1][-1]
    dots = "".join(
        f'<circle class="{"hollow" if point[2] else "full"}" cx="{plot.x(point[0]):.1f}" cy="{plot.y(point[1]):.1f}"'
        f' r="{2.8 if point is last else 2.2}" fill="{"#fff" if point[2] else colour}"/>'
        for stroke in strokes
        for point in stroke
        if len(stroke) == 1 or point[2] or point is last
    )
    return (
        f'<g class="line l{place % len(STROKES)}" stroke="{colour}" stroke-width="1.8"><title>{escape(name)}</title>'
        f'<path fill="none" stroke-linejoin="round"{dashes} d="{path}"/>{dots}</g>'
    )
