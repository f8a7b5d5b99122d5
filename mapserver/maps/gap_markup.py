"""The legend of gaps as HTML, and as a part of a sheet for print."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mapserver.maps.gap_picture import COLOURS, DASHES, DOT, DOTS, INSISTED, MISSING, THIN, TICK_WIDTH, WIDTHS
from mapserver.maps.labels import text_width
from mapserver.maps.sheet import LEADING, QUIET, SMALL, Sheet, words_at, wrapped

if TYPE_CHECKING:
    from mapserver.maps.gap_legend import GapEntry, GapLegend

#: A sample of a line: width, height, and how far its ticks reach.
LONG, HIGH, REACH = 44, 20, 8
#: Room beside a sample on a sheet.
BESIDE = 10.0


def gap_legend_markup(key: GapLegend) -> str:
    """Return the legend as HTML: text escaped, nothing styled inline."""
    rows = "".join(
        f'<li class="{entry.kind}"><svg class="gap-sample" viewBox="0 0 {LONG} {HIGH}" width="{LONG}" height="{HIGH}"'
        f' aria-hidden="true" focusable="false">{sample(entry)}</svg> <span class="range">{escape(entry.words)}</span>'
        f' <span class="count"><span class="count-number">{entry.count}</span></span></li>'
        for entry in key.entries
    )
    return (
        f'<div class="gap-legend" id="gap-legend" data-follows=""><p class="gap-title">{escape(key.title)}</p>'
        f'<ul class="gap-entries">{rows}</ul><p class="map-note">{escape(" ".join(key.notes))}</p></div>'
    )


def sample(entry: GapEntry) -> str:
    """Return the mark of an entry on paper of LONG by HIGH: widths are those of the map, sides have their ticks."""
    middle = HIGH / 2
    if entry.kind == "missing":
        return _stroke(MISSING, THIN, middle, f' stroke-dasharray="{DASHES}"')
    if entry.kind == "different":
        return _stroke(MISSING, DOT, middle, f' stroke-dasharray="{DOTS}" stroke-linecap="round"')
    if entry.kind == "insisted":
        return _stroke(COLOURS[""], WIDTHS[1], middle, f' stroke-dasharray="{INSISTED}"')
    if entry.kind != "side":
        return _stroke(COLOURS[""], WIDTHS[entry.group or 0], middle, "")
    colour = COLOURS[entry.side]
    comb = "".join(f"M{x} {middle:g}v{REACH}" for x in range(6, LONG, 11))
    return (
        _stroke(colour, WIDTHS[1], middle, "") + f'<path d="{comb}" stroke="{colour}" stroke-width="{TICK_WIDTH:g}"/>'
    )


def put_gap_legend(sheet: Sheet, key: GapLegend, *, notes: bool = True) -> None:
    """Put the legend on a sheet: samples with their words side by side, as many as there is room for, then remarks."""
    sheet.lines(key.title, SMALL, bold=True)
    sheet.y += 4
    for entries in (key.widths, (*key.sides, *key.others)):
        _rows(sheet, entries)
    if notes:
        sheet.lines(" ".join(key.notes), SMALL, colour=QUIET)
        sheet.y += 8


def _rows(sheet: Sheet, entries: tuple[GapEntry, ...]) -> None:
    x = sheet.left
    for entry in entries:
        words = wrapped(f"{entry.words} ({entry.count})", (sheet.width - LONG - BESIDE) / SMALL)
        width = LONG + BESIDE + max(map(text_width, words)) * SMALL
        if x > sheet.left and x + width > sheet.left + sheet.width:
            x, sheet.y = sheet.left, sheet.y + HIGH + 4
        sheet.parts.append(f'<g transform="translate({x:.1f} {sheet.y:.1f})" fill="none">{sample(entry)}</g>')
        for place, line in enumerate(words):
            down = sheet.y + HIGH / 2 + SMALL * (0.35 + place * LEADING)
            sheet.parts.append(words_at(x + LONG + BESIDE, down, SMALL, line))
        sheet.y += (len(words) - 1) * SMALL * LEADING
        x += width + 24
    if entries:
        sheet.y += HIGH + 6


def _stroke(colour: str, width: float, y: float, more: str) -> str:
    return f'<path d="M2 {y:g}H{LONG - 2}" stroke="{colour}" stroke-width="{width:g}"{more}/>'
