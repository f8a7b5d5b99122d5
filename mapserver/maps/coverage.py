"""The coverage matrix as a picture: indicators by borders, each cell a strip of years. Knows no page."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from mapserver.maps.judgements import WORDS
from mapserver.model import BothSides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapserver.statistics.coverage import Coverage, CoverageRow

#: Sizes in pixels: the column of titles, a year, the space between strips, a row, a heading.
TITLE, YEAR, SPACE, ROW, HEADING, TOP = 372, 2, 14, 15, 26, 92
STRIP = 9
#: Years between the notches of a strip.
DECADE = 10
COLOURS = {"same": "#0b4a5a", "similar": "#4f9aa8", "different": "#c98a2b"}
KEY = "Sources compare:"
INK, GROUND, PAPER, RULE = "#1b2328", "#e9e7e2", "#fcfbf9", "#dfdcd5"
FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"

OPEN = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    ' font-family="{font}" font-size="11" fill="{ink}"><title>{title}</title>'
    '<rect width="{width}" height="{height}" fill="{paper}"/>'
)
LABEL = Markup('<text x="{x}" y="{y}"{more}>{words}</text>')
BOX = Markup('<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>')
LINE = Markup('<line x1="0" x2="{width}" y1="{y}" y2="{y}" stroke="{colour}"/>')
FAINT = Markup(' fill="#59656c"')
BOLD, LARGE = Markup(' font-weight="600"'), Markup(' font-size="17" font-weight="600"')


def coverage_picture(coverage: Coverage, theme_names: dict[str, str]) -> str:
    """Draw the matrix as SVG; `theme_names` says what the themes are called."""
    years = [year for row in coverage.rows for sides in row.both_sides.values() for year in sides.years]
    first, last = min(years, default=0), max(years, default=0)
    column = YEAR * (last - first + 1) + SPACE
    width = TITLE + column * len(coverage.borders) + SPACE
    body = Markup("").join(_body(coverage, theme_names, first, last, column, width))
    themes = len({row.theme for row in coverage.rows})
    height = TOP + ROW * len(coverage.rows) + HEADING * themes + SPACE
    title = f"Years with figures on both sides of a border, {first}\u2013{last}"
    opening = OPEN.format(width=width, height=height, font=FONT, ink=INK, paper=PAPER, title=title)
    return str(opening + _head(coverage, title, column) + body + Markup("</svg>\n"))


def _head(coverage: Coverage, title: str, column: int) -> Markup:
    """Draw title, key and the names of the borders with the number of concepts that may be compared."""
    parts = [LABEL.format(x=SPACE, y=26, more=LARGE, words=title)]
    parts.append(LABEL.format(x=SPACE, y=47, more="", words=KEY))
    x = SPACE + 10 + 6 * len(KEY)
    for judgement, colour in COLOURS.items():
        parts.append(BOX.format(x=x, y=39, width=14, height=STRIP, fill=colour))
        parts.append(LABEL.format(x=x + 19, y=47, more="", words=WORDS[judgement]))
        x += 40 + 6 * len(WORDS[judgement])
    words = f"{len(coverage.rows)} indicators, {coverage.concepts} concepts; to compare at each border:"
    parts.append(LABEL.format(x=SPACE, y=TOP - 8, more=FAINT, words=words))
    for number, border in enumerate(coverage.borders):
        left = TITLE + column * number
        parts.append(LABEL.format(x=left, y=TOP - 24, more=BOLD, words=border))
        parts.append(LABEL.format(x=left, y=TOP - 8, more="", words=str(coverage.comparable(border))))
    return Markup("").join(parts)


def _body(
    coverage: Coverage, theme_names: dict[str, str], first: int, last: int, column: int, width: int
) -> Iterator[Markup]:
    y = TOP
    for theme, rows in groupby(coverage.rows, key=lambda row: row.theme):
        yield LINE.format(width=width, y=y + 4.5, colour=RULE)
        yield LABEL.format(x=SPACE, y=y + HEADING - 8, more=BOLD, words=theme_names.get(theme, theme))
        y += HEADING
        for row in rows:
            yield _row(row, coverage.borders, first, last, column, y)
            y += ROW


def _row(row: CoverageRow, borders: tuple[str, ...], first: int, last: int, column: int, y: int) -> Markup:
    title = row.title.say("en")
    if len(row.countries) == 1:
        title += f" ({row.countries[0]} only)"
    parts = [LABEL.format(x=SPACE, y=y + STRIP, more="", words=title)]
    for number, border in enumerate(borders):
        left = TITLE + column * number
        sides = row.both_sides.get(border, BothSides())
        parts.append(BOX.format(x=left, y=y, width=YEAR * (last - first + 1), height=STRIP, fill=GROUND))
        decades = range(first - first % -DECADE, last + 1, DECADE)
        parts += [
            BOX.format(x=left + YEAR * (year - first), y=y, width=1, height=STRIP, fill=PAPER) for year in decades
        ]
        for start, count in _spans(sides.years):
            x, wide = left + YEAR * (start - first), YEAR * count
            parts.append(BOX.format(x=x, y=y, width=wide, height=STRIP, fill=COLOURS[sides.judgement or "same"]))
    return Markup("").join(parts)


def _spans(years: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Yield runs of years as (first year, number of years)."""
    for _, run in groupby(enumerate(years), key=lambda item: item[1] - item[0]):
        members = [year for _, year in run]
        yield members[0], len(members)
