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
from mapserver.maps.notes import comparability_notes
from mapserver.maps.sheet import QUIET, RULE, Sheet, words_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapserver.maps.gap_lines import GapLine
    from mapserver.maps.legend import Legend
    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Drawing, Layer

WIDTH, HEIGHT = 1200, 630
MARGIN, COLUMN = 36.0, 396.0
TITLE, LEAD, TEXT, SMALL = 38.0, 22.0, 20.0, 15.0
#: Lines that a long title may have, and the part of the column that the headline may take.
MOST_LINES, LOWEST_WORDS = 4, 400.0
SWATCH = 22.0


def card(layer: Layer, area: AreaEntry, drawings: Sequence[Drawing], state: MapState) -> str:
    """Return the card as an SVG document: words and classes at the left, the frames below each other at the right."""
    column = Sheet(MARGIN, COLUMN, MARGIN)
    column.lines(layer.title.say(state.lang), TITLE, bold=True, most=MOST_LINES)
    column.y += 6
    column.lines(f"{measure_and_year(layer, state)} · {area_title(area, state)}", LEAD, colour=QUIET, most=3)
    column.y += 12
    # The first sentence says what the title says; those after it what is found.
    sentences = map_words(layer, area, state)
    lines = gap_lines(layer, area, state)
    told = [(sentence, TEXT) for sentence in sentences[1 : 2 if lines else 3]]
    told += [(caution, SMALL) for caution in comparability_notes(layer, state)[:1]]
    for words, size in told:
        if column.y < LOWEST_WORDS:
            column.lines(words, size, most=int((LOWEST_WORDS + size - column.y) // size))
            column.y += 6
    if lines:
        column.y += 10
        put_gap_legend(column, gap_legend(layer, area, state, lines, drawings), notes=False)
    key = legend(layer, state, drawings)
    foot = Sheet(MARGIN, COLUMN, 0)
    foot.lines(sources_line(layer, state.lang, state.year), SMALL, colour=QUIET, most=3)
    below = HEIGHT - MARGIN - foot.y
    _classes(column, key, below - 2 * SWATCH - 12, hatch_id(drawings[0]))
    parts = [*column.parts, f'<g transform="translate(0 {below:.1f})">{"".join(foot.parts)}</g>']
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


def _classes(column: Sheet, key: Legend, y: float, hatch_name: str) -> None:
    """Put the colours side by side with the ends of the first and the last class, and the hatch where it is used."""
    missing = "" if key.no_data is None else key.no_data.words.partition(":")[0]
    aside = max(70.0, text_width(missing) * SMALL + 16) if missing else 0.0
    down = y + SWATCH + SMALL * 1.2
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
