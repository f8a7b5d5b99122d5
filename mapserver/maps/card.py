"""The card that is shown where a map is shared: the map, a headline and a legend, 1200 by 630 pixels (Open Graph)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mapserver.maps.attribution import sources_line
from mapserver.maps.core_words import area_title
from mapserver.maps.gap_legend import gap_legend
from mapserver.maps.gap_lines import gap_lines
from mapserver.maps.gap_markup import put_gap_legend
from mapserver.maps.gap_texts import map_words
from mapserver.maps.hatch import hatch_id
from mapserver.maps.labels import text_width
from mapserver.maps.layout import document, frame_layers, measure_and_year
from mapserver.maps.legend import legend
from mapserver.maps.measures import measure_words
from mapserver.maps.notes import comparability_notes
from mapserver.maps.sheet import BOLD, LEADING, QUIET, RULE, Sheet, words_at, wrapped
from mapserver.model.clusters import CLUSTERS
from mapserver.statistics.classification import TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.gap_lines import GapLine
    from mapserver.maps.legend import Legend
    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Drawing, Layer

WIDTH, HEIGHT = 1200, 630
MARGIN, COLUMN = 36.0, 396.0
LEAD, TEXT, SMALL = 22.0, 20.0, 15.0
#: Sizes of a title, the largest first, and the lines that it may have.
TITLES, MOST_LINES = (38.0, 33.0, 28.0, 24.0), 4
#: A colour of the legend, the space between two columns of names, and between words and legend.
SWATCH, GUTTER, BETWEEN = 22.0, 12.0, 14.0


def card(layer: Layer, area: AreaEntry, drawings: Sequence[Drawing], state: MapState) -> str:
    """Return the card as an SVG document: words and classes at the left, the frames below each other at the right."""
    column = Sheet(MARGIN, COLUMN, MARGIN)
    title = layer.title.say(state.lang)
    column.lines(title, _title_size(title), bold=True, most=MOST_LINES)
    column.y += 6
    column.lines(f"{measure_and_year(layer, state)} · {area_title(area, state)}", LEAD, colour=QUIET, most=3)
    column.y += 12
    sentences = map_words(layer, area, state)
    lines = gap_lines(layer, area, state)
    foot = Sheet(MARGIN, COLUMN, 0)
    foot.lines(sources_line(layer, state.lang, state.year), SMALL, colour=QUIET, most=3)
    key = _key(layer, area, drawings, state, lines)
    below = HEIGHT - MARGIN - foot.y
    lowest = below - key.y - BETWEEN
    cautions = (
        *measure_words(layer, layer.valued(state.year), state.lang),
        *comparability_notes(layer, state)[:1],
    )
    for words, size in _told(sentences, cautions, has_lines=bool(lines)):
        room = int((lowest - column.y) // (size * LEADING))
        if room > 0:
            column.lines(words, size, most=room)
            column.y += 6
    parts = [*column.parts, *(_moved(sheet, top) for sheet, top in ((key, lowest + BETWEEN), (foot, below)))]
    left, width = MARGIN + COLUMN + 28, WIDTH - COLUMN - MARGIN - 28
    height = HEIGHT / len(drawings)
    for place, drawing in enumerate(drawings):
        parts.append(_cover(layer, drawing, state, left, place * height, width, height, lines))
    return document(layer, drawings, state, sentences, parts, WIDTH, HEIGHT)


def _cover(
    layer: Layer,
    drawing: Drawing,
    state: MapState,
    left: float,
    top: float,
    width: float,
    height: float,
    lines: Sequence[GapLine],
) -> str:
    """Return a frame that fills a box, cut where it is longer than that."""
    scale = max(width / drawing.width, height / drawing.height)
    across, down = drawing.width * scale, drawing.height * scale
    corner = (width - across) / 2, (height - down) / 2
    content = frame_layers(layer, drawing, state, *corner, across, "middle", lines)
    return (
        f'<svg x="{left:g}" y="{top:.1f}" width="{width:g}" height="{height:.1f}">{content}</svg>'
        f'<path d="M{left:g} {top:.1f}v{height:.1f}" stroke="{RULE}" fill="none"/>'
    )


def _title_size(title: str) -> float:
    """Return the largest size in which a title needs two lines at most and no word of it is broken."""
    longest = max(title.split(), key=text_width, default="")
    for size in TITLES:
        width = COLUMN / size / BOLD
        if text_width(longest) <= width and len(wrapped(title, width)) <= 2:
            return size
    return TITLES[-1]


def _told(sentences: Sequence[str], cautions: Sequence[str], *, has_lines: bool) -> list[tuple[str, float]]:
    """Return what is told below the title with the sizes of its text: what was found, and what stands in the way of
    comparing; first of gaps, which compare. The first sentence says what the title says.
    """
    found = [(sentence, TEXT) for sentence in sentences[1 : 2 if has_lines else 3]]
    caution = [(words, SMALL) for words in cautions]
    return [*caution, *found] if has_lines else [*found, *caution]


def _moved(sheet: Sheet, top: float) -> str:
    return f'<g transform="translate(0 {top:.1f})">{"".join(sheet.parts)}</g>'


def _key(
    layer: Layer, area: AreaEntry, drawings: Sequence[Drawing], state: MapState, lines: Sequence[GapLine]
) -> Sheet:
    """Return the legend as a sheet of its own: that of lines, then the colours."""
    sheet = Sheet(MARGIN, COLUMN, 0)
    if lines:
        put_gap_legend(sheet, gap_legend(layer, area, state, lines, drawings), notes=False)
        sheet.y += 6
    found = legend(layer, state, drawings)
    if layer.kind in (CLUSTERS, TYPES):
        _kinds(sheet, found, hatch_id(drawings[0]))
    else:
        _classes(sheet, found, hatch_id(drawings[0]))
    return sheet


def _kinds(sheet: Sheet, key: Legend, hatch_name: str) -> None:
    """Put the colours that are on the map and the hatch in two columns, each with its name."""
    shown = [(entry.colour, entry.label) for entry in key.classes if entry.count]
    if key.no_data is not None:
        shown.append((f"url(#{hatch_name})", key.no_data.words.partition(":")[0]))
    wide = (sheet.width - GUTTER) / 2
    for first in range(0, len(shown), 2):
        lowest = sheet.y
        for place, (fill, words) in enumerate(shown[first : first + 2]):
            left = sheet.left + place * (wide + GUTTER)
            cell = Sheet(left + SWATCH + 2, wide - SWATCH - 2, sheet.y)
            cell.lines(words, SMALL)
            sheet.parts.append(
                f'<rect x="{left:.1f}" y="{sheet.y + 1:.1f}" width="{SWATCH - 6:g}" height="{SWATCH - 6:g}"'
                f' fill="{escape(fill)}" stroke="{RULE}"/>'
            )
            sheet.parts += cell.parts
            lowest = max(lowest, cell.y)
        sheet.y = lowest + 4


def _classes(column: Sheet, key: Legend, hatch_name: str) -> None:
    """Put the colours side by side with the ends of the first and the last class, and the hatch where it is used."""
    missing = "" if key.no_data is None else key.no_data.words.partition(":")[0]
    aside = max(70.0, text_width(missing) * SMALL + 16) if missing else 0.0
    y, down = column.y, column.y + SWATCH + SMALL * 1.2
    colours = [entry.colour for entry in key.classes] or list(key.histogram.colours if key.histogram else ())
    if colours:
        step = (column.width - aside) / len(colours)
        for place, colour in enumerate(colours):
            column.parts.append(
                f'<rect x="{column.left + place * step:.2f}" y="{y:.1f}" width="{step + 0.4:.2f}" height="{SWATCH:g}"'
                f' fill="{colour}"/>'
            )
        if key.classes:
            right = column.left + step * len(colours)
            column.parts.append(words_at(column.left, down, SMALL, key.classes[0].label))
            column.parts.append(words_at(right, down, SMALL, key.classes[-1].label, "end"))
    if missing:
        column.parts.append(
            f'<rect x="{column.left + column.width - 54:.1f}" y="{y:.1f}" width="54" height="{SWATCH:g}"'
            f' fill="url(#{escape(hatch_name)})" stroke="{RULE}"/>'
        )
        column.parts.append(words_at(column.left + column.width, down, SMALL, missing, "end"))
    column.y = down + SMALL * 0.4
