"""Segments of an extract as rows: two neighbours in a year, with everything that must be said with a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from mapserver.exports.columns import columns_of
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
    """The gap across the shared line of two districts in a year. The fields are the columns of every table, of which an
    answer to programs has a part."""

    border: Annotated[str, "The two countries in alphabetical order, as NO-RU; empty inside a country"]
    year: Annotated[int, "Year of both figures"]
    unit_a: Annotated[str, "Code of the district on side A"]
    name_a: Annotated[str, "Name of district A in the language of the file"]
    country_a: Annotated[str, "Country of A, ISO 3166-1 alpha-2"]
    level_a: Annotated[str, "Level of A in its country's division"]
    vintage_a: Annotated[str, "Edition of the division that code and boundary of A belong to"]
    core_a: Annotated[bool, "Whether A belongs to the border area itself"]
    reference_date_a: Annotated[str, "Day or year for which the figure of A holds (ISO 8601)"]
    value_a: Annotated[float | None, "The figure of A; empty where there is none"]
    flag_a: Annotated[str, "Flags of the source on the figure of A"]
    reason_a: Annotated[str, "Why A has no figure"]
    series_a: Annotated[str, "Which source's series the figure of A belongs to"]
    edition_a: Annotated[str, "Publication that the figure of A was read from"]
    unit_b: Annotated[str, "Code of the district on side B"]
    name_b: Annotated[str, "Name of district B in the language of the file"]
    country_b: Annotated[str, "Country of B, ISO 3166-1 alpha-2"]
    level_b: Annotated[str, "Level of B in its country's division"]
    vintage_b: Annotated[str, "Edition of the division that code and boundary of B belong to"]
    core_b: Annotated[bool, "Whether B belongs to the border area itself"]
    reference_date_b: Annotated[str, "Day or year for which the figure of B holds (ISO 8601)"]
    value_b: Annotated[float | None, "The figure of B; empty where there is none"]
    flag_b: Annotated[str, "Flags of the source on the figure of B"]
    reason_b: Annotated[str, "Why B has no figure"]
    series_b: Annotated[str, "Which source's series the figure of B belongs to"]
    edition_b: Annotated[str, "Publication that the figure of B was read from"]
    diff: Annotated[float | None, "B - A; also between figures that measure different things: heed the judgement"]
    ratio: Annotated[
        float | None, "B / A; empty where it tells nothing, and between figures that measure different things"
    ]
    log2_ratio: Annotated[float | None, "Doublings from A to B, the binary logarithm of B / A"]
    km: Annotated[float, "Length of the shared line as drawn here, in all its parts"]
    judgement: Annotated[
        str,
        "How the two figures compare: same, similar, different (not to be compared); empty where a side has no source",
    ]
    judgement_reason: Annotated[str, "Why, in the language of the file"]
    measure: Annotated[str, "Unit of measure of both figures; that of the indicator where theirs differ"]
    area: Annotated[str, "Name of the border area"]
    indicator: Annotated[str, "Name of the indicator"]
    source: Annotated[str, "Publishers of both figures"]
    licence: Annotated[str, "Licences of both figures"]
    snapshot: Annotated[str, "Edition of this collection"]
    border_area: Annotated[str, "Definition of the border area that both `core` follow"]
    transform: Annotated[str, "What both values are: values, changes, or figures set against a context"]
    measure_a: Annotated[str, "Unit of measure of the figure of A"]
    measure_b: Annotated[str, "Unit of measure of the figure of B"]


COLUMNS = columns_of(SegmentRow)


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
    valued = [index for index, cell in zip((gap.a, gap.b), cells, strict=True) if cell.value is not None]
    diff, ratio, log2_ratio = gap.gap or (None, None, None)
    return SegmentRow(
        gap.border, gap.year,
        a.code, shown_name(a, lang)[0], a.country, a.level, a.vintage, a.core, dates[0],
        gap.cell_a.value, gap.cell_a.flag, reasons[0], a.series, gap.cell_a.edition,
        b.code, shown_name(b, lang)[0], b.country, b.level, b.vintage, b.core, dates[1],
        gap.cell_b.value, gap.cell_b.flag, reasons[1], b.series, gap.cell_b.edition,
        diff, ratio, log2_ratio, gap.km, gap.told, judgement_reason(gap.reason, lang, gap.remarks).say(lang),
        layer.measure_of(valued).say(lang), layer.area, layer.indicator,
        "; ".join(dict.fromkeys(source.get("publisher", "") for source in sources)),
        "; ".join(dict.fromkeys(source.get("licence", "") for source in sources)),
        extract.snapshot, extract.state.core, extract.transform,
        *(layer.measure_of((index,)).say(lang) for index in (gap.a, gap.b)),
    )  # fmt: skip
