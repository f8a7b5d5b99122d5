"""Values: the figures that a map draws, as they are or set against a context, as the files of the map have them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta
from werkzeug.datastructures import MultiDict

from mapserver.exports.extract import Extract, Observation, refusals_of
from mapserver.maps.legend import flag_words, reason_words
from mapserver.maps.state import TRANSFORMS, default_state
from mapserver.translation import N_
from mapserver.web.api.observations import LICENCE
from mapserver.web.api.parameter import AreaName, Country, FromYear, IndicatorName, Level, Paged, ToYear, Units, Year
from mapserver.web.api.reading import asked_layer, is_asked
from mapserver.web.api.resource import Page, Resource
from mapserver.web.context_state import in_core, read_context, read_core, set_against
from mapserver.web.errors import withheld
from mapserver.web.lookup import find_area
from mapserver.web.map_state import refuse_without_types
from mapserver.web.query import Query

if TYPE_CHECKING:
    from mapserver.snapshot import Snapshot

VALUE = TRANSFORMS[0]
#: Parameters that say what figures are set against, as in the address of a map.
CONTEXT = ("core", "transform", "as", "order", "km", "across")


class ValueRow(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that a map draws; without one `value` is null, and `reason` says why in a word, `reason_words` in a
    sentence.

    With a `transform`, `own_value` is the figure itself and `context_value` what it is set against, a mean of
    `context_units` units weighted by `context_weights`, or published. `parity` says in `parity_measure` how much of
    what is counted a district has beyond the level of its context; where it is null, `parity_reason` says why.
    """

    unit: str
    name: str
    country: str
    level: str
    vintage: str
    core: bool
    year: int
    reference_date: str
    value: float | None
    measure: str
    flag: str
    flag_words: tuple[str, ...]
    reason: str | None
    reason_words: str | None
    note: str
    area: str
    indicator: str
    series: str
    run: int
    edition: str
    source: str
    licence: str
    border_area: str
    transform: str
    own_value: float | None
    context_value: float | None
    context_weights: str | None
    context_units: int | None
    parity: float | None
    parity_measure: str | None
    parity_reason: str | None
    snapshot: str


class ValuePage(Page, frozen=True, kw_only=True):
    """Values."""

    items: tuple[ValueRow, ...]


class ValuesQuery(Paged, frozen=True, kw_only=True):
    """Which figures of a map, and what they are set against: the same words as in the address of the map."""

    area: AreaName
    indicator: IndicatorName
    year: Year | None = None
    from_year: FromYear | None = msgspec.field(default=None, name="from")
    to_year: ToYear | None = msgspec.field(default=None, name="to")
    unit: Units = ()
    country: Country | None = None
    level: Level = "finest"
    core: Annotated[
        Literal["programme", "touching", "order-2", "order-3", "within-25", "within-50", "within-100"],
        Meta(description="Which units count as the border area."),
    ] = "programme"
    transform: Annotated[
        Literal["value", "vs-country", "vs-area", "vs-neighbours", "typology"],
        Meta(description="What the figures are set against."),
    ] = "value"
    way: Annotated[
        Literal["relative", "absolute", "parity"] | None,
        Meta(description="In per cent of the context, as the difference, or in persons, jobs or euros to parity."),
    ] = msgspec.field(default=None, name="as")
    order: Annotated[int, Meta(ge=1, le=3, description="Neighbours: steps from one to the next.")] | None = None
    km: Annotated[int, Meta(ge=10, le=1000, description="Neighbours: km between the centres.")] | None = None
    across: Annotated[
        Literal["in", "out"] | None, Meta(description="Whether units of other countries are neighbours.")
    ] = None
    limit: Annotated[int, Meta(ge=1, le=10_000, description="Rows of one answer at most.")] = 100


def _find(snapshot: Snapshot, query: ValuesQuery) -> list[Observation]:
    area = find_area(snapshot, query.area)
    layer = asked_layer(snapshot, area, query.indicator, query.level)
    strict = _asked(query)
    core = read_core(strict, layer, area)
    layer = in_core(layer, area, core)
    context = read_context(strict, snapshot, area, layer, query.transform)
    if context is not None:
        layer = set_against(snapshot, area, layer, context)
        refuse_without_types(strict, layer)
    strict.finish()
    years = tuple(year for year in layer.years if is_asked(query, year))
    state = replace(default_state(layer, query.lang), transform=query.transform, context=context, core=core)
    extract = Extract(layer, area, state, snapshot.id, years)
    if context is not None and extract.refusals:
        raise withheld(extract.refusals)
    return [
        _given_out(extract, row)
        for row in extract.observations
        if (not query.unit or row.unit in query.unit) and query.country in (None, row.country)
    ]


def _asked(query: ValuesQuery) -> Query:
    """Return what is asked of contexts as the query of a map, which says what goes together."""
    given = {"core": query.core, "transform": query.transform, "as": query.way, "across": query.across}
    numbers = {"order": query.order, "km": query.km}
    held = {**given, **{name: None if number is None else str(number) for name, number in numbers.items()}}
    return Query(MultiDict({name: text for name, text in held.items() if text is not None}), CONTEXT)


def _given_out(extract: Extract, row: Observation) -> Observation:
    """Leave out a figure that may be shown and not be given out."""
    if row.value is None or not refusals_of(extract.series.get(row.series), row.edition):
        return row
    return row._replace(value=None, reason=LICENCE, note="", source="", licence="")


def _row(snapshot: Snapshot, query: ValuesQuery, row: Observation) -> ValueRow:
    held = row._asdict()
    for name in ("reason", "context_weights", "parity_measure", "parity_reason"):
        held[name] = held[name] or None
    return ValueRow(
        **held,
        area=query.area,
        flag_words=flag_words(row.flag, query.lang),
        reason_words=reason_words(row.reason, query.lang) or None,
    )


VALUES = Resource(
    name="values",
    summary=N_(
        "Values: the figures that a map draws, also set against the own country, the border area or the neighbours, in"
        " per cent, as a difference or in persons, jobs or euros to parity."
    ),
    query=ValuesQuery,
    page=ValuePage,
    row_type=ValueRow,
    find=_find,
    row=_row,
    examples=("area=bulgaria&indicator=gdp_per_inhabitant&year=2019&transform=vs-neighbours&as=parity",),
)
