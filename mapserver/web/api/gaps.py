"""Gaps: what differs across shared lines, signed, year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, get_args, get_type_hints

import msgspec
from msgspec import Meta

from mapserver.exports.extract import refusals_of
from mapserver.exports.segments import SegmentRow
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
from mapserver.web.api.reading import asked_layer, is_asked, refusal
from mapserver.web.api.resource import Page, Resource
from mapserver.web.lookup import find_area

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapserver.model import Cell
    from mapserver.snapshot import Snapshot


#: What an answer says of a side, in its order: columns of a file, and what flag and reason mean.
OF_A_SIDE = (
    "unit", "name", "country", "vintage", "core", "value", "flag", "flag_words", "reason", "reason_words", "series",
)  # fmt: skip
FIELDS = (
    "border", "year", *(f"{name}_{side}" for side in "ab" for name in OF_A_SIDE), "diff", "ratio", "log2_ratio", "km",
    "judgement", "judgement_reason", "area", "indicator", "measure", "measure_a", "measure_b", "snapshot",
)  # fmt: skip
#: What a file leaves empty is null here; what no file has.
NULL = frozenset({"border", "reason_a", "reason_b", "judgement"})
WORDS: dict[str, Any] = {"flag_words": tuple[str, ...], "reason_words": str | None}
ABOUT = """The gap across the shared line of two districts in a year, signed: `diff` is B - A, `ratio` B / A,
    `log2_ratio` its doublings.

    A lies in the first country in alphabetical order; `border` is null where both lie in one country. All three are
    null where a side has no value, the ratio also where it tells nothing (an index, a difference, a value below
    zero), where A is zero and where the two measure different things, the doublings also where B is zero. The
    difference is given also where the two measure different things: heed `judgement`. Both values are as the map draws
    them, of the same `year`.
    """


def _fields() -> Iterator[tuple[str, Any]]:
    """Go through the fields with their types: those of the rows of files."""
    columns = get_type_hints(SegmentRow, include_extras=True)
    for name in FIELDS:
        if name in columns:
            type_, _ = get_args(columns[name])
            yield name, type_ | None if name in NULL else type_
        else:
            yield name, WORDS[name.rpartition("_")[0]]


GapRow = msgspec.defstruct(
    "GapRow", _fields(), frozen=True, kw_only=True, module=__name__, namespace={"__doc__": ABOUT}
)


class GapPage(Page, frozen=True, kw_only=True):
    """Gaps."""

    items: tuple[GapRow, ...]  # type: ignore[valid-type]


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
    borders = tuple(border.id for border in area.borders)
    if query.border is not None and query.border not in borders:
        raise refusal("border", "“area” does not show this border.", borders)
    layer = asked_layer(snapshot, area, query.indicator, query.level)
    years = [year for year in layer.years if is_asked(query, year)]
    sides = {"across": (True,), "home": (False,), "both": (True, False)}[query.side]
    return [
        Found(layer, gap)
        for year in years
        for gap in segment_gaps(layer, year, area.beside, different=query.different == "include")
        if bool(gap.border) in sides
        and query.border in (None, gap.border)
        and (not query.unit or {layer.places[gap.a].code, layer.places[gap.b].code}.intersection(query.unit))
    ]


def _side(layer: Layer, lang: str, index: int, cell: Cell) -> dict[str, Any]:
    """Return one side of a gap as it may be given out, by OF_A_SIDE."""
    place, value, reason = layer.places[index], cell.value, ""
    series = next((item for item in layer.series if item.id == place.series), None)
    if value is None:
        reason = cell.reason or "not_collected"
    elif refusals_of(series, cell.edition):
        value, reason = None, LICENCE
    return {
        "unit": place.code,
        "name": shown_name(place, lang)[0],
        "country": place.country,
        "vintage": place.vintage,
        "core": place.core,
        "value": value,
        "flag": cell.flag,
        "flag_words": flag_words(cell.flag, lang),
        "reason": reason or None,
        "reason_words": reason_words(reason, lang) or None,
        "series": place.series,
    }


def _row(snapshot: Snapshot, query: GapsQuery, found: Found) -> msgspec.Struct:
    layer, gap = found
    sides = {"a": _side(layer, query.lang, gap.a, gap.cell_a), "b": _side(layer, query.lang, gap.b, gap.cell_b)}
    known = gap.gap if all(side["value"] is not None for side in sides.values()) else None
    valued = [index for index, cell in ((gap.a, gap.cell_a), (gap.b, gap.cell_b)) if cell.value is not None]
    return GapRow(
        border=gap.border or None,
        year=gap.year,
        **{f"{name}_{side}": said for side, held in sides.items() for name, said in held.items()},
        diff=known.diff if known else None,
        ratio=known.ratio if known else None,
        log2_ratio=known.log2_ratio if known else None,
        km=gap.km,
        judgement=gap.told or None,
        judgement_reason=judgement_reason(gap.reason, query.lang, gap.remarks).say(query.lang),
        area=layer.area,
        indicator=layer.indicator,
        measure=layer.measure_of(valued).say(query.lang),
        measure_a=layer.measure_of((gap.a,)).say(query.lang),
        measure_b=layer.measure_of((gap.b,)).say(query.lang),
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
