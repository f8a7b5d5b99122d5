"""A line chart as SVG: units over the years. No stroke crosses the end of a run or a year without a value."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from mapserver.maps.axis import decimals_of, ticks
from mapserver.maps.chosen import charted_units, places_of
from mapserver.maps.formats import number
from mapserver.maps.labels import text_width
from mapserver.maps.names import shown_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.state import MapState
    from mapserver.model import Layer

#: Strokes that people with any colour vision tell apart on light paper; the style sheet has those for dark paper.
STROKES = ("#0072b2", "#c04f00", "#00735a", "#8a3fa0", "#7a5c00", "#b3195f", "#3d4a52", "#3f6fd1")
GRID, QUIET = "#d5d2cb", "#a9aeb1"
#: Heights between two names at the ends of lines.
APART = 15
#: Size of the names at the ends of lines and their distance from them; bold letters are this much wider than others.
NAME_SIZE, NAME_SPACE, BOLD = 13, 10, 1.06
#: Distance that two years on the axis keep.
YEARS_APART = 40


class Sheet(NamedTuple):
    """The paper of a chart in pixels: size and margins; `named` where names stand at the ends of the lines."""

    kind: str
    width: int
    height: int
    left: int
    right: int
    named: bool
    top: int = 12
    bottom: int = 24


SMALL_SHEETS = (Sheet("small", 400, 190, 56, 14, named=False),)
SHEETS = (Sheet("wide", 860, 300, 64, 186, named=True), Sheet("narrow", 400, 260, 56, 14, named=False))


@dataclass(frozen=True)
class Line:
    """A unit over the years: strokes as runs of (year, value), all its values, and those that the source flags."""

    code: str
    name: str
    name_lang: str
    order: int
    strokes: tuple[tuple[tuple[int, float], ...], ...]
    flagged: frozenset[int]

    @property
    def points(self) -> tuple[tuple[int, float], ...]:
        """Return every value in order of time."""
        return tuple(sorted(point for stroke in self.strokes for point in stroke))


def lines(layer: Layer, state: MapState) -> tuple[Line, ...]:
    """Return the lines of the charted units, in the order in which they were chosen."""
    return tuple(_line(layer, state, code, order) for order, code in enumerate(charted_units(layer, state)))


def lines_pictures(
    layer: Layer, state: MapState, label: str, sheets: Sequence[Sheet] = SHEETS, *, around: bool = True
) -> str:
    """Return the chart on each of the sheets, for wide and for narrow pages; the style sheet shows one.

    `label` is its text alternative. The other units of the core are drawn `around` the lines, quietly.
    """
    shown = lines(layer, state)
    quiet = [
        stroke
        for index, place in enumerate(layer.places)
        if place.core and around
        for stroke in strokes_of(layer, index)
        if len(stroke) > 1
    ]
    values = [value for line in shown for _, value in line.points] + [value for stroke in quiet for _, value in stroke]
    marks = ticks(min(values), max(values)) if values else ticks(0.0, 1.0)
    ends = layer.years[0], layer.years[-1], marks[0], marks[-1]
    return "".join(_picture(_Plot(sheet, *ends), state, shown, quiet, marks, label) for sheet in sheets)


def _line(layer: Layer, state: MapState, code: str, order: int) -> Line:
    held = places_of(layer, code)
    name, lang = shown_name(layer.places[held[-1]], state.lang) if held else (code, "")
    strokes = [stroke for index in held for stroke in strokes_of(layer, index)]
    flagged = {
        year
        for index in held
        for year in layer.years
        if layer.cell(index, year).flag and layer.cell(index, year).value is not None
    }
    return Line(code, name, lang, order, tuple(strokes), frozenset(flagged))


def strokes_of(layer: Layer, index: int) -> list[tuple[tuple[int, float], ...]]:
    """Return the values of a place as strokes: one for the years in a row that have a value of the same run."""
    strokes: list[list[tuple[int, float]]] = []
    before: int | None = None
    for year, cell in zip(layer.years, layer.cells[index], strict=True):
        if cell.value is None:
            before = None
            continue
        if cell.run != before or not strokes:
            strokes.append([])
        strokes[-1].append((year, cell.value))
        before = cell.run
    return [tuple(stroke) for stroke in strokes]


def _picture(
    plot: _Plot,
    state: MapState,
    shown: Sequence[Line],
    quiet: Sequence[Sequence[tuple[int, float]]],
    marks: tuple[float, ...],
    label: str,
) -> str:
    sheet = plot.sheet
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lines {sheet.kind}" viewBox="0 0 {sheet.width} {sheet.height}"'
        f' width="{sheet.width}" height="{sheet.height}" role="img" aria-label="{escape(label)}"'
        f' data-first="{plot.first}" data-start="{plot.x(plot.first):.1f}" data-step="{plot.step:.3f}">',
        _grid(plot, marks, state.lang),
        f'<line class="line-now" x1="{plot.x(state.year):.1f}" x2="{plot.x(state.year):.1f}" y1="{sheet.top}"'
        f' y2="{sheet.height - sheet.bottom}" stroke="{QUIET}" stroke-dasharray="3 3"/>',
        f'<path class="line-quiet" fill="none" stroke="{QUIET}" stroke-opacity=".55" d="{_paths(plot, quiet)}"/>',
        *(_drawn(plot, line) for line in shown),
        _names(plot, shown) if sheet.named else "",
        "</svg>",
    ]
    return "".join(parts)


@dataclass(frozen=True)
class _Plot:
    """The scales of a chart."""

    sheet: Sheet
    first: int
    last: int
    low: float
    high: float

    @property
    def step(self) -> float:
        """Return the pixels from one year to the next."""
        return (self.sheet.width - self.sheet.left - self.sheet.right) / max(self.last - self.first, 1)

    def x(self, year: int) -> float:
        """Return where a year lies."""
        if self.first == self.last:
            return (self.sheet.left + self.sheet.width - self.sheet.right) / 2
        return self.sheet.left + (year - self.first) * self.step

    def y(self, value: float) -> float:
        """Return where a value lies."""
        height = self.sheet.height - self.sheet.top - self.sheet.bottom
        return self.sheet.top + height * (self.high - value) / (self.high - self.low)


def _grid(plot: _Plot, marks: tuple[float, ...], lang: str) -> str:
    """Return the rules of the values and the years below."""
    sheet = plot.sheet
    end = sheet.width - sheet.right
    decimals = decimals_of(marks)
    rules = "".join(
        f'<line class="{"line-zero" if abs(mark) < 1e-12 else "line-rule"}" x1="{sheet.left}" x2="{end}"'
        f' y1="{plot.y(mark):.1f}" y2="{plot.y(mark):.1f}" stroke="{GRID}"/>'
        f'<text x="{sheet.left - 8}" y="{plot.y(mark) + 4:.1f}" text-anchor="end">'
        f"{escape(number(mark, decimals, lang))}</text>"
        for mark in marks
    )
    span = plot.last - plot.first
    every = next((every for every in (1, 2, 5, 10, 20) if span / every * 44 <= end - sheet.left), 50)
    round_years = [year for year in range(plot.first, plot.last + 1) if year % every == 0]
    years = [*(year for year in round_years if plot.x(plot.last) - plot.x(year) >= YEARS_APART), plot.last]
    below = "".join(
        f'<text x="{plot.x(year):.1f}" y="{sheet.height - 6}" text-anchor="middle">{year}</text>' for year in years
    )
    return f'<g class="line-axis" fill="#59656c" font-size="12">{rules}{below}</g>'


def _paths(plot: _Plot, strokes: Sequence[Sequence[tuple[int, float]]]) -> str:
    return "".join(
        "M" + "L".join(f"{plot.x(year):.1f} {plot.y(value):.1f}" for year, value in stroke) for stroke in strokes
    )


def _drawn(plot: _Plot, line: Line) -> str:
    """Return a line with its dots: hollow where the source flags the value."""
    stroke = STROKES[line.order % len(STROKES)]
    dots = "".join(
        f'<circle class="{"hollow" if year in line.flagged else "full"}" cx="{plot.x(year):.1f}"'
        f' cy="{plot.y(value):.1f}" r="2.6" fill="{"#fff" if year in line.flagged else stroke}"><title>'
        f"{escape(line.name)}, {year}</title></circle>"
        for year, value in line.points
    )
    path = _paths(plot, [stroke for stroke in line.strokes if len(stroke) > 1])
    return (
        f'<g class="line l{line.order % len(STROKES)}" data-code="{escape(line.code)}" stroke="{stroke}"'
        f' stroke-width="2"><path fill="none" stroke-linejoin="round" d="{path}"/>{dots}</g>'
    )


def _names(plot: _Plot, shown: Sequence[Line]) -> str:
    """Return the names at the ends of the lines, moved apart where they would touch."""
    ends = [(plot.y(line.points[-1][1]), line) for line in shown if line.points]
    ends.sort(key=lambda end: (end[0], end[1].order))
    placed: list[float] = []
    for height, _ in ends:
        placed.append(max(height, placed[-1] + APART) if placed else height)
    lowest = plot.sheet.height - plot.sheet.bottom
    for place in range(len(placed) - 1, -1, -1):
        limit = lowest if place == len(placed) - 1 else placed[place + 1] - APART
        placed[place] = min(placed[place], limit)
    x = plot.sheet.width - plot.sheet.right + NAME_SPACE
    room = (plot.sheet.right - NAME_SPACE) / NAME_SIZE / BOLD
    texts = "".join(
        f'<text class="l{line.order % len(STROKES)}" x="{x}" y="{y + 4:.1f}" lang="{escape(line.name_lang)}"'
        f' fill="{STROKES[line.order % len(STROKES)]}">{escape(_short(line.name, room))}</text>'
        for y, (_, line) in zip(placed, ends, strict=True)
    )
    return f'<g class="line-names" font-size="{NAME_SIZE}" font-weight="600" aria-hidden="true">{texts}</g>'


def _short(name: str, room: float) -> str:
    """Return a name, or as many of its letters as there is room for, in em."""
    if text_width(name) <= room:
        return name
    fits = next(end for end in range(len(name), -1, -1) if text_width(name[:end]) + 1 <= room)
    return name[:fits].rstrip() + "…"
