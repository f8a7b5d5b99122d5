"""What a picture of a border shows: its line with the bars of its sharpest contrasts, or the gap of one indicator."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapserver.maps.attribution import sources_line
from mapserver.maps.border_sheet import BorderPicture, SheetBar
from mapserver.maps.border_words import gap_text, side_value
from mapserver.maps.gap_chart import PAPERS, gap_chart
from mapserver.maps.judgements import WORDS
from mapserver.maps.layout import DISCLAIMER
from mapserver.maps.names import country_title
from mapserver.maps.side_bars import SideBars
from mapserver.translation import tell
from mapserver.web.border_detail import notes_of, summary_of, trend_told
from mapserver.web.border_line import line_map
from mapserver.web.border_state import default_year
from mapserver.web.sharing import site_root
from mapserver.web.wording import border_text

if TYPE_CHECKING:
    from mapserver.model import LayerEntry
    from mapserver.model.border_figures import BorderIndicator
    from mapserver.web.border_state import BorderShown

#: Bars that stand beside the line.
MOST = 3


def border_picture(shown: BorderShown) -> BorderPicture:
    """Return what a picture of the state shows."""
    lang, row, entry, sides = shown.lang, shown.row, shown.entry, shown.sides
    names = [country_title(code, lang) for code in shown.countries]
    border = border_text(shown.border).say(lang)
    edition = f"{tell(lang, 'Edition of the data:')} {shown.snapshot.id[:12]}"
    page = site_root() + shown.address if site_root() else ""
    origin = " ".join(filter(None, (tell(lang, DISCLAIMER), f"{edition}.", page)))
    if row is None or entry is None:
        bars = tuple(sheet_bar(shown, item, entry) for item, entry in sharpest(shown))
        sources = tuple(
            dict.fromkeys(
                sources_line(shown.snapshot.layer(shown.area.id, item.indicator), lang, default_year(item))
                for item, _ in sharpest(shown)
            )
        )
        lead = " \u2013 ".join(names)
        line = line_map(shown.snapshot, shown.area, shown.border, lang, linked=False)
        return BorderPicture(border, lead, lang, names[0], names[1], line, bars, "", "", (), (*sources, origin))
    is_different = row.judgement == "different"
    charts = (gap_chart(row, shown.countries, shown.state.year, "", lang, paper) for paper in PAPERS)
    chart, small = ("", "") if is_different else charts
    judged = " ".join(filter(None, (_judged(shown), shown.reason(row) if shown.judgement else "")))
    return BorderPicture(
        entry.title.say(lang),
        f"{border} \u00b7 {entry.measure_of(*(sides.series if sides else ())).say(lang)}, {shown.state.year}",
        lang,
        names[0],
        names[1],
        "" if chart else line_map(shown.snapshot, shown.area, shown.border, lang, linked=False),
        (replace(sheet_bar(shown, row, entry, shown.state.year), title="", measure=""),),
        chart,
        small,
        (*summary_of(shown)[1:], *trend_told(shown)),
        (
            sources_line(shown.layer, lang, shown.state.year),
            *((judged,) if judged else ()),
            " ".join(notes_of(shown)),
            origin,
        ),
    )


def sharpest(shown: BorderShown) -> list[tuple[BorderIndicator, LayerEntry]]:
    """Return the indicators of the sharpest contrasts; where there is none, the first that both sides have."""
    rows = {row.indicator: row for row in shown.record.indicators}
    entries = {entry.indicator: entry for entry in shown.area.layers}
    named = [item.indicator for item in shown.border.contrasts]
    named += [row.indicator for row in rows.values() if row.common and row.judgement != "different"]
    found = [name for name in dict.fromkeys(named) if name in rows and name in entries]
    return [(rows[name], entries[name]) for name in found[:MOST]]


def sheet_bar(shown: BorderShown, row: BorderIndicator, entry: LayerEntry, year: int = 0) -> SheetBar:
    """Return the bars of an indicator in a year, in its usual one where none is named."""
    lang = shown.lang
    year = year or default_year(row)
    sides = row.year(year) or row.sides[-1]
    return SheetBar(
        f"{entry.title.say(lang)}, {sides.year}",
        entry.measure_of(*sides.series).say(lang),
        side_value(sides.a, row.decimals, lang),
        side_value(sides.b, row.decimals, lang),
        SideBars.of(row, sides),
        gap_text(sides, row.decimals, lang),
    )


def _judged(shown: BorderShown) -> str:
    if not shown.judgement:
        return ""
    return f"{tell(shown.lang, 'Sources compare')}: {tell(shown.lang, WORDS[shown.judgement])}."
