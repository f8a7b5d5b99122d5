"""Segments of an extract as rows: two neighbours in a year, with everything that must be said with a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mapserver.exports.columns import Column
from mapserver.exports.extract import quoted_sources, reference_date
from mapserver.exports.metadata import metadata
from mapserver.maps.names import shown_name
from mapserver.maps.reasons import judgement_reason
from mapserver.maps.state import LINES
from mapserver.statistics import SegmentGap, segment_gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapserver.exports.extract import Extract


class SegmentRow(NamedTuple):
    """The gap across the shared line of two districts in a year. The fields are the columns of every table."""

    border: str
    year: int
    unit_a: str
    name_a: str
    country_a: str
    level_a: str
    vintage_a: str
    core_a: bool
    reference_date_a: str
    value_a: float | None
    flag_a: str
    reason_a: str
    series_a: str
    edition_a: str
    unit_b: str
    name_b: str
    country_b: str
    level_b: str
    vintage_b: str
    core_b: bool
    reference_date_b: str
    value_b: float | None
    flag_b: str
    reason_b: str
    series_b: str
    edition_b: str
    diff: float | None
    ratio: float | None
    log2_ratio: float | None
    km: float
    judgement: str
    judgement_reason: str
    measure: str
    area: str
    indicator: str
    source: str
    licence: str
    snapshot: str
    border_area: str
    transform: str


def _side(side: str, which: str) -> tuple[Column, ...]:
    return (
        Column(f"unit_{side}", "string", f"Code of the district on side {which}"),
        Column(f"name_{side}", "string", f"Name of district {which} in the language of the file"),
        Column(f"country_{side}", "string", f"Country of {which}, ISO 3166-1 alpha-2"),
        Column(f"level_{side}", "string", f"Level of {which} in its country's division"),
        Column(f"vintage_{side}", "string", f"Edition of the division that code and boundary of {which} belong to"),
        Column(f"core_{side}", "boolean", f"Whether {which} belongs to the border area itself"),
        Column(f"reference_date_{side}", "string", f"Day or year for which the figure of {which} holds (ISO 8601)"),
        Column(f"value_{side}", "number", f"The figure of {which}; empty where there is none"),
        Column(f"flag_{side}", "string", f"Flags of the source on the figure of {which}"),
        Column(f"reason_{side}", "string", f"Why {which} has no figure"),
        Column(f"series_{side}", "string", f"Which source's series the figure of {which} belongs to"),
        Column(f"edition_{side}", "string", f"Publication that the figure of {which} was read from"),
    )


COLUMNS = (
    Column("border", "string", "The two countries in alphabetical order, as NO-RU; empty inside a country"),
    Column("year", "integer", "Year of both figures"),
    *_side("a", "A"),
    *_side("b", "B"),
    Column("diff", "number", "B - A; also between figures that measure different things: heed the judgement"),
    Column("ratio", "number", "B / A; empty where it tells nothing, and between figures that measure different things"),
    Column("log2_ratio", "number", "Doublings from A to B, the binary logarithm of B / A"),
    Column("km", "number", "Length of the shared line as drawn here, in all its parts"),
    Column("judgement", "string", "How the two figures compare: same, similar, different (not to be compared)"),
    Column("judgement_reason", "string", "Why, in the language of the file"),
    Column("measure", "string", "Unit of measure of both figures"),
    Column("area", "string", "Name of the border area"),
    Column("indicator", "string", "Name of the indicator"),
    Column("source", "string", "Publishers of both figures"),
    Column("licence", "string", "Licences of both figures"),
    Column("snapshot", "string", "Edition of this collection"),
    Column("border_area", "string", "Definition of the border area that both `core` follow"),
    Column("transform", "string", "What both values are: values, changes, or figures set against a context"),
)


def segment_rows(extract: Extract) -> tuple[SegmentRow, ...]:
    """Return the rows of an extract: years in turn, in each the lines by border and codes.

    Lines inside countries come where the state draws them, ratios between figures that measure different things where
    it insists on them.
    """
    return tuple(row for year in extract.years for _, row in placed_segments(extract, year))


def placed_segments(extract: Extract, year: int) -> Iterator[tuple[tuple[str, str], SegmentRow]]:
    """Yield the rows of a year, each with the keys of its two territories."""
    layer, state = extract.layer, extract.state
    for gap in segment_gaps(layer, year, extract.area.beside, different=state.different):
        if gap.border or state.lines != LINES[0]:
            yield (layer.places[gap.a].key, layer.places[gap.b].key), _row(extract, gap)


def segments_metadata(extract: Extract) -> dict[str, Any]:
    """Return what must be known of the rows: of the figures as elsewhere, and how gaps are counted."""
    told = metadata(extract)
    return {
        **told,
        "gaps": {
            "lines": extract.state.lines,
            "different": "include" if extract.state.different else "null",
            "diff": "value_b - value_a",
            "ratio": "value_b / value_a",
            "log2_ratio": "log2(value_b / value_a)",
        },
        "columns": [column._asdict() for column in COLUMNS],
    }


def _row(extract: Extract, gap: SegmentGap) -> SegmentRow:
    layer, lang = extract.layer, extract.state.lang
    a, b = layer.places[gap.a], layer.places[gap.b]
    notes = [extract.series.get(place.series) for place in (a, b)]
    cells = (gap.cell_a, gap.cell_b)
    sources = [
        source
        for note, index in zip(notes, (gap.a, gap.b), strict=True)
        for cell in extract.standing(index, gap.year)
        for source in quoted_sources(note, cell.edition)
    ]
    dates = [reference_date(note.reference if note else "", gap.year) for note in notes]
    reasons = ["" if cell.value is not None else cell.reason or "not_collected" for cell in cells]
    diff, ratio, log2_ratio = gap.gap or (None, None, None)
    return SegmentRow(
        gap.border, gap.year,
        a.code, shown_name(a, lang)[0], a.country, a.level, a.vintage, a.core, dates[0],
        gap.cell_a.value, gap.cell_a.flag, reasons[0], a.series, gap.cell_a.edition,
        b.code, shown_name(b, lang)[0], b.country, b.level, b.vintage, b.core, dates[1],
        gap.cell_b.value, gap.cell_b.flag, reasons[1], b.series, gap.cell_b.edition,
        diff, ratio, log2_ratio, gap.km, gap.judgement, judgement_reason(gap.reason, lang, gap.remarks).say(lang),
        layer.measure.say(lang), layer.area, layer.indicator,
        "; ".join(dict.fromkeys(source.get("publisher", "") for source in sources)),
        "; ".join(dict.fromkeys(source.get("licence", "") for source in sources)),
        extract.snapshot, extract.state.core, extract.transform,
    )  # fmt: skip
