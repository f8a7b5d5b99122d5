"""A border as a picture that stands alone: its line with two-sided bars, or one gap over time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from mapserver.maps.labels import text_width
from mapserver.maps.layout import SHEET
from mapserver.maps.picture_names import FONT
from mapserver.maps.sheet import INK, LEAD, MARGIN, PAPER, QUIET, RULE, SMALL, TEXT, TITLE, Sheet, words_at
from mapserver.maps.side_bars import HALF, HEIGHT, SideBars
from mapserver.maps.sides import SIDES

#: Size of the card that is shown where a page is shared.
CARD = (1200, 630)
OPENING = re.compile(r'^<svg [^>]*?viewBox="(?P<box>[^"]+)"[^>]*>')
#: Height of the map on a sheet at most, and the gap between it and the bars beside it.
MAP_HEIGHT, BESIDE = 560.0, 40.0
BAR = 20.0


@dataclass(frozen=True)
class SheetBar:
    """Two bars with their words: what they show, both values, how far apart they are."""

    title: str
    measure: str
    value_a: str
    value_b: str
    bars: SideBars
    gap: str


@dataclass(frozen=True)
class BorderPicture:
    """What a picture of a border shows: words in the reader's language, `country_a` and `country_b` as names.

    `line` is the map of the border, `chart` the gap over time, which `small_chart` shows with larger words; all SVG,
    empty where there is none. `notes` say whose
    figures these are and where they are from.
    """

    title: str
    lead: str
    lang: str
    country_a: str
    country_b: str
    line: str
    bars: tuple[SheetBar, ...]
    chart: str
    small_chart: str
    sentences: tuple[str, ...]
    notes: tuple[str, ...]


def border_sheet(shown: BorderPicture) -> str:
    """Return the sheet as an SVG document, `SHEET` pixels wide."""
    sheet = Sheet(MARGIN, SHEET - 2 * MARGIN)
    sheet.lines(shown.title, TITLE, bold=True)
    sheet.y += 4
    sheet.lines(shown.lead, LEAD, colour=QUIET)
    sheet.y += 16
    if shown.chart:
        _bars(sheet, shown)
        sheet.y += 8
        width = sheet.width
        height = width * _shape(shown.chart)
        sheet.parts.append(placed(shown.chart, sheet.left, sheet.y, width, height))
        sheet.y += height + 16
    else:
        top = sheet.y
        width = (sheet.width - BESIDE) / 2
        height = min(width * _shape(shown.line), MAP_HEIGHT) if shown.line else 0.0
        if shown.line:
            sheet.parts.append(placed(shown.line, sheet.left, top, width, height))
        beside = Sheet(sheet.left + width + BESIDE, width, top) if shown.line else Sheet(sheet.left, sheet.width, top)
        _bars(beside, shown)
        sheet.parts += beside.parts
        sheet.y = max(top + height, beside.y) + 16
    for sentence in shown.sentences:
        sheet.lines(sentence, TEXT)
        sheet.y += 3
    sheet.y += 8
    sheet.parts.append(
        f'<path d="M{MARGIN:g} {sheet.y:.1f}H{SHEET - MARGIN:g}" stroke="{RULE}" stroke-width="1" fill="none"/>'
    )
    sheet.y += 10
    for note in shown.notes:
        sheet.lines(note, SMALL, colour=QUIET)
    return _document(shown, sheet.parts, SHEET, round(sheet.y + MARGIN * 0.6))


def border_card(shown: BorderPicture) -> str:
    """Return the card, 1200 by 630 pixels: words and bars at the left, the line or the chart at the right."""
    width, height = CARD
    half = width / 2
    column = Sheet(36.0, half - 72.0, 36.0)
    column.lines(shown.title, 36.0, bold=True, most=3)
    column.y += 4
    column.lines(shown.lead, 21.0, colour=QUIET, most=2)
    column.y += 14
    _bars(column, shown, most=3)
    for sentence in shown.sentences[1:2] if shown.chart else ():
        column.y += 6
        column.lines(sentence, 18.0, most=max(1, int((height - 70 - column.y) // 23)))
    foot = Sheet(36.0, half - 72.0, 0.0)
    foot.lines(shown.notes[0] if shown.notes else "", 14.0, colour=QUIET, most=2)
    parts = [*column.parts, f'<g transform="translate(0 {height - 30 - foot.y:.1f})">{"".join(foot.parts)}</g>']
    drawn = shown.small_chart or shown.line
    if drawn:
        shape = _shape(drawn)
        wide = half - 36 if shown.chart else max(half, height / shape)
        high = wide * shape
        top = (height - high) / 2
        inner = placed(drawn, 0.0 if shown.chart else (half - wide) / 2, top, wide, high)
        parts.append(f'<svg x="{half:g}" y="0" width="{half:g}" height="{height}">{inner}</svg>')
    return _document(shown, parts, width, height)


def placed(svg: str, x: float, y: float, width: float, height: float) -> str:
    """Return a picture at a place on another one, in a size."""
    found = OPENING.match(svg)
    if found is None:
        raise ValueError("a picture begins with its view box")
    return (
        f'<svg x="{x:g}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" viewBox="{found["box"]}"'
        f' preserveAspectRatio="xMidYMid slice">{svg[found.end() :]}'
    )


def _shape(svg: str) -> float:
    """Return height over width of a picture."""
    found = OPENING.match(svg)
    if found is None:
        raise ValueError("a picture begins with its view box")
    _, _, width, height = map(float, found["box"].split())
    return height / width


def _bars(sheet: Sheet, shown: BorderPicture, most: int = 6) -> None:
    """Put both countries above the bars, then for each indicator its title, the bars and their values."""
    right = sheet.left + sheet.width
    sheet.y += TEXT
    for x, words, colour, anchor in (
        (sheet.left, shown.country_a, SIDES["light"]["a"], "start"),
        (right, shown.country_b, SIDES["light"]["b"], "end"),
    ):
        sheet.parts.append(
            f'<text x="{x:.1f}" y="{sheet.y:.1f}" font-size="{TEXT:g}" font-weight="700" fill="{colour}"'
            f' text-anchor="{anchor}">{escape(words)}</text>'
        )
    sheet.y += 8
    for bar in shown.bars[:most]:
        sheet.y += 6
        if bar.title:
            sheet.lines(bar.title, TEXT, most=2)
            sheet.lines(bar.measure, SMALL, colour=QUIET, most=2)
        sheet.y += 4
        room = max(text_width(bar.value_a), text_width(bar.value_b)) * TEXT + 14
        left, width = sheet.left + room, sheet.width - 2 * room
        sheet.parts.append(words_at(sheet.left + room - 10, sheet.y + BAR * 0.78, TEXT, bar.value_a, "end"))
        sheet.parts.append(words_at(right - room + 10, sheet.y + BAR * 0.78, TEXT, bar.value_b))
        if bar.bars.a is not None or bar.bars.b is not None:
            sheet.parts.append(
                f'<svg x="{left:.1f}" y="{sheet.y:.1f}" width="{width:.1f}" height="{BAR:g}"'
                f' viewBox="0 0 {2 * HALF:g} {HEIGHT:g}" preserveAspectRatio="none">{bar.bars.marks()}</svg>'
            )
        sheet.y += BAR + 2
        if bar.gap:
            sheet.y += SMALL
            sheet.parts.append(words_at(sheet.left + sheet.width / 2, sheet.y, SMALL, bar.gap, "middle"))
            sheet.y += 4


def _document(shown: BorderPicture, parts: list[str], width: float, height: float) -> str:
    words, drawn = " ".join(shown.sentences) or shown.lead, "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}"'
        f' height="{height:g}" role="img" aria-labelledby="title desc" lang="{escape(shown.lang)}"'
        f' xml:lang="{escape(shown.lang)}" font-family="{FONT}" fill="{INK}">'
        f'<title id="title">{escape(shown.title)}</title><desc id="desc">{escape(words)}</desc>'
        f'<rect width="{width:g}" height="{height:g}" fill="{PAPER}"/>{drawn}</svg>'
    )
