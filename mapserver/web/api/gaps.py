"""Gaps: what differs across shared lines, signed, year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import msgspec
from msgspec import Meta

from mapserver.exports.extract import refusals_of
from mapserver.maps.legend import flag_words, reason_words
from mapserver.maps.names import shown_name
from mapserver.maps.reasons import judgement_reason
from mapserver.model import Layer
from mapserver.statistics import SegmentGap, segment_gaps
from mapserver.translation import N_
from mapserver.web.api.observations import LICENCE
from mapserver.web.api.parameter import (
    AreaName,
    BorderName,
    FromYear,
    IndicatorName,
    Level,
    Paged,
    ToYear,
    Units,
    Year,
)
from mapserver.web.api.reading import refusal
from mapserver.web.api.resource import Page, Resource
from mapserver.web.lookup import find_area, find_layer

if TYPE_CHECKING:
    from mapserver.model import Cell
    from mapserver.snapshot import Snapshot


class GapRow(msgspec.Struct, frozen=True, kw_only=True):
    """The gap across the shared line of two districts in a year, signed: `diff` is B - A, `ratio` B / A, `log2_ratio`
    its doublings.

    A lies in the first country in alphabetical order; `border` is null where both lie in one country. All three are
    null where a side has no value, the ratio also where it tells nothing (an index, a difference, a value below
    zero), where A is zero and where the two measure different things, the doublings also where B is zero. The
    difference is given also where the two measure different things: heed `judgement`. Both values are as the map draws
    them, of the same `year`.
    """

    border: str | None
    year: int
    unit_a: str
    name_a: str
    country_a: str
    vintage_a: str
    core_a: bool
    value_a: float | None
    flag_a: str
    flag_words_a: tuple[str, ...]
    reason_a: str | None
    reason_words_a: str | None
    series_a: str
    unit_b: str
    name_b: str
    country_b: str
    vintage_b: str
    core_b: bool
    value_b: float | None
    flag_b: str
    flag_words_b: tuple[str, ...]
    reason_b: str | None
    reason_words_b: str | None
    series_b: str
    diff: float | None
    ratio: float | None
    log2_ratio: float | None
    km: float
    judgement: str
    judgement_reason: str
    area: str
    indicator: str
    measure: str
    snapshot: str


class GapPage(Page, frozen=True, kw_only=True):
    """Gaps."""

    items: tuple[GapRow, ...]


class GapsQuery(Paged, frozen=True, kw_only=True):
    """Which gaps of an indicator in an area. `unit` is one of the two districts."""

    area: AreaName
    indicator: IndicatorName
    year: Year | None = None
    from_year: FromYear | None = msgspec.field(default=None, name="from")
    to_year: ToYear | None = msgspec.field(default=None, name="to")
    border: BorderName | None = None
    unit: Units = ()
    side: Annotated[
        Literal["across", "home", "both"], Meta(description="Lines across borders, inside countries, or both.")
    ] = "across"
    level: Level = "finest"
    different: Annotated[
        Literal["null", "include"], Meta(description="Ratios between figures that measure different things.")
    ] = "null"
    limit: Annotated[int, Meta(ge=1, le=10_000, description="Rows of one answer at most.")] = 100


class Found(NamedTuple):
    """A gap with the layer that it is of."""

    layer: Layer
    gap: SegmentGap


def _find(snapshot: Snapshot, query: GapsQuery) -> list[Found]:
    area = find_area(snapshot, query.area)
    entry = find_layer(snapshot, area, query.indicator)
    if query.level not in entry.values:
        raise refusal("level", "The map of “indicator” has no such level.", tuple(entry.values))
    layer = snapshot.layer(area.id, entry.indicator, query.level)
    first, last = query.from_year or 0, query.to_year or 9999
    years = [year for year in layer.years if first <= year <= last and query.year in (None, year)]
    sides = {"across": (True,), "home": (False,), "both": (True, False)}[query.side]
    return [
        Found(layer, gap)
        for year in years
        for gap in segment_gaps(layer, year, area.beside, different=query.different == "include")
        if bool(gap.border) in sides
        and query.border in (None, gap.border)
        and (not query.unit or {layer.places[gap.a].code, layer.places[gap.b].code}.intersection(query.unit))
    ]


class Side(NamedTuple):
    """One side of a gap as it may be given out."""

    value: float | None
    reason: str


def _side(layer: Layer, index: int, cell: Cell) -> Side:
    if cell.value is None:
        return Side(None, cell.reason or "not_collected")
    series = next((item for item in layer.series if item.id == layer.places[index].series), None)
    return Side(None, LICENCE) if refusals_of(series, cell.edition) else Side(cell.value, "")


def _row(snapshot: Snapshot, query: GapsQuery, found: Found) -> GapRow:
    layer, gap = found
    a, b = layer.places[gap.a], layer.places[gap.b]
    one, other = _side(layer, gap.a, gap.cell_a), _side(layer, gap.b, gap.cell_b)
    known = gap.gap if one.value is not None and other.value is not None else None
    return GapRow(
        border=gap.border or None,
        year=gap.year,
        unit_a=a.code,
        name_a=shown_name(a, query.lang)[0],
        country_a=a.country,
        vintage_a=a.vintage,
        core_a=a.core,
        value_a=one.value,
        flag_a=gap.cell_a.flag,
        flag_words_a=flag_words(gap.cell_a.flag, query.lang),
        reason_a=one.reason or None,
        reason_words_a=reason_words(one.reason, query.lang) or None,
        series_a=a.series,
        unit_b=b.code,
        name_b=shown_name(b, query.lang)[0],
        country_b=b.country,
        vintage_b=b.vintage,
        core_b=b.core,
        value_b=other.value,
        flag_b=gap.cell_b.flag,
        flag_words_b=flag_words(gap.cell_b.flag, query.lang),
        reason_b=other.reason or None,
        reason_words_b=reason_words(other.reason, query.lang) or None,
        series_b=b.series,
        diff=known.diff if known else None,
        ratio=known.ratio if known else None,
        log2_ratio=known.log2_ratio if known else None,
        km=gap.km,
        judgement=gap.judgement,
        judgement_reason=judgement_reason(gap.reason, query.lang, gap.remarks).say(query.lang),
        area=layer.area,
        indicator=layer.indicator,
        measure=layer.measure.say(query.lang),
        snapshot=snapshot.id,
    )


GAPS = Resource(
    name="gaps",
    summary=N_(
        "Gaps across borders: difference, ratio and doublings of an indicator between neighbours, with the"
        " judgement whether the two sides may be compared."
    ),
    query=GapsQuery,
    page=GapPage,
    row_type=GapRow,
    find=_find,
    row=_row,
    examples=("area=barents&indicator=unemployment_rate&year=2019&border=NO-RU",),
)
