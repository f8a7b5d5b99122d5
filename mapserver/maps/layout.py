"""A map that stands alone: title, frames, legend and sources in one SVG, for print, for articles, for sharing.

No style sheet and no script: presentation attributes only, every layer a group with a name that Inkscape shows. Lengths
are CSS pixels of a sheet that is `SHEET` wide; text is measured by estimate, so that it needs no font here.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from mapserver.maps.attribution import sources_line
from mapserver.maps.context_notes import context_notes
from mapserver.maps.core_words import area_title, core_rule
from mapserver.maps.gap_legend import gap_legend
from mapserver.maps.gap_lines import gap_lines
from mapserver.maps.gap_markup import put_gap_legend
from mapserver.maps.gap_picture import gap_layer
from mapserver.maps.gap_texts import map_words
from mapserver.maps.hatch import hatch_id, still_hatch
from mapserver.maps.labels import text_width
from mapserver.maps.legend import legend
from mapserver.maps.measures import measure_words
from mapserver.maps.mercator import mercator_note
from mapserver.maps.notes import comparability_notes
from mapserver.maps.palettes import CONTEXT_OPACITY, LAND
from mapserver.maps.picture import ground_layers, picture_title
from mapserver.maps.picture_names import FONT, label_layer
from mapserver.maps.sheet import LEAD, MARGIN, PAPER, QUIET, RULE, SMALL, SWATCH, TEXT, TITLE, Sheet, words_at
from mapserver.maps.state import BORDERS, state_colours
from mapserver.model import MERCATOR
from mapserver.translation import N_, tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapserver.maps.gap_lines import GapLine
    from mapserver.maps.histogram import Histogram
    from mapserver.maps.legend import Legend
    from mapserver.maps.state import MapState
    from mapserver.model import AreaEntry, Drawing, Layer

#: Width of a sheet and the space between two frames.
SHEET, GUTTER = 1200.0, 24.0
DISCLAIMER = N_("Boundaries and names imply no judgement on the legal status of a territory.")
EQUAL_AREAS = N_("Equal-area projection (Lambert azimuthal).")
AS_OF = N_("Figures as published up to %(date)s.")
#: Names of the layers in a drawing program.
LAYERS = {
    "sea": N_("Sea"),
    "land": N_("Land"),
    "units": N_("Districts"),
    "limit": N_("Limit of the border area"),
    "borders": N_("Borders"),
    "gaps": N_("Gaps at borders"),
    "chosen": N_("Chosen districts"),
    "labels": N_("Names"),
}


@dataclass(frozen=True)
class Imprint:
    """What a picture says of where it is from: the edition of the data and the address of its page, where known."""

    snapshot: str
    page: str = ""


def layout(
    layer: Layer,
    area: AreaEntry,
    drawings: Sequence[Drawing],
    state: MapState,
    imprint: Imprint,
    frame_titles: Mapping[str, str] | None = None,
) -> str:
    """Return the sheet as an SVG document; `drawings` are those of the state's projection."""
    sheet = Sheet(MARGIN, SHEET - 2 * MARGIN)
    sheet.lines(layer.title.say(state.lang), TITLE, bold=True)
    sheet.y += 4
    lead = filter(None, (measure_and_year(layer, state), area_title(area, state)))
    sheet.lines(" · ".join(lead), LEAD, colour=QUIET)
    sheet.y += 14
    lines = gap_lines(layer, area, state)
    _frames(sheet, layer, drawings, state, frame_titles or {}, lines)
    sheet.y += 22
    if state.view == BORDERS:
        put_gap_legend(sheet, gap_legend(layer, area, state, lines, drawings))
    _key(sheet, legend(layer, state, drawings), layer, state, hatch_id(drawings[0]))
    sheet.y += 12
    sheet.parts.append(
        f'<path d="M{MARGIN:g} {sheet.y:.1f}H{SHEET - MARGIN:g}" stroke="{RULE}" stroke-width="1" fill="none"/>'
    )
    sheet.y += 10
    for sentence in imprint_lines(layer, drawings, state, imprint):
        sheet.lines(sentence, SMALL, colour=QUIET)
    sentences = map_words(layer, area, state)
    return document(layer, drawings, state, sentences, sheet.parts, SHEET, round(sheet.y + MARGIN * 0.6))


