"""Observations: every figure of every series, with all that must be said with a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import msgspec
from msgspec import Meta

from mapserver.exports.extract import reference_date
from mapserver.maps.legend import flag_words, reason_words
from mapserver.maps.messages import said
from mapserver.model import Edition, Observation, SeriesRecord
from mapserver.translation import N_
from mapserver.web.api.parameter import (
    AreaName,
    Country,
    FromYear,
    IndicatorName,
    LevelName,
    Paged,
    SeriesName,
    ToYear,
    Units,
    Year,
)
from mapserver.web.api.reading import is_asked, refusal
from mapserver.web.api.resource import Page, Resource
from mapserver.web.wording import unit_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mapserver.model import UnitEntry
    from mapserver.snapshot import Snapshot

#: Why a value that exists is not given out; a key of REASONS.
LICENCE = "licence"


class ObservationRow(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of a district in a year; without one `value` is null, and `reason` says why in a word, `reason_words` in
    a sentence.

    `flag` is the source's, `flag_words` explain its parts. Values of one district may be compared over time within one
    `run` only. `reference_date` is the day (ISO 8601) on which a stock was counted, or the year over which it holds.
    """

    unit: str
    name: str
    country: str
    level: str
    vintage: str
    year: int
    value: float | None
    measure: str
    flag: str
    flag_words: tuple[str, ...]
    reason: str | None
    reason_words: str | None
    note: str
    reference: str
    reference_date: str
    indicator: str
    series: str
    run: int
    edition: str
    source: str
    licence: str
    snapshot: str


class ObservationPage(Page, frozen=True, kw_only=True):
    """Observations."""

    items: tuple[ObservationRow, ...]


class ObservationsQuery(Paged, frozen=True, kw_only=True):
    """Which observations. An indicator, a series or districts must be named; everything else narrows that down.

    `area` means the districts of its core, `from` and `to` are years that belong to the span.
    """

    indicator: IndicatorName | None = None
    series: SeriesName | None = None
    unit: Units = ()
    area: AreaName | None = None
    country: Country | None = None
    level: LevelName | None = None
    year: Year | None = None
    from_year: FromYear | None = msgspec.field(default=None, name="from")
    to_year: ToYear | None = msgspec.field(default=None, name="to")
    limit: Annotated[int, Meta(ge=1, le=10_000, description="Rows of one answer at most.")] = 100


class Found(NamedTuple):
    """An observation with its series."""

    series: SeriesRecord
    row: Observation


def _find(snapshot: Snapshot, query: ObservationsQuery) -> list[Found]:
    """Return observations by series, district, year and vintage."""
    indicator = query.indicator or (query.series or "").partition("/")[0]
    if not indicator and not query.unit:
        raise refusal("indicator", "Name an “indicator”, a “series” or a “unit”: all observations are too many.")
    register = snapshot.register
    wanted = {code for code, unit in register.unit.items() if _is_wanted(query, unit)}
    lines = _of_indicator(snapshot, indicator, wanted) if indicator else _of_units(snapshot, sorted(wanted))
    return [
        Found(series, row)
        for series, rows in lines
        if query.series in (None, series.series.key)
        for row in rows
        if is_asked(query, row.year)
    ]


def _is_wanted(query: ObservationsQuery, unit: UnitEntry) -> bool:
    return (
        (not query.unit or unit.code in query.unit)
        and query.area in (None, *unit.areas)
        and query.country in (None, unit.country)
        and query.level in (None, unit.level)
    )


def _of_indicator(
    snapshot: Snapshot, indicator: str, wanted: set[str]
) -> Iterator[tuple[SeriesRecord, tuple[Observation, ...]]]:
    records = snapshot.register.indicator[indicator].by_id
    for figures in snapshot.figures(indicator).series:
        for code in sorted(wanted.intersection(figures.observations)):
            yield records[figures.common.series], figures.observations[code]


def _of_units(snapshot: Snapshot, codes: Iterable[str]) -> list[tuple[SeriesRecord, tuple[Observation, ...]]]:
    series = snapshot.register.series
    order = {key: place for place, key in enumerate(series)}
    lines = [(line.key, line.observations) for code in codes for line in snapshot.unit(code).lines]
    return [(series[key], rows) for key, rows in sorted(lines, key=lambda item: order[item[0]])]


def _row(snapshot: Snapshot, query: ObservationsQuery, found: Found) -> ObservationRow:
    record, row = found
    series, unit = record.series, snapshot.register.unit[row.unit]
    sources = quoted(series.editions, row.edition) if row.value is not None else ()
    refused = any(edition.no_redistribution for edition in sources)
    reason = LICENCE if refused else "" if row.value is not None else row.reason or "not_collected"
    return ObservationRow(
        unit=row.unit,
        name=unit_text(unit).say(query.lang),
        country=unit.country,
        level=unit.level,
        vintage=row.vintage,
        year=row.year,
        value=None if refused else row.value,
        measure=record.measure.say(query.lang),
        flag=row.flag,
        flag_words=flag_words(row.flag, query.lang),
        reason=reason or None,
        reason_words=reason_words(reason, query.lang) or None,
        note=said(row.note, query.lang) if row.note and not refused else "",
        reference=series.reference,
        reference_date=reference_date(series.reference, row.year),
        indicator=series.indicator,
        series=series.id,
        run=row.run,
        edition=row.edition,
        source="; ".join(dict.fromkeys(edition.publisher for edition in sources)),
        licence="; ".join(dict.fromkeys(edition.licence for edition in sources)),
        snapshot=snapshot.id,
    )


def quoted(editions: tuple[Edition, ...], edition: str) -> tuple[Edition, ...]:
    """Return the editions that a figure was read from; all of its series where its edition is not among them."""
    named = edition.split("+")
    return tuple(item for item in editions if item.id in named) or editions


OBSERVATIONS = Resource(
    name="observations",
    summary=N_("Observations: every figure of every series, district and vintage, also those that no map draws."),
    query=ObservationsQuery,
    page=ObservationPage,
    row_type=ObservationRow,
    find=_find,
    row=_row,
    examples=("indicator=unemployment_rate&area=barents&year=2019", "unit=NO074,RU-MUR&from=2015"),
)