def measure_and_year(layer: Layer, state: MapState) -> str:
    """Return the measure with the year."""
    return ", ".join(filter(None, (layer.measure_in(state.year).say(state.lang), str(state.year))))


def imprint_lines(layer: Layer, drawings: Sequence[Drawing], state: MapState, imprint: Imprint) -> list[str]:
    """Return what stands below the map: what it is set against, how the sources compare, whose they are, how it is
    drawn, where it is from."""
    lang = state.lang
    dates = [source.get("retrieved", "") for series in layer.series for source in series.sources]
    drawn = mercator_note(layer, drawings, state) if state.projection == MERCATOR else tell(lang, EQUAL_AREAS)
    newest = tell(lang, AS_OF, date=max(dates)) if any(dates) else ""
    edition = f"{tell(lang, 'Edition of the data:')} {imprint.snapshot[:12]}"
    context = " ".join(filter(None, (core_rule(state.core, lang), *context_notes(layer, state))))
    return [
        *([context] if context else []),
        *measure_words(layer, layer.valued(state.year), lang),
        *comparability_notes(layer, state),
        sources_line(layer, lang, state.year),
        f"{drawn} {tell(lang, DISCLAIMER)}",
        " ".join(filter(None, (newest, f"{edition}.", imprint.page))),
    ]


def document(
    layer: Layer,
    drawings: Sequence[Drawing],
    state: MapState,
    sentences: Sequence[str],
    parts: Sequence[str],
    width: float,
    height: float,
) -> str:
    """Return parts as an SVG document with its title; `sentences` are its text alternative."""
    hatches = "".join(still_hatch(hatch_id(drawing)) for drawing in drawings)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
        f' viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" role="img"'
        f' aria-labelledby="title desc" lang="{escape(state.lang)}" xml:lang="{escape(state.lang)}"'
        f' font-family="{FONT}">'
        f'<title id="title">{escape(picture_title(layer, state))}</title>'
        f'<desc id="desc">{escape(" ".join(sentences))}</desc>'
        f"<defs>{hatches}</defs>"
        f'<rect width="{width:g}" height="{height:g}" fill="{PAPER}"/>{"".join(parts)}</svg>'
    )


def _frames(
    sheet: Sheet,
    layer: Layer,
    drawings: Sequence[Drawing],
    state: MapState,
    titles: Mapping[str, str],
    lines: Sequence[GapLine],
) -> None:
    """Put the frames side by side, each with its title where there are several."""
    width = (sheet.width - GUTTER * (len(drawings) - 1)) / len(drawings)
    top = sheet.y
    for column, drawing in enumerate(drawings):
        below = Sheet(sheet.left + column * (width + GUTTER), width, top)
        if titles.get(drawing.frame):
            below.lines(titles[drawing.frame], TEXT, bold=True)
            below.y += 4
        height = width * drawing.height / drawing.width
        names = "wide" if len(drawings) == 1 else "middle"
        below.parts.append(frame_layers(layer, drawing, state, below.left, below.y, width, names, lines))
        sheet.parts += below.parts
        sheet.y = max(sheet.y, below.y + height)


def frame_layers(
    layer: Layer,
    drawing: Drawing,
    state: MapState,
    left: float,
    top: float,
    width: float,
    names: str,
    lines: Sequence[GapLine] = (),
) -> str:
    """Return a frame at a place on the sheet, each of its layers a named group; `names` is one of the label widths."""
    height = width * drawing.height / drawing.width
    gaps = gap_layer(layer, drawing, state, lines, still=True) if lines else ""
    grounds = ground_layers(layer, drawing, state, still=True, gaps=gaps)
    made = {**grounds, "labels": label_layer(layer, drawing, state, names)}
    groups = "".join(
        f'<g id="{name}-{escape(drawing.frame)}" inkscape:groupmode="layer"'
        f' inkscape:label="{escape(tell(state.lang, LAYERS[name]))}">{content}</g>'
        for name, content in made.items()
        if content
    )
    return (
        f'<svg x="{left:g}" y="{top:.1f}" width="{width:g}" height="{height:.1f}"'
        f' viewBox="0 0 {drawing.width} {drawing.height}">{groups}</svg>'
        f'<rect x="{left:g}" y="{top:.1f}" width="{width:g}" height="{height:.1f}" fill="none" stroke="{RULE}"/>'
    )


def _key(sheet: Sheet, key: Legend, layer: Layer, state: MapState, hatch_name: str) -> None:
    """Put the legend on the sheet: classes side by side or the run of colours, then what is missing and flagged."""
    if key.classes:
        _classes(sheet, key)
    elif key.histogram is not None:
        _run(sheet, key.histogram, state_colours(layer, state))
    if key.no_data is not None:
        words = f"{key.no_data.words} ({key.no_data.count})"
        top = sheet.y + 3
        sheet.parts.append(
            f'<rect x="{sheet.left:g}" y="{top:.1f}" width="{2 * SWATCH:g}" height="{SWATCH:g}"'
            f' fill="url(#{escape(hatch_name)})" stroke="{RULE}" stroke-width=".8"/>'
        )
        beside = Sheet(sheet.left + 2 * SWATCH + 10, sheet.width - 2 * SWATCH - 10, sheet.y + 2)
        beside.lines(words, SMALL)
        sheet.parts += beside.parts
        sheet.y = max(beside.y, top + SWATCH) + 4
    flags = "; ".join(f"{entry.flag}: {entry.words} ({entry.count})" for entry in key.flags)
    for words in (flags, key.context):
        if words:
            sheet.lines(words, SMALL, colour=QUIET)


def _classes(sheet: Sheet, key: Legend) -> None:
    """Put the classes on it; below each colour how that looks around the core, where anything is drawn there."""
    longest = max(text_width(entry.label) for entry in key.classes) * SMALL + 14
    columns = max(1, min(len(key.classes), int(sheet.width // max(longest, 3 * SWATCH))))
    width = min(sheet.width / columns, max(longest, 130.0))
    for place, entry in enumerate(key.classes):
        row, column = divmod(place, columns)
        x, y = sheet.left + column * width, sheet.y + row * (SWATCH + 2.0 * SMALL)
        sheet.parts.append(
            f'<rect x="{x:g}" y="{y:.1f}" width="{width - 4:g}" height="{SWATCH:g}" fill="{entry.colour}"'
            f' stroke="{RULE}" stroke-width=".8"/>'
        )
        if key.context:
            part = f'x="{x:g}" y="{y + SWATCH * 0.64:.1f}" width="{width - 4:g}" height="{SWATCH * 0.36:.1f}"'
            sheet.parts.append(
                f'<rect {part} fill="{LAND["light"]}"/>'
                f'<rect {part} fill="{entry.colour}" fill-opacity="{CONTEXT_OPACITY}"/>'
            )
        sheet.parts.append(words_at(x, y + SWATCH + SMALL * 1.15, SMALL, entry.label))
    sheet.y += (len(key.classes) + columns - 1) // columns * (SWATCH + 2.0 * SMALL) + 2


def _run(sheet: Sheet, found: Histogram, colours: Sequence[str]) -> None:
    """Put a run of colours on it, with the values that are written at its axis."""
    width = min(sheet.width, 640.0)
    step = width / max(len(colours), 1)
    for place, colour in enumerate(colours):
        sheet.parts.append(
            f'<rect x="{sheet.left + place * step:.2f}" y="{sheet.y:.1f}" width="{step + 0.5:.2f}"'
            f' height="{SWATCH:g}" fill="{colour}"/>'
        )
    sheet.y += SWATCH
    axis, taken = found.axis, list[tuple[float, float]]()
    for label in sorted(found.labels, key=lambda label: label.rank):
        half = text_width(label.words) * SMALL / 2
        x = min(max(sheet.left + axis.share(label.value) * width, sheet.left + half), sheet.left + width)
        if all(x + half + 6 < start or end + 6 < x - half for start, end in taken):
            taken.append((x - half, x + half))
            sheet.parts.append(words_at(x, sheet.y + SMALL * 1.15, SMALL, label.words, "middle"))
    sheet.y += SMALL * 2
